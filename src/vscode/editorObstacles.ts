import * as vscode from "vscode";
import type { EditorObstacle } from "./completionReport";
import { isCompletable } from "./inlineCompletionProvider";
import { REPORT_SCHEME } from "./reportDocuments";

/**
 * Other extensions with inline completions, by id (marketplace pages, 2026-11). VS Code asks all, shows the first that
 * has something, and tells nobody whose that was.
 */
const otherProviders: readonly string[] = [
  "GitHub.copilot",
  "GitHub.copilot-chat",
  "Codeium.codeium",
  "TabNine.tabnine-vscode",
  "sourcegraph.cody-ai",
  "Continue.continue",
  "supermaven.supermaven",
  "TabbyML.vscode-tabby",
  "ggml-org.llama-vscode",
  "kilocode.kilo-code",
  "AmazonWebServices.amazon-q-vscode",
  "AmazonWebServices.aws-toolkit-vscode",
  "Google.geminicodeassist",
  "augment.vscode-augment",
  "rjmacarthy.twinny",
  "sweepai.sweep-nes",
  "vicanent.gcmp",
];

/**
 * What outside the engine hides, delays or competes with completions in the active editor. Not to be known by an
 * extension: whether inline suggestions are snoozed, and which provider's text is on the screen.
 */
export function editorObstacles(budgetHold?: {
  readonly sentence: string;
  readonly setting: string;
}): readonly EditorObstacle[] {
  const active = vscode.window.activeTextEditor?.document;
  // A report that is asked for again is not what the user wonders about.
  const document = active?.uri.scheme === REPORT_SCHEME ? undefined : active;
  const suggest = vscode.workspace.getConfiguration("editor.inlineSuggest", document);
  const obstacles: EditorObstacle[] = [];
  if (budgetHold !== undefined) {
    obstacles.push({ setting: budgetHold.setting, text: budgetHold.sentence });
  }
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
  if (document !== undefined && isReadOnly(document)) {
    obstacles.push({ text: "This view only shows something; completions are for what can be written to." });
  }
  const others = otherProviders.flatMap((id) => {
    const extension = vscode.extensions.getExtension(id);
    return extension?.isActive === true ? [displayNameOf(extension)] : [];
  });
  if (others.length > 0) {
    obstacles.push({
      text: `Other extensions with inline suggestions are active: ${others.join(", ")}. The editor shows the first that answers and does not tell whose text it is.`,
    });
  }
  return obstacles;
}

function isReadOnly(document: vscode.TextDocument): boolean {
  return !isCompletable(document) || vscode.workspace.fs.isWritableFileSystem(document.uri.scheme) === false;
}

function displayNameOf({ id, packageJSON }: vscode.Extension<unknown>): string {
  const manifest: unknown = packageJSON;
  const isNamed = typeof manifest === "object" && manifest !== null && "displayName" in manifest;
  return isNamed && typeof manifest.displayName === "string" ? manifest.displayName : id;
}
