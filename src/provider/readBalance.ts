import type { Balance } from "./client";
import { booleanOf, itemsOf, textOf } from "./wire";

/** Currencies of one answer; DeepSeek has two. */
const maxCurrencies = 16;

/**
 * DeepSeek's `GET /user/balance`; undefined when the answer is no balance. Amounts are decimal strings and stay so:
 * money is not computed in binary fractions here (API docs, 2026-09-11; fixture 20).
 */
export function readBalance(json: unknown): Balance | undefined {
  const isAvailable = booleanOf(json, "is_available");
  if (isAvailable === undefined) return undefined;
  const amounts = itemsOf(json, "balance_infos", maxCurrencies).flatMap((info) => {
    const currency = textOf(info, "currency");
    const total = textOf(info, "total_balance");
    if (currency === undefined || total === undefined) return [];
    return [
      {
        currency,
        total,
        granted: textOf(info, "granted_balance") ?? "0",
        toppedUp: textOf(info, "topped_up_balance") ?? "0",
      },
    ];
  });
  return { isAvailable, amounts };
}
