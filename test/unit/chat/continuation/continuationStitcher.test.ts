import assert from "node:assert/strict";
import * as fc from "fast-check";
import { createContinuationStitcher } from "../../../../src/chat/continuation/continuationStitcher";
import { proveContinuation } from "../../../proofs/continuation";

function joined(kept: string, pieces: readonly string[]): string {
  const stitcher = createContinuationStitcher(kept);
  return kept + pieces.map((piece) => stitcher.push(piece)).join("") + stitcher.end();
}

const code = "Here:\n\n```ts\nfunction total(items: Item[]) {\n  return items.red";

describe("the continuation stitcher", () => {
  // What it is about, the kept text, the new text, and what they make.
  const cases: readonly (readonly [string, string, string, string])[] = [
    // Nothing to take away.
    ["the middle of a word", "Hel", "lo.", "Hello."],
    ["a blank that belongs to the text", "Hello", " you.", "Hello you."],
    ["two blanks that may belong to the text", "a", "  = 1", "a  = 1"],
    ["a row of signs", "哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈", "哈哈哈哈", "哈".repeat(22)],
    ["a row of digits", "x = 0.33333333333333333333", "333333", "x = 0.33333333333333333333333333"],
    [
      "a sentence said again",
      "The same thing again.",
      " The same thing again.",
      "The same thing again. The same thing again.",
    ],
    [
      "a line said again",
      "await page.click(1);",
      "\nawait page.click(1);",
      "await page.click(1);\nawait page.click(1);",
    ],
    ["a short beginning said again", "co", "conut", "coconut"],
    [
      "tags in a row",
      '<td class="cell"></td>',
      '<td class="cell"></td>',
      '<td class="cell"></td><td class="cell"></td>',
    ],
    [
      "statements without blanks between",
      "x:a(1, 2, 3, 4, 5);",
      "a(1, 2, 3, 4, 5);",
      "x:a(1, 2, 3, 4, 5);a(1, 2, 3, 4, 5);",
    ],
    [
      "a Chinese sentence said again",
      "今天天气很好，我们一起去公园散步吧。",
      "今天天气很好，",
      "今天天气很好，我们一起去公园散步吧。今天天气很好，",
    ],
    ["a closing fence", "```ts\nconst a = 1;", "\n```\nDone.", "```ts\nconst a = 1;\n```\nDone."],
    [
      "a closing fence behind a line end",
      "```ts\nconst a = 1;\n",
      "\n```\nDone.",
      "```ts\nconst a = 1;\n```\nDone.",
    ],
    ["a fence within a fence of Markdown", "````md\nSee", "\n````md\n", "````md\nSee\n````md\n"],
    ["another fence behind a closed one", "```ts\na\n```", "\n```ts\nb\n```", "```ts\na\n```\n```ts\nb\n```"],
    // White space at the kept text's end.
    ["a blank that is there already", "Hello ", " you.", "Hello you."],
    ["a blank that did not come again", "Hello ", "you.", "Hello you."],
    ["indentation, gone on with", "{\n  ", "\n    return 1;", "{\n    return 1;"],
    ["indentation that did not come again", "{\n    ", "return 1;", "{\n    return 1;"],
    ["a line end instead of a blank", "Hello ", "\nyou", "Hello \nyou"],
    ["a blank before the line end", "{\n", " \n  a", "{\n  a"],
    ["an empty line", "One.\n", "\n\nTwo.", "One.\n\nTwo."],
    // The end repeated.
    [
      "a line begun again",
      "- the first line of a list\n- the second poi",
      "- the second point",
      "- the first line of a list\n- the second point",
    ],
    ["an indented line begun again", code, "  return items.reduce(", `${code}uce(`],
    ["the same without its indentation", code, "return items.reduce(", `${code}uce(`],
    [
      "several lines repeated",
      code,
      "function total(items: Item[]) {\n  return items.reduce(",
      `${code}uce(`,
    ],
    [
      "a sentence begun again",
      "It is so. But the other is not as you th",
      "But the other is not as you think.",
      "It is so. But the other is not as you think.",
    ],
    [
      "a whole line repeated",
      "const total = sum(a);",
      "const total = sum(a);\nreturn total;",
      "const total = sum(a);\nreturn total;",
    ],
    [
      "the same behind a line end",
      "const total = sum(a);\n",
      "const total = sum(a);\nreturn total;",
      "const total = sum(a);\nreturn total;",
    ],
    // The fence opened again.
    ["a fence opened again within a line", code, "```ts\n  return items.reduce(", `${code}uce(`],
    ["the same without indentation", code, "```ts\nreturn items.reduce(", `${code}uce(`],
    [
      "the same from the code's beginning",
      code,
      "```ts\nfunction total(items: Item[]) {\n  return items.reduce(",
      `${code}uce(`,
    ],
    ["a fence opened again at a line's end", "```ts\na();\n", "```ts\nb();\n```", "```ts\na();\nb();\n```"],
    ["the same where the line end is missing", "```ts\na();", "```ts\nb();\n```", "```ts\na();\nb();\n```"],
    ["the same behind some indentation", "```ts\n{\n  ", "```ts\n    b();", "```ts\n{\n    b();"],
    ["the opening line written again", "```ts", "```ts\nb();", "```ts\nb();"],
    ["the opening line written again from half of it", "```t", "```ts\nb();", "```ts\nb();"],
    ["a fence opened again in capitals", "```ts\na();\n", "```TS\nb();", "```ts\na();\nb();"],
  ];
  for (const [name, kept, added, whole] of cases) {
    it(`joins ${name}`, () => {
      assert.equal(joined(kept, [added]), whole);
      assert.equal(joined(kept, Array.from(added)), whole, "sign by sign");
    });
  }

  it("gives the same however the new text is cut", () => {
    const part = fc.constantFrom(
      "```ts\n",
      "a b c d e f g h i j\n",
      "  x = 1;\n",
      " ",
      "\n",
      "你好",
      "ok\n",
      "```\n",
      "foo(",
    );
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 8 }),
        fc.array(part, { maxLength: 8 }),
        fc.array(fc.nat(60), { maxLength: 5 }),
        fc.nat(30),
        (before, after, cutsAt, dropped) => {
          const kept = before.join("").slice(0, -dropped || undefined);
          const added = after.join("");
          const borders = [
            0,
            ...cutsAt.map((at) => Math.min(at, added.length)).toSorted((a, b) => a - b),
            added.length,
          ];
          const pieces = borders.slice(1).map((end, index) => added.slice(borders[index], end));
          assert.equal(joined(kept, pieces), joined(kept, [added]));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it("holds back no more than it looks at, and nothing once it knows", () => {
    const line = "every word of this line is repeated, ";
    const kept = `Start. ${line.repeat(200)}`;
    const stitcher = createContinuationStitcher(kept);
    let shown = "";
    let mostHeld = 0;
    for (let sent = 1; sent <= 5_000; sent += 1) {
      shown += stitcher.push(line[(sent - 1) % line.length] ?? "");
      mostHeld = Math.max(mostHeld, sent - shown.length);
    }
    assert.ok(mostHeld <= 2_000, `${mostHeld} characters were held`);
    assert.equal(createContinuationStitcher("Hel").push("lo"), "lo");
    assert.equal(createContinuationStitcher("The end of it").push(" is"), " is");
  });
});

describe("generated answers, cut and continued", () => {
  it("become whole again (a sample; `npm run prove:chat` tries every cut)", async () => {
    const results = await proveContinuation({ answers: 200, everyCut: 600 });
    assert.equal(results.length, 13);
    for (const { side, habit, cuts, failures } of results) {
      assert.ok(cuts > 25, `${side} ${habit}`);
      assert.deepEqual(failures, [], `${side} ${habit}`);
    }
  }).timeout(60_000);
});
