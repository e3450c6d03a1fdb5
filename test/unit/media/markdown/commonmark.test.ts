import assert from "node:assert/strict";
import { commonmarkResults } from "../../../../bench/chat/commonmark";

describe("CommonMark's examples", () => {
  it("are drawn as the specification says, but for deliberate differences", () => {
    const results = commonmarkResults();
    assert.equal(results.length, 652);
    assert.deepEqual(
      results.filter(({ outcome }) => outcome === "wrong").map(({ number }) => number),
      [],
    );
    const equal = results.filter(({ outcome }) => outcome === "equal").length;
    assert.ok(equal >= 575, `only ${equal} are`);
  });
});
