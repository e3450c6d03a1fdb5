import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { CompletionRequest } from "../../../../src/completion/completionRequest";
import type { ContextSnippet } from "../../../../src/completion/context/contextSnippet";
import { readCursor } from "../../../../src/completion/prompt/cursor";
import { prefixAnchor } from "../../../../src/completion/prompt/prefixAnchor";
import { readPromptWindow } from "../../../../src/completion/prompt/promptWindow";
import { createPrivacyGate } from "../../../../src/privacy/privacyGate";
import { requestAt, textAccess } from "../completionDriver";

const limits = { maxPrefixChars: 1000, maxSuffixChars: 300 };
const tenThousandLines = Array.from({ length: 10_000 }, (_, line) => `const value${line} = ${line};\n`).join(
  "",
);

describe("prompt window", () => {
  it("keeps the same head while the cursor moves a quarter of the window", () => {
    const heads = new Set<string>();
    for (let offset = 50_000; offset < 50_750; offset++) {
      const { prefix } = readPromptWindow(
        { ...requestAt("█"), text: textAccess(tenThousandLines), offset },
        limits,
      );
      heads.add(prefix.slice(0, 200));
    }
    assert.ok(heads.size <= 4, `${heads.size} heads`);
  });

  it("starts at a line's start and fills at least half of the window", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1001, max: tenThousandLines.length }), (offset) => {
        const anchor = prefixAnchor(textAccess(tenThousandLines), offset, 1000);
        assert.equal(tenThousandLines.charAt(anchor - 1), "\n");
        assert.ok(offset - anchor <= 1000 && offset - anchor >= 500);
      }),
    );
  });

  it("reads the same amount of a small and of a huge document", () => {
    const text = textAccess(tenThousandLines.repeat(10));
    const request = { ...requestAt("█"), text, offset: 1_000_000 };
    readCursor(request);
    readPromptWindow(request, limits);
    assert.ok(text.readChars < 8000, `${text.readChars} characters`);
  });

  it("sends no half of a key that an edge of the window cuts, for half a key is not masked", () => {
    const privacy = createPrivacyGate(() => []);
    const key = `ghp_${"a1B2c3D4e5".repeat(4)}`;
    for (let shift = 0; shift <= 60; shift++) {
      const behind = `█${" ".repeat(260 + shift)}${key} more text ${"x ".repeat(100)}`;
      const { suffix } = readPromptWindow(requestAt(`a\n${behind}`), limits);
      assert.doesNotMatch(privacy.mask(`a${suffix}`).text, /a1B2/, `behind the cursor, ${shift}`);
      // One long line, so that the window begins in the middle of it.
      const before = `${"x ".repeat(500 + shift)}"${key}" ${"y ".repeat(440)}█`;
      const { prefix } = readPromptWindow(requestAt(before), limits);
      assert.doesNotMatch(privacy.mask(prefix).text, /a1B2/, `before the cursor, ${shift}`);
    }
  });

  it("takes no more of a long line away than a key may have", () => {
    const { suffix } = readPromptWindow(requestAt(`a█${"b".repeat(2000)}`), {
      ...limits,
      maxSuffixChars: 1000,
    });
    assert.equal(suffix.length, 1000 - 512);
  });

  it("takes everything of a short document, without its byte order mark", () => {
    const { prefix, suffix } = readPromptWindow(requestAt("\uFEFFa\r\nb█c\r\nd"), limits);
    assert.equal(prefix, "// src/a.ts\na\nb");
    assert.equal(suffix, "c\nd");
  });

  it("has no suffix where only blanks follow, and no header without a line comment", () => {
    const { prefix, suffix } = readPromptWindow(requestAt("{█\n\n  ", { languageId: "json" }), limits);
    assert.equal(prefix, "{");
    assert.equal(suffix, "");
  });

  it("takes the suggest widget's item as accepted", () => {
    const selectedSuggestion = { text: "log", startOffset: 8, endOffset: 9 };
    const { prefix, suffix } = readPromptWindow(requestAt("console.l█(x)", { selectedSuggestion }), limits);
    assert.match(prefix, /\nconsole\.log$/);
    assert.equal(suffix, "(x)");
  });

  it("never splits a character or a line end, wherever the window cuts", () => {
    const unit = fc.constantFrom("😀", "\r\n", "a", "ü");
    fc.assert(
      fc.property(
        fc.array(unit, { maxLength: 60 }),
        fc.array(unit, { maxLength: 60 }),
        fc.integer({ min: 1, max: 40 }),
        (before, after, size) => {
          const { prefix, suffix } = readPromptWindow(requestAt(`${before.join("")}█${after.join("")}`), {
            maxPrefixChars: size,
            maxSuffixChars: size,
          });
          assert.ok(!/\p{Cs}/u.test(prefix + suffix));
          assert.ok(!prefix.includes("\r") && !suffix.includes("\r"));
        },
      ),
    );
  });

  it("survives a line of a megabyte", () => {
    const text = textAccess("x".repeat(1_000_000));
    const { prefix } = readPromptWindow({ ...requestAt("█"), text, offset: 900_000 }, limits);
    assert.ok(prefix.length > 200 && prefix.length < 1100);
  });
});

describe("readPromptWindow with context from elsewhere", () => {
  const settings = { maxPrefixChars: 8000, maxSuffixChars: 2000 };
  const snippets: readonly ContextSnippet[] = [
    { source: "definition", path: "src/b.ts", text: "export const b = 1;" },
  ];
  const windowAt = (marked: string, more: Partial<CompletionRequest> = {}) =>
    readPromptWindow(requestAt(marked, more), settings, undefined, snippets);

  it("puts it before the file's own header", () => {
    const window = windowAt("const a = █");
    assert.equal(window.prefix, "// Path: src/b.ts\n// export const b = 1;\n// src/a.ts\nconst a = ");
    assert.equal(window.snippets, snippets);
  });

  it("takes none where the language has no comments", () => {
    const window = windowAt('{ "a": █ }', { languageId: "json" });
    assert.equal(window.prefix, '{ "a": ');
    assert.deepEqual(window.snippets, []);
  });

  it("keeps the head while one types", () => {
    const { prefix } = windowAt("const a = █");
    assert.ok(windowAt("const a = b;\nconst c█").prefix.startsWith(prefix));
  });
});
