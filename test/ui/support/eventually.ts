import { setTimeout as pause } from "node:timers/promises";

/** Looks again and again until `look` gives something; fails with `what` after half a minute. */
export async function eventually<T>(what: string, look: () => Promise<T | undefined> | T | undefined) {
  const deadlineMs = performance.now() + 30_000;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > deadlineMs) throw new Error(`Never came: ${what}.`);
    await pause(50);
  }
}
