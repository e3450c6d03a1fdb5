import assert from "node:assert/strict";
import * as fc from "fast-check";
import { readCommandLine, triggerAt } from "../../../media/chat/suggestionTrigger";

/** The trigger in a text with the caret at `█`. */
function trigger(marked: string): ReturnType<typeof triggerAt> {
  return triggerAt(marked.replace("█", ""), marked.indexOf("█"));
}

describe("triggerAt", () => {
  it("opens at the start of a word", () => {
    assert.deepEqual(trigger("@█"), { type: "context", start: 0, query: "" });
    assert.deepEqual(trigger("Why does @src/ma█in"), { type: "context", start: 9, query: "src/ma" });
    assert.deepEqual(trigger("first\n@a█"), { type: "context", start: 6, query: "a" });
    assert.deepEqual(trigger("(@a█)"), { type: "context", start: 1, query: "a" });
  });

  it("opens within Chinese and Japanese, also typed wide", () => {
    assert.deepEqual(trigger("请看@main█"), { type: "context", start: 2, query: "main" });
    assert.deepEqual(trigger("これは＠main█"), { type: "context", start: 3, query: "main" });
    assert.deepEqual(trigger("／rev█"), { type: "command", start: 0, query: "rev" });
  });

  it("opens nothing inside words, addresses, packages and code", () => {
    for (const text of [
      "me@example.org█",
      "a@█",
      "lodash/@types█",
      '"@angular█',
      "`@Override█",
      "@main █",
      "@@█",
      "```ts\n@Override█",
      "~~~\n/x\n @y█",
      `@${"x".repeat(257)}█`,
    ]) {
      assert.equal(trigger(text), undefined, text);
    }
    assert.ok(trigger("```ts\nx\n```\n@a█"));
  });

  it("takes a kind and a space before the query", () => {
    assert.deepEqual(trigger("@symbol █"), { type: "context", start: 0, query: "", kind: "symbol" });
    assert.deepEqual(trigger("see @file ma█"), { type: "context", start: 4, query: "ma", kind: "file" });
    assert.equal(trigger("@file main █"), undefined);
    assert.deepEqual(trigger("@symbol█"), { type: "context", start: 0, query: "symbol" });
  });

  it("knows commands at the start of the message only", () => {
    assert.deepEqual(trigger("/█"), { type: "command", start: 0, query: "" });
    assert.deepEqual(trigger("  /re.v-2█ x"), { type: "command", start: 2, query: "re.v-2" });
    for (const text of ["a /█", "/usr/█", "/review █", "//█"]) assert.equal(trigger(text), undefined, text);
  });

  it("starts at the sign that asked for it, whatever is written", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.nat(400), (text, at) => {
        const caret = Math.min(at, text.length);
        const found = triggerAt(text, caret);
        if (found === undefined) return;
        assert.match(text.charAt(found.start), found.type === "context" ? /[@＠]/u : /[/／]/u);
        assert.ok(text.slice(0, caret).endsWith(found.query));
      }),
    );
  });

  it("is quick about a long message", () => {
    const text = `${"word ".repeat(100_000)}@main`;
    assert.deepEqual(triggerAt(text, text.length), {
      type: "context",
      start: text.length - 5,
      query: "main",
    });
  });
});

describe("readCommandLine", () => {
  it("parts the name from what stands behind it", () => {
    assert.deepEqual(readCommandLine("/review"), { name: "review", args: "" });
    assert.deepEqual(readCommandLine(" /fix.all the tests\nand more "), {
      name: "fix.all",
      args: "the tests\nand more",
    });
    for (const text of ["", "/", "a /review", "/usr/bin is full"]) {
      assert.equal(readCommandLine(text), undefined, text);
    }
  });
});
