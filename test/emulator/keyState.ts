import type { KeyRules } from "./options";

/** What a key is worth. */
export type KeyState = "good" | "missing" | "bad" | "no-balance";

/** Judges a key by the rules in force; see `KeyRules` for what a key's ending can say. */
export function keyStateOf(key: string, rules: KeyRules): KeyState {
  if (key === "") return rules.isRequired ? "missing" : "good";
  if (rules.withoutBalance.includes(key)) return "no-balance";
  if (rules.accepted === undefined ? key.endsWith("-invalid") : !rules.accepted.includes(key)) return "bad";
  return key.endsWith("-no-balance") ? "no-balance" : "good";
}
