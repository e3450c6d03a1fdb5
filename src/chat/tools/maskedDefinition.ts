import type { ToolDefinition } from "../../provider/chatRequest";
import { isJsonObject } from "../jsonObject";

/**
 * The definition of a tool that is not ours, as it may leave: its description and the texts in its schema (defaults,
 * examples, descriptions) without secrets. Names stay, for the tool knows its arguments by them.
 */
export function maskedDefinition(definition: ToolDefinition, mask: (text: string) => string): ToolDefinition {
  return {
    ...definition,
    description: mask(definition.description),
    parameters: Object.fromEntries(
      Object.entries(definition.parameters).map(([key, value]) => [key, masked(value, mask)]),
    ),
  };
}

function masked(value: unknown, mask: (text: string) => string): unknown {
  if (typeof value === "string") return mask(value);
  if (Array.isArray(value)) return value.map((each: unknown) => masked(each, mask));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, masked(each, mask)]));
}
