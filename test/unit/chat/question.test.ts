import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { PendingAttachment } from "../../../src/chat/attachment";
import { renderQuestion } from "../../../src/chat/question";
import { titleFrom } from "../../../src/chat/title";

function attachment(text: string, changes: Partial<PendingAttachment> = {}): PendingAttachment {
  return {
    id: "a1",
    label: "main.go",
    detail: "src/main.go",
    path: "src/main.go",
    kind: "file",
    tokens: 1,
    languageId: "go",
    text,
    source: { uri: "file:///src/main.go" },
    ...changes,
  };
}

describe("renderQuestion", () => {
  it("puts attachments with path, lines and language before the question", () => {
    const { requestText } = renderQuestion(
      "Why?",
      [
        attachment("a := 1\n", {
          kind: "selection",
          source: { uri: "file:///src/main.go", startLine: 3, endLine: 3 },
        }),
      ],
      1_000,
    );
    assert.equal(requestText, "Selection from `src/main.go`, lines 3–3:\n\n```go\na := 1\n```\n\nWhy?");
  });

  it("fences so that nothing inside can close the fence", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("`", "a", "\n") }), (text) => {
        const { requestText } = renderQuestion("Q", [attachment(text)], 1_000);
        const fence = /\n(`{3,})go\n/u.exec(requestText)?.[1] ?? "missing";
        assert.equal(requestText.split(fence).length, 3);
      }),
    );
  });

  it("cuts the longest at a line, visibly, and leaves the short ones whole", () => {
    const long = Array.from({ length: 1_000 }, (_, index) => `line ${index}\n`).join("");
    const { requestText, attachments } = renderQuestion(
      "Q",
      [attachment("short\n"), attachment(long)],
      1_000,
    );
    assert.match(requestText, /\nshort\n/u);
    assert.match(attachments[1]?.label ?? "", /^main\.go \(first \d+ of 1,000 lines\)$/u);
    assert.match(requestText, /\(cut: the first \d+ of 1,000 lines\)/u);
    assert.ok(requestText.length < 1_300);
  });

  it("leaves out what was refused", () => {
    const { requestText } = renderQuestion("Q", [attachment("", { refusal: "A secret file." })], 1_000);
    assert.equal(requestText, "Q");
  });
});

describe("titleFrom", () => {
  it("takes the first line with words and cuts it at a word", () => {
    assert.equal(titleFrom("```\n\n# **Fix** the parser\nmore"), "Fix** the parser");
    assert.equal(
      titleFrom("Why does the parser lose the last line when the file ends without one?"),
      "Why does the parser lose the last line when the…",
    );
    assert.equal(titleFrom(" \n```\n"), "New chat");
  });

  it("never cuts inside a character", () => {
    const title = titleFrom("👩‍👩‍👧‍👦".repeat(20) + "a");
    assert.doesNotThrow(() => encodeURIComponent(title));
  });
});
