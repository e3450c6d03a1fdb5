/** A JSON object whose fields have not been looked at. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value from outside is a JSON object; arrays and null are not. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A string of at most `maxChars` UTF-16 code units, or undefined. */
export function readText(value: unknown, maxChars: number): string | undefined {
  return typeof value === "string" && value.length <= maxChars ? value : undefined;
}

/** A finite number from 0 to 2⁵³ − 1, or undefined. */
export function readAmount(value: unknown): number | undefined {
  return typeof value === "number" && value >= 0 && value <= Number.MAX_SAFE_INTEGER ? value : undefined;
}

/** One of a closed set of words, or undefined. */
export function readWord<Word extends string>(value: unknown, words: readonly Word[]): Word | undefined {
  return words.find((word) => word === value);
}

const idPattern = /^[A-Za-z0-9_-]{1,64}$/u;

/** An id as this extension makes them: also safe as part of a file name. */
export function readId(value: unknown): string | undefined {
  return typeof value === "string" && idPattern.test(value) ? value : undefined;
}
