/** A parsed JSON text that remembers where each value ended. */
export interface LocatedJson {
  readonly value: unknown;
  /** " at line 1 column 86": the last character of the value at `path` (`a.0.b`; "" is the whole), counted from 1. */
  at(path: string): string;
}

/** Thrown for text that is no JSON; the message is worded as Rust's serde_json does. */
export class JsonSyntaxError extends Error {}

/** Parses JSON and keeps the places of all values, which DeepSeek's error texts name (serde_json's wording). */
export function parseLocatedJson(text: string): LocatedJson {
  const ends = new Map<string, number>();
  let offset = 0;

  const place = (end: number) => {
    const before = text.slice(0, end);
    const line = before.split("\n").length;
    const column = Buffer.byteLength(before.slice(before.lastIndexOf("\n") + 1));
    return ` at line ${line} column ${column}`;
  };
  const fail = (what: string): never => {
    throw new JsonSyntaxError(what + place(Math.min(offset + 1, text.length)));
  };
  const skipBlanks = () => {
    while (/[ \t\r\n]/.test(text.charAt(offset))) offset += 1;
  };
  const take = (sign: string) => {
    skipBlanks();
    if (text.charAt(offset) !== sign) return false;
    offset += 1;
    return true;
  };
  const readScalar = (pattern: RegExp): unknown => {
    pattern.lastIndex = offset;
    const found = pattern.exec(text)?.[0];
    if (found === undefined) return undefined;
    try {
      const value: unknown = JSON.parse(found);
      offset += found.length;
      return value;
    } catch {
      return fail("invalid value");
    }
  };
  const readObject = (path: string): unknown => {
    const members: [string, unknown][] = [];
    if (take("}")) return {};
    do {
      skipBlanks();
      const name = readScalar(/"(?:[^"\\]|\\.)*"/y);
      if (typeof name !== "string")
        return fail(offset >= text.length ? "EOF while parsing an object" : "key must be a string");
      if (!take(":")) return fail(offset >= text.length ? "EOF while parsing an object" : "expected `:`");
      members.push([name, read(path === "" ? name : `${path}.${name}`)]);
    } while (take(","));
    if (!take("}"))
      return fail(offset >= text.length ? "EOF while parsing an object" : "expected `,` or `}`");
    return Object.fromEntries(members);
  };
  const readArray = (path: string): unknown => {
    const items: unknown[] = [];
    if (take("]")) return items;
    do items.push(read(path === "" ? String(items.length) : `${path}.${items.length}`));
    while (take(","));
    if (!take("]")) return fail(offset >= text.length ? "EOF while parsing a list" : "expected `,` or `]`");
    return items;
  };
  const read = (path: string): unknown => {
    skipBlanks();
    if (offset >= text.length) return fail("EOF while parsing a value");
    const value = take("{")
      ? readObject(path)
      : take("[")
        ? readArray(path)
        : readScalar(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y);
    if (value === undefined) return fail("expected value");
    ends.set(path, offset);
    return value;
  };

  const value = read("");
  skipBlanks();
  if (offset < text.length) fail("trailing characters");
  return { value, at: (path) => place(ends.get(path) ?? text.length) };
}
