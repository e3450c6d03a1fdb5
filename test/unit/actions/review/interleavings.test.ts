import assert from "node:assert/strict";
import { proveReview } from "../../../proofs/reviewInterleavings";

/** `npm run prove:review` runs 100,000. */
const count = 1000;

describe("a review while the user goes on typing", () => {
  it(`loses nothing in ${count} interleavings`, () => {
    const { tally, failure } = proveReview({ count, seed: 1_000_000 });
    assert.equal(failure, undefined);
    for (const [what, times] of Object.entries(tally)) assert.ok(times > 10, `nothing was ${what}`);
  });
});
