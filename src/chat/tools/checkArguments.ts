import { isJsonObject, type JsonObject } from "../jsonObject";

/** Arguments that fit a tool's schema, or a sentence for the model that says what does not. */
export type CheckedArguments =
  { readonly isFit: true; readonly value: JsonObject } | { readonly isFit: false; readonly problem: string };

/** Problems told at once: enough to mend a call, few enough to read. */
const maxProblems = 5;
const maxDepth = 32;

/**
 * Reads a call's arguments and holds them against the part of JSON Schema that tools use: `type`, `properties`,
 * `required`, `additionalProperties`, `items`, `enum`, `const`, `minimum`, `maximum`, lengths and `anyOf`, `oneOf`,
 * `allOf`. Other keywords are not looked at; patterns are not run, because they come from strangers.
 *
 * What models often get wrong and what can only mean one thing is put right: a number, a truth value, a list or an
 * object written as text, null for something optional, properties that the schema does not know.
 */
export function checkArguments(text: string, schema: unknown): CheckedArguments {
  let parsed: unknown;
  try {
    parsed = text.trim() === "" ? {} : JSON.parse(text);
  } catch {
    return {
      isFit: false,
      problem: `The arguments are not valid JSON${text.length > 200 ? " (they may have been cut off)" : ""}. Send one JSON object.`,
    };
  }
  if (!isJsonObject(parsed)) {
    return { isFit: false, problem: `The arguments must be one JSON object, not ${described(parsed)}.` };
  }
  const problems: string[] = [];
  const value = fit(parsed, schema, "", problems, 0);
  if (problems.length > 0 || !isJsonObject(value)) {
    return {
      isFit: false,
      problem: `The arguments do not fit: ${problems.slice(0, maxProblems).join("; ")}.`,
    };
  }
  return { isFit: true, value };
}

function fit(value: unknown, schema: unknown, path: string, problems: string[], depth: number): unknown {
  if (!isJsonObject(schema)) return value;
  if (depth > maxDepth) {
    problems.push(`${nameOf(path)} is nested too deeply`);
    return value;
  }
  const types = typesOf(schema);
  const converted = types.length === 0 ? value : convertedTo(value, types);
  if (types.length > 0 && !types.some((type) => isOfType(converted, type))) {
    problems.push(`${nameOf(path)} must be ${types.map(typeName).join(" or ")}, not ${described(value)}`);
    return value;
  }
  checkValue(converted, schema, path, problems);
  const fitted = fitCombined(converted, schema, path, problems, depth);
  if (Array.isArray(fitted)) {
    return fitted.map((item: unknown, index) =>
      fit(item, schema["items"], `${path}[${index}]`, problems, depth + 1),
    );
  }
  return isJsonObject(fitted) ? fitObject(fitted, schema, path, problems, depth) : fitted;
}

function fitObject(
  value: JsonObject,
  schema: JsonObject,
  path: string,
  problems: string[],
  depth: number,
): JsonObject {
  const properties = isJsonObject(schema["properties"]) ? schema["properties"] : {};
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  const others = schema["additionalProperties"];
  const fitted: [string, unknown][] = [];
  for (const [name, member] of Object.entries(value)) {
    const memberPath = path === "" ? name : `${path}.${name}`;
    if (Object.hasOwn(properties, name)) {
      if (member === null && !required.includes(name) && !takesNull(properties[name])) continue;
      fitted.push([name, fit(member, properties[name], memberPath, problems, depth + 1)]);
    } else if (others !== false) {
      fitted.push([
        name,
        isJsonObject(others) ? fit(member, others, memberPath, problems, depth + 1) : member,
      ]);
    }
  }
  for (const name of required) {
    if (typeof name !== "string" || Object.hasOwn(value, name)) continue;
    const types = isJsonObject(properties[name]) ? typesOf(properties[name]) : [];
    const kind = types.length === 0 ? "" : ` (${types.map(typeName).join(" or ")})`;
    problems.push(`${nameOf(path === "" ? name : `${path}.${name}`)} is missing${kind}`);
  }
  return Object.fromEntries(fitted);
}

