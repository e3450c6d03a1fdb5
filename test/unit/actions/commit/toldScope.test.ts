import assert from "node:assert/strict";
import { toldScope } from "../../../../src/actions/commit/toldScope";

describe("what a commit message describes", () => {
  for (const [isStaged, files, leftOut, told] of [
    [false, 4, 0, "Nothing is staged: the message describes all 4 changes."],
    [false, 1, 0, "Nothing is staged: the message describes the 1 change."],
    [true, 1, 0, "Midfill describes 1 staged change."],
    [true, 2, 1, "Midfill describes 3 staged changes. 1 file was not sent."],
    [false, 2, 2, "Nothing is staged: the message describes all 4 changes. 2 files were not sent."],
  ] as const) {
    it(`is told: ${told}`, () => {
      assert.equal(
        toldScope({
          isStaged,
          files: Array.from({ length: files }),
          leftOut: Array.from({ length: leftOut }, () => "a"),
        }),
        told,
      );
    });
  }
});
