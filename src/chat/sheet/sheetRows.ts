import type { ParameterType, RequestParameter } from "../../provider/parameters";
import { parameterStates } from "../../provider/parameterStates";
import type { ChatRequest } from "../../provider/chatRequest";
import type { ChatSettings } from "../chatDependencies";
import type { ConversationOptions } from "../conversationOptions";
import type { SheetControl, SheetRow } from "../protocol";
import { defaultSystemText } from "../requestMessages";
import { readSheetText, sheetText } from "./sheetValue";

/** Shown first; the others stand under “More”. */
const mainNames: readonly string[] = ["temperature", "topP", "maxTokens", "stop"];
/** Chosen elsewhere: in the thinking menu, and as JSON mode. */
const elsewhere: ReadonlySet<string> = new Set(["thinking", "reasoningEffort", "responseFormat"]);

/** More is not kept (`conversationOptions.ts`). */
const maxSystemPromptChars = 100_000;
const maxParametersChars = 20_000;

/** DeepSeek API docs, "JSON Output" (read 2026-09): the word, the empty answers, the blanks up to `max_tokens`. */
const jsonRules =
  "The answer is one JSON object. Midfill asks for it in the system prompt too, because DeepSeek refuses JSON mode unless " +
  "a message says “json”. Name the fields that you want, best with an example. Without Max Tokens an answer that goes " +
  "astray may be blanks up to the limit; now and then one comes back empty.";

/** What the rows are made from. */
export interface SheetFacts {
  readonly options: ConversationOptions;
  /** With these options, and without any. */
  readonly own: ChatSettings;
  readonly newChats: ChatSettings;
  /** What would be asked now: decides what has an effect. */
  readonly request: ChatRequest;
}

/** The rows of the sheet, in their order. */
export function sheetRows({ options, own, newChats, request }: SheetFacts): readonly SheetRow[] {
  const parameters = ownParameters(request);
  const states = parameterStates(own.providerId, { ...request, parameters }).filter(
    ({ parameter }) => !elsewhere.has(parameter.name),
  );
  const set: Readonly<Record<string, unknown>> = { ...newChats.parameters, maxTokens: newChats.maxTokens };
  const rows = states.map(({ parameter, defaultText, problem }): SheetRow => {
    const { name, type, description } = parameter;
    const value = options.parameters?.[name];
    const given = set[name];
    return {
      id: name,
      label: labelOf(parameter),
      description: description.replaceAll("`", ""),
      control: controlOf(type),
      ...(value !== undefined && { text: sheetText(type, value) }),
      inherited:
        given !== undefined && given !== null
          ? `${sheetText(type, given)} (new chats)`
          : defaultText === undefined
            ? "not sent"
            : `${defaultText} (${own.providerLabel})`,
      ...(problem !== undefined && { problem }),
      isMore: !mainNames.includes(name),
    };
  });
  const json = jsonRow(options, newChats, request);
  return [systemRow(options), instructionsRow(options), json, ...inOrder(rows)];
}

/** The options after a row was written or reset (`text` undefined, or empty), or what is wrong with it. */
export function withSheetText(
  options: ConversationOptions,
  rowId: string,
  text: string | undefined,
  newChats: ChatSettings,
): { readonly options: ConversationOptions } | { readonly message: string } {
  const isReset = text === undefined || text.trim() === "";
  if (rowId === "systemPrompt") {
    const { systemPrompt: _, ...others } = options;
    if (isReset) return { options: others };
    return text.length > maxSystemPromptChars
      ? { message: `Write at most ${maxSystemPromptChars.toLocaleString("en")} characters.` }
      : { options: { ...others, systemPrompt: text } };
  }
  if (rowId === "usesInstructions") {
    const { usesInstructions: _, ...others } = options;
    return { options: isReset || text === "true" ? others : { ...others, usesInstructions: false } };
  }
  if (rowId === "jsonMode") {
    const { jsonMode: _, ...others } = options;
    const isOn = text === "true";
    return { options: isReset || isOn === isJson(newChats) ? others : { ...others, jsonMode: isOn } };
  }
  const parameter = parameterStates(newChats.providerId, emptyRequest).find(
    (state) => state.parameter.name === rowId,
  )?.parameter;
  if (parameter === undefined || elsewhere.has(rowId)) return { message: "There is no such option." };
  const { [rowId]: _, ...others } = options.parameters ?? {};
  if (isReset) return { options: withParameters(options, others) };
  const read = readSheetText(parameter.type, text);
  if (!read.isValid) return read;
  const parameters = { ...others, [rowId]: read.value };
  return JSON.stringify(parameters).length > maxParametersChars
    ? { message: "All options of a chat together are too long. Put large ones into the settings." }
    : { options: withParameters(options, parameters) };
}

