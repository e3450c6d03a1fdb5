import assert from "node:assert/strict";
import * as fc from "fast-check";
import { fairShares } from "../../../src/text/fairShares";

describe("fairShares", () => {
  it("gives what is needed, and divides the rest equally", () => {
    assert.deepEqual(fairShares([10, 100, 100], 90), [10, 40, 40]);
    assert.deepEqual(fairShares([5, 5], 90), [5, 5]);
    assert.deepEqual(fairShares([], 90), []);
  });
  it("never gives more than the budget", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000)), fc.nat(5000), (needs, budget) => {
        const shares = fairShares(needs, budget);
        assert.ok(shares.reduce((sum, each) => sum + each, 0) <= budget);
        shares.forEach((share, at) => assert.ok(share <= (needs[at] ?? 0)));
      }),
    );
  });
});
