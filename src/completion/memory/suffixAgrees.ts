import { autoClosedBy } from "../text/brackets";

/**
 * Whether an answer asked for with one suffix still fits another, after `typed` was typed. Besides an equal suffix
 * that is one which the editor changed by itself: it put the partner of a typed bracket or quote behind the cursor,
 * let the user type over one that stood there, or put one on a line of its own. Both texts are heads of the real
 * suffixes.
 */
export function suffixAgrees(asked: string, now: string, typed: string): boolean {
  if (isSameHead(asked, now)) return true;
  if (typed === "") return false;
  return isAutoClosed(asked, now, typed) || isTypedOver(asked, now, typed) || isMovedDown(asked, now, typed);
}

/** Enter between two brackets puts the closing one on a line of its own: `{█}` → `{⏎  █⏎}`. */
function isMovedDown(asked: string, now: string, typed: string): boolean {
  if (!/^[)\]}]/.test(asked) || !typed.startsWith("\n")) return false;
  const blank = /^\n[ \t]*/.exec(now)?.[0] ?? "";
  return blank !== "" && isSameHead(asked, now.slice(blank.length));
}

/** The editor put closers there: `foo(█` → `foo(█)`. They stand in reverse order of what opened them. */
function isAutoClosed(asked: string, now: string, typed: string): boolean {
  let closers = 0;
  for (let index = typed.length - 1; index >= 0 && closers < now.length; index--) {
    const expected = autoClosedBy(typed.charAt(index));
    if (expected === "" || now.charAt(closers) !== expected) continue;
    closers++;
    if (isSameHead(asked, now.slice(closers))) return true;
  }
  return false;
}

/** The user typed over what stood there: `foo(█)` → `foo(a)█`. */
function isTypedOver(asked: string, now: string, typed: string): boolean {
  let from = 0;
  for (let over = 1; over <= typed.length && over <= asked.length; over++) {
    const character = asked.charAt(over - 1);
    if (!/[)\]}>"'`;,]/.test(character)) return false;
    const at = typed.indexOf(character, from);
    if (at === -1) return false;
    from = at + 1;
    if (isSameHead(asked.slice(over), now)) return true;
  }
  return false;
}

/** Heads of one text cut at different places are the same as far as both go. */
function isSameHead(left: string, right: string): boolean {
  if (left === "" || right === "") return left === right;
  return left.length <= right.length ? right.startsWith(left) : left.startsWith(right);
}
