import * as vscode from "vscode";
import type { RequestPreview } from "../chat/sessions";
import { curlCommand } from "../provider/curlCommand";
import type { RequestDescription } from "../provider/describeRequest";
import { isProviderId } from "../provider/profiles";
import type { Connections } from "./connections";
import { requestReport } from "./requestReport";
import { showError } from "./showError";

/** URI scheme of the document. */
export const REQUEST_SCHEME = "midfill-request";

const documentUri = vscode.Uri.from({ scheme: REQUEST_SCHEME, path: "/Next Request.md" });
const copyCommand = "midfill.copyRequestAsCurl";

/**
 * “Show Request”: a read-only document with what the chat would send now, and the same as a command for a shell. The
 * next one takes the place of the one before. Registers both commands.
 */
export class ShownRequests implements vscode.TextDocumentContentProvider, vscode.CodeLensProvider {
  readonly #connections: Connections;
  readonly #preview: () => Promise<RequestPreview | undefined>;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registrations: vscode.Disposable;
  #text = "";
  #shown: RequestDescription | undefined;

  readonly onDidChange = this.#changed.event;

  /** `preview` is asked for what would be sent in the conversation that is shown. */
  constructor(connections: Connections, preview: () => Promise<RequestPreview | undefined>) {
    this.#connections = connections;
    this.#preview = preview;
    this.#registrations = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(REQUEST_SCHEME, this),
      vscode.languages.registerCodeLensProvider({ scheme: REQUEST_SCHEME }, this),
      vscode.commands.registerCommand("midfill.showRequest", async () => this.show(await this.#preview())),
      vscode.commands.registerCommand(copyCommand, () => this.#copy()),
    );
  }

  /** Opens the document; undefined: tells that there is nothing to send. Never rejects. */
  async show(preview: RequestPreview | undefined): Promise<void> {
    try {
      if (preview === undefined) {
        await vscode.window.showInformationMessage("Write a question first: there is nothing to send yet.");
        return;
      }
      this.#shown = await this.#describe(preview);
      this.#text = requestReport(preview, this.#shown);
      this.#changed.fire(documentUri);
      const editor = await vscode.window.showTextDocument(documentUri, {
        preview: true,
        viewColumn: columnToUse(),
      });
      editor.revealRange(new vscode.Range(0, 0, 0, 0), vscode.TextEditorRevealType.AtTop);
    } catch (error) {
      await showError(error);
    }
  }

  provideTextDocumentContent(): string {
    return this.#text;
  }

  provideCodeLenses(): vscode.CodeLens[] {
    if (this.#shown === undefined) return [];
    const title = "$(copy) Copy as curl";
    return [new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), { title, command: copyCommand })];
  }

  /** The request that is shown where its document is in front, else what would be sent now. */
  async #copy(): Promise<void> {
    try {
      const isInFront = vscode.window.activeTextEditor?.document.uri.scheme === REQUEST_SCHEME;
      const preview = isInFront && this.#shown !== undefined ? undefined : await this.#preview();
      const description = preview === undefined ? this.#shown : await this.#describe(preview);
      if (description === undefined) {
        await this.show(undefined);
        return;
      }
      await vscode.env.clipboard.writeText(curlCommand(description));
      const { keyVariable } = description;
      const key = keyVariable === undefined ? "" : ` It reads the key from $${keyVariable}.`;
      vscode.window.setStatusBarMessage(`$(check) Copied for sh, bash and zsh.${key}`, copiedMs);
    } catch (error) {
      await showError(error);
    }
  }

  #describe({ settings, request }: RequestPreview): Promise<RequestDescription> {
    const { providerId } = settings;
    if (!isProviderId(providerId)) throw new Error(`There is no provider ${providerId}.`);
    return this.#connections.describeChat(providerId, request);
  }

  dispose(): void {
    this.#registrations.dispose();
    this.#changed.dispose();
  }
}

/** How long the status bar says that a command was copied. */
const copiedMs = 6_000;

/** Not over the active file: it would no longer be the one that goes along, and what is shown no longer true. */
function columnToUse(): vscode.ViewColumn {
  const { visibleTextEditors, activeTextEditor } = vscode.window;
  const shown = visibleTextEditors.find(({ document }) => document.uri.scheme === REQUEST_SCHEME);
  return (
    shown?.viewColumn ??
    (activeTextEditor === undefined ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside)
  );
}
