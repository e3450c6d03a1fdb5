import { endOfBlock } from "../../text/endOfBlock";
import type { CommentSyntax } from "./commentSyntax";

/** A character: `'x'`, `'\n'`, `'\u{1F600}'`. */
const character = /'(?:\\[^\n][^'\n]{0,9}|[^\\'\n][\udc00-\udfff]?)'/y;
/** What goes before a `/` that opens a regular expression. */
const beforeRegex = /(?:^|[(,=:[!&|?{};+\-*%~^<>]|\b(?:return|typeof|case|in|of|do|else|yield|await|void))$/;
/** Comments that tools obey: to change one is to change what happens. Held against the comment without its marks. */
const directive =
  /^(?:!.*\/|@ts-|@jsx|eslint|oxlint|prettier|biome|tslint|istanbul|c8 |v8 |webpack|go:|\+build|nolint|export |noqa|type:\s*ignore|pragma|pylint|mypy:|ruff:|fmt:|isort:|region|endregion|-\*-|\s*coding[:=]|frozen_string_literal|rubocop|typed:|noinspection|NOSONAR|CHECKSTYLE|swiftlint|clang-format|NOLINT|shellcheck|phpcs|@phpstan-ignore|@psalm-suppress|sourceMappingURL)/;

/**
 * A text without its comments and doc strings, as the lines of code that are left: without trailing blanks, empty ones
 * dropped. What may be either counts as code; comments that tools obey do, too. Lines end with `\n`.
 */
export function codeLines(text: string, syntax: CommentSyntax): readonly string[] {
  return withoutComments(text, syntax)
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line !== "");
}

function withoutComments(text: string, syntax: CommentSyntax): string {
  // A block that opens at a line's start opens at the text's start, too.
  const source = `\n${text}`;
  let code = "";
  let depth = 0;
  let at = 0;
  while (at < source.length) {
    const block = syntax.block.find(([open]) => source.startsWith(open, at));
    if (block !== undefined) {
      const [open, close] = block;
      const end = endOfBlock(source, at + open.length, open, close, syntax.nests === true) ?? source.length;
      const kept = keptOf(source.slice(at + open.length, end - close.length), source.slice(at, end));
      if (kept === "") code = withoutBlanks(code);
      code += kept;
      // A whole line of the comment's end belongs to it: `=cut`, `=end`.
      at = block[0].startsWith("\n") ? lineEnd(source, end) : end;
      continue;
    }
    const line = syntax.line.find(
      (open) =>
        source.startsWith(open, at) &&
        (syntax.lineUnless === undefined || !source.startsWith(syntax.lineUnless, at + open.length)),
    );
    if (line !== undefined && (syntax.needsSpace !== true || /[\s;(]/.test(source.charAt(at - 1)))) {
      const end = lineEnd(source, at);
      const kept = keptOf(source.slice(at + line.length, end), source.slice(at, end));
      if (kept === "") code = withoutBlanks(code);
      code += kept;
      at = end;
      continue;
    }
    const form = syntax.strings.find(({ open }) => source.startsWith(open, at));
    if (form !== undefined) {
      const end = form.open === "`" ? endOfTemplate(source, at) : endOfString(source, at, form);
      const isDoc =
        syntax.docStringAfter !== undefined &&
        (depth === 0 || source.charAt(at - 1) !== "(") &&
        isDocString(code, source, end, syntax.docStringAfter, depth);
      if (isDoc) code = withoutBlanks(code.replace(/(?:@\w+|-\w+|@doc)?[ \t]*(?:~[sS]|[rRuUbB]|raw)?$/, ""));
      else code += source.slice(at, end);
      at = isDoc && source.charAt(end) === "." ? end + 1 : end;
      continue;
    }
    const sign = source.charAt(at);
    if (sign === "'" && syntax.hasCharacters === true) {
      character.lastIndex = at;
      const length = character.exec(source)?.[0].length ?? 1;
      code += source.slice(at, at + length);
      at += length;
      continue;
    }
    if (sign === "/" && syntax.hasRegex === true) {
      const end = endOfRegex(source, at, code);
      code += source.slice(at, end);
      at = end;
      continue;
    }
    if ("([{".includes(sign)) depth++;
    else if (")]}".includes(sign)) depth = Math.max(0, depth - 1);
    code += sign;
    at++;
  }
  return code;
}

/** The comment where it is a directive, else nothing. */
function keptOf(inside: string, whole: string): string {
  return directive.test(inside.replace(/^[\s*/#!-]*?(?=[@!\w+-])/, "").trimStart()) || /^#!.*\//.test(whole)
    ? whole
    : "";
}

function withoutBlanks(code: string): string {
  return code.replace(/[ \t]+$/, "");
}

function isDocString(code: string, source: string, end: number, after: RegExp, depth: number): boolean {
  const before = code.slice(-400);
  if (!after.test(before)) return false;
  // In Lisps it stands inside brackets; elsewhere a string in brackets, or before an operator, is a value.
  if (after.source.startsWith("\\(")) return true;
  const rest = source.slice(end, lineEnd(source, end)).trim();
  const continues = /[=+,([\\]\s*$/.test(before.trimEnd());
  const isInCode = depth > 0 && /[[(]/.test(lastOpen(code));
  return !continues && !isInCode && (rest === "" || /^(?:#|--|\.|;)/.test(rest));
}

/** The last bracket that is open. */
function lastOpen(code: string): string {
  let depth = 0;
  for (let at = code.length - 1; at >= 0; at--) {
    const sign = code.charAt(at);
    if (")]}".includes(sign)) depth++;
    else if ("([{".includes(sign) && depth-- === 0) return sign;
  }
  return "";
}

function endOfString(
  text: string,
  start: number,
  form: { readonly open: string; readonly close: string; readonly escape: string; readonly isLong: boolean },
): number {
  for (let at = start + form.open.length; at < text.length; at++) {
    if (text.startsWith(form.close, at)) {
      const isDoubled = form.escape === "doubled" && text.startsWith(form.close, at + form.close.length);
      if (!isDoubled) return at + form.close.length;
      at += form.close.length * 2 - 1;
    } else if (form.escape === "backslash" && text.charAt(at) === "\\") at++;
    else if (!form.isLong && text.charAt(at) === "\n") return at;
  }
  return text.length;
}

/** A template with its holes, in which strings and templates can stand. */
function endOfTemplate(text: string, start: number): number {
  let depth = 0;
  for (let at = start + 1; at < text.length; at++) {
    const sign = text.charAt(at);
    if (sign === "\\") at++;
    else if (depth === 0 && sign === "`") return at + 1;
    else if (depth === 0 && sign === "$" && text.charAt(at + 1) === "{") {
      depth = 1;
      at++;
    } else if (depth > 0) {
      if (sign === "{") depth++;
      else if (sign === "}") depth--;
      else if (sign === "`") at = endOfTemplate(text, at) - 1;
      else if (sign === '"' || sign === "'")
        at = endOfString(text, at, { open: sign, close: sign, escape: "backslash", isLong: false }) - 1;
    }
  }
  return text.length;
}

/** Behind a regular expression that begins here, or behind the `/` that only divides. */
function endOfRegex(text: string, start: number, code: string): number {
  if (!beforeRegex.test(code.slice(-20).trimEnd())) return start + 1;
  let isInClass = false;
  for (let at = start + 1; at < text.length; at++) {
    const sign = text.charAt(at);
    if (sign === "\n") return start + 1;
    if (sign === "\\") at++;
    else if (sign === "[") isInClass = true;
    else if (sign === "]") isInClass = false;
    else if (sign === "/" && !isInClass) return at + 1;
  }
  return start + 1;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}
