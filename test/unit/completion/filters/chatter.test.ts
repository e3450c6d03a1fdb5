import assert from "node:assert/strict";
import * as fc from "fast-check";
import { withoutChatter } from "../../../../src/completion/filters/chatter";

describe("withoutChatter", () => {
  const table: readonly [name: string, text: string, expected: string][] = [
    ["takes a fence off", "```ts\na();\nb();\n```\nDone.", "a();\nb();"],
    ["takes a sentence and a fence off", "Here is the code:\n\n```\na();\n```", "a();"],
    ["takes a longer fence off", "````md\n```js\n```\n````", "```js\n```"],
    ["keeps code without a fence", "a();\n", "a();\n"],
    ["keeps a template literal", "`x ${y}`", "`x ${y}`"],
    ["keeps a fence further down", "a\n```\nb\n```", "a\n```\nb\n```"],
    ["gives nothing for an empty fence", "```\n```", ""],
    ["keeps a sentence that no fence follows", "Here we go();\n", "Here we go();\n"],
  ];
  for (const [name, text, expected] of table) {
    it(name, () => assert.equal(withoutChatter(text, true), expected));
  }

  it("only grows while a fenced answer streams in", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("a();", "  b", "", "`c`", "x = y")), (lines) => {
        const answer = `\`\`\`ts\n${lines.join("\n")}\n\`\`\``;
        let before = "";
        for (let length = 0; length <= answer.length; length++) {
          const now = withoutChatter(answer.slice(0, length), false);
          assert.ok(now.startsWith(before.trimEnd()), JSON.stringify([before, now]));
          assert.ok(!now.startsWith("```"));
          before = now;
        }
        assert.equal(withoutChatter(answer, true), lines.join("\n"));
      }),
    );
  });
});
