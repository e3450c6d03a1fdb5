import { textFilter } from "./filter";

/** A period that fills this much of the end of a text is a loop, if it is repeated often enough. */
const MIN_REPEATED_CHARS = 36;
const MAX_PERIOD_CHARS = 60;
const MIN_REPEATS = 3;

/** Cuts a text that has run into a loop after the first round; a text that is nothing but a loop is refused. */
export const repetition = textFilter("repetition", (text) => {
  const end = text.trimEnd();
  for (let period = 1; period <= Math.min(MAX_PERIOD_CHARS, end.length / MIN_REPEATS); period++) {
    let equal = 0;
    while (
      equal + period < end.length &&
      end.charCodeAt(end.length - 1 - equal) === end.charCodeAt(end.length - 1 - equal - period)
    ) {
      equal++;
    }
    const repeated = equal + period;
    if (repeated < MIN_REPEATED_CHARS || repeated < period * MIN_REPEATS) continue;
    const unit = end.slice(end.length - period);
    // A ruler (`-----`), an empty table or a run of blanks is honest text.
    if (/^([^\p{L}\p{N}])\1*$/u.test(unit)) continue;
    const kept = end.slice(0, end.length - repeated + period);
    return kept.trim().length > period ? kept : { rejection: "it repeats itself" };
  }
  return text;
});
