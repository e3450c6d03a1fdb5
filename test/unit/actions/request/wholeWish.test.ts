import assert from "node:assert/strict";
import { wholeWish } from "../../../../src/actions/request/wholeWish";

describe("wholeWish", () => {
  it("asks for every line where the answer's form was the reason", () => {
    for (const reason of ["placeholder", "diff", "several-blocks", "cut-short"] as const) {
      assert.match(wholeWish(reason) ?? "", /^Your .+\. Write the whole text out, every line of it, in one/u);
    }
  });

  it("asks for nothing where it was not", () => {
    for (const reason of ["empty", "no-code", "surroundings", "model-tokens", "repeats-selection"] as const) {
      assert.equal(wholeWish(reason), undefined);
    }
  });
});
