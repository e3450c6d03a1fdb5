import assert from "node:assert/strict";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { CompletionRequest } from "../../../../src/completion/completionRequest";
import { Answer } from "../../../../src/completion/memory/answer";
import { ShownSuggestion } from "../../../../src/completion/memory/shownSuggestion";
import { Offers } from "../../../../src/completion/offers";
import { cursorAt, requestAt, settle } from "../completionDriver";

const origin = { requestId: 1, purpose: "typing", isAlternative: false } as const;

function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  assert.ok(typeof collect === "function");
  collect();
}

describe("what completions keep", () => {
  it("is a little text around the place, not the text that it was cut from", () => {
    const answers: Answer[] = [];
    collectGarbage();
    const before = process.memoryUsage().heapUsed;
    for (let index = 0; index < 100; index++) {
      const text = `${index}`.padEnd(200_000, "abc\n");
      answers.push(new Answer({ documentId: "a", prefix: text, suffix: text.slice(1) }, origin));
    }
    collectGarbage();
    const grownBytes = process.memoryUsage().heapUsed - before;
    assert.ok(grownBytes < 5_000_000, `${grownBytes} bytes for ${answers.length} answers`);
  });

  it("says the same with characters of every kind", () => {
    const text = 'ä \ud800 \u2028 " \\ \0 é';
    assert.equal(new Answer({ documentId: "a", prefix: text, suffix: "" }, origin).placePrefix, text);
  });

  it("is not the document of a suggestion that was offered", async () => {
    const offers = new Offers({ nowMs: () => 0, wallMs: () => 0, setTimer: () => () => {} }, () => {});
    const offer = (): WeakRef<CompletionRequest["text"]> => {
      const request = requestAt("const a = █\n");
      const cursor = cursorAt("const a = █\n");
      const shown = new ShownSuggestion(cursor, "1;", 1, new Answer(cursor, origin));
      const made = {
        id: 1,
        text: "1;",
        replaceStartOffset: 10,
        replaceEndOffset: 10,
        source: "network",
      } as const;
      offers.add(made, request, shown);
      return new WeakRef(request.text);
    };
    const document = offer();
    await settle();
    collectGarbage();
    assert.equal(document.deref(), undefined);
  });
});
