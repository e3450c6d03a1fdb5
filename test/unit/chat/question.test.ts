import assert from "node:assert/strict";
import * as fc from "fast-check";
import { judgedAgain, type PendingAttachment } from "../../../src/chat/attachment";
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

describe("renderQuestion, by kind", () => {
  const heads: readonly [Partial<PendingAttachment>, string][] = [
    [{ kind: "file" }, "File `src/main.go`:"],
    [
      { kind: "symbol", label: "Store.put", source: { uri: "u", startLine: 4, endLine: 9 } },
      "Symbol `Store.put` from `src/main.go`, lines 4–9:",
    ],
    [{ kind: "folder", path: "src" }, "Folder `src`:"],
    [{ kind: "problems", detail: "Problems in src/main.go" }, "Problems in src/main.go:"],
    [{ kind: "changes", detail: "Commit 1a2b: say `hi`\n" }, "Commit 1a2b: say hi:"],
    [{ kind: "terminal", detail: "Terminal: npm test" }, "Terminal: npm test:"],
  ];
  for (const [changes, head] of heads) {
    it(`says what a ${changes.kind} is`, () => {
      const { requestText } = renderQuestion("Q", [attachment("x\n", changes)], 1_000);
      assert.equal(requestText, `${head}\n\n\`\`\`go\nx\n\`\`\`\n\nQ`);
    });
  }

  it("names images in the text and hands them on in the same order", () => {
    const image = (base64: string) => ({ mimeType: "image/png", base64 }) as const;
    const { requestText, images } = renderQuestion(
      "Q",
      [
        attachment("", { kind: "image", label: "a.png", image: image("one") }),
        attachment("", { kind: "image", label: "b.png", image: image("two"), refusal: "No." }),
        attachment("", { kind: "image", label: "c.png", image: image("three") }),
      ],
      1_000,
    );
    assert.equal(requestText, "Image 1: `a.png`\n\nImage 2: `c.png`\n\nQ");
    assert.deepEqual(images, [image("one"), image("three")]);
  });
});

describe("judgedAgain", () => {
  const privacy = {
    decide: (path: string) =>
      path.includes("secret")
        ? ({ isAllowed: false, reason: "Now a secret." } as const)
        : ({ isAllowed: true } as const),
  };
  const model = { takesImages: false, model: "deepseek-v4-pro" };
  const image = { mimeType: "image/png", base64: "AAAA" } as const;

  it("lets through what is still allowed", () => {
    const folder = attachment("x", { path: "", judgedPaths: ["a.go", "b.go"] });
    assert.equal(judgedAgain(folder, privacy, model), folder);
  });

  it("refuses what holds a part of a file that became a secret", () => {
    const folder = attachment("x", { judgedPaths: ["a.go", "secret.go"] });
    const { refusal, text, tokens } = judgedAgain(folder, privacy, model);
    assert.deepEqual([refusal, text, tokens], ["Now a secret.", "", 0]);
  });

  it("refuses an image once the model takes none, and keeps nothing of it", () => {
    const shot = attachment("", { kind: "image", image });
    const again = judgedAgain(shot, privacy, model);
    assert.match(again.refusal ?? "", /^deepseek-v4-pro takes no images\./u);
    assert.equal(again.image, undefined);
    assert.equal(judgedAgain(shot, privacy, { ...model, takesImages: true }), shot);
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
