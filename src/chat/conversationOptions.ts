import { isJsonObject, readId, readText, readWord } from "./jsonObject";
import type { JsonObject } from "./jsonObject";

/** Who answers and how much it thinks; what is missing is the settings' choice. */
export interface AnswerChoice {
  /** Provider id, such as `deepinfra`. */
  readonly providerId?: string;
  readonly model?: string;
  readonly thinking?: "on" | "off";
  readonly effort?: "low" | "high" | "max";
}

/** What the user chose for one conversation; what is missing is the settings' choice. */
export interface ConversationOptions extends AnswerChoice {
  /** Values by our parameter name (`src/provider/parameters.ts`); they go before the settings' ones. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Stands in the place of Midfill's own system prompt. */
  readonly systemPrompt?: string;
  /** Asks for one JSON object as the answer. */
  readonly jsonMode?: boolean;
  /** False leaves the workspace's instruction files out; missing: they count, where the setting allows it. */
  readonly usesInstructions?: boolean;
  /** Names of the tools the model may call. Missing: the settings' ones. */
  readonly tools?: readonly string[];
}

const maxParameters = 64;
const maxParametersChars = 20_000;
const maxNameChars = 200;
const maxSystemPromptChars = 100_000;
const maxTools = 128;

/** Reads a choice from a file or from the webview; what does not fit is left out. */
export function readAnswerChoice(value: JsonObject): AnswerChoice {
  const providerId = readId(value["providerId"]);
  const model = readText(value["model"], maxNameChars);
  const thinking = readWord(value["thinking"], ["on", "off"]);
  const effort = readWord(value["effort"], ["low", "high", "max"]);
  return {
    ...(providerId === undefined ? {} : { providerId }),
    ...(model === undefined ? {} : { model }),
    ...(thinking === undefined ? {} : { thinking }),
    ...(effort === undefined ? {} : { effort }),
  };
}

/** Reads options from a file or from the webview; what does not fit is left out. */
export function readConversationOptions(value: unknown): ConversationOptions {
  if (!isJsonObject(value)) return {};
  const parameters = readParameters(value["parameters"]);
  const systemPrompt = readText(value["systemPrompt"], maxSystemPromptChars);
  const jsonMode = value["jsonMode"];
  const usesInstructions = value["usesInstructions"];
  const tools = value["tools"];
  return {
    ...readAnswerChoice(value),
    ...(parameters === undefined ? {} : { parameters }),
    ...(systemPrompt === undefined ? {} : { systemPrompt }),
    ...(typeof jsonMode === "boolean" ? { jsonMode } : {}),
    ...(typeof usesInstructions === "boolean" ? { usesInstructions } : {}),
    ...(Array.isArray(tools) ? { tools: readNames(tools) } : {}),
  };
}

function readParameters(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (!isJsonObject(value)) return undefined;
  const entries = Object.entries(value).slice(0, maxParameters);
  const parameters = Object.fromEntries(entries);
  try {
    return JSON.stringify(parameters).length <= maxParametersChars ? parameters : undefined;
  } catch {
    // Nested deeper than the stack reaches: no parameter is, but a planted file may be.
    return undefined;
  }
}

function readNames(values: readonly unknown[]): readonly string[] {
  return values
    .slice(0, maxTools)
    .filter((name) => readText(name, maxNameChars) !== undefined)
    .map(String);
}
