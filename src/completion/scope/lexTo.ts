import { endOfBlock } from "../../text/endOfBlock";
import { specialString } from "./specialString";
import { isComment, type CommentForm, type StringForm, type Syntax } from "./syntax";

/** What stands at the end of a text. */
export type LexedPlace =
  | { readonly in: "code" }
  | { readonly in: "comment" }
  /** @property startOffset where the string's opening stands; the text's start when it was open before */
  | { readonly in: "string"; readonly startOffset: number; readonly form: StringForm };

/** What is open around the place that is read: a string, or code in a string's hole. */
type Frame =
  { readonly form: StringForm; readonly startOffset: number } | { readonly closer: string; depth: number };

/** Per first character (below 128), what may begin there. */
interface Openings {
  readonly comments: readonly CommentForm[];
  readonly strings: readonly StringForm[];
  /** It means something only inside a string's hole, or before a heredoc. */
  readonly isOnlyInside: boolean;
}

const BRACKETS = "(){}";
const HOLE_CLOSERS: Readonly<Record<NonNullable<StringForm["hole"]>, string>> = {
  "${": "}",
  "#{": "}",
  "{": "}",
  "\\(": ")",
  "$(": ")",
};
/** `'x'`, `'\n'`, `'\u{1F600}'`. */
const CHARACTER = /'(?:\\[^\n][^'\n]{0,9}|[^\\'\n][\udc00-\udfff]?)'/y;
/** Words after which a `/` begins a regular expression, as it does after an operator. */
const BEFORE_REGEX =
  /(?:^|[(,=:[!&|?{;+\-*%~^]|=>|\b(?:return|typeof|case|in|of|do|else|yield|await|void|when|if|unless|and|or|not))$/;

const compiled = new WeakMap<Syntax, readonly (Openings | undefined)[]>();

/**
 * Reads a text from `from` to its end and says where that end is: in code, a comment or a string. Linear, and only as
 * exact as that needs: a string that must end with its line does, so that a mistake lasts no longer.
 * @param from offset of a line's start
 * @param open what `from` stands in, when it is not code
 */
export function lexTo(
  text: string,
  from: number,
  syntax: Syntax,
  open?: CommentForm | StringForm,
): LexedPlace {
  const openings = openingsOf(syntax);
  const frames: Frame[] = [];
  let heredocs: string[] = [];
  let at = from;
  if (open !== undefined) {
    if (isComment(open)) {
      const end = endOfComment(text, at, open);
      if (end === undefined) return { in: "comment" };
      at = end;
    } else frames.push({ form: open, startOffset: from });
  }
  while (at < text.length) {
    const top = frames.at(-1);
    if (top !== undefined && "form" in top) {
      at = readString(text, at, top, frames);
      continue;
    }
    const code = text.charCodeAt(at);
    const opening = code < 128 ? openings[code] : undefined;
    // Nothing can begin here; and where nothing is open, brackets and line ends close nothing.
    if (opening === undefined || (opening.isOnlyInside && top === undefined && heredocs.length === 0)) {
      at++;
      continue;
    }
    const character = text.charAt(at);
    if (character === "\n") {
      at++;
      // A hole in a string of one line ends with that line, too.
      const short = frames.findIndex((frame) => "form" in frame && frame.form.isLong !== true);
      if (short !== -1) frames.length = short;
      for (const word of heredocs) {
        const end = endOfHeredoc(text, at, word);
        if (end === undefined) return { in: "string", startOffset: at, form: heredocForm };
        at = end;
      }
      heredocs = [];
      continue;
    }
    if (top !== undefined && BRACKETS.includes(character)) {
      at++;
      if (character === top.closer && top.depth === 0) frames.pop();
      else if (character === "(" || character === "{") top.depth++;
      else top.depth--;
      continue;
    }
    const special = specialString(text, at, syntax);
    if (special !== undefined) {
      if ("comment" in special) {
        const end = endOfComment(text, special.end, special.comment);
        if (end === undefined) return { in: "comment" };
        at = end;
      } else {
        frames.push({ form: special.form, startOffset: at });
        at = special.end;
      }
      continue;
    }
    const comment = opening.comments.find((form) => opensComment(text, at, form));
    if (comment !== undefined) {
      const end = endOfComment(text, at + comment.open.length, comment);
      if (end === undefined) return { in: "comment" };
      at = end;
      continue;
    }
    const form = opening.strings.find((each) => text.startsWith(each.open, at));
    if (form !== undefined) {
      frames.push({ form, startOffset: at });
      at += form.open.length;
      continue;
    }
    if (character === "'" && syntax.hasCharacters === true) {
      CHARACTER.lastIndex = at;
      at += CHARACTER.exec(text)?.[0].length ?? 1;
      continue;
    }
    if (character === "/" && syntax.hasRegex === true) {
      at = endOfRegex(text, at) ?? at + 1;
      continue;
    }
    if (character === "<" && syntax.heredoc !== undefined && text.charAt(at + 1) === "<") {
      syntax.heredoc.lastIndex = at;
      const found = text.charAt(at - 1) === "<" ? null : syntax.heredoc.exec(text);
      if (found?.[2] !== undefined) heredocs.push(found[2]);
      at += found?.[0].length ?? 1;
      continue;
    }
    // An escaped quote outside a string, as shells have it.
    at += character === "\\" ? 2 : 1;
  }
  const top = frames.at(-1);
  return top !== undefined && "form" in top
    ? { in: "string", startOffset: top.startOffset, form: top.form }
    : { in: "code" };
}

const heredocForm: StringForm = { open: "<<", close: "", escape: "none", isLong: true };

/** Reads on inside a string, up to its end, a hole, or the text's end; opens and closes frames. */
function readString(
  text: string,
  start: number,
  { form }: Extract<Frame, { form: StringForm }>,
  frames: Frame[],
): number {
  const closes = form.close.charCodeAt(0);
  const holes = form.hole === undefined ? -1 : form.hole.charCodeAt(0);
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === closes && text.startsWith(form.close, at)) {
      if (form.escape === "doubled" && text.startsWith(form.close, at + form.close.length)) {
        at += form.close.length * 2 - 1;
        continue;
      }
      frames.pop();
      return at + form.close.length;
    }
    if (code === holes && form.hole !== undefined && text.startsWith(form.hole, at)) {
      if (form.hole === "{" && text.charAt(at + 1) === "{") {
        at++;
        continue;
      }
      frames.push({ closer: HOLE_CLOSERS[form.hole], depth: 0 });
      return at + form.hole.length;
    }
    if (code === 92 && form.escape === "backslash") at++;
    else if (code === 10 && form.isLong !== true) {
      frames.pop();
      return at;
    }
  }
  return text.length;
}

/** Offset behind the comment; undefined when it is still open at the text's end. */
function endOfComment(text: string, start: number, { open, close, nests }: CommentForm): number | undefined {
  if (close === undefined) {
    const end = text.indexOf("\n", start);
    return end === -1 ? undefined : end;
  }
  return endOfBlock(text, start, open, close, nests === true);
}

function opensComment(text: string, at: number, form: CommentForm): boolean {
  if (!text.startsWith(form.open, at)) return false;
  if (form.unlessBefore !== undefined && text.startsWith(form.unlessBefore, at + form.open.length))
    return false;
  if (form.at === undefined) return true;
  if (form.at === "word") return at === 0 || /[\s;(|&{]/.test(text.charAt(at - 1));
  return text.slice(text.lastIndexOf("\n", at - 1) + 1, at).trim() === "";
}

/** Offset behind a regular expression that begins here; undefined when the `/` divides, or stands in a tag. */
function endOfRegex(text: string, start: number): number | undefined {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  if (!BEFORE_REGEX.test(text.slice(Math.max(lineStart, start - 20), start).trimEnd())) return undefined;
  let isInClass = false;
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "\n") return undefined;
    if (character === "\\") at++;
    else if (character === "[") isInClass = true;
    else if (character === "]") isInClass = false;
    else if (character === "/" && !isInClass) return at + 1;
  }
  return text.length;
}

/** Offset of the line behind the heredoc's last; undefined when it is still open. */
function endOfHeredoc(text: string, start: number, word: string): number | undefined {
  for (let at = start; at < text.length;) {
    const lineEnd = text.indexOf("\n", at);
    if (lineEnd === -1) return undefined;
    const line = text.slice(at, lineEnd).trim();
    if (line === word || (line.startsWith(word) && /^[;,)]/.test(line.slice(word.length)))) return lineEnd;
    at = lineEnd + 1;
  }
  return undefined;
}

function openingsOf(syntax: Syntax): readonly (Openings | undefined)[] {
  const known = compiled.get(syntax);
  if (known !== undefined) return known;
  const starts = "\n\\" + BRACKETS;
  const also =
    (syntax.hasCharacters === true ? "'" : "") +
    (syntax.hasRegex === true ? "/" : "") +
    (syntax.heredoc === undefined ? "" : "<") +
    (syntax.special === undefined ? "" : "\"'#[-");
  const openings: (Openings | undefined)[] = Array.from({ length: 128 });
  const firsts = [...syntax.comments, ...syntax.strings].map((form) => form.open.charAt(0));
  for (const character of new Set((starts + also + firsts.join("")).split(""))) {
    const comments = syntax.comments.filter((form) => form.open.startsWith(character));
    const strings = syntax.strings.filter((form) => form.open.startsWith(character));
    const isOnlyInside =
      `\n${BRACKETS}`.includes(character) &&
      !also.includes(character) &&
      comments.length + strings.length === 0;
    openings[character.charCodeAt(0)] = { comments, strings, isOnlyInside };
  }
  compiled.set(syntax, openings);
  return openings;
}
