import assert from "node:assert/strict";
import { closingLine, countsOfClosingLine, countsOfMocha } from "../../host/closingLine";

describe("countsOfClosingLine", () => {
  it("reads what closingLine writes, as the last line", () => {
    const counts = { passed: 12, failed: 3 };
    assert.deepEqual(countsOfClosingLine(`1 passed, 9 failed\n${closingLine(counts)}\n`), counts);
  });

  it("gives nothing for a program that died before its last line", () => {
    assert.equal(countsOfClosingLine("5 passed, 0 failed\nSegmentation fault\n"), undefined);
    assert.equal(countsOfClosingLine(""), undefined);
  });
});

describe("countsOfMocha", () => {
  it("reads mocha's summary", () => {
    assert.deepEqual(countsOfMocha("\n  ․․․\n\n  2 passing (10ms)\n  1 pending\n  3 failing\n\n  1) x\n"), {
      passed: 2,
      failed: 3,
    });
    assert.deepEqual(countsOfMocha("  1302 passing (1m)\n"), { passed: 1302, failed: 0 });
  });

  it("gives nothing when there is no summary", () => {
    assert.equal(countsOfMocha("passing strange"), undefined);
  });
});
