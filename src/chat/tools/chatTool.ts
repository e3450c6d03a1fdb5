import type { ToolDefinition } from "../../provider/chatRequest";
import type { JsonObject } from "../jsonObject";

/** What a tool gives back, for the model to read. Not masked and not cut yet. */
export interface ToolOutput {
  readonly text: string;
  /** The text says what went wrong and how to do better. */
  readonly isError?: true;
}

/** Something the model can call. */
export interface ChatTool {
  readonly definition: ToolDefinition;
  /** It changes nothing: calls of such tools may run beside each other, and a repeated one gives nothing new. */
  readonly isReadOnly: boolean;
  /** How long one call may take, in milliseconds. */
  readonly timeLimitMs: number;
  /** The call as a person reads it, such as “Read src/main.go, lines 1–40”. Arguments fit the schema. */
  label(args: JsonObject): string;
  /**
   * Does it. Arguments fit the schema. Should end soon after `signal` aborts, but is not waited for then. A rejection is
   * told to the model as a failure of the tool, by the error's name only.
   */
  run(args: JsonObject, signal: AbortSignal): Promise<ToolOutput>;
}

/** An output that says what went wrong. */
export function toolError(text: string): ToolOutput {
  return { text, isError: true };
}

/** A text argument; undefined where it is missing or empty, which say the same (see `ToolDefinition.isStrict`). */
export function textArgument(args: JsonObject, name: string): string | undefined {
  const value = args[name];
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

/** A whole number from 1 on; undefined where it is missing or 0. */
export function countArgument(args: JsonObject, name: string): number | undefined {
  const value = args[name];
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? value : undefined;
}
