import * as vscode from "vscode";
import { statusLook, type StatusFacts } from "./statusLook";

/** The item at the right of the status bar: how completions are doing, and the door to Midfill's menu. */
export class StatusBar implements vscode.Disposable {
  readonly #item: vscode.StatusBarItem;

  constructor() {
    this.#item = vscode.window.createStatusBarItem("midfill.status", vscode.StatusBarAlignment.Right, 100);
    this.#item.name = "Midfill";
    this.#item.command = "midfill.showMenu";
    this.#item.show();
  }

  show(facts: StatusFacts): void {
    const look = statusLook(facts);
    this.#item.text = `${look.icon} Midfill${look.addition === undefined ? "" : ` ${look.addition}`}`;
    this.#item.accessibilityInformation = { label: `Midfill: ${look.label}`, role: "button" };
    const tooltip = new vscode.MarkdownString(undefined, true);
    tooltip.appendMarkdown(`**Midfill: ${look.label}**\n\n`);
    tooltip.appendText(look.detail);
    for (const line of facts.today ?? []) tooltip.appendMarkdown(`\n\n${line}`);
    for (const problem of facts.problems) {
      tooltip.appendMarkdown("\n\n$(warning) ");
      tooltip.appendText(problem);
    }
    this.#item.tooltip = tooltip;
    this.#item.backgroundColor =
      look.isProblem || facts.problems.length > 0
        ? new vscode.ThemeColor("statusBarItem.warningBackground")
        : undefined;
  }

  dispose(): void {
    this.#item.dispose();
  }
}
