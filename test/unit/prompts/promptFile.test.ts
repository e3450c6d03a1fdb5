import assert from "node:assert/strict";
import * as fc from "fast-check";
import { parsePromptFile, type PromptFile } from "../../../src/prompts/promptFile";

describe("parsePromptFile", () => {
  const rows: readonly [string, string, Partial<PromptFile>][] = [
    ["a body alone", "\n Review it. \n", { body: "Review it." }],
    [
      "fields in their forms",
      "---\nname: review\ndescription: 'It''s a look' # why\nargument-hint: \"[\\\"focus\\\"]\"\n---\nLook.",
      { name: "review", description: "It's a look", argumentHint: '["focus"]', body: "Look." },
    ],
    [
      "what has no effect here",
      "---\nagent: agent\nmodel: GPT-5\ntools:\n  - search\n  - edit\n---\nGo.",
      { ignored: ["agent", "model", "tools"], body: "Go." },
    ],
    [
      "where the answer goes",
      "---\nresult: chat\nmidfill-result: replace\ntitle: Tidy up\nthinking: off\n---\nGo.",
      { result: "replace", title: "Tidy up", isThinkingOff: true, body: "Go." },
    ],
    ["result alone", "---\nresult: new-file\n---\nGo.", { result: "new-file", body: "Go." }],
    ["no thinking that costs more", "---\nthinking: on\n---\nGo.", { ignored: ["thinking"], body: "Go." }],
    [
      "blocks",
      "---\ndescription: >-\n  one\n  two\nname: |\n  x\n---\nGo.",
      { description: "one two", name: "x", body: "Go." },
    ],
    [
      "Windows' line ends and a byte order mark",
      "\uFEFF---\r\ndescription: a\r\n---\r\nb\r\nc",
      { description: "a", body: "b\nc" },
    ],
    ["a front matter that never ends", "---\ndescription: a\nb", { body: "---\ndescription: a\nb" }],
    ["a rule further down", "Text\n---\nMore", { body: "Text\n---\nMore" }],
    ["empty fields", "---\ndescription:\nname: ''\n---\nGo.", { body: "Go." }],
    ["nothing", "", { body: "" }],
  ];
  for (const [what, text, expected] of rows) {
    it(`reads ${what}`, () =>
      assert.deepEqual(parsePromptFile(text), { ignored: [], isThinkingOff: false, ...expected }));
  }

  it("reads anything without an error, and never makes the body longer", () => {
    const unit = fc.constantFrom("-", "---\n", "\n", "a: ", '"', "'", "|", ">", "#", " ", "x", "\\");
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 40 }), (text) => {
        assert.ok(parsePromptFile(text).body.length <= text.length);
      }),
    );
  });
});
