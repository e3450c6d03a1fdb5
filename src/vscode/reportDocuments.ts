import * as vscode from "vscode";

const scheme = "midfill-report";

/** Read-only documents that show a report; a new report replaces the old one in the same tab. */
export class ReportDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  #content = "";

  readonly onDidChange = this.#changed.event;

  // Last: VS Code looks for `onDidChange` at this moment and never again.
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);

  provideTextDocumentContent(): string {
    return this.#content;
  }

  /** Shows `markdown` rendered, in the editor's own preview. */
  async show(markdown: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme, path: "/Why is there (no) completion.md" });
    this.#content = markdown;
    this.#changed.fire(uri);
    await vscode.commands.executeCommand("markdown.showPreview", uri);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
