import * as vscode from "vscode";
import type { Attachment, PendingAttachment } from "../chat/attachment";
import { tokensPerChar } from "../chat/estimateTokens";
import type { CurrentFileView } from "../chat/protocol";
import { ATTACHED_SCHEME } from "./attachments/attachedContents";
import { labelOf, linesOf, sizeOf } from "./attachments/attachmentReader";
import type { AttachmentReader } from "./attachments/attachmentReader";
import { REPORT_SCHEME } from "./reportDocuments";
import { showsEdit } from "./review/reviewSchemes";
import { REQUEST_SCHEME } from "./showRequest";

/**
 * The editor's part of the chat's context: the text editor that was active last (the chat taking the focus does not
 * change it), read as an attachment when the user asks for that and never before.
 */
export class ChatContext implements vscode.Disposable {
  private readonly reader: AttachmentReader;
  private readonly subscriptions: vscode.Disposable[] = [];
  private readonly changed = new vscode.EventEmitter<void>();
  private editor: vscode.TextEditor | undefined;

  /** Another editor is active, or there is or is not a selection in it now. */
  readonly onDidChange = this.changed.event;

  constructor(reader: AttachmentReader) {
    this.reader = reader;
    const { activeTextEditor } = vscode.window;
    if (activeTextEditor !== undefined && isAttachable(activeTextEditor.document.uri)) {
      this.editor = activeTextEditor;
    }
    this.subscriptions.push(
      this.changed,
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        if (editor === undefined || !isAttachable(editor.document.uri)) return;
        this.editor = editor;
        this.changed.fire();
      }),
      vscode.window.onDidChangeVisibleTextEditors((editors) => {
        if (this.editor === undefined || editors.includes(this.editor)) return;
        // Its tab was left or closed; the document's own editor may have been made anew.
        const { document } = this.editor;
        this.editor = editors.find((editor) => editor.document === document);
        this.changed.fire();
      }),
      vscode.window.onDidChangeTextEditorSelection((event) => {
        if (event.textEditor === this.editor) this.changed.fire();
      }),
    );
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** The text editor that was active last and is still visible. */
  lastEditor(): vscode.TextEditor | undefined {
    return this.editor;
  }

  /** What `readActive` would attach, such as `main.go` or `main.go:12-40`. */
  attachableLabel(): string | undefined {
    if (this.editor === undefined) return undefined;
    return labelOf(this.editor.document.uri, linesOf(this.editor.selection));
  }

  /** The active editor's selection, or its whole file when nothing is selected; undefined without an editor. */
  readActive(): PendingAttachment | undefined {
    return this.editor === undefined ? undefined : this.read(this.editor.document, this.editor.selection);
  }

  /** A part of a document, or all of it where the range is empty, as it is now. */
  read(document: vscode.TextDocument, range: vscode.Range): PendingAttachment {
    return this.reader.ofDocument(document, range.isEmpty ? undefined : range);
  }

  /** The whole file of that editor as it is now. */
  readCurrentFile(): PendingAttachment | undefined {
    return this.editor === undefined ? undefined : this.reader.ofDocument(this.editor.document);
  }

  /** What `readCurrentFile` would give, without its text. Cheap: every move of the cursor asks. */
  currentFile(): Omit<CurrentFileView, "mode"> | undefined {
    const document = this.editor?.document;
    if (document === undefined) return undefined;
    const refusal = this.reader.refusalOf(document.uri);
    return {
      label: labelOf(document.uri, undefined),
      detail: vscode.workspace.asRelativePath(document.uri),
      // In steps, so that not every key changes the panel.
      tokens: Number((sizeOf(document) * tokensPerChar).toPrecision(2)),
      ...(refusal === undefined ? {} : { refusal }),
    };
  }
}

/**
 * Shows where an attachment came from, a folder in the explorer. Only what lies in an editor or on a file system of
 * this window is opened.
 */
export async function openAttachment({ source, kind }: Attachment): Promise<void> {
  if (source.uri === "") return;
  const uri = vscode.Uri.parse(source.uri, true);
  const schemes = new Set(["file", "untitled", "vscode-notebook-cell", ATTACHED_SCHEME]);
  for (const folder of vscode.workspace.workspaceFolders ?? []) schemes.add(folder.uri.scheme);
  if (!schemes.has(uri.scheme)) return;
  try {
    if (kind === "folder") {
      await vscode.commands.executeCommand("revealInExplorer", uri);
      return;
    }
    if (kind === "image") {
      await vscode.workspace.fs.stat(uri);
      await vscode.commands.executeCommand("vscode.open", uri);
      return;
    }
    const document = await vscode.workspace.openTextDocument(uri);
    const { startLine, endLine } = source;
    if (startLine === undefined || endLine === undefined) {
      await vscode.window.showTextDocument(document, { preview: true });
      return;
    }
    const selection = document.validateRange(new vscode.Range(startLine - 1, 0, endLine, 0));
    await vscode.window.showTextDocument(document, { preview: true, selection });
  } catch {
    await vscode.window.showWarningMessage(
      "The attached file cannot be opened any more. What was sent of it is kept in the conversation.",
    );
  }
}

/** Whether a document at this address is one that a person works with. */
export function isAttachable(uri: vscode.Uri): boolean {
  const others = ["output", "comment", ATTACHED_SCHEME, REPORT_SCHEME, REQUEST_SCHEME];
  return !others.includes(uri.scheme) && !showsEdit(uri);
}
