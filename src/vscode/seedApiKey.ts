import type { ApiKeys } from "./apiKeys";

/** Environment variable that `npm start -- --live` fills: `{"origin": "https://…", "key": "…"}`. */
const seedVariable = "MIDFILL_SEED_KEY";

/**
 * Stores the key that a developer's own start script hands over. Only for an extension under development: an
 * installed one takes keys from the user's hand alone. The variable is removed, so that terminals do not inherit it.
 */
export async function seedApiKey(
  keys: ApiKeys,
  environment: Record<string, string | undefined>,
): Promise<void> {
  const text = environment[seedVariable];
  if (text === undefined) return;
  delete environment[seedVariable];
  let seed: unknown;
  try {
    seed = JSON.parse(text);
  } catch {
    throw new Error(`${seedVariable} must hold JSON with origin and key.`);
  }
  if (
    typeof seed === "object" &&
    seed !== null &&
    "origin" in seed &&
    typeof seed.origin === "string" &&
    "key" in seed &&
    typeof seed.key === "string"
  ) {
    await keys.set(seed.origin, seed.key);
  }
}
