import * as vscode from "vscode";
import { ProviderError } from "../provider/errors";
import { redact } from "../provider/redact";
import { remediesFor } from "../provider/remedies";
import { remedyLabels, runRemedy } from "./remedyCommands";

/**
 * Shows an error that the user's own command ran into: what failed, what to do next, and the buttons for it.
 * Resolves when the message is answered or closed; `retry` runs when the user asks for it. Never used while typing.
 */
export async function showError(error: unknown, retry?: () => Promise<void>): Promise<void> {
  if (!(error instanceof ProviderError)) {
    const choice = await vscode.window.showErrorMessage(
      // Not ours, so nobody has taken keys and addresses with passwords out of it yet.
      `Midfill ran into an error of its own: ${redact(error instanceof Error ? error.message : String(error))}`,
      remedyLabels["show-log"],
    );
    if (choice !== undefined) await runRemedy("show-log");
    return;
  }
  const offered = remediesFor(error).filter((id) => id !== "retry" || retry !== undefined);
  const choice = await vscode.window.showErrorMessage(
    `${error.facts.message} ${error.facts.nextStep}`,
    ...offered.map((id) => remedyLabels[id]),
  );
  const chosen = offered.find((id) => remedyLabels[id] === choice);
  if (chosen === undefined) return;
  await (chosen === "retry" ? retry?.() : runRemedy(chosen));
}
