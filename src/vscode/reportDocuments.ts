import * as vscode from "vscode";
import { SettingLinks } from "./settingLinks";

/** URI scheme of reports. */
export const REPORT_SCHEME = "midfill-report";

/**
 * Read-only documents that show reports; a new report replaces the old one of its title in the same tab. They are
 * text, not Markdown's preview: that opens no link that runs a command (seen in VS Code 1.139), and the
 * settings in a report are such links.
 */
export class ReportDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #contents = new Map<string, string>();

  readonly onDidChange = this.#changed.event;

  // Last: VS Code looks for `onDidChange` at this moment and never again.
  readonly #registrations = [
    vscode.workspace.registerTextDocumentContentProvider(REPORT_SCHEME, this),
    vscode.languages.registerDocumentLinkProvider({ scheme: REPORT_SCHEME }, new SettingLinks()),
  ];

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#contents.get(uri.path) ?? "";
  }

  /** @param title becomes the tab's and the file's name */
  async show(title: string, markdown: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme: REPORT_SCHEME, path: `/${title}.md` });
    this.#contents.set(uri.path, markdown);
    this.#changed.fire(uri);
    const editor = await vscode.window.showTextDocument(uri, { preview: true });
    // The newest is at the top.
    editor.revealRange(new vscode.Range(0, 0, 0, 0), vscode.TextEditorRevealType.AtTop);
  }

  dispose(): void {
    for (const registration of this.#registrations) registration.dispose();
    this.#changed.dispose();
  }
}
