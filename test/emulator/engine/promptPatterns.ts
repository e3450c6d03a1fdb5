import { codeTokens, isKeyword } from "./codeTokens";
import { signsOutsideStrings } from "./continuation";
import type { Hole } from "./hole";

/**
 * A continuation made from the prompt alone, for when the material holds no sibling: a counting or listing pattern
 * carried on, an unfinished name completed, the value just computed returned, brackets of the line closed.
 * Undefined when none of these fits.
 */
export function continuePattern(hole: Hole): string | undefined {
  return nextInSeries(hole) ?? finishedName(hole) ?? returnedValue(hole) ?? closedBrackets(hole);
}

/** Two lines that differ in one number or one listed word give the third. */
function nextInSeries(hole: Hole): string | undefined {
  if (hole.rest.trim() !== "") return undefined;
  const [one, two] = hole.before.slice(-2);
  if (one === undefined || two === undefined || one.trim() === "") return undefined;
  const first = codeTokens(one);
  const second = codeTokens(two);
  if (first.length !== second.length) return undefined;
  const places = second.flatMap((token, index) => (token.text === first[index]?.text ? [] : [index]));
  if (places.length === 0) return undefined;
  let next = "";
  let end = 0;
  for (const place of places) {
    const token = second[place];
    if (token === undefined) return undefined;
    const word = successor(first[place]?.text ?? "", token.text, hole);
    if (word === undefined) return undefined;
    next += two.slice(end, token.start) + word;
    end = token.start + token.text.length;
  }
  next += two.slice(end);
  if (!next.startsWith(hole.current) || next === hole.current) return undefined;
  return next.slice(hole.current.length);
}

function successor(one: string, two: string, hole: Hole): string | undefined {
  const [, stem, from] = /^(.*?)(\d+)$/.exec(one) ?? [];
  const [, sameStem, to] = /^(.*?)(\d+)$/.exec(two) ?? [];
  if (stem !== undefined && stem === sameStem) return stem + String(2 * Number(to) - Number(from));
  const names = [...hole.before, ...hole.after].map((line) =>
    codeTokens(line)
      .filter((token) => token.isName)
      .map((token) => token.text),
  );
  for (const listed of names) {
    const index = listed.findIndex((name, at) => name === one && listed[at + 1] === two);
    const next = index < 0 ? undefined : listed[index + 2];
    if (next !== undefined) return next;
  }
  return undefined;
}

/** The nearest name in the text that begins as the unfinished one does. */
function finishedName(hole: Hole): string | undefined {
  const started = /[\p{L}_$][\p{L}\p{N}_$]*$/u.exec(hole.current)?.[0];
  if (started === undefined || started.length < 3 || /^[\p{L}\p{N}_$]/u.test(hole.rest)) return undefined;
  for (const line of [...hole.before.toReversed(), ...hole.after]) {
    const found = codeTokens(line).findLast(
      (token) => token.isName && token.text.length > started.length && token.text.startsWith(started),
    );
    if (found !== undefined) return found.text.slice(started.length);
  }
  return undefined;
}

/** After a bare `return` the value assigned last in this block. */
function returnedValue(hole: Hole): string | undefined {
  if (!/^\s*return $/.test(hole.current) || hole.rest.trim() !== "") return undefined;
  const indent = /^\s*/.exec(hole.current)?.[0] ?? "";
  for (const line of hole.before.toReversed()) {
    if (line.trim() !== "" && !line.startsWith(indent)) return undefined;
    const name = /^\s*(?:(?:const|let|var)\s+)?([\p{L}_$][\p{L}\p{N}_$]*)(?:\s*:\s*[^=]+)?\s*:?=[^=]/u.exec(
      line,
    )?.[1];
    if (name !== undefined && !isKeyword(name)) return name + (line.trimEnd().endsWith(";") ? ";" : "");
  }
  return undefined;
}

/** Brackets opened on the cursor's line and closed nowhere. */
function closedBrackets(hole: Hole): string | undefined {
  if (hole.rest.trim() !== "" || /[([{,\s]$/.test(hole.current)) return undefined;
  const pairs = new Map([
    ["(", ")"],
    ["[", "]"],
    ["{", "}"],
  ]);
  const open: string[] = [];
  for (const [, sign] of signsOutsideStrings(hole.current)) {
    const closer = pairs.get(sign);
    if (closer !== undefined) open.push(closer);
    else if (sign === open.at(-1)) open.pop();
  }
  if (open.length === 0) return undefined;
  const usesSemicolons = hole.before.some((line) => line.trimEnd().endsWith(";"));
  return open.toReversed().join("") + (usesSemicolons ? ";" : "");
}
