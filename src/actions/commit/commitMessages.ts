import type { ChatRequestMessage } from "../../provider/chatRequest";
import commitPrompt from "../prompts/commit.md";
import type { PastMessage } from "./pastCommits";

/** What a message is written from. Texts are already free of secrets. */
export interface CommitPrompt {
  /** Sentences, see `styleRules`. */
  readonly rules: readonly string[];
  readonly examples: readonly PastMessage[];
  /** What files of the repository say about messages. */
  readonly ruleFiles: readonly { readonly path: string; readonly text: string }[];
  /** Empty where there is none. */
  readonly branch: string;
  /** What the user has written already; empty where they have not. */
  readonly beginning: string;
  readonly changes: string;
}

/** The examples' bodies take no more, in UTF-16 code units. */
const maxBodyChars = 600;
const shownBodies = 3;

/** The messages of a request: the task, then how messages look here, and what was changed last. */
export function commitMessages(prompt: CommitPrompt): readonly ChatRequestMessage[] {
  const { rules, examples, ruleFiles, branch, beginning, changes } = prompt;
  const parts = [`<rules>\n${rules.map((rule) => `- ${rule}`).join("\n")}\n</rules>`];
  for (const { path, text } of ruleFiles) {
    parts.push(`<file path=${JSON.stringify(path)}>\n${text.trim()}\n</file>`);
  }
  if (examples.length > 0) {
    let bodies = 0;
    const shown = examples.map(({ subject, body }) => {
      const hasBody = body !== "" && body.length <= maxBodyChars && bodies < shownBodies;
      if (hasBody) bodies += 1;
      return hasBody ? `${subject}\n\n${body}\n` : subject;
    });
    parts.push(`<examples>\n${shown.join("\n")}\n</examples>`);
  }
  if (branch !== "") parts.push(`<branch>${branch}</branch>`);
  parts.push(`<changes>\n${changes}\n</changes>`);
  if (beginning !== "") {
    parts.push(
      `The developer has written this much. Keep its words and go on from there, or, where it is a note and no beginning, write the message that it asks for:\n<beginning>\n${beginning}\n</beginning>`,
    );
  }
  return [
    { role: "system", text: commitPrompt.trim() },
    { role: "user", text: parts.join("\n\n") },
  ];
}
