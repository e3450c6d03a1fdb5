import { isJsonObject, type JsonObject } from "../../chat/jsonObject";

/** A tool whose schema is longer would cost more than all others together. UTF-16 code units. */
const maxSchemaChars = 20_000;

/** A name that every provider takes (letters, digits, `-` and `_`, at most 64) and that no other tool has. */
export function providerName(id: string, taken: ReadonlySet<string>): string {
  const name = id.replaceAll(/[^A-Za-z0-9_-]/gu, "_").slice(0, 64) || "tool";
  if (!taken.has(name)) return name;
  for (let number = 2; ; number++) {
    const numbered = `${name.slice(0, 60)}_${number}`;
    if (!taken.has(numbered)) return numbered;
  }
}

/** The schema as DeepSeek wants it, of type object (a 400 else); undefined where it is too long. */
export function parametersOf(schema: unknown): JsonObject | undefined {
  const { $schema: _, ...rest } = isJsonObject(schema) ? schema : {};
  const type = rest["type"];
  const isUsable = type === undefined || type === "object";
  const parameters = isUsable
    ? { properties: {}, ...rest, type: "object" }
    : { type: "object", properties: {} };
  return JSON.stringify(parameters).length <= maxSchemaChars ? parameters : undefined;
}
