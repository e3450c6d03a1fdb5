/** An amount for people: `$1.20`, `$0.0012`, `< $0.0001`. */
export function dollars(amountUsd: number): string {
  return amountText("$", amountUsd);
}

/** The same in yuan: `¥8.40`, `¥0.0085`, `< ¥0.0001`. */
export function yuan(amountCny: number): string {
  return amountText("¥", amountCny);
}

function amountText(sign: string, amount: number): string {
  if (amount > 0 && amount < 0.0001) return `< ${sign}0.0001`;
  return `${sign}${amount.toFixed(amount >= 1 ? 2 : 4)}`;
}

/** What some requests cost, in the currencies in which they are billed. */
export interface Money {
  /** All of it in US dollars, also what is billed in yuan: budgets count this. */
  readonly costUsd: number;
  /** What is billed in yuan. */
  readonly costCny: number;
  /** The part of `costUsd` that `costCny` stands for. */
  readonly costCnyInUsd: number;
}

/** A sum as it is billed: `$0.0123`, `¥0.0850`, or both, `$0.0123 + ¥0.0850`. */
export function moneyText({ costUsd, costCny, costCnyInUsd }: Money): string {
  if (costCny <= 0) return dollars(costUsd);
  // Sums of binary fractions: what is left of equal amounts is a trace above or below nothing.
  const restUsd = costUsd - costCnyInUsd;
  return restUsd > 1e-9 ? `${dollars(restUsd)} + ${yuan(costCny)}` : yuan(costCny);
}
