import { restoreIndentation, type IndentUnit } from "../answer/indentation";
import { placeholderIn } from "../answer/placeholders";
import { placeBlock } from "../placement/placeBlock";
import { testLanguageOf } from "./testLanguages";
import { indentOf } from "../../text/indentOf";

/** What a file of tests becomes with the tests of an answer. */
export type MergedTests =
  | { readonly type: "merged"; readonly text: string }
  /** All of them are there already. */
  | { readonly type: "same" }
  /** The answer leaves code out where it cannot be told what. */
  | { readonly type: "unclear"; readonly placeholder: string };

/**
 * Puts the tests of an answer into the file that they extend: the answer may be the whole file, or only new tests, with
 * the imports they need and the group (`describe`, a class, `mod tests`) they belong to. Imports are united with those
 * at the top; tests go to the end of their group, else of the last group where tests need one, else of the file.
 * Where the answer is a part, only tests that it has
 * by the same name make way. Lines end with `\n`.
 */
export function mergeTests(
  existing: string,
  answer: string,
  languageId: string,
  unit: IndentUnit,
): MergedTests {
  const block = trimBlankEdges(answer);
  const placeholder = block
    .split("\n")
    .map((line) => placeholderIn(line, existing, languageId))
    .find((found) => found !== undefined);
  const whole = placeBlock(existing, block, [], unit);
  if (whole.type === "placed" && (whole.by === "whole-file" || placeholder !== undefined)) {
    return whole.text === existing ? { type: "same" } : { type: "merged", text: whole.text };
  }
  if (placeholder !== undefined) return { type: "unclear", placeholder };
  const language = testLanguageOf(languageId, "")?.id ?? languageId;
  const file = new TestText(existing, language, unit);
  file.add(withSteps(block.split("\n"), unit));
  const text = file.text();
  return text === existing ? { type: "same" } : { type: "merged", text };
}

