/**
 * A property of a value from outside, only when it is the object's own: `__proto__`, `constructor` and anything
 * else inherited reads as missing. Arrays answer to their index.
 */
export function ownProperty(value: unknown, name: string | number): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string | number, unknown>> {
  return typeof value === "object" && value !== null;
}
