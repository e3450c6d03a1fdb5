import { readFileReference, type FileReference } from "./fileReference";

/** A code block of a message, with what stands around it. */
export interface CodeBlock {
  /** The code as the webview showed it; lines end with `\n`. */
  readonly code: string;
  /** The info string's language as the model wrote it; may be empty. */
  readonly language: string;
  /** The file that the block says it is for: in its info string, its first comment, or the line before it. */
  readonly file?: FileReference;
  /** The file is named in a comment that is the code's first line. */
  readonly isNamedInside?: boolean;
}

const opening = /^((?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*)(`{3,}|~{3,})[ \t]*([^`\r\n]*)$/u;

/**
 * The block of a message that holds this code. A code that is not among its fenced blocks (indented code) comes back
 * with what its own first line says. Whether it is part of the message at all is `isCodeOfMessage`'s question.
 */
export function codeBlockOf(code: string, messageText: string): CodeBlock {
  const text = code.replaceAll(/\r\n|\r/gu, "\n");
  const wanted = comparable(text.split("\n"));
  const lines = messageText.split(/\r\n|\r|\n/u);
  for (let at = 0; at < lines.length; at++) {
    const [, , fence = "", info = ""] = opening.exec(lines[at] ?? "") ?? [];
    if (fence === "") continue;
    const closing = new RegExp(`^[ \\t>]*${fence[0]}{${fence.length},}[ \\t]*$`, "u");
    const found = lines.findIndex((line, index) => index > at && closing.test(line));
    const end = found < 0 ? lines.length : found;
    if (comparable(lines.slice(at + 1, end)) === wanted) {
      return blockFrom(text, info.trim(), lines.slice(0, at).findLast((line) => line.trim() !== "") ?? "");
    }
    at = end;
  }
  return blockFrom(text, "", "");
}

function blockFrom(code: string, info: string, lineBefore: string): CodeBlock {
  const language = /^[^\s:{]*/u.exec(info)?.[0] ?? "";
  const isLanguageAFile = readFileReference(language) !== undefined;
  const inside = fileInComment(code.slice(0, code.indexOf("\n") < 0 ? undefined : code.indexOf("\n")));
  const file = fileInInfo(info) ?? inside ?? fileInLine(lineBefore);
  return {
    code,
    language: isLanguageAFile ? extensionOf(language) : language,
    ...(file === undefined ? {} : { file }),
    ...(inside === undefined ? {} : { isNamedInside: true }),
  };
}

/** `ts src/a.ts`, `ts:src/a.ts`, `src/a.ts`, `12:20:src/a.ts`, `ts title="src/a.ts"`. */
function fileInInfo(info: string): FileReference | undefined {
  for (const word of info.split(/\s+/u)) {
    const bare = word.replace(/^\w+=/u, "").replaceAll(/^["'`{]+|["'`},]+$/gu, "");
    const ranged = /^(\d{1,7}):(\d{1,7}):(.+)$/u.exec(bare);
    const reference =
      ranged === null
        ? (readFileReference(bare) ?? readFileReference(bare.slice(bare.indexOf(":") + 1)))
        : readFileReference(`${ranged[3]}:${ranged[1]}-${ranged[2]}`);
    if (reference !== undefined) return reference;
  }
  return undefined;
}

/** A comment that says nothing but a path. */
function fileInComment(line: string): FileReference | undefined {
  const words =
    /^\s*(?:\/\/+|\/\*+|#+|--|<!--|\{\/\*|;+|%+|\(\*|"""|''')\s*(?:file(?:name|path)?\s*[:=]\s*)?(\S+)\s*(?:\*\/\}?|-->|\*\)|"""|''')?\s*$/iu.exec(
      line,
    );
  const word = words?.[1]?.replaceAll(/^[`"']+|[`"':]+$/gu, "");
  return word === undefined ? undefined : readFileReference(word);
}

/** The only file that a line names: "In `src/a.ts`:", "**src/a.ts**", "### a.ts". */
function fileInLine(line: string): FileReference | undefined {
  const references = new Map<string, FileReference>();
  for (const word of line.slice(0, 2000).split(/[\s`*"'()<>,;[\]]+/u)) {
    const reference = readFileReference(word.replace(/[.:!?]+$/u, ""));
    if (reference !== undefined) references.set(reference.path, reference);
  }
  return references.size === 1 ? references.values().next().value : undefined;
}

function extensionOf(path: string): string {
  return /\.(\w+)$/u.exec(path)?.[1] ?? "";
}

/** What Markdown takes away before a line (indentation, quote marks) does not count. */
function comparable(lines: readonly string[]): string {
  return lines
    .map((line) =>
      line
        .replace(/^[\s>]+/u, "")
        .trimEnd()
        .replaceAll("\0", "\uFFFD"),
    )
    .filter((line) => line !== "")
    .join("\n");
}