/** A statement at the top that says what a file needs. */
const importLine: Readonly<Record<string, RegExp>> = {
  javascript: /^(?:import\b|(?:const|let|var)\s+[^=]+=\s*require\()/,
  python: /^(?:import|from)\s/,
  java: /^import\s/,
  kotlin: /^import\s/,
  scala: /^import\s/,
  groovy: /^import\s/,
  csharp: /^(?:global\s+)?using\s+(?!var\b|\()/,
  fsharp: /^open\s/,
  vb: /^Imports\s/i,
  cpp: /^(?:#\s*include\b|using\s)/,
  c: /^#\s*include\b/,
  rust: /^\s*(?:pub\s+)?use\s/,
  ruby: /^require(?:_relative)?\b/,
  php: /^(?:use|require|require_once)\s/,
  swift: /^(?:@testable\s+)?import\s/,
  "objective-c": /^(?:#import|@import)\b/,
  dart: /^import\s/,
  haskell: /^import\s/,
  lua: /^local\s+\w+\s*=\s*require\b/,
  perl: /^use\s/,
  r: /^library\(/,
  julia: /^(?:using|import|include\()/,
  ocaml: /^open\s/,
  zig: /^const\s+\w+\s*=\s*@import\(/,
  nim: /^(?:import|from)\s/,
  crystal: /^require\b/,
  solidity: /^(?:import|pragma)\b/,
  shell: /^(?:load|source|\.)\s/,
};
/** What a file has once, and an answer repeats. */
const preamble =
  /^(?:package\s|namespace\s+[\w.\\]+\s*;|<\?php|declare\(|module\s+[\w.]+\s*$|["']use strict["']|# frozen_string_literal|\/\/ SPDX|#!)/;
/** Something that holds tests. */
const groupLine =
  /^\s*(?:(?:@\w+(?:\([^)]*\))?|#\[[^\]]*\]|\[[^\]]*\]|public|internal|private|abstract|final|sealed|open|static|pub|partial|@objc)\s+)*(?:(?:class|struct|object|extension|suite|module|mod|defmodule|contract)\s+[\w.:]+|(?:RSpec\.)?(?:x|f)?(?:describe|context|suite)(?:\.\w+)*\s*[( ]|(?:test\.describe|QUnit\.module|Deno\.describe)\b|group\(|Describe\s|BeforeAll|TEST_SUITE|BOOST_AUTO_TEST_SUITE)/;
/** A test that has to stand in a class. */
const memberTest =
  /^\s*(?:@(?:Test|ParameterizedTest|RepeatedTest|Nested|Before\w*|After\w*|DisplayName)\b|\[(?:Fact|Theory|Test|TestCase|TestMethod|DataTestMethod)|(?:public|private|protected|internal)\s+(?:(?:static|async|final)\s+)*[\w<>]+\s+\w+\s*\(|(?:public )?function test\w*\s*\(|func test\w*\s*\(\)|(?:async )?def test_\w*\(self\b|def test_\w+\s*$|#\[test\]|test ".*" do)/;
/** A test by its name. */
const testLine =
  /^\s*(?:(?:it|test|specify)(?:\.\w+)*\s*\(\s*["'`]|(?:public |private |internal |protected |static |async |suspend |final |pub )*(?:def|fn|fun|func|void|Task|function)\s+[`\w]|(?:TEST|TEST_F|TEST_P|TEST_CASE|SCENARIO|BOOST_AUTO_TEST_CASE)\s*\(|(?:it|test|specify)\s+["'].*\bdo\b|static void |void )/;
const classLanguages = new Set([
  "java",
  "kotlin",
  "groovy",
  "scala",
  "csharp",
  "vb",
  "php",
  "swift",
  "ruby",
  "rust",
  "elixir",
  "objective-c",
  "python",
]);
const indentLanguages = new Set(["python", "fsharp", "haskell", "nim", "gdscript"]);

/** Lines [start, end) of a group: its first line, what it holds, and its closing line where it has one. */
interface Group {
  readonly start: number;
  /** Behind an opening bracket on a line of its own. */
  readonly bodyStart: number;
  /** The line before which new tests go. */
  readonly bodyEnd: number;
  readonly end: number;
}

class TestText {
  #lines: string[];
  readonly #language: string;
  readonly #unit: IndentUnit;
  readonly #endsWithLineEnd: boolean;

  constructor(text: string, language: string, unit: IndentUnit) {
    this.#endsWithLineEnd = text.endsWith("\n");
    this.#lines = (this.#endsWithLineEnd ? text.slice(0, -1) : text).split("\n");
    this.#language = language;
    this.#unit = unit;
  }

  text(): string {
    return this.#lines.join("\n") + (this.#endsWithLineEnd ? "\n" : "");
  }

  /** Takes in an answer that is a part. */
  add(answer: readonly string[]): void {
    const { imports, body } = this.#divide(answer);
    // The body first: lines above it do not move where it goes.
    this.#addBody(body, undefined);
    for (const each of imports) this.#addImport(each);
  }

  /** Imports, a statement each, and what is left without what a file has once. */
  #divide(answer: readonly string[]): {
    readonly imports: readonly (readonly string[])[];
    readonly body: readonly string[];
  } {
    const pattern = importLine[this.#language];
    const imports: string[][] = [];
    let at = 0;
    for (; at < answer.length; at++) {
      const line = answer[at] ?? "";
      if (line.trim() === "" || preamble.test(line)) continue;
      if (pattern?.test(line) !== true) break;
      const end = endOfStatement(answer, at);
      imports.push(answer.slice(at, end));
      at = end - 1;
    }
    return { imports, body: trimBlank(answer.slice(at)) };
  }

  /** @param within the group of the file that the answer's lines belong to */
  #addBody(body: readonly string[], within: Group | undefined): void {
    if (body.length === 0) return;
    const rest: string[] = [];
    for (const item of this.#items(body)) {
      const header = item.findIndex((line) => groupLine.test(line));
      const known = header < 0 ? undefined : this.#groupLike(item[header] ?? "", within);
      if (known === undefined) {
        if (!this.#has(item, within) && !this.#takesPlace(item, within))
          rest.push(...(rest.length > 0 ? [""] : []), ...item);
        continue;
      }
      this.#addRest(rest, within);
      rest.length = 0;
      this.#intoGroup(item, header, known);
      // Its end has moved: it is looked for anew where more follows.
      if (within !== undefined) within = this.#groupAt(within.start) ?? within;
    }
    this.#addRest(rest, within);
  }

  /** A group that the file has too: a new version of it, or more for it. */
  #intoGroup(item: readonly string[], header: number, group: Group): void {
    const own = groupOf(item, header, indentLanguages.has(this.#language));
    const mine = this.#lines.slice(group.bodyStart, group.bodyEnd);
    const theirs = item.slice(own?.bodyStart ?? header + 1, own?.bodyEnd ?? item.length);
    if (
      isInOrder(
        mine.filter((line) => line.trim() !== ""),
        theirs,
      )
    ) {
      this.#replace(group.bodyStart, group.bodyEnd, this.#indented(theirs, this.#memberIndent(group)));
      return;
    }
    // What only a group of its own needs to be whole is there already: imports of a module of tests.
    const pattern = importLine[this.#language];
    const there = new Set(mine.map((line) => line.trim()));
    const fresh = theirs.filter((line) => !(pattern?.test(line.trim()) === true && there.has(line.trim())));
    this.#addBody(dedented(trimBlank(fresh)), group);
  }

  #addRest(rest: readonly string[], within: Group | undefined): void {
    if (rest.length === 0) return;
    const group = within ?? (this.#needsGroup(rest) ? this.#lastGroup() : undefined);
    if (group === undefined) {
      const lines = trimBlank(this.#lines);
      const gap = this.#language === "python" ? ["", ""] : [""];
      this.#lines = [...lines, ...(lines.length === 0 ? [] : gap), ...dedented(rest)];
      return;
    }
    let end = group.bodyEnd;
    while (end > group.bodyStart && (this.#lines[end - 1] ?? "").trim() === "") end--;
    const isFirst = end === group.bodyStart;
    const lines = this.#indented(dedented(rest), this.#memberIndent(group));
    const behind = this.#lines.slice(end, group.bodyEnd);
    this.#replace(end, group.bodyEnd, [...(isFirst ? [] : [""]), ...lines, ...behind]);
  }

  /** Bare tests belong into a group where the language has them in classes, or where the file has none outside one. */
  #needsGroup(rest: readonly string[]): boolean {
    const first = rest.find((line) => line.trim() !== "") ?? "";
    if (groupLine.test(first)) return false;
    if (classLanguages.has(this.#language)) return rest.some((line) => memberTest.test(line));
    if (this.#language !== "javascript" || !/^\s*(?:it|test|specify)\b/.test(first)) return false;
    return !this.#lines.some((line) => /^(?:it|test|specify)\b/.test(line));
  }

  #lastGroup(): Group | undefined {
    let at = this.#lines.findLastIndex((line) => groupLine.test(line) && indentOf(line) === "");
    if (at < 0) at = this.#lines.findLastIndex((line) => groupLine.test(line));
    return at < 0 ? undefined : this.#groupAt(at);
  }

  #groupLike(header: string, within: Group | undefined): Group | undefined {
    const key = keyOf(header);
    const from = within === undefined ? 0 : within.start + 1;
    const to = within?.bodyEnd ?? this.#lines.length;
    const at = this.#lines.findIndex(
      (line, index) => index >= from && index < to && groupLine.test(line) && keyOf(line) === key,
    );
    return at < 0 ? undefined : this.#groupAt(at);
  }

  #groupAt(at: number): Group | undefined {
    return groupOf(this.#lines, at, indentLanguages.has(this.#language));
  }

  /** The outermost blocks: runs of lines that begin at the left edge, with what is indented or closes below. */
  #items(body: readonly string[]): readonly (readonly string[])[] {
    const lines = dedented(body);
    const items: string[][] = [];
    let isOpen = false;
    for (const line of lines) {
      const isBlank = line.trim() === "";
      const isEdge = !isBlank && !/^[ \t]/.test(line) && !/^(?:[)\]}{]|end\b|"""|'''|else\b)/.test(line);
      if (isEdge && !isOpen) items.push([]);
      items.at(-1)?.push(line);
      // Decorators, attributes and comments belong to what is below them.
      if (!isBlank)
        isOpen = isEdge && /^(?:@|#\[|\[|\/\/|\/\*|#(?!\s*(?:include|define|if|endif))|--|;)/.test(line);
    }
    return items.map(trimBlank).filter((item) => item.length > 0);
  }

  /** The same lines stand in the file, or in the group, one below the other. */
  #has(item: readonly string[], within: Group | undefined): boolean {
    const lines = this.#lines
      .slice(within?.start ?? 0, within?.end ?? this.#lines.length)
      .map((line) => line.trim())
      .filter((line) => line !== "");
    const wanted = item.map((line) => line.trim()).filter((line) => line !== "");
    return lines.some(
      (line, at) => line === wanted[0] && wanted.every((each, offset) => lines[at + offset] === each),
    );
  }

  /** Puts a test in the place of the one of the same name. */
  #takesPlace(item: readonly string[], within: Group | undefined): boolean {
    const header = item.find((line) => testLine.test(line)) ?? "";
    if (header === "") return false;
    const from = within?.bodyStart ?? 0;
    const to = within?.bodyEnd ?? this.#lines.length;
    const at = this.#lines.findIndex(
      (line, index) => index >= from && index < to && testLine.test(line) && keyOf(line) === keyOf(header),
    );
    const old = at < 0 ? undefined : this.#groupAt(at);
    if (old === undefined) return false;
    const own = item.slice(item.indexOf(header));
    this.#replace(at, old.end, this.#indented(own, indentOf(this.#lines[at] ?? "")));
    return true;
  }

  #memberIndent(group: Group): string {
    const first = this.#lines
      .slice(group.bodyStart, group.bodyEnd)
      .find((line) => line.trim() !== "" && indentOf(line) !== "");
    const own = indentOf(this.#lines[group.start] ?? "");
    return first === undefined
      ? own + (this.#unit === "tab" ? "\t" : " ".repeat(this.#unit))
      : indentOf(first);
  }

  /** Lines at the left edge, moved to an indentation and to the file's tabs or spaces. */
  #indented(lines: readonly string[], indent: string): readonly string[] {
    if (lines.length === 0) return [];
    const text = restoreIndentation(dedented(lines).join("\n"), {
      selection: `${indent}x`,
      startsLine: true,
      lineIndent: indent,
      unit: this.#unit,
    });
    return text.split("\n").map((line) => (line.trim() === "" ? "" : line));
  }

  #replace(start: number, end: number, lines: readonly string[]): void {
    this.#lines = [...this.#lines.slice(0, start), ...lines, ...this.#lines.slice(end)];
  }

  #addImport(statement: readonly string[]): void {
    const text = plain(statement.join(" "));
    const pattern = importLine[this.#language];
    if (pattern === undefined) return;
    let last: number | undefined;
    for (let at = 0; at < this.#lines.length; at++) {
      if (!pattern.test(this.#lines[at] ?? "")) continue;
      const end = endOfStatement(this.#lines, at);
      const there = plain(this.#lines.slice(at, end).join(" "));
      if (there === text) return;
      const united =
        this.#language === "javascript" || this.#language === "python" ? unite(there, text) : undefined;
      if (united !== undefined) {
        this.#replace(at, end, [united]);
        return;
      }
      if (last === undefined || isNear(this.#lines, last, at)) last = end;
      at = end - 1;
    }
    // Without imports of its own: below what a file begins with.
    const top = this.#lines.findLastIndex((line, at) => at < 30 && preamble.test(line)) + 1;
    if (last !== undefined) this.#replace(last, last, statement);
    else this.#replace(top, top, [...(top > 0 ? [""] : []), ...statement, ...(top > 0 ? [] : [""])]);
  }
}

/** Imports further down (inside a function, behind tests) are not the file's block of imports. */
function isNear(lines: readonly string[], end: number, at: number): boolean {
  return lines.slice(end, at).filter((line) => line.trim() !== "").length <= 3;
}

/** `import { a, b } from "x"` of two such statements; undefined where they are not of one module or another form. */
function unite(one: string, other: string): string | undefined {
  const script = /^(import(?:\s+type)?\s+(?:[\w$]+\s*,\s*)?)\{([^}]*)\}(\s*from\s*(["'])([^"']+)\4;?)$/;
  const python = /^(from\s+(\S+)\s+import\s+)\(?([\w ,*]+?),?\s*\)?$/;
  const [, start = "", names = "", end = "", , module] = script.exec(one) ?? [];
  const found = script.exec(other);
  if (module !== undefined && found?.[5] === module) {
    if (start.includes("type") !== (found[1] ?? "").includes("type")) return undefined;
    if ((found[1] ?? "").replace(/^import(?:\s+type)?\s+/, "") !== "") return undefined;
    return `${start}{ ${union(names, found[2] ?? "").join(", ")} }${end}`;
  }
  const mine = python.exec(one);
  const theirs = python.exec(other);
  if (mine?.[2] === undefined || mine[2] !== theirs?.[2]) return undefined;
  return `${mine[1] ?? ""}${union(mine[3] ?? "", theirs[3] ?? "").join(", ")}`;
}

function union(one: string, other: string): readonly string[] {
  const names = [one, other].flatMap((each) => each.split(",")).map((name) => name.trim());
  return Array.from(new Set(names.filter((name) => name !== "")));
}

/** The line behind a statement that brackets keep open. */
function endOfStatement(lines: readonly string[], start: number): number {
  let depth = 0;
  for (let at = start; at < lines.length && at < start + 60; at++) {
    for (const sign of lines[at] ?? "") {
      if ("([{".includes(sign)) depth++;
      else if (")]}".includes(sign)) depth--;
    }
    if (depth <= 0 && !/(?:\\|\bfrom)\s*$/.test(lines[at] ?? "")) return at + 1;
  }
  return start + 1;
}

/** A group by its indentation: it ends with the first line that stands no deeper than its own first one. */
function groupOf(lines: readonly string[], start: number, isByIndent: boolean): Group | undefined {
  const indent = indentOf(lines[start] ?? "").length;
  const bodyStart = /^\s*\{\s*$/.test(lines[start + 1] ?? "") ? start + 2 : start + 1;
  for (let at = bodyStart; at < lines.length; at++) {
    const line = lines[at] ?? "";
    if (line.trim() === "" || indentOf(line).length > indent) continue;
    if (isByIndent) return byIndent(lines, start, at);
    if (/^\s*(?:[)\]}]|end\b|End\b|TEST_SUITE_END|BOOST_AUTO_TEST_SUITE_END)/.test(line))
      return { start, bodyStart, bodyEnd: at, end: at + 1 };
    return undefined;
  }
  return isByIndent ? byIndent(lines, start, lines.length) : undefined;
}

function byIndent(lines: readonly string[], start: number, before: number): Group {
  const end = afterText(lines, start, before);
  return { start, bodyStart: start + 1, bodyEnd: end, end };
}

function afterText(lines: readonly string[], start: number, before: number): number {
  let end = before;
  while (end > start + 1 && (lines[end - 1] ?? "").trim() === "") end--;
  return end;
}

/** A group's first line without what models change in it: blanks, quotes, callbacks. */
function keyOf(line: string): string {
  return line
    .replaceAll(/["'`]/g, '"')
    .replace(/(?:async\s*)?(?:function\s*\(\)|\(\)\s*=>)\s*\{?\s*$/, "")
    .replace(/[\s,{(]+$/, "")
    .replaceAll(/\b(?:public|internal|final|sealed|partial)\s+/g, "")
    .replaceAll(/\s+/g, "");
}

function isInOrder(wanted: readonly string[], lines: readonly string[]): boolean {
  let at = 0;
  for (const line of lines) if (at < wanted.length && line.trim() === wanted[at]?.trim()) at++;
  return at === wanted.length;
}

/** The lines with the file's step of indentation instead of their own. */
function withSteps(lines: readonly string[], unit: IndentUnit): readonly string[] {
  let stepWidth: number | undefined;
  let last = 0;
  for (const line of lines.filter((each) => each.trim() !== "")) {
    const indent = indentOf(line);
    const width = indent.replaceAll("\t", "").length;
    if (!indent.includes("\t") && width > last) stepWidth = Math.min(stepWidth ?? width, width - last);
    last = width;
  }
  const step = unit === "tab" ? "\t" : " ".repeat(unit);
  return lines.map((line) => {
    const indent = indentOf(line);
    const tabs = /^\t*/.exec(indent)?.[0].length ?? 0;
    const spaces = indent.length - tabs;
    const steps = stepWidth === undefined ? 0 : Math.floor(spaces / stepWidth);
    const rest = stepWidth === undefined ? spaces : spaces % stepWidth;
    return step.repeat(tabs + steps) + " ".repeat(rest) + line.slice(indent.length);
  });
}

function dedented(lines: readonly string[]): readonly string[] {
  const indents = lines.filter((line) => line.trim() !== "").map((line) => indentOf(line).length);
  const least = indents.length === 0 ? 0 : Math.min(...indents);
  return lines.map((line) => line.slice(Math.min(least, indentOf(line).length)));
}

function plain(statement: string): string {
  return statement
    .replaceAll(/\s+/g, " ")
    .replace(/,\s*\}/, " }")
    .trim();
}

function trimBlank(lines: readonly string[]): string[] {
  const start = lines.findIndex((line) => line.trim() !== "");
  const end = lines.findLastIndex((line) => line.trim() !== "");
  return start < 0 ? [] : lines.slice(start, end + 1);
}

function trimBlankEdges(text: string): string {
  return trimBlank(text.split("\n")).join("\n");
}
