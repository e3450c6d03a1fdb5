const pauseMs = 20;

/**
 * Waits until the condition gives something other than `undefined` or `false`, and gives that. Looks again every
 * 20 ms and rejects, naming what was awaited, after `withinMs` (default 20 s: a slow machine has time).
 * @param what completes the sentence "Waited for …", such as `the completion to be inserted`.
 */
export async function until<T>(
  what: string,
  condition: () => T | undefined | false | PromiseLike<T | undefined | false>,
  withinMs = 20_000,
): Promise<T> {
  const endMs = performance.now() + withinMs;
  for (;;) {
    const value = await condition();
    if (value !== undefined && value !== false) return value;
    if (performance.now() > endMs) throw new Error(`Waited ${withinMs} ms for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
