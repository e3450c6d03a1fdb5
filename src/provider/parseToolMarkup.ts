/** A call as leaked markup tells it. */
export interface MarkupCall {
  readonly name: string;
  /** JSON text of an object. */
  readonly arguments: string;
}

/**
 * One whole block of leaked tool markup (see `toolMarkup.ts`) as calls; undefined when it is not well-formed: then
 * nothing of it may be run, because what it meant would be a guess.
 */
export function parseToolMarkup(block: string): readonly MarkupCall[] | undefined {
  const bar = /^<([｜|]{1,2})/u.exec(block)?.[1];
  if (bar === undefined) return undefined;
  return block.startsWith(`<${bar}DSML`) ? parseDsml(block, bar) : parseTokens(block, bar);
}

/**
 * `<｜DSML｜tool_calls>` around any number of `<｜DSML｜invoke name="…">`, which may also stand alone; in each
 * `<｜DSML｜parameter name="…" string="true|false">`, whose text is the value itself or its JSON.
 */
function parseDsml(block: string, bar: string): readonly MarkupCall[] | undefined {
  const mark = `${bar}DSML${bar}`;
  const reader = new Reader(block);
  const wrapper = ["tool_calls", "function_calls"].find((name) => reader.take(`<${mark}${name}>`));
  const calls: MarkupCall[] = [];
  while (reader.take(`<${mark}invoke`)) {
    const name = attributesOf(reader.through(">"))?.get("name");
    if (name === undefined) return undefined;
    const values: [string, unknown][] = [];
    while (reader.take(`<${mark}parameter`)) {
      const attributes = attributesOf(reader.through(">"));
      const text = reader.through(`</${mark}parameter>`);
      const key = attributes?.get("name");
      if (attributes === undefined || key === undefined || text === undefined) return undefined;
      const value = parameterValue(text, attributes.get("string"));
      if (value === undefined) return undefined;
      values.push([key, value.value]);
    }
    if (!reader.take(`</${mark}invoke>`)) return undefined;
    calls.push({ name, arguments: JSON.stringify(Object.fromEntries(values)) });
  }
  if (wrapper !== undefined && !reader.take(`</${mark}${wrapper}>`)) return undefined;
  return reader.isAtEnd && calls.length > 0 ? calls : undefined;
}

/** `<｜tool▁call▁begin｜>function<｜tool▁sep｜>NAME\n```json\n{…}\n```` (V3) or `NAME<｜tool▁sep｜>{…}` (V3.1). */
function parseTokens(block: string, bar: string): readonly MarkupCall[] | undefined {
  const token = (name: string) => `<${bar}tool▁${name}${bar}>`;
  const reader = new Reader(block);
  const isWrapped = reader.take(token("calls▁begin"));
  const calls: MarkupCall[] = [];
  while (reader.take(token("call▁begin"))) {
    const head = reader.through(token("sep"))?.trim();
    const body = reader.through(token("call▁end"))?.trim();
    if (head === undefined || body === undefined) return undefined;
    const fenced =
      head === "function" ? /^([^\s`]+)\s*```(?:json)?\s*([\s\S]*?)\s*```$/u.exec(body) : undefined;
    if (fenced === null) return undefined;
    const name = fenced === undefined ? head : (fenced[1] ?? "");
    const json = fenced === undefined ? body : (fenced[2] ?? "");
    if (name === "" || jsonOf(json === "" ? "{}" : json) === undefined) return undefined;
    calls.push({ name, arguments: json === "" ? "{}" : json });
  }
  if (isWrapped && !reader.take(token("calls▁end"))) return undefined;
  return reader.isAtEnd && calls.length > 0 ? calls : undefined;
}

/** `string="true"`: the text itself. Without the attribute a text too, unless it is the JSON of a list or an object. */
function parameterValue(text: string, isString: string | undefined): { readonly value: unknown } | undefined {
  if (isString === "true") return { value: text };
  if (isString === undefined && !/^\s*[[{]/u.test(text)) return { value: text };
  return jsonOf(text) ?? (isString === undefined ? { value: text } : undefined);
}

function jsonOf(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** ` name="x" string="true"` as pairs; undefined when anything else stands there. */
function attributesOf(text: string | undefined): ReadonlyMap<string, string> | undefined {
  if (text === undefined || !/^(?:\s+[a-z]+="[^"]*")*\s*$/u.test(text)) return undefined;
  return new Map(
    [...text.matchAll(/([a-z]+)="([^"]*)"/gu)].map(([, name = "", value = ""]) => [name, value]),
  );
}

/** Walks over a text once. White space between the parts says nothing. */
class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get isAtEnd(): boolean {
    return this.#text.slice(this.#at).trim() === "";
  }

  /** Steps over white space and `token`, if it comes next. */
  take(token: string): boolean {
    const start = this.#at + (/^\s*/u.exec(this.#text.slice(this.#at, this.#at + 1_000))?.[0].length ?? 0);
    if (!this.#text.startsWith(token, start)) return false;
    this.#at = start + token.length;
    return true;
  }

  /** The text before the next `token`, which is stepped over; undefined when there is none. */
  through(token: string): string | undefined {
    const end = this.#text.indexOf(token, this.#at);
    if (end < 0) return undefined;
    const text = this.#text.slice(this.#at, end);
    this.#at = end + token.length;
    return text;
  }
}
