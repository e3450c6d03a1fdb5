import assert from "node:assert/strict";
import type { CompletionRequest } from "../../../../src/completion/completionRequest";
import { judgeEagerness } from "../../../../src/completion/gates/completionGates";
import type { EagernessGrid } from "../../../../src/completion/gates/eagerness";
import { eagernessPresets, type EagernessPreset } from "../../../../src/completion/gates/eagernessPresets";
import { createPrivacyGate } from "../../../../src/privacy/privacyGate";
import type { CompletionSettings } from "../../../../src/completion/settings";
import { cursorAt, defaultSettings, requestAt } from "../completionDriver";

const privacy = createPrivacyGate(() => []);
const key = `ghp_${"a1B2c3D4e5".repeat(4)}`;

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
    mask: (text) => privacy.mask(text).text,
  });
  return judged === undefined ? "passes" : judged.allows;
}

function gridOf(id: EagernessPreset["id"]): EagernessGrid {
  const preset = eagernessPresets.find((each) => each.id === id);
  assert.ok(preset);
  return preset.grid;
}
const quiet = gridOf("quiet");
const balanced = gridOf("balanced");
const eager = gridOf("eager");

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
    [
      "a file turned off",
      () => verdict("█", { path: "a/b.min.ts" }, { disabledFiles: ["*.min.ts"] }),
      "nothing",
    ],
    [
      "a file turned off, invoked",
      () => verdict("█", { path: "gen/b.ts", ...explicit }, { disabledFiles: ["gen/"] }),
      "nothing",
    ],
    [
      "a file like no pattern",
      () => verdict("█", { path: "a/b.ts" }, { disabledFiles: ["*.min.ts"] }),
      "passes",
    ],
    ["inside a key", () => verdict(`t = "${key.slice(0, 20)}█${key.slice(20)}"`, explicit), "nothing"],
    ["inside a password", () => verdict("a://me:x1█y2z3@host/", explicit), "nothing"],
    ["before a password", () => verdict("a://me:█x1y2z3@host/", explicit), "nothing"],
    ["between a key and its name", () => verdict(`apiKey = "█${key.slice(4)}"`, explicit), "nothing"],
    ["before a key's operator", () => verdict(`apiKey█ = "${key.slice(4)}"`, explicit), "nothing"],
    ["before a name and its key", () => verdict(`const █apiKey = "${key.slice(4)}"`, explicit), "passes"],
    ["behind a key", () => verdict(`t = "${key}█"`), "passes"],
    ["between two keys", () => verdict(`t(${key}, -█-${key})`, explicit), "passes"],
    ["inside a name", () => verdict("const some█Name = 1;", explicit), "passes"],
    ["several cursors", () => verdict("█", { hasSeveralCursors: true }), "nothing"],
    ["the middle of a word", () => verdict("na█me"), "memory"],
    ["the start of a word", () => verdict("x = █name"), "memory"],
    ["the middle of a word, invoked", () => verdict("na█me", explicit), "passes"],
    ["the end of a word", () => verdict("name█)"), "passes"],
    ["the middle of a character", () => verdict("\ud83d█\ude00", explicit), "nothing"],
    ["only when invoked", () => verdict("█", {}, { isManualOnly: true }), "memory"],
    ["only when invoked, invoked", () => verdict("█", explicit, { isManualOnly: true }), "passes"],
    ["a comment", () => verdict("// a█", {}, { eagerness: quiet }), "memory"],
    ["a comment, invoked", () => verdict("// a█", explicit, { eagerness: quiet }), "passes"],
    ["a string", () => verdict('const a = "█', {}, { eagerness: balanced }), "passes"],
    ["prose", () => verdict("Words █", { languageId: "markdown" }, { eagerness: balanced }), "memory"],
    [
      "a commit message",
      () => verdict("Fix █", { languageId: "scminput" }, { eagerness: balanced }),
      "memory",
    ],
    ["a comment, eager", () => verdict("// a█", {}, { eagerness: eager }), "passes"],
    [
      "a scope turned off",
      () => verdict("// a█", {}, { eagerness: { ...eager, comment: "off" } }),
      "nothing",
    ],
    [
      "a scope turned off, invoked",
      () => verdict("// a█", explicit, { eagerness: { ...eager, comment: "off" } }),
      "nothing",
    ],
    [
      "code beside a scope turned off",
      () => verdict("a = █", {}, { eagerness: { ...eager, comment: "off" } }),
      "passes",
    ],
    ["snoozed", () => verdict("a = █", {}, { pausedBy: "snooze" }), "shown"],
    ["snoozed, invoked", () => verdict("a = █", explicit, { pausedBy: "snooze" }), "passes"],
    ["on battery", () => verdict("a = █", {}, { pausedBy: "battery" }), "memory"],
    ["on battery, invoked", () => verdict("a = █", explicit, { pausedBy: "battery" }), "passes"],
    [
      "snoozed and off",
      () => verdict("a = █", explicit, { pausedBy: "snooze", isEnabled: false }),
      "nothing",
    ],
    ["an item at the cursor", () => verdict("a.l█", item(2, 3)), "passes"],
    ["an item elsewhere", () => verdict("abcdef\n█", item(0, 3)), "nothing"],
    ["an item over several lines", () => verdict("a\nb█", item(0, 3)), "nothing"],
  ];
  for (const [name, actual, expected] of table) {
    it(`${expected === "passes" ? "let pass" : `allow ${expected}`}: ${name}`, () =>
      assert.equal(actual(), expected));
  }
});
