import assert from "node:assert/strict";
import type { CompletionRequest } from "../../../../src/completion/completionRequest";
import { judgeEagerness } from "../../../../src/completion/gates/completionGates";
import type { CompletionSettings } from "../../../../src/completion/settings";
import { cursorAt, defaultSettings, requestAt } from "../completionDriver";

function verdict(
  marked: string,
  more: Partial<CompletionRequest> = {},
  settings: Partial<CompletionSettings> = {},
): string {
  const judged = judgeEagerness({
    request: requestAt(marked, more),
    cursor: cursorAt(marked, more),
    settings: { ...defaultSettings, ...settings },
    judgeFile: (path) =>
      path.endsWith(".env") ? { isAllowed: false, reason: "it is secret" } : { isAllowed: true },
  });
  return judged === undefined ? "passes" : judged.allows;
}

const item = (startOffset: number, endOffset: number) => ({
  selectedSuggestion: { text: "log", startOffset, endOffset },
});

describe("completion gates", () => {
  const explicit = { trigger: "explicit" } as const;
  const table: readonly [name: string, actual: () => string, expected: string][] = [
    ["an ordinary key", () => verdict("a = █"), "passes"],
    ["completions turned off", () => verdict("█", explicit, { isEnabled: false }), "nothing"],
    [
      "a language turned off",
      () => verdict("█", {}, { languages: { "*": true, typescript: false } }),
      "nothing",
    ],
    ["all languages turned off", () => verdict("█", {}, { languages: { "*": false } }), "nothing"],
    [
      "the only language turned on",
      () => verdict("█", {}, { languages: { "*": false, typescript: true } }),
      "passes",
    ],
    ["no word about languages", () => verdict("█", {}, { languages: {} }), "passes"],
    [
      "a language named like a member of objects",
      () => verdict("█", { languageId: "constructor" }),
      "passes",
    ],
    ["a secret file", () => verdict("█", { path: "a/.env", ...explicit }), "nothing"],
    ["several cursors", () => verdict("█", { hasSeveralCursors: true }), "nothing"],
    ["the middle of a word", () => verdict("na█me"), "memory"],
    ["the start of a word", () => verdict("x = █name"), "memory"],
    ["the middle of a word, invoked", () => verdict("na█me", explicit), "passes"],
    ["the end of a word", () => verdict("name█)"), "passes"],
    ["the middle of a character", () => verdict("\ud83d█\ude00", explicit), "nothing"],
    ["only when invoked", () => verdict("█", {}, { isManualOnly: true }), "memory"],
    ["only when invoked, invoked", () => verdict("█", explicit, { isManualOnly: true }), "passes"],
    ["an item at the cursor", () => verdict("a.l█", item(2, 3)), "passes"],
    ["an item elsewhere", () => verdict("abcdef\n█", item(0, 3)), "nothing"],
    ["an item over several lines", () => verdict("a\nb█", item(0, 3)), "nothing"],
  ];
  for (const [name, actual, expected] of table) {
    it(`${expected === "passes" ? "let pass" : `allow ${expected}`}: ${name}`, () =>
      assert.equal(actual(), expected));
  }
});
