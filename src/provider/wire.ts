import { ownProperty } from "./ownProperty";

/**
 * Reading unknown JSON: each function gives the value if it is there and of the kind asked for, else undefined.
 * Only own properties are looked at, so an answer cannot reach `Object.prototype` through names such as
 * `constructor` or `__proto__`; extra fields are never copied.
 */

/** An object's own field; undefined when `value` is no object or has no such field. */
export function fieldOf(value: unknown, name: string): unknown {
  return Array.isArray(value) ? undefined : ownProperty(value, name);
}

/** A text field, empty text included. */
export function textOf(value: unknown, name: string): string | undefined {
  const field = fieldOf(value, name);
  return typeof field === "string" ? field : undefined;
}

/** A finite number. Numbers in strings are not numbers. */
export function numberOf(value: unknown, name: string): number | undefined {
  const field = fieldOf(value, name);
  return typeof field === "number" && Number.isFinite(field) ? field : undefined;
}

/** A whole number from 0 on that a double holds exactly: token counts and sizes. */
export function countOf(value: unknown, name: string): number | undefined {
  const field = numberOf(value, name);
  return field !== undefined && Number.isSafeInteger(field) && field >= 0 ? field : undefined;
}

/** A truth value. */
export function booleanOf(value: unknown, name: string): boolean | undefined {
  const field = fieldOf(value, name);
  return typeof field === "boolean" ? field : undefined;
}

const noItems: readonly unknown[] = [];

/** At most `maxItems` items of an array; empty when the field is missing or no array. */
export function itemsOf(value: unknown, name: string, maxItems: number): readonly unknown[] {
  const field = fieldOf(value, name);
  if (!Array.isArray(field)) return noItems;
  return field.length <= maxItems ? field : field.slice(0, maxItems);
}

/** How many choices, tool calls or logprobs of one chunk are looked at; an index must be below it. */
export const maxItemsPerChunk = 128;

/**
 * The choice with index 0, the only one Midfill asks for (`n` is never sent); undefined for a chunk without it,
 * such as the trailing usage chunk with `choices: []` (fixture 03c). A choice without an index counts as 0.
 */
export function firstChoiceOf(chunk: unknown): unknown {
  const choices = fieldOf(chunk, "choices");
  if (!Array.isArray(choices)) return undefined;
  const count = Math.min(choices.length, maxItemsPerChunk);
  for (let position = 0; position < count; position++) {
    const choice: unknown = choices[position];
    if (typeof choice === "object" && choice !== null && (fieldOf(choice, "index") ?? 0) === 0) return choice;
  }
  return undefined;
}
