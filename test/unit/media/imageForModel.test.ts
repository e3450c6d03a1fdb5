import assert from "node:assert/strict";
import * as fc from "fast-check";
import { sizeForModel } from "../../../media/chat/imageForModel";

describe("sizeForModel", () => {
  it("keeps what is small and makes the longer side 1,568 pixels otherwise", () => {
    assert.deepEqual(sizeForModel(800, 600), { widthPx: 800, heightPx: 600 });
    assert.deepEqual(sizeForModel(3136, 1000), { widthPx: 1568, heightPx: 500 });
    assert.deepEqual(sizeForModel(1, 10_000), { widthPx: 1, heightPx: 1568 });
  });

  it("is within the limits for every size", () => {
    const side = fc.integer({ min: 1, max: 100_000 });
    fc.assert(
      fc.property(side, side, (width, height) => {
        const { widthPx, heightPx } = sizeForModel(width, height);
        assert.ok(widthPx >= 1 && heightPx >= 1 && Math.max(widthPx, heightPx) <= 1568);
      }),
    );
  });
});
