import { autoClosedBy } from "../text/brackets";

/**
 * Whether an answer asked for with one suffix still fits another, after `typed` was typed. Besides an equal suffix
 * that is one which the editor changed by itself: it let the user type over a bracket or quote that stood there, put
 * the partner of a typed one behind the cursor, or put one on a line of its own. Both texts are heads of the real
 * suffixes.
 */
export function suffixAgrees(asked: string, now: string, typed: string): boolean {
  if (isSameHead(asked, now)) return true;
  let from = 0;
  // `if (█)` → `if (a) {█}`: what stood there was typed over first, and then the editor closed something else.
  for (let over = 0; over <= asked.length; over++) {
    if (over > 0) {
      const character = asked.charAt(over - 1);
      const at = /[)\]}>"'`;,]/.test(character) ? typed.indexOf(character, from) : -1;
      if (at === -1) return false;
      from = at + 1;
    }
    const rest = asked.slice(over);
    const typedBehind = typed.slice(from);
    if (over > 0 && isSameHead(rest, now)) return true;
    if (isAutoClosed(rest, now, typedBehind) || isMovedDown(rest, now, typedBehind)) return true;
  }
  return false;
}

/**
 * Whether the suffix is the asked one behind closers that the editor put there for brackets at the very end of what
 * stands before the place, and of what was typed since: asked ahead for `if (a) {█`, one arrives at `if (a) {█}`.
 */
export function isClosedSince(asked: string, now: string, before: string, typed: string): boolean {
  const openers = /[([{"'`]+(?:\n[ \t]*)?$/.exec(before)?.[0] ?? "";
  return openers !== "" && isAutoClosed(asked, now, openers + typed);
}

/** Enter between two brackets puts the closing one on a line of its own: `{█}` → `{⏎  █⏎}`. */
function isMovedDown(asked: string, now: string, typed: string): boolean {
  if (!/^[)\]}]/.test(asked) || !typed.startsWith("\n")) return false;
  const blank = lineBreakOf(now);
  return blank !== "" && isSameHead(asked, now.slice(blank.length));
}

/**
 * The editor put closers there: `foo(█` → `foo(█)`. They stand in reverse order of what opened them, on a line of
 * their own where Enter came between the two.
 */
function isAutoClosed(asked: string, now: string, typed: string): boolean {
  let closed = 0;
  for (let index = typed.length - 1; index >= 0 && closed < now.length; index--) {
    const expected = autoClosedBy(typed.charAt(index));
    if (expected === "") continue;
    const blank = typed.charAt(index + 1) === "\n" ? lineBreakOf(now.slice(closed)) : "";
    if (now.charAt(closed + blank.length) !== expected) continue;
    closed += blank.length + 1;
    if (isSameHead(asked, now.slice(closed))) return true;
  }
  return false;
}

/** A line break at the text's start, with the next line's indentation. */
function lineBreakOf(text: string): string {
  return /^\n[ \t]*/.exec(text)?.[0] ?? "";
}

/** Heads of one text cut at different places are the same as far as both go. */
function isSameHead(left: string, right: string): boolean {
  if (left === "" || right === "") return left === right;
  return left.length <= right.length ? right.startsWith(left) : left.startsWith(right);
}
