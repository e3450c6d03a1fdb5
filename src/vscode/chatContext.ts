import * as vscode from "vscode";
import type { AttachmentSource, PendingAttachment } from "../chat/attachment";
import type { ChatPrivacy } from "../chat/chatDependencies";
import { estimateTokens } from "../chat/estimateTokens";

/** A document larger than this (UTF-16 code units) is not read for an attachment; a selection of it may be. */
const maxAttachedChars = 2_000_000;

/**
 * The editor's part of the chat's context: the text editor that was active last (the chat taking the focus does not
 * change it), read as an attachment when the user asks for that and never before.
 */
export class ChatContext implements vscode.Disposable {
  private readonly privacy: ChatPrivacy;
  private readonly subscriptions: vscode.Disposable[] = [];
  private readonly changed = new vscode.EventEmitter<void>();
  private editor: vscode.TextEditor | undefined;

  /** Another editor is active, or there is or is not a selection in it now. */
  readonly onDidChange = this.changed.event;

  constructor(privacy: ChatPrivacy) {
    this.privacy = privacy;
    this.editor = vscode.window.activeTextEditor;
    this.subscriptions.push(
      this.changed,
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        if (editor === undefined || !isAttachable(editor.document)) return;
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
    return this.editor === undefined ? undefined : labelOf(this.editor.document, selectedLines(this.editor));
  }

  /** The active editor's selection, or its whole file when nothing is selected; undefined without an editor. */
  readActive(): PendingAttachment | undefined {
    return this.editor === undefined ? undefined : this.read(this.editor.document, this.editor.selection);
  }

  /**
   * A part of a document, or all of it where the range is empty, as it is now. What may not or cannot be sent comes
   * without text and with the reason.
   */
  read(document: vscode.TextDocument, range: vscode.Range): PendingAttachment {
    const lines = linesOf(range);
    const path = vscode.workspace.asRelativePath(document.uri, true);
    const size = sizeOf(document, range);
    const head = {
      id: crypto.randomUUID(),
      label: labelOf(document, lines),
      detail: path,
      kind: lines === undefined ? ("file" as const) : ("selection" as const),
      path,
      languageId: document.languageId,
      source: { uri: document.uri.toString(), ...lines },
    };
    const decision = this.privacy.decide(document.uri.scheme === "file" ? document.uri.fsPath : path);
    if (!decision.isAllowed) return { ...head, tokens: 0, text: "", refusal: decision.reason };
    if (size > maxAttachedChars) {
      const refusal = `It is too large to attach (${(size / 1_000_000).toFixed(1)} million characters). Select the part that matters.`;
      return { ...head, tokens: 0, text: "", refusal };
    }
    const text = document.getText(lines === undefined ? undefined : range);
    if (text.includes("\0")) {
      return { ...head, tokens: 0, text: "", refusal: "It is not a text file, so it is not sent." };
    }
    return { ...head, text, tokens: estimateTokens(text) };
  }
}

/** Shows where an attachment came from. Only what lies in an editor or on a file system of this window is opened. */
export async function openAttachment(source: AttachmentSource): Promise<void> {
  const uri = vscode.Uri.parse(source.uri, true);
  const schemes = new Set(["file", "untitled", "vscode-notebook-cell"]);
  for (const folder of vscode.workspace.workspaceFolders ?? []) schemes.add(folder.uri.scheme);
  if (!schemes.has(uri.scheme)) return;
  try {
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

function isAttachable(document: vscode.TextDocument): boolean {
  return document.uri.scheme !== "output" && document.uri.scheme !== "comment";
}

/** The lines of a selection, from 1, both included; undefined for an empty one. */
function linesOf(range: vscode.Range): { startLine: number; endLine: number } | undefined {
  if (range.isEmpty) return undefined;
  // A selection that ends at the very start of a line holds nothing of that line.
  const endsBefore = range.end.character === 0 && range.end.line > range.start.line;
  return { startLine: range.start.line + 1, endLine: endsBefore ? range.end.line : range.end.line + 1 };
}

function selectedLines(editor: vscode.TextEditor): { startLine: number; endLine: number } | undefined {
  return linesOf(editor.selection);
}

function labelOf(
  document: vscode.TextDocument,
  lines: { startLine: number; endLine: number } | undefined,
): string {
  const name = document.uri.path.split("/").at(-1) ?? "";
  if (lines === undefined) return name;
  const { startLine, endLine } = lines;
  return startLine === endLine ? `${name}:${startLine}` : `${name}:${startLine}-${endLine}`;
}

/** UTF-16 code units in a range, or in the document where it is empty; the text itself is not copied for it. */
function sizeOf(document: vscode.TextDocument, range: vscode.Range): number {
  if (!range.isEmpty) return document.offsetAt(range.end) - document.offsetAt(range.start);
  return document.offsetAt(new vscode.Position(document.lineCount, 0));
}
