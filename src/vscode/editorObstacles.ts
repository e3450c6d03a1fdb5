import * as vscode from "vscode";
import type { EditorObstacle } from "./completionReport";

/** Settings of the editor that hide or delay every extension's completions. */
export function editorObstacles(): readonly EditorObstacle[] {
  const scope = vscode.window.activeTextEditor?.document;
  const suggest = vscode.workspace.getConfiguration("editor.inlineSuggest", scope);
  const obstacles: EditorObstacle[] = [];
  if (suggest.get("enabled") === false) {
    obstacles.push({
      setting: "editor.inlineSuggest.enabled",
      text: "The editor shows no inline suggestions at all.",
    });
  }
  const minShowDelayMs = suggest.get("minShowDelay");
  if (typeof minShowDelayMs === "number" && minShowDelayMs > 0) {
    obstacles.push({
      setting: "editor.inlineSuggest.minShowDelay",
      text: `The editor holds every completion back for ${minShowDelayMs} ms.`,
    });
  }
  return obstacles;
}
