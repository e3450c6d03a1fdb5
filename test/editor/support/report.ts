import * as vscode from "vscode";
import { until } from "./until";

const reportUri = vscode.Uri.from({ scheme: "midfill-report", path: "/Why is there (no) completion.md" });

/** Runs "Why Is There (No) Completion?" until its Markdown matches, and gives it. The preview stays open. */
export async function reportMatching(pattern: RegExp): Promise<string> {
  let text = "";
  return until(`the report to say ${pattern}`, async () => {
    await vscode.commands.executeCommand("midfill.explainCompletion");
    text = (await vscode.workspace.openTextDocument(reportUri)).getText();
    return pattern.test(text) ? text : undefined;
  }).catch((error: unknown) => {
    throw new Error(`${String(error)} It said:\n${text}`);
  });
}
