import { readFileSync } from "node:fs";
import { extname } from "node:path";
import { indentEndAfter, traceAt, type Trace } from "./trace";

/** Typed characters of a trace. */
const minTypedChars = 500;
/** Text before the place; less would show no place in a file. */
const minPrefixChars = 300;

/** Editor language ids by file ending. */
const languageIds: Readonly<Record<string, string>> = {
  ".c": "c",
  ".cc": "cpp",
  ".cpp": "cpp",
  ".cs": "csharp",
  ".css": "css",
  ".go": "go",
  ".h": "cpp",
  ".hpp": "cpp",
  ".html": "html",
  ".java": "java",
  ".js": "javascript",
  ".json": "json",
  ".jsx": "javascriptreact",
  ".kt": "kotlin",
  ".lua": "lua",
  ".m": "objective-c",
  ".md": "markdown",
  ".mjs": "javascript",
  ".php": "php",
  ".py": "python",
  ".rb": "ruby",
  ".rs": "rust",
  ".scss": "scss",
  ".sh": "shellscript",
  ".swift": "swift",
  ".ts": "typescript",
  ".tsx": "typescriptreact",
  ".vue": "vue",
  ".yaml": "yaml",
  ".yml": "yaml",
};

/**
 * Traces of a file at these places: shares of its lines below 1, or line numbers from 1 on.
 * @throws Error where the file is missing, or a place has too little text before or behind it
 */
export function fileTraces(path: string, at: readonly number[]): readonly Trace[] {
  const text = readFileSync(path, "utf8")
    .replace(/^\uFEFF/, "")
    .replaceAll("\r\n", "\n");
  const languageId = languageIds[extname(path)] ?? "plaintext";
  const lines = text.split("\n");
  return at.map((place) => {
    let line = place < 1 ? Math.floor(place * lines.length) : place - 1;
    // A trace begins where a line does, not in a gap.
    while (line < lines.length && lines[line]?.trim() === "") line++;
    const trace = traceAt({ languageId, path, text }, line, minTypedChars);
    if (trace === undefined || indentEndAfter(text, trace.startOffset) < minPrefixChars) {
      throw new Error(`${path}:${line + 1} has too little text around it for a trace.`);
    }
    return trace;
  });
}
