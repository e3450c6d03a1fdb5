import type { Balance } from "../provider/client";

/** A balance for people: `110.00 CNY (10.00 granted, 100.00 topped up)`. */
export function balanceText({ amounts, isAvailable }: Balance): string {
  const parts = amounts.map(
    ({ currency, total, granted, toppedUp }) =>
      `${total} ${currency} (${granted} granted, ${toppedUp} topped up)`,
  );
  return `${parts.join("; ")}.${isAvailable ? "" : " That is too little for requests."}`;
}
