import { NEARBY_CHARS, type Cursor } from "../prompt/cursor";
import { embeddedCode } from "./embeddedCode";
import { fencedCode } from "./fencedCode";
import { lexTo } from "./lexTo";
import { isInListing, isInLiteralBlock } from "./literalBlock";
import { openAtStart } from "./openAtStart";
import type { Syntax } from "./syntax";
import { syntaxOf } from "./syntaxTable";

/** Every scope. */
export const scopes = ["code", "comment", "string", "prose", "commit"] as const;

/** What one writes at a place. */
export type Scope = (typeof scopes)[number];

/** What a scope is judged from: the text nearby only, so the cost does not grow with the document. */
export type ScopePlace = Pick<Cursor, "languageId" | "path" | "prefix" | "suffix" | "startOffset">;

const COMMIT_LANGUAGES: ReadonlySet<string> = new Set(["scminput", "git-commit", "jj-commit"]);

/** Languages for people. Code in them stands in blocks of its own. */
const PROSE_LANGUAGES: ReadonlySet<string> = new Set([
  "asciidoc",
  "chatagent",
  "instructions",
  "latex",
  "log",
  "markdown",
  "mdx",
  "org",
  "prompt",
  "quarto",
  "restructuredtext",
  "rmd",
  "skill",
  "tex",
  "textile",
  "typst",
  "wikitext",
]);

const MARKUP_LANGUAGES: ReadonlySet<string> = new Set(["html", "razor", "svelte", "vue"]);

/** An import's path is part of the code, not text for people: `from "./`, `require('`, `#include "`. */
const BEFORE_IMPORT_PATH =
  /(?:\b(?:from|import|require|require_relative|include|include_once|require_once|use|load|source|library)\b|[@#]import|[@#]include)\s*\(?\s*$/;
/** Go's imports stand in brackets, a line each. */
const IN_IMPORT_LIST = /\bimport\s*\((?:\s|"[^"\n]*"|[\w.]+[ \t]+|\/\/[^\n]*\n)*$/;

/** What a document is written in for the most part. */
export function documentScope(languageId: string, path: string): "code" | "prose" | "commit" {
  if (COMMIT_LANGUAGES.has(languageId)) return "commit";
  return PROSE_LANGUAGES.has(languageId) || (languageId === "plaintext" && isProsePath(path))
    ? "prose"
    : "code";
}

/** Decides the scope of a place. */
export function scopeAt(place: ScopePlace): Scope {
  const { languageId, path, prefix, suffix, startOffset } = place;
  const scope = documentScope(languageId, path);
  if (scope === "commit") return scope;
  const isFromStart = startOffset <= NEARBY_CHARS;
  if (scope === "prose") return scopeInProse(place, isFromStart);
  // Half a line at the window's start says little, and its quotes would be counted wrongly.
  const from = isFromStart ? 0 : prefix.indexOf("\n") + 1;
  if (MARKUP_LANGUAGES.has(languageId)) {
    const embedded = embeddedCode(prefix, suffix);
    if (embedded !== undefined) {
      return scopeInCode(
        prefix,
        embedded.startOffset ?? from,
        syntaxOf(embedded.languageId),
        embedded.startOffset !== undefined,
      );
    }
  }
  return scopeInCode(prefix, from, syntaxOf(languageId), isFromStart);
}

function scopeInProse(place: ScopePlace, isFromStart: boolean): Scope {
  const { languageId, prefix, suffix } = place;
  if (languageId === "restructuredtext") return isInLiteralBlock(prefix) ? "code" : "prose";
  if (languageId === "asciidoc") return isInListing(prefix) ? "code" : "prose";
  const fenced = fencedCode(prefix, suffix, isFromStart);
  if (fenced === undefined) return "prose";
  return fenced.languageId === "markdown" || fenced.languageId === "plaintext"
    ? "prose"
    : scopeInCode(prefix, fenced.startOffset, syntaxOf(fenced.languageId), true);
}

/** The editor calls every file that it does not know plain text. One with an ending of its own is rather code. */
function isProsePath(path: string): boolean {
  const name = path.split(/[/\\]/).at(-1) ?? "";
  const ending = /[^.]\.([^.]+)$/.exec(name)?.[1]?.toLowerCase();
  return ending === undefined || /^(?:txt|text|log|readme|me|1st|nfo|notes?|todo|srt|vtt|\d+)$/.test(ending);
}

function scopeInCode(text: string, from: number, syntax: Syntax, isFromStart: boolean): Scope {
  const place = lexTo(text, from, syntax, isFromStart ? undefined : openAtStart(text, from, syntax));
  if (place.in !== "string") return place.in;
  if (syntax.areStringsCode === true) return "code";
  const before = text.slice(Math.max(from, place.startOffset - 400), place.startOffset);
  if (syntax.hasDocStrings === true && place.form.isLong === true && isDocumentation(before))
    return "comment";
  return BEFORE_IMPORT_PATH.test(before) || IN_IMPORT_LIST.test(before) ? "code" : "string";
}

/** A string that is a statement by itself: first on its line, and the line before is complete. */
function isDocumentation(before: string): boolean {
  const lineStart = before.lastIndexOf("\n") + 1;
  const onLine = before
    .slice(lineStart)
    .replace(/[rRuU]$/, "")
    .trim();
  if (/^@\w*doc$/.test(onLine)) return true;
  return onLine === "" && !/[=(,[{+\\%]\s*$/.test(before.slice(0, lineStart));
}
