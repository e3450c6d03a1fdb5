import { isAllProse } from "./chatter";
import { isLanguageOf } from "./codeLanguage";

/** Tags that models put around their answer, asked for or not; no language has such elements. */
const wrappers = "answer|replacement|updated_?code|new_?code|edited_?code|rewritten_?code|replacement_?code";
/** The same, where they are no elements of the document's own language. */
const codeWrappers = `${wrappers}|selection|result|response|final|solution|snippet|code|output|file|content|edit|text`;
const markup = new Set([
  "html",
  "xml",
  "xsl",
  "vue",
  "svelte",
  "handlebars",
  "php",
  "markdown",
  "mdx",
  "javascriptreact",
  "typescriptreact",
]);

/** Keys under which a JSON answer holds its code. */
const codeKeys = [
  "replacement",
  "code",
  "new_code",
  "newCode",
  "newText",
  "updated_code",
  "updatedCode",
  "answer",
  "result",
  "output",
  "content",
  "text",
];

/** The inside of what a model wraps around its whole answer: tags, a JSON object. Otherwise the answer. */
export function unwrapped(answer: string, selection: string, languageId: string): string {
  let text = answer;
  for (let count = 0; count < 3; count++) {
    const inside = insideTags(text, selection, languageId) ?? insideJson(text, selection, languageId);
    if (inside === undefined) break;
    text = inside;
  }
  return text;
}

function insideTags(text: string, selection: string, languageId: string): string | undefined {
  const names = markup.has(languageId) ? wrappers : codeWrappers;
  const opening = new RegExp(`^[ \\t]*<(${names})(?:\\s[^<>\\n]{0,200})?>`, "m").exec(text);
  const [tag, name] = opening ?? [];
  if (opening === null || tag === undefined || name === undefined || selection.includes(`<${name}`)) {
    return undefined;
  }
  const from = opening.index + tag.length;
  const closing = text.lastIndexOf(`</${name}>`);
  const isClosed = closing >= from;
  // Only words may stand around it: a tag among code is code.
  const words = text.slice(0, opening.index) + (isClosed ? text.slice(closing + name.length + 3) : "");
  if (words.trim() !== "" && (!isClosed || !isAllProse(words))) return undefined;
  return text
    .slice(from, isClosed ? closing : undefined)
    .replace(/^[ \t]*\n/, "")
    .replace(/^\s*<!\[CDATA\[\n?/, "")
    .replace(/\]\]>\s{0,20}$/, "");
}

/** The code that a JSON object holds as its only text of that kind; undefined for all else. */
export function insideJson(text: string, selection: string, languageId: string): string | undefined {
  const trimmed = text.trim();
  if (!trimmed.startsWith("{") || !trimmed.endsWith("}")) return undefined;
  if (isLanguageOf("json", languageId) === true || selection.trimStart().startsWith("{")) return undefined;
  const value = parsed(trimmed);
  if (typeof value !== "object" || value === null) return undefined;
  const found = Object.entries(value).filter(([key]) => codeKeys.includes(key));
  const [, code] = found[0] ?? [];
  return found.length === 1 && typeof code === "string" ? code : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // No JSON after all: the text stands for itself.
  }
}

/** Languages in which a backtick means nothing, so that one around the code can only be Markdown. */
const withoutBackticks = new Set([
  "python",
  "java",
  "c",
  "cpp",
  "csharp",
  "rust",
  "html",
  "css",
  "json",
  "yaml",
]);

/** The code of an answer that is one span of inline code, ``` `a = 2` ``` or with three backticks; undefined for others. */
export function inlineCode(answer: string, selection: string, languageId: string): string | undefined {
  const text = answer.trim();
  if (text.includes("\n") || text.length < 3 || selection.trimStart().startsWith("`")) return undefined;
  const marks = text.startsWith("```") ? "```" : "`";
  if (marks === "`" && !withoutBackticks.has(languageId)) return undefined;
  const inside = text.slice(marks.length, -marks.length);
  if (!text.startsWith(marks) || !text.endsWith(marks) || inside.includes("`")) return undefined;
  const language = /^[\w+#-]+(?=[ \t])/.exec(inside)?.[0] ?? "";
  const isNamed = marks === "```" && isLanguageOf(language.toLowerCase(), languageId) === true;
  return (isNamed ? inside.slice(language.length) : inside).trim();
}
