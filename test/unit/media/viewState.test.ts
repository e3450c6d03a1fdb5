import assert from "node:assert/strict";
import * as fc from "fast-check";
import { agoText, clockText, durationText, shortCount } from "../../../media/chat/figures";
import { itemTop, itemWindow } from "../../../media/chat/itemWindow";
import { readFromHost } from "../../../media/chat/readFromHost";
import { emptyViewState, pruneViewState, readViewState } from "../../../media/chat/viewState";

describe("readViewState", () => {
  it("reads what it wrote and drops what does not fit", () => {
    const state = {
      drafts: { c1: "text" },
      edits: { m1: "anew" },
      openParts: { m1: true },
      scrollAnchors: { c1: { messageId: "m1", offsetPx: 4 } },
    };
    assert.deepEqual(readViewState(JSON.parse(JSON.stringify(state))), state);
    assert.deepEqual(
      readViewState({ drafts: { c1: 7 }, openParts: [1], scrollAnchors: { c1: { messageId: 1 } } }),
      emptyViewState,
    );
  });

  it("takes anything", () => {
    fc.assert(fc.property(fc.anything(), (value) => assert.ok(readViewState(value).drafts)));
  });

  it("forgets what is gone", () => {
    const state = {
      drafts: { c1: "a", c2: "b", c3: "" },
      edits: { m1: "a", m2: "b" },
      openParts: { m1: true, m2: false },
      scrollAnchors: {},
    };
    assert.deepEqual(pruneViewState(state, new Set(["c1", "c3"]), new Set(["m2"])), {
      drafts: { c1: "a" },
      edits: { m2: "b" },
      openParts: { m2: false },
      scrollAnchors: {},
    });
  });
});

describe("readFromHost", () => {
  it("refuses everything that is not a message of the host", () => {
    fc.assert(fc.property(fc.anything(), (value) => assert.equal(readFromHost(value), undefined)));
    assert.equal(readFromHost({ type: "update", epoch: 1, sequence: 1, changes: [null] }), undefined);
    assert.ok(readFromHost({ type: "update", epoch: 1, sequence: 1, changes: [] }));
  });
});

describe("itemWindow", () => {
  it("covers the view, stays small, and keeps the whole height", () => {
    const heights = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(heights, fc.integer({ min: -500, max: 20_000 }), (heightsPx, topPx) => {
        const bottomPx = topPx + 800;
        const { start, end, beforePx, afterPx } = itemWindow(heightsPx, topPx, bottomPx);
        const totalPx = itemTop(heightsPx, heightsPx.length);
        const shownPx = itemTop(heightsPx, end) - itemTop(heightsPx, start);
        assert.ok(end > start);
        assert.equal(beforePx + shownPx + afterPx, totalPx);
        assert.ok(beforePx <= Math.max(0, topPx) || start === heightsPx.length - 1);
        assert.ok(end === heightsPx.length || beforePx + shownPx >= bottomPx);
      }),
    );
  });
});

describe("figures", () => {
  it("are short and plain", () => {
    assert.deepEqual([0, 7_900, 754_000, 3_723_000].map(clockText), ["0:00", "0:07", "12:34", "1:02:03"]);
    assert.deepEqual([400, 12_000, 125_000].map(durationText), ["less than a second", "12 s", "2 min 5 s"]);
    assert.deepEqual([950, 1000, 1234, 9960, 35_400, 1_200_000].map(shortCount), [
      "950",
      "1k",
      "1.2k",
      "10k",
      "35k",
      "1.2M",
    ]);
    assert.equal(agoText(0, 3 * 3_600_000), "3 h");
  });
});
