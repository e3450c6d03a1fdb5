import { systemClock } from "../../provider/clock";

/** What the work gives, or undefined when it takes longer or fails; the work itself goes on. */
export async function withinDeadline<T>(work: PromiseLike<T>, deadlineMs: number): Promise<T | undefined> {
  let stopTimer: (() => void) | undefined;
  const deadline = new Promise<undefined>((resolve) => {
    stopTimer = systemClock.setTimer(() => resolve(undefined), deadlineMs);
  });
  try {
    return await Promise.race([work, deadline]);
  } catch {
    return undefined;
  } finally {
    stopTimer?.();
  }
}
