import * as vscode from "vscode";

/** Settings as reports name them: `[midfill.budget.dailyUsd]`, or all of a group: `[midfill.completions.context.*]`. */
const settingMark = /\[((?:midfill|editor)\.[A-Za-z0-9_.]+\*?)\]/g;

/** Makes the settings in a report links that open the settings at them. */
export class SettingLinks implements vscode.DocumentLinkProvider {
  provideDocumentLinks(document: vscode.TextDocument): vscode.DocumentLink[] {
    return [...document.getText().matchAll(settingMark)].map((match) => {
      const [text, setting = ""] = match;
      const link = new vscode.DocumentLink(
        new vscode.Range(document.positionAt(match.index), document.positionAt(match.index + text.length)),
        vscode.Uri.from({
          scheme: "command",
          path: "workbench.action.openSettings",
          query: JSON.stringify([`@id:${setting}`]),
        }),
      );
      link.tooltip = `Open the setting ${setting}`;
      return link;
    });
  }
}
