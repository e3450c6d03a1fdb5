import assert from "node:assert/strict";
import * as fc from "fast-check";
import { prefixHash, prefixHashesOf } from "../../../../src/completion/memory/prefixHashes";
import { suffixAgrees } from "../../../../src/completion/memory/suffixAgrees";
import { typedAlong } from "../../../../src/completion/memory/typedAlong";
import { withoutHalves } from "../../../../src/completion/text/surrogates";
import { CompletionDriver, settle } from "../completionDriver";

describe("typedAlong", () => {
  const table: readonly [answer: string, typed: string, expected: number | "ahead" | "diverged"][] = [
    ["foo();", "", 0],
    ["foo();", "foo", 3],
    ["foo();", "foo();x", "ahead"],
    ["foo();", "fox", "diverged"],
    ["", "x", "ahead"],
    ["\n  a();\n  b();", "\n    a();", 7],
    ["\n  a();\n  b();", "\n    a();\n\t", 10],
    ["\n  a();\n  b();", "\n a();\n b", 11],
    ["\n  a();", "\n  a();\n  ", "ahead"],
    ["\n  a();\n  b();", "\n  x", "diverged"],
    ["a();\nb();", "a()\nb", "diverged"],
  ];
  for (const [answer, typed, expected] of table) {
    it(`${JSON.stringify(typed)} along ${JSON.stringify(answer)}: ${expected}`, () => {
      const along = typedAlong(answer, typed);
      assert.equal(along.state === "agrees" ? along.consumedChars : along.state, expected);
    });
  }
});

describe("suffixAgrees", () => {
  const table: readonly [asked: string, now: string, typed: string, expected: boolean][] = [
    ["", "", "", true],
    ["\nnext", "\nnext", "abc", true],
    ["\nnext", ")\nnext", "call(", true],
    ["\nnext", "])\nnext", "call([", true],
    ["\nnext", '"\nnext', '"', true],
    ["\nnext", "]\nnext", "call(", false],
    ["\nnext", ")\nnext", "", false],
    [")\nnext", "\nnext", "a)", true],
    [")\nnext", "\nnext", "a", false],
    ["})\nnext", "\n  })\nnext", "\n    a", true],
    ["\nnext", "\n\nnext", "\n", false],
    ["})\nnext", "\n  })\nnext", "a", false],
    ["\nnext", "\nother", "a", false],
    ["", "x", "a", false],
  ];
  for (const [asked, now, typed, expected] of table) {
    it(`${JSON.stringify(asked)} → ${JSON.stringify(now)} after ${JSON.stringify(typed)}: ${expected}`, () =>
      assert.equal(suffixAgrees(asked, now, typed), expected));
  }
});

describe("prefix hashes", () => {
  it("are the hashes of every cut of the text", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 2000 }), (prefix) => {
        const hashes = prefixHashesOf({ prefix });
        assert.equal(hashes.length, Math.min(prefix.length, 1200) + 1);
        for (const [cut, hash] of hashes.entries()) {
          assert.equal(hash, prefixHash(prefix.slice(0, prefix.length - cut)));
        }
      }),
    );
  });
});

describe("typing along a suggestion", () => {
  const code = fc
    .array(fc.constantFrom("foo", "(", ")", "a, b", " = ", ";", "[1]", '"s"', "ü😀", "{ k }"), {
      minLength: 1,
      maxLength: 8,
    })
    .map((parts) => parts.join(""));

  it("is answered from memory at every character, with exactly the rest, in both kinds of file", async () => {
    await fc.assert(
      fc.asyncProperty(code, fc.constantFrom("\n", "\r\n"), async (line, lineEnd) => {
        const driver = new CompletionDriver();
        const head = `const first = 1;${lineEnd}run = `;
        const tail = `${lineEnd}const last = 2;${lineEnd}`;
        const answer = driver.provide(`${head}█${tail}`);
        await settle();
        await driver.lastRequest.send(`${line}\n`);
        await driver.lastRequest.finish();
        const text = (await answer)?.text ?? "";
        for (let typed = 1; typed < text.length; typed++) {
          if (withoutHalves(text.slice(0, typed)).length < typed) continue;
          const suggestion = await driver.provide(`${head}${text.slice(0, typed)}█${tail}`);
          // White space at the end is nothing to show.
          if (text.slice(typed).trim() !== "") assert.equal(suggestion?.text, text.slice(typed));
        }
        // The second, if any, asks ahead for what follows.
        assert.ok(driver.requests.length <= 2);
      }),
      { numRuns: 60 },
    );
  });
});
