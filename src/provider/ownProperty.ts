/**
 * A property of a value from outside, only when it is the object's own: `__proto__`, `constructor` and anything
 * else inherited reads as missing. Arrays answer to their index.
 */
export function ownProperty(value: unknown, name: string | number): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}
