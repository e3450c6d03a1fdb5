import type { ChatRequestMessage } from "../../provider/chatRequest";
import renamePrompt from "../prompts/rename.md";

/** What names are asked for with. Texts are already free of secrets. */
export interface RenamePrompt {
  readonly name: string;
  /** Relative to the workspace folder. */
  readonly path: string;
  /** Editor language id. */
  readonly languageId: string;
  /** Where it is declared, with its body; empty where that is not known. */
  readonly definition: string;
  /** Lines that use it. */
  readonly usages: readonly { readonly place: string; readonly line: string }[];
}

/** The messages of a request for names. */
export function renameMessages(prompt: RenamePrompt): readonly ChatRequestMessage[] {
  const { name, path, languageId, definition, usages } = prompt;
  const parts = [`Name: ${name}\nFile: ${path.replaceAll(/[\r\n]+/gu, " ")} (${languageId})`];
  if (definition !== "") parts.push(`<definition>\n${definition}\n</definition>`);
  if (usages.length > 0) {
    parts.push(`<usages>\n${usages.map(({ place, line }) => `${place}: ${line}`).join("\n")}\n</usages>`);
  }
  return [
    { role: "system", text: renamePrompt.trim() },
    { role: "user", text: parts.join("\n\n") },
  ];
}
