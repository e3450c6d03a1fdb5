import assert from "node:assert/strict";
import { answerToReplacement } from "../../../../src/actions/answer/answerToReplacement";
import { corpus } from "./corpus/corpus";

describe("answers as models give them", () => {
  for (const [theme, rows] of Object.entries(corpus)) {
    describe(theme, () => {
      for (const { name, target, answer, expected, warnings } of rows) {
        it(name, () => {
          const result = answerToReplacement(answer, target);
          switch (result.type) {
            case "replacement":
              assert.deepEqual(result.text, expected);
              break;
            case "refused":
              assert.deepEqual({ outcome: result.reason }, expected, result.message);
              break;
            case "no-change":
              assert.deepEqual({ outcome: result.type }, expected);
          }
          const types = result.type === "replacement" ? result.warnings.map(({ type }) => type) : [];
          assert.deepEqual(types, warnings);
        });
      }
    });
  }

  const all = Object.values(corpus).flat();
  it("are at least 220", () => assert.ok(all.length >= 220, String(all.length)));
  it("have names of their own", () => {
    const names = all.map(({ name }) => name);
    assert.deepEqual(
      names.filter((name, at) => names.indexOf(name) !== at),
      [],
    );
  });
});
