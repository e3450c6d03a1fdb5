import type { Gate } from "./gate";

/** What may name a key on its line, and the longest key itself. */
const MAX_BEFORE_CHARS = 1024;
const MAX_BEHIND_CHARS = 512;
/** Characters of keys on both sides: without them the cursor is in none, and most keystrokes are done here. */
const KEY_END = /[\w+/=.~-]$/;
const KEY_START = /^[\w+/=.~-]/;

/**
 * The cursor stands inside a key or a password. Prefix and suffix are masked each for itself, and half a key is not
 * known as one, so nothing is asked here at all.
 */
export const insideSecret: Gate = ({ cursor, mask }) => {
  const before = cursor.linePrefix.slice(-MAX_BEFORE_CHARS);
  const behind = cursor.lineRest.slice(0, MAX_BEHIND_CHARS);
  if (!KEY_END.test(before) || !KEY_START.test(behind)) return undefined;
  return mask(before + behind) === mask(before) + mask(behind)
    ? undefined
    : { allows: "nothing", reason: "the cursor is inside a key or a password, which is not sent" };
};
