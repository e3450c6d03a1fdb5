import assert from "node:assert/strict";
import { dollars, moneyText, yuan } from "../../../src/usage/money";

describe("money", () => {
  const amounts: readonly [number, string, string][] = [
    [0, "$0.0000", "¥0.0000"],
    [0.00001, "< $0.0001", "< ¥0.0001"],
    [0.0012, "$0.0012", "¥0.0012"],
    [1.2, "$1.20", "¥1.20"],
  ];
  for (const [amount, usd, cny] of amounts) {
    it(`writes ${amount} as ${usd} and ${cny}`, () =>
      assert.deepEqual([dollars(amount), yuan(amount)], [usd, cny]));
  }

  const sums: readonly [costUsd: number, costCny: number, costCnyInUsd: number, text: string][] = [
    [0, 0, 0, "$0.0000"],
    [0.5, 0, 0, "$0.5000"],
    [0.3, 2.1, 0.3, "¥2.10"],
    [0.1 + 0.2, 2.1, 0.3, "¥2.10"],
    [0.5, 2.1, 0.3, "$0.2000 + ¥2.10"],
  ];
  for (const [costUsd, costCny, costCnyInUsd, text] of sums) {
    it(`writes what is billed: ${text}`, () =>
      assert.equal(moneyText({ costUsd, costCny, costCnyInUsd }), text));
  }
});
