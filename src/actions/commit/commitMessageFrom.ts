import { wrapBody } from "./wrapBody";

/** How a message has to look. */
export interface MessageForm {
  /** Bodies are broken at so many characters; undefined: not at all. */
  readonly wrapBodyAtChars?: number;
  readonly keepsFullStop: boolean;
}

/** What cannot be part of a message, nor be seen in the box: control characters and marks that turn the text around. */
const unseen = /[\p{Cc}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

const preface =
  /^(?:here(?:['’]s| is| are)\b.*|(?:sure|certainly|of course|okay|ok|alright)\b.*|based on\b.*|(?:the |a |your |my )?(?:following|suggested|proposed|possible|generated)?\s*commit message\b.*|(?:subject|message)):\s*$/iu;
const label =
  /^(?:\*\*)?(?:(?:suggested |proposed )?commit message|subject(?: line)?)(?:\*\*)?:(?:\*\*)?\s*(?=\S)/iu;
/** What begins a line is not known from less, in UTF-16 code units. */
const fewestChars = 6;
/** A first line that may turn out to be one of these when the rest of it comes. */
const mayBecomePreface =
  /^(?:[`*"'“#<]|here|sure|cert|of c|ok|alri|based|the (?:f|s|p|g|c)|a (?:f|s|p|c)|your c|my c|suggest|propos|possib|generat|commit|subj|mess)/iu;
const attribution =
  /^(?:[-–—*_]{3,}\s*|(?:co-authored-by|signed-off-by|reviewed-by|assisted-by|generated-by|on-behalf-of|change-id)\s*:.*|(?:🤖\s*)?(?:generated|written|created|assisted)\s+(?:with|by|using)\b.*|🤖.*)$/iu;
const remark =
  /^(?:(?:let me know|feel free|i hope|hope this|would you like|if you(?:['’]d| would| want| need))\b|(?:note|explanation|rationale):\s|this (?:commit )?message\b|\(?note that this message)/iu;

/**
 * The commit message in what a model answered, or in what has come of it so far; empty where there is none (yet).
 *
 * @param isWhole false while more may come: then a line that may be chatter is held back
 */
export function commitMessageFrom(answer: string, form: MessageForm, isWhole: boolean): string {
  const lines = withoutFence(withoutThinking(answer, isWhole))
    .replaceAll(/\r\n?/gu, "\n")
    .split("\n")
    .map((line) => line.replaceAll("\t", "    ").replaceAll(unseen, "").trimEnd());
  while (lines.length > 0 && (lines[0] === "" || preface.test(lines[0] ?? ""))) lines.shift();
  const [first] = lines;
  if (first === undefined) return "";
  if (!isWhole && lines.length === 1 && (first.length < fewestChars || mayBecomePreface.test(first)))
    return "";
  const [subjectLine = "", ...rest] = withoutQuotes(lines);
  const subject = subjectFrom(subjectLine, form);
  if (subject === "") return "";
  const body = bodyFrom(rest, isWhole);
  if (body === "") return subject;
  return `${subject}\n\n${form.wrapBodyAtChars === undefined ? body : wrapBody(body, form.wrapBodyAtChars)}`;
}

/** Some servers send thinking as text (see `src/provider/reasoningSplitter.ts`); a closing tag may come alone. */
function withoutThinking(answer: string, isWhole: boolean): string {
  const end = answer.lastIndexOf("</think>");
  const rest = end < 0 ? answer : answer.slice(end + "</think>".length);
  const start = rest.indexOf("<think>");
  if (start >= 0) return rest.slice(0, start);
  // The tag itself may still be coming.
  return isWhole ? rest : rest.replace(/<\/?(?:t(?:h(?:i(?:n(?:k)?)?)?)?)?$/u, "");
}

/** Takes the text out of a block that holds all of it, whatever stands before and behind. */
function withoutFence(text: string): string {
  const opening = /^[ \t]*(`{3,}|~{3,})[^\n`]*(?:\n|$)/mu.exec(text);
  if (opening?.[1] === undefined) return text;
  const before = text.slice(0, opening.index).trim().split("\n");
  if (before.some((line) => line !== "" && !preface.test(line))) return text;
  const inside = text.slice(opening.index + opening[0].length);
  const fence = opening[1].charAt(0).repeat(3);
  const end = inside.search(new RegExp(String.raw`^[ \t]*${fence}`, "mu"));
  // Of a fence that closes, the beginning comes first.
  return end < 0 ? inside.replace(/\n[ \t]*(?:`{1,2}|~{1,2})$/u, "\n") : inside.slice(0, end);
}

const quotePairs = new Map([
  ['"', '"'],
  ["'", "'"],
  ["“", "”"],
  ["‘", "’"],
  ["«", "»"],
  ["`", "`"],
]);

function inner(quoted: string): string {
  return quoted.slice(1, -1);
}

/** Around all of it, or around the first line alone. */
function withoutQuotes(lines: readonly string[]): readonly string[] {
  const text = lines.join("\n").trimEnd();
  const close = quotePairs.get(text.charAt(0));
  if (close === undefined) return lines;
  const [first = "", ...rest] = text.split("\n");
  // `'foo' and 'bar'` is not one quotation.
  const isPair = (quoted: string) =>
    quoted.length > 2 && quoted.endsWith(close) && !inner(quoted).includes(text.charAt(0));
  if (isPair(first)) return [inner(first), ...rest];
  return rest.length > 0 && isPair(text) ? inner(text).split("\n") : lines;
}

function subjectFrom(line: string, { keepsFullStop }: MessageForm): string {
  let subject = line
    .replace(label, "")
    .replace(/^#{1,6}\s+/u, "")
    .trim();
  const strong = /^(\*\*|__)(.+)\1$/u.exec(subject)?.[2];
  if (strong !== undefined && !strong.includes("**")) subject = strong.trim();
  const [quoted = ""] = withoutQuotes([subject]);
  subject = quoted.trim();
  return keepsFullStop ? subject : subject.replace(/(?<![.。])[.。]$/u, "");
}

function bodyFrom(lines: readonly string[], isWhole: boolean): string {
  const kept = [...lines];
  for (;;) {
    while (kept.at(-1) === "") kept.pop();
    const last = kept.at(-1);
    if (last === undefined || !attribution.test(last)) break;
    kept.pop();
  }
  if (isWhole) {
    const start = kept.lastIndexOf("") + 1;
    // A remark to the reader is a paragraph of its own, at the end.
    if (remark.test(kept[start] ?? "")) kept.splice(start);
  }
  // Until the rest of it is there, this may be the label `Body:`.
  if (!isWhole && /^\s*b(?:o(?:d(?:y:?)?)?)?$/iu.test(kept.join("\n"))) return "";
  const body = kept.join("\n").replaceAll(/\n{3,}/gu, "\n\n");
  return body
    .replace(/^\n+/u, "")
    .replace(/^body:\s*\n?/iu, "")
    .trimEnd();
}