/** `allOf` must fit one after the other, of `anyOf` and `oneOf` the first that fits counts. */
function fitCombined(
  value: unknown,
  schema: JsonObject,
  path: string,
  problems: string[],
  depth: number,
): unknown {
  let fitted = value;
  if (Array.isArray(schema["allOf"])) {
    for (const part of schema["allOf"]) fitted = fit(fitted, part, path, problems, depth + 1);
  }
  for (const keyword of ["anyOf", "oneOf"]) {
    const choices = schema[keyword];
    if (!Array.isArray(choices) || choices.length === 0) continue;
    let first: readonly string[] | undefined;
    let found = false;
    for (const choice of choices) {
      const own: string[] = [];
      const candidate = fit(fitted, choice, path, own, depth + 1);
      if (own.length === 0) {
        fitted = candidate;
        found = true;
        break;
      }
      first ??= own;
    }
    if (!found) problems.push(...(first ?? []));
  }
  return fitted;
}

function checkValue(value: unknown, schema: JsonObject, path: string, problems: string[]): void {
  const choices = schema["enum"];
  if (Array.isArray(choices) && !choices.some((choice) => isSame(choice, value))) {
    const listed = choices.slice(0, 20).map((choice) => JSON.stringify(choice));
    problems.push(`${nameOf(path)} must be one of ${listed.join(", ")}`);
  }
  if ("const" in schema && !isSame(schema["const"], value)) {
    problems.push(`${nameOf(path)} must be ${JSON.stringify(schema["const"])}`);
  }
  const size = typeof value === "number" ? value : sizeOf(value);
  if (size === undefined) return;
  const [least, most, unit] =
    typeof value === "number"
      ? (["minimum", "maximum", ""] as const)
      : typeof value === "string"
        ? (["minLength", "maxLength", " characters long"] as const)
        : (["minItems", "maxItems", " items long"] as const);
  const minimum = schema[least];
  const maximum = schema[most];
  if (typeof minimum === "number" && size < minimum) {
    problems.push(`${nameOf(path)} must be at least ${minimum}${unit}`);
  }
  if (typeof maximum === "number" && size > maximum) {
    problems.push(`${nameOf(path)} must be at most ${maximum}${unit}`);
  }
}

function sizeOf(value: unknown): number | undefined {
  return typeof value === "string" || Array.isArray(value) ? value.length : undefined;
}

/** The value as one of the types, where it can only mean that. */
function convertedTo(value: unknown, types: readonly string[]): unknown {
  if (types.some((type) => isOfType(value, type))) return value;
  if (typeof value === "string") {
    const isNumber = /^\s*-?\d{1,15}(?:\.\d{1,15})?\s*$/u.test(value);
    if (isNumber && (types.includes("number") || types.includes("integer"))) return Number(value);
    if (types.includes("boolean") && /^\s*(?:true|false)\s*$/iu.test(value)) return /true/iu.test(value);
    if (
      (types.includes("array") && /^\s*\[/u.test(value)) ||
      (types.includes("object") && /^\s*\{/u.test(value))
    ) {
      try {
        return JSON.parse(value);
      } catch {
        return value;
      }
    }
  }
  if (typeof value === "number" && types.includes("string")) return String(value);
  if (types.includes("array") && value !== null && typeof value !== "object") return [value];
  return value;
}

function typesOf(schema: JsonObject): readonly string[] {
  const type = schema["type"];
  if (typeof type === "string") return [type];
  return Array.isArray(type) ? type.filter((each) => typeof each === "string") : [];
}

function takesNull(schema: unknown): boolean {
  if (!isJsonObject(schema)) return true;
  const types = typesOf(schema);
  if (types.length > 0) return types.includes("null");
  return ["anyOf", "oneOf"].some((keyword) => {
    const choices = schema[keyword];
    return Array.isArray(choices) && choices.some(takesNull);
  });
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case "null":
      return value === null;
    case "array":
      return Array.isArray(value);
    case "object":
      return isJsonObject(value);
    case "integer":
      return Number.isSafeInteger(value);
    case "number":
    case "string":
    case "boolean":
      return typeof value === type;
    default:
      return true;
  }
}

function typeName(type: string): string {
  return type === "integer" ? "a whole number" : /^[aeiou]/u.test(type) ? `an ${type}` : `a ${type}`;
}

function described(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object") return "an object";
  const text = JSON.stringify(value) ?? typeof value;
  return text.length <= 60 ? text : `${text.slice(0, 60)}…`;
}

function nameOf(path: string): string {
  return path === "" ? "the value" : `“${path}”`;
}

/** Whether two values of a schema's `enum` or `const` are the same; objects are compared by their JSON. */
function isSame(one: unknown, other: unknown): boolean {
  return one === other || (typeof one === "object" && JSON.stringify(one) === JSON.stringify(other));
}
