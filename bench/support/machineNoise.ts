import type { Figure } from "./figure";
import { spread } from "./statistics";

const calibrationRounds = 200;
const stepsPerGuess = 20_000;

/** Arithmetic without allocation; the result is used, so that it is not optimised away. */
function work(steps: number): number {
  let state = 1;
  for (let step = 0; step < steps; step++) state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
  return state;
}

function timed(steps: number): number {
  const startedMs = performance.now();
  const result = work(steps);
  const durationMs = performance.now() - startedMs;
  if (result === 0.5) throw new Error("Integers are whole.");
  return durationMs;
}

/**
 * What this machine adds to work of that length just now: an empty loop that takes as long, repeated as often. Where
 * its p99 is far above its median, other programs took the processor, and they did so in our figure as well.
 */
export function machineNoise(durationMs: number, rounds: number): NonNullable<Figure["floor"]> {
  const guesses = Array.from({ length: calibrationRounds }, () => timed(stepsPerGuess));
  const steps = Math.max(1, Math.round((stepsPerGuess * durationMs) / spread(guesses).value));
  return {
    what: "empty loop of that length",
    ...spread(Array.from({ length: rounds }, () => timed(steps))),
  };
}
