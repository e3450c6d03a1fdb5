import * as vscode from "vscode";

/** The tab of a review editor. */
export const reviewTab = () =>
  vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .find((tab) => tab.input instanceof vscode.TabInputText && tab.input.uri.scheme === "midfill-review");

/** What the buttons above an edit say. */
export const lensTitles = async (uri: vscode.Uri) => {
  const lenses =
    (await vscode.commands.executeCommand<readonly vscode.CodeLens[]>(
      "vscode.executeCodeLensProvider",
      uri,
    )) ?? [];
  return lenses
    .map((lens) => lens.command?.title.replaceAll("\u00a0", " ") ?? "")
    .filter((title) => /Accept|Reject|Show Diff|Midfill/.test(title));
};
