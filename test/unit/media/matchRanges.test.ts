import assert from "node:assert/strict";
import * as fc from "fast-check";
import { matchRanges, type MatchRange } from "../../../media/chat/matchRanges";

/** The marked parts of a text. */
function marked(text: string, ranges: readonly MatchRange[]): readonly string[] {
  return ranges.map(({ start, end }) => text.slice(start, end));
}

describe("matchRanges", () => {
  const find = (label: string, detail: string, query: string) => {
    const match = matchRanges(label, detail, query);
    return [marked(label, match.label), marked(detail, match.detail)];
  };

  it("marks every word in one piece where it can, in the name first", () => {
    assert.deepEqual(find("main.go", "cmd/main", "main"), [["main"], []]);
    assert.deepEqual(find("retry.go", "internal/http", "HTTP retry"), [["retry"], ["http"]]);
    assert.deepEqual(find("ordersTest.ts", "shop", "ts"), [["ts"], []]);
  });

  it("marks single letters where there is no such piece, a path's over both parts", () => {
    assert.deepEqual(find("chatPanel.ts", "", "cpl"), [["c", "P", "l"], []]);
    assert.deepEqual(find("panel.ts", "src/chat", "chat/pan"), [["pan"], ["chat"]]);
    assert.deepEqual(find("a.ts", "src", "zz"), [[], []]);
  });

  it("gives ranges in order, apart and inside the text", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (label, detail, query) => {
        const match = matchRanges(label, detail, query);
        for (const [text, ranges] of [
          [label, match.label],
          [detail, match.detail],
        ] as const) {
          let at = -1;
          for (const { start, end } of ranges) {
            assert.ok(start > at && start < end && end <= text.length);
            at = end;
          }
        }
      }),
    );
  });
});
