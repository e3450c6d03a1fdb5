import * as vscode from "vscode";
import explainProblemPrompt from "../../actions/prompts/explainProblem.md";
import { fenced } from "../../text/codeFence";
import { showNotice } from "../showNotice";
import type { ActionDependencies } from "./actionDependencies";
import { sendingRefusal, targetIn } from "./actionTarget";
import { gatherDiagnostics } from "./fixDiagnostics";
import { targetAround } from "./fixTarget";

/**
 * Asks in the chat what the problems at a place mean, with the code around them attached. Resolves once it is asked.
 */
export async function explainProblem(
  { privacy, askInChat }: Pick<ActionDependencies, "privacy" | "askInChat">,
  document: vscode.TextDocument,
  place: vscode.Range,
): Promise<void> {
  const { range } = await targetAround(document, place);
  const attached = new vscode.Range(document.positionAt(range.start), document.positionAt(range.end));
  const target = targetIn(document, place);
  const refusal = await sendingRefusal({ ...target, range }, privacy);
  if (refusal !== undefined) {
    showNotice(refusal);
    return;
  }
  const { sections } = await gatherDiagnostics(target, privacy, new AbortController().signal);
  const problems = sections.map(({ text, languageId = "text" }) => fenced(text, languageId));
  askInChat({
    text: [explainProblemPrompt.trim(), ...problems].join("\n\n"),
    attachment: { document, range: attached },
    choice: {},
  });
}
