/**
 * A property of a value from outside, only when it is the object's own: `__proto__`, `constructor` and anything
 * else inherited reads as missing. Arrays answer to their index.
 */
export function ownProperty(value: unknown, name: string | number): unknown {
  if (!isObject(value)) return undefined;
  const property = value[name];
  // Most fields that are asked for are missing, and looking is faster than asking.
  return property !== undefined && Object.hasOwn(value, name) ? property : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string | number, unknown>> {
  return typeof value === "object" && value !== null;
}
