/**
 * Whether completions are on for a language: its own entry, else that of `*`, else on. Entries that are neither true nor
 * false count as missing.
 */
export function isOnForLanguage(languages: object, languageId: string): boolean {
  const entries = new Map<string, unknown>(Object.entries(languages));
  const stated = [entries.get(languageId), entries.get("*")].find((entry) => typeof entry === "boolean");
  return stated !== false;
}
