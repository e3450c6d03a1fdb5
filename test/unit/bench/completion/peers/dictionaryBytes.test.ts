import assert from "node:assert/strict";
import { dictionaryBytes } from "../../../../../bench/completion/peers/dictionaryBytes";

describe("dictionaryBytes", () => {
  it("writes the length of each term before its bytes", () => {
    // "!" and " the" as they stand in a dictionary.
    assert.deepEqual([...dictionaryBytes("IQ== 0\nIHRoZQ== 1\n")], [1, 33, 4, 32, 116, 104, 101]);
  });

  it("writes a length of 128 and more in two bytes, the low part first", () => {
    const term = Buffer.alloc(300, 32);
    const bytes = dictionaryBytes(`${term.toString("base64")} 0\n`);
    assert.deepEqual([...bytes.subarray(0, 3)], [0b1010_1100, 0b10, 32]);
    assert.equal(bytes.length, 302);
  });

  it("refuses a dictionary with a gap, where every later term would get another's rank", () => {
    assert.throws(() => dictionaryBytes("IQ== 0\nIg== 2\n"), /gap before rank 2/);
  });
});
