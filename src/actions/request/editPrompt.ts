import type { ChatRequestMessage } from "../../provider/chatRequest";
import { editAction } from "../actionTable";

/** What the model is shown of an edit. Texts are already free of secrets. */
export interface EditPrompt {
  /** Relative to the workspace folder, else the file's name. */
  readonly path: string;
  /** Editor language id. */
  readonly languageId: string;
  readonly before: string;
  readonly selection: string;
  readonly after: string;
  readonly instruction: string;
  /** Problems that the editor shows inside the selection, a sentence each. */
  readonly diagnostics?: readonly string[];
}

/** The messages of an edit: the rules, then the file's part and, last, the instruction. */
export function editMessages(prompt: EditPrompt): readonly ChatRequestMessage[] {
  const { languageId, before, selection, after, diagnostics = [] } = prompt;
  const parts = [`File: ${prompt.path.replaceAll(/[\r\n]+/g, " ")} (${languageId})`];
  if (before.trim() !== "") parts.push(`Before the selection:\n\n${fenced(before, languageId)}`);
  if (after.trim() !== "") parts.push(`After the selection:\n\n${fenced(after, languageId)}`);
  parts.push(
    selection === ""
      ? "Selection: empty. Write what belongs between the text before and the text after."
      : `Selection:\n\n${fenced(selection, languageId)}`,
  );
  if (diagnostics.length > 0)
    parts.push(`Problems in the selection:\n\n${fenced(diagnostics.join("\n"), "text")}`);
  parts.push(`Instruction: ${prompt.instruction}`);
  return [
    { role: "system", text: editAction.prompt },
    { role: "user", text: parts.join("\n\n") },
  ];
}

/**
 * The longest answer worth paying for, in tokens: twice the selection, and room for new code. Code has about 0.42 token
 * per character (measured with DeepSeek's V3 tokenizer on TypeScript, 2026-11).
 */
export function maxEditTokens(selectionChars: number): number {
  return Math.min(32_768, 4096 + Math.ceil(selectionChars * 0.42) * 2);
}

/** Parameters of the chat that would give an edit another form of answer, or end it early. */
const chatOnly = new Set([
  "stop",
  "responseFormat",
  "toolChoice",
  "parallelToolCalls",
  "logprobs",
  "topLogprobs",
]);

/** The chat's parameters as far as they suit an edit. */
export function editParameters(
  parameters: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => !chatOnly.has(name)));
}

/** A code block whose fence is longer than any run of backticks inside. */
function fenced(code: string, languageId: string): string {
  const runs = code.match(/`+/g) ?? [];
  const fence = "`".repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
  return `${fence}${languageId}\n${code}${code.endsWith("\n") ? "" : "\n"}${fence}`;
}
