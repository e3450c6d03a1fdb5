import assert from "node:assert/strict";
import { slideChanges } from "../../../../src/actions/diff/slideChanges";

describe("slideChanges", () => {
  const insertion = { aStart: 2, aEnd: 2, bStart: 2, bEnd: 4 };

  it("moves an insertion to where its code begins", () => {
    const a = ["go()", "if a:", "  x"];
    const b = ["go()", "if a:", "  z", "if a:", "  x"];
    assert.deepEqual(slideChanges([insertion], a, b), [{ aStart: 1, aEnd: 1, bStart: 1, bEnd: 3 }]);
  });

  it("leaves an unchanged line between two changes", () => {
    const a = ["go()", "if a:", "  x"];
    const b = ["stop()", "if a:", "  z", "if a:", "  x"];
    const changes = [{ aStart: 0, aEnd: 1, bStart: 0, bEnd: 1 }, insertion];
    assert.deepEqual(slideChanges(changes, a, b), changes);
  });

  it("does not try all of ten thousand equal lines", () => {
    const a = Array.from({ length: 10_000 }, () => "same");
    const added = { aStart: 5_000, aEnd: 5_000, bStart: 5_000, bEnd: 5_001 };
    assert.deepEqual(slideChanges([added], a, ["same", ...a]), [
      { aStart: 5_100, aEnd: 5_100, bStart: 5_100, bEnd: 5_101 },
    ]);
  });
});
