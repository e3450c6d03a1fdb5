/**
 * Writes JSON as Python services do: with blanks after `:` and `,` when `isSpaced` (DeepInfra's documented samples),
 * and small numbers in Python's exponent form (`2.68e-05`), as in those samples.
 */
export function pythonJson(value: unknown, isSpaced: boolean): string {
  const comma = isSpaced ? ", " : ",";
  const colon = isSpaced ? ": " : ":";
  const write = (item: unknown): string => {
    if (Array.isArray(item)) return `[${item.map(write).join(comma)}]`;
    if (typeof item === "object" && item !== null) {
      const members = Object.entries(item).filter(([, member]) => member !== undefined);
      return `{${members.map(([name, member]) => JSON.stringify(name) + colon + write(member)).join(comma)}}`;
    }
    if (typeof item === "number" && item !== 0 && Math.abs(item) < 1e-4) {
      return item.toExponential().replace(/e-(\d)$/, "e-0$1");
    }
    return JSON.stringify(item) ?? "null";
  };
  return write(value);
}

/** A value as an object; undefined when it is none. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : undefined;
}
