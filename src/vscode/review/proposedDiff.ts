import * as vscode from "vscode";
import { nameOf } from "../actions/actionTarget";
import type { PendingEdit } from "./pendingEdit";
import { changeText } from "./reviewLenses";
import { proposedScheme } from "./reviewSchemes";

/** The editor's own diff of an edit: the file on the left, the file as it would be on the right. */
export class ProposedDiffs implements vscode.Disposable {
  readonly #editOf: (id: string) => PendingEdit | undefined;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #provider: vscode.Disposable;

  constructor(editOf: (id: string) => PendingEdit | undefined) {
    this.#editOf = editOf;
    this.#provider = vscode.workspace.registerTextDocumentContentProvider(proposedScheme, {
      onDidChange: this.#changed.event,
      provideTextDocumentContent: (uri) => this.#editOf(uri.query)?.proposedDocument() ?? "",
    });
  }

  async open(edit: PendingEdit): Promise<void> {
    const start = edit.document.positionAt(edit.range?.start ?? 0);
    // Not as a preview: that would take the place of the file's own tab and close the document.
    await vscode.commands.executeCommand(
      "vscode.diff",
      edit.document.uri,
      uriOf(edit),
      `${nameOf(edit.document.uri)}: ${changeText(edit)}`,
      { preview: false, selection: new vscode.Range(start, start) } satisfies vscode.TextDocumentShowOptions,
    );
  }

  update(edit: PendingEdit): void {
    this.#changed.fire(uriOf(edit));
  }

  /** The edit whose right side this is. */
  editIn(document: vscode.TextDocument | undefined): PendingEdit | undefined {
    return document?.uri.scheme === proposedScheme ? this.#editOf(document.uri.query) : undefined;
  }

  async close(edit: PendingEdit): Promise<void> {
    const uri = uriOf(edit).toString();
    const tabs = vscode.window.tabGroups.all
      .flatMap((group) => group.tabs)
      .filter(({ input }) => input instanceof vscode.TabInputTextDiff && input.modified.toString() === uri);
    if (tabs.length > 0) await vscode.window.tabGroups.close(tabs);
  }

  dispose(): void {
    this.#provider.dispose();
    this.#changed.dispose();
  }
}

function uriOf({ id, document }: PendingEdit): vscode.Uri {
  const { path } = document.uri;
  return vscode.Uri.from({
    scheme: proposedScheme,
    path: path.startsWith("/") ? path : `/${path}`,
    query: id,
  });
}
