import { asObject } from "../jsonText";
import { invalidRequest } from "./errors";
import type { Tool } from "./tools";

/** Keywords that strict mode does not know (DeepSeek API docs, "Tool Calls", 2026-09-11). */
const unknownKeywords = ["minLength", "maxLength", "minItems", "maxItems"];
const knownTypes = ["object", "string", "number", "integer", "boolean", "array"];

/**
 * Strict mode: on /beta only, all tools or none, every property required and none beside them (DeepSeek API docs,
 * "Tool Calls", 2026-09-11; the wording is unverified).
 */
export function checkStrictTools(tools: readonly Tool[], isBeta: boolean): void {
  if (!tools.some(({ isStrict }) => isStrict)) return;
  if (!isBeta) throw invalidRequest("strict tools are only available when using beta api");
  if (!tools.every(({ isStrict }) => isStrict)) throw invalidRequest("all functions must set strict to true");
  for (const { name, parameters } of tools) checkSchema(parameters, name);
}

function checkSchema(value: unknown, path: string): void {
  const schema = asObject(value);
  if (schema === undefined) throw invalidRequest(`Invalid strict schema at ${path}`);
  const { type } = schema;
  if (type !== undefined && !(typeof type === "string" && knownTypes.includes(type))) {
    throw invalidRequest(`Invalid strict schema at ${path}: type ${JSON.stringify(type)}`);
  }
  for (const keyword of unknownKeywords) {
    if (keyword in schema)
      throw invalidRequest(`Invalid strict schema at ${path}: ${keyword} is not supported`);
  }
  if (type === "object") {
    const properties = asObject(schema["properties"]) ?? {};
    const names = Object.keys(properties);
    const required = Array.isArray(schema["required"]) ? schema["required"] : [];
    if (schema["additionalProperties"] !== false) {
      throw invalidRequest(`Invalid strict schema at ${path}: additionalProperties must be false`);
    }
    if (names.length !== required.length || !names.every((name) => required.includes(name))) {
      throw invalidRequest(`Invalid strict schema at ${path}: every property must be required`);
    }
    for (const name of names) checkSchema(properties[name], `${path}.${name}`);
  }
  if (schema["items"] !== undefined) checkSchema(schema["items"], `${path}[]`);
  const choices = schema["anyOf"];
  if (Array.isArray(choices)) for (const choice of choices) checkSchema(choice, path);
}
