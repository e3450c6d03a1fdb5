/**
 * A tool's schema in the form that strict arguments need: every property required, none beside them, and only keywords
 * that DeepSeek lists for strict mode (API docs, "Tool Calls", read 2026-09-11: no `minLength`, `maxLength`, `minItems`,
 * `maxItems`). OpenAI's rules are met too.
 */
export function strictSchema(schema: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const strict: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (leftOut.has(keyword)) continue;
    strict[keyword] = keyword === "properties" ? mapped(value) : strictOf(value);
  }
  const { properties } = strict;
  if (typeof properties === "object" && properties !== null) {
    strict["required"] = Object.keys(properties);
    strict["additionalProperties"] = false;
  }
  return strict;
}

const leftOut = new Set(["minLength", "maxLength", "minItems", "maxItems", "default"]);

/** The properties by name; a property may well be called `default`. */
function mapped(properties: unknown): unknown {
  return isObject(properties)
    ? Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, strictOf(each)]))
    : properties;
}

function strictOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strictOf);
  return isObject(value) ? strictSchema(value) : value;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
