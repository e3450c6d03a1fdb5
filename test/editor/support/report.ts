import * as vscode from "vscode";
import { until } from "./until";

/** Reports by the command that shows them. */
const titles = {
  explainCompletion: "Why is there (no) completion",
  showStatistics: "Completion statistics",
} as const;

/** Where the report of a command stands. */
export function reportUri(command: keyof typeof titles): vscode.Uri {
  return vscode.Uri.from({ scheme: "midfill-report", path: `/${titles[command]}.md` });
}

/** Runs the command until its report matches, and gives it. The report stays open. */
export async function reportMatching(
  pattern: RegExp,
  command: keyof typeof titles = "explainCompletion",
): Promise<string> {
  let text = "";
  return until(`the report to say ${pattern}`, async () => {
    await vscode.commands.executeCommand(`midfill.${command}`);
    text = (await vscode.workspace.openTextDocument(reportUri(command))).getText();
    return pattern.test(text) ? text : undefined;
  }).catch((error: unknown) => {
    throw new Error(`${String(error)} It said:\n${text}`);
  });
}
