import type { SystemSource } from "./conversationEvent";
import { estimateTokens } from "./estimateTokens";

/** A file of instructions, such as `AGENTS.md`. */
export interface InstructionFile {
  /** Path inside the workspace. */
  readonly label: string;
  /** The document's address. */
  readonly uri: string;
  /** Secrets masked. */
  readonly text: string;
}

/** All files together, in UTF-16 code units: about 8,000 tokens, which every request begins with. */
const maxInstructionChars = 20_000;

/**
 * The part of the system prompt that a workspace's files give, in their order, each under its name. What is beyond
 * 20,000 characters is cut at the end of a line, and both the text and the label say so.
 */
export function instructionText(files: readonly InstructionFile[]): {
  readonly text: string;
  readonly sources: readonly SystemSource[];
} {
  const parts: string[] = [];
  const sources: SystemSource[] = [];
  let roomChars = maxInstructionChars;
  for (const { label, uri, text } of files) {
    const whole = text.trim();
    if (whole === "") continue;
    const kept =
      whole.length <= roomChars ? whole : whole.slice(0, Math.max(0, whole.lastIndexOf("\n", roomChars)));
    roomChars -= kept.length;
    const isCut = kept.length < whole.length;
    const lines = kept === "" ? 0 : kept.split("\n").length;
    const cut = isCut ? ` (first ${lines} of ${whole.split("\n").length} lines)` : "";
    sources.push({ label: `${label}${cut}`, uri, tokens: estimateTokens(kept) });
    if (kept !== "") parts.push(`From ${label.replaceAll(/[\p{Cc}\p{Cf}]/gu, "")}${cut}:\n\n${kept}`);
  }
  if (parts.length === 0) return { text: "", sources };
  return { text: [`This workspace gives these instructions.`, ...parts].join("\n\n"), sources };
}
