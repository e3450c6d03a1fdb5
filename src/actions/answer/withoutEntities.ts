const entity = /&(?:lt|gt|amp|quot|apos|#39|#x27);/g;
const characters: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&amp;": "&",
  "&quot;": '"',
  "&apos;": "'",
  "&#39;": "'",
  "&#x27;": "'",
};
/** Operators and tags that only escaped code spells so. */
const escapedCode =
  /(?:=|-)&gt;|&amp;&amp;|&[lg]t;=|&lt;\/|&lt;&lt;|\w&lt;\w|(?:^|\s)&lt;[a-z!][^\n]{0,80}?&gt;|\s&[lg]t;\s/m;

/**
 * The code with HTML entities turned back, where it was escaped as a whole: no bare `<`, `>` or `&` is left, the
 * selection has no entities, and what comes out is code that the selection holds or an operator.
 */
export function withoutEntities(code: string, selection: string): string {
  if (!code.includes("&") || /[<>]/.test(code)) return code;
  if (code.replaceAll(entity, "").includes("&") || selection.match(entity) !== null) return code;
  const decoded = code.replaceAll(entity, (each) => characters[each] ?? each);
  const known = new Set(selection.split("\n").map((line) => line.trim()));
  const escaped = code.split("\n");
  const isKnown = decoded.split("\n").some((line, at) => line !== escaped[at] && known.has(line.trim()));
  return isKnown || escapedCode.test(code) ? decoded : code;
}
