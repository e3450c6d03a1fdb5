import type { Keystroke } from "../keystroke";
import type { Latency } from "./latency";
import type { TrackRecord } from "./trackRecord";

/** What holds a request back. */
export interface Wait {
  /** By the clock's `nowMs`. */
  readonly untilMs: number;
  /** For the explanation. */
  readonly why: string;
  readonly setting?: string;
}

/** The budget makes requests wait so long. */
const LOWERED_WAIT_MS = 600;
/** Until then a failed guess costs nothing; later ones wait, each a little longer. */
const FREE_MISSES = 2;
const LONGEST_MISS_WAIT_MS = 600;

/**
 * Until when a keystroke's request is held back: by the user's own wait, the budget's, or a throttle where guesses
 * fail.
 * @param known.lastAskMs when a request left last, by the clock's `nowMs`
 * @param known.isLowered the budget runs low
 */
export function longestWait(
  { startMs, settings, isDeletion }: Pick<Keystroke, "startMs" | "settings" | "isDeletion">,
  known: {
    readonly track: Pick<TrackRecord, "missesInARow">;
    readonly latency: Pick<Latency, "firstTokenMs" | "keyMs">;
    readonly lastAskMs: number;
    readonly isLowered: boolean;
  },
): Wait {
  const misses = known.track.missesInARow - FREE_MISSES;
  const missMs = misses <= 0 ? 0 : Math.min(LONGEST_MISS_WAIT_MS, misses * known.latency.firstTokenMs);
  const waits: Wait[] = [
    {
      untilMs: startMs + settings.debounceMs,
      why: "the wait you have set",
      setting: "midfill.completions.debounceMs",
    },
    // Who deletes a letter deletes another, or types the right one, about as soon as a key usually comes.
    {
      untilMs: startMs + (isDeletion ? known.latency.keyMs : 0),
      why: "another key often follows a deletion",
    },
    { untilMs: known.lastAskMs + missMs, why: "the last answers were wrong from their start" },
  ];
  if (known.isLowered) {
    const why = "the budget runs low";
    waits.push({ untilMs: startMs + LOWERED_WAIT_MS, why, setting: "midfill.budget.*" });
  }
  return waits.reduce((longest, wait) => (wait.untilMs > longest.untilMs ? wait : longest));
}
