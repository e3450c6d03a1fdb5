import type { Gate } from "./gate";

/** What may name a key on its line, and the longest key itself. */
const MAX_BEFORE_CHARS = 1024;
const MAX_BEHIND_CHARS = 512;
/** Without so many characters of keys behind the cursor there is none, and most keystrokes are done here. */
const KEY_CHARS = /[\w+/=.~-]{3}/;

/**
 * The cursor stands inside a key or a password, or between one and the name by which it is known. Prefix and suffix are
 * masked each for itself, and half a key, or one without its name, is not known, so nothing is asked here at all.
 */
export const insideSecret: Gate = ({ cursor, mask }) => {
  const behind = cursor.lineRest.slice(0, MAX_BEHIND_CHARS);
  if (!KEY_CHARS.test(behind)) return undefined;
  const before = cursor.linePrefix.slice(-MAX_BEFORE_CHARS);
  return mask(before + behind) === mask(before) + mask(behind)
    ? undefined
    : { allows: "nothing", reason: "the cursor is inside a key or a password, which is not sent" };
};