/** The options with every row reset; who answers, thinking and tools stay. */
export function withoutSheetTexts(options: ConversationOptions): ConversationOptions {
  const {
    systemPrompt: _prompt,
    usesInstructions: _instructions,
    jsonMode: _json,
    parameters: _parameters,
    ...others
  } = options;
  return others;
}

const emptyRequest: ChatRequest = { model: "", messages: [], parameters: {} };

/** The longest answer travels beside the parameters. */
function ownParameters({ parameters, maxTokens }: ChatRequest): Readonly<Record<string, unknown>> {
  return maxTokens === undefined ? parameters : { ...parameters, maxTokens };
}

function withParameters(
  options: ConversationOptions,
  parameters: Readonly<Record<string, unknown>>,
): ConversationOptions {
  const { parameters: _, ...others } = options;
  return Object.keys(parameters).length === 0 ? others : { ...others, parameters };
}

function systemRow({ systemPrompt }: ConversationOptions): SheetRow {
  return {
    id: "systemPrompt",
    label: "System Prompt",
    description:
      "Stands in the place of Midfill's own, before the workspace's instructions. Secrets in it are masked.",
    control: { kind: "text" },
    ...(systemPrompt !== undefined && { text: systemPrompt }),
    inherited: defaultSystemText,
    isMore: false,
  };
}

function instructionsRow({ usesInstructions }: ConversationOptions): SheetRow {
  return {
    id: "usesInstructions",
    label: "Instruction Files",
    description:
      "What `AGENTS.md` and `.github/copilot-instructions.md` say is part of the system prompt, where the workspace is " +
      "trusted and `midfill.chat.useInstructionFiles` is on.",
    control: { kind: "toggle" },
    ...(usesInstructions !== undefined && { text: String(usesInstructions) }),
    inherited: "true",
    isMore: false,
  };
}

function jsonRow(options: ConversationOptions, newChats: ChatSettings, request: ChatRequest): SheetRow {
  const isOn = options.jsonMode ?? isJson(newChats);
  return {
    id: "jsonMode",
    label: "JSON Mode",
    description: jsonRules,
    control: { kind: "toggle" },
    ...(options.jsonMode !== undefined && { text: String(options.jsonMode) }),
    inherited: String(isJson(newChats)),
    ...(isOn && request.maxTokens === undefined && { advice: "Set Max Tokens, too." }),
    isMore: false,
  };
}

function isJson({ parameters }: ChatSettings): boolean {
  return parameters["responseFormat"] === "json_object";
}

function inOrder(rows: readonly SheetRow[]): readonly SheetRow[] {
  return [...rows.filter((row) => !row.isMore), ...rows.filter((row) => row.isMore)].toSorted(
    (a, b) => place(a.id) - place(b.id),
  );
}

function place(name: string): number {
  const at = mainNames.indexOf(name);
  return at === -1 ? mainNames.length : at;
}

/** `maxTokens` → `Max Tokens`. */
function labelOf({ name }: RequestParameter): string {
  const spaced = name.replaceAll(/(?<=[a-z])(?=[A-Z])/gu, " ");
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

function controlOf(type: ParameterType): SheetControl {
  switch (type.kind) {
    case "number":
    case "text":
      return { kind: "line" };
    case "boolean":
      return {
        kind: "choice",
        choices: [
          { value: "true", label: "On" },
          { value: "false", label: "Off" },
        ],
      };
    case "choice":
      return {
        kind: "choice",
        choices: Object.entries(type.choices).map(([value, label]) => ({
          value,
          label: `${value}: ${label}`,
        })),
      };
    case "texts":
      return { kind: "text", hint: "One text in each line; \\n stands for a line break." };
    case "whole-numbers":
      return { kind: "text", hint: "One number in each line." };
    case "object":
      return { kind: "text", hint: "A JSON object." };
  }
}
