import * as vscode from "vscode";
import { problemsText } from "../../chat/attachables/problemsText";
import { variablesOf, type PromptValues } from "../../prompts/promptVariables";
import { problemOf } from "../attachments/problemSource";
import { symbolAround } from "./symbolAround";

/** What a prompt is about. */
export interface PromptPlace {
  readonly document: vscode.TextDocument;
  /** What is selected; an empty one stands for the cursor. */
  readonly range: vscode.Range;
  /** The text of the range, as it may be sent. */
  readonly selection: string | undefined;
}

/**
 * What the variables of a prompt stand for at a place. The language server is asked only where the prompt names a
 * symbol. Nothing is refused here: whoever asks has judged the file.
 */
export async function promptValues(body: string, place: PromptPlace | undefined): Promise<PromptValues> {
  const folder =
    (place && vscode.workspace.getWorkspaceFolder(place.document.uri)) ??
    vscode.workspace.workspaceFolders?.[0];
  if (place === undefined) {
    return {
      selection: undefined,
      file: undefined,
      workspaceFolder: folder?.name,
      language: undefined,
      diagnostics: undefined,
      symbol: undefined,
    };
  }
  const { document, range, selection } = place;
  const variables = variablesOf(body);
  return {
    selection,
    file: vscode.workspace.asRelativePath(document.uri.with({ fragment: "" }), false),
    workspaceFolder: folder?.name,
    language: document.languageId,
    diagnostics: variables.has("diagnostics") ? diagnosticsIn(document, range) : undefined,
    symbol: variables.has("symbol")
      ? (await symbolAround(document, withoutBlanks(document, range)))?.name
      : undefined,
  };
}

/** What is reported in the range, or in the whole document where it is empty; hints are left out. */
function diagnosticsIn(document: vscode.TextDocument, range: vscode.Range): string {
  const problems = vscode.languages
    .getDiagnostics(document.uri)
    .filter(({ severity }) => severity !== vscode.DiagnosticSeverity.Hint)
    .filter((diagnostic) => {
      const common = diagnostic.range.intersection(range);
      // A range that ends at the very start of a line has nothing of what stands there.
      return range.isEmpty || (common !== undefined && (!common.isEmpty || diagnostic.range.isEmpty));
    })
    // What it has to do with may stand in a file that nobody has judged.
    .map((diagnostic) => ({ ...problemOf(diagnostic), related: [] }));
  return problemsText([{ path: vscode.workspace.asRelativePath(document.uri), problems }]);
}

/** A symbol begins at its first word, a selection of it often before that. */
function withoutBlanks(document: vscode.TextDocument, range: vscode.Range): vscode.Range {
  const text = document.getText(range);
  const start = document.offsetAt(range.start);
  const [before = ""] = /^\s*/u.exec(text) ?? [];
  if (before.length === text.length) return range;
  return new vscode.Range(
    document.positionAt(start + before.length),
    document.positionAt(start + text.trimEnd().length),
  );
}
