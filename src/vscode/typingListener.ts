import * as vscode from "vscode";
import type { CompletionEngine } from "../completion/engine";
import { completionRequestFor, isCompletable } from "./inlineCompletionProvider";

/**
 * Tells the engine of typing as soon as the editor tells us. The change comes first, still with the old cursor; the
 * cursor follows within a millisecond (measured in VS Code 1.139), some 60 ms before the editor asks for completions.
 * Undo and redo are no typing, and neither is what changes without the cursor.
 */
export class TypingListener implements vscode.Disposable {
  readonly #engine: CompletionEngine;
  readonly #isTrusted: () => boolean;
  readonly #listeners: vscode.Disposable;
  #changed: { readonly document: vscode.TextDocument; readonly version: number } | undefined;

  /** @param isTrusted whether the workspace is trusted; until it is, nothing is read */
  constructor(engine: CompletionEngine, isTrusted: () => boolean) {
    this.#engine = engine;
    this.#isTrusted = isTrusted;
    this.#listeners = vscode.Disposable.from(
      vscode.workspace.onDidChangeTextDocument((event) => this.#onChange(event)),
      vscode.window.onDidChangeTextEditorSelection((event) => this.#onSelection(event)),
    );
  }

  dispose(): void {
    this.#listeners.dispose();
  }

  #onChange({ document, contentChanges, reason }: vscode.TextDocumentChangeEvent): void {
    // An event without changes tells that the file is no longer saved.
    if (contentChanges.length === 0) return;
    // A file that is as it was saved was reverted or read again.
    const isTyping = reason === undefined && (document.isDirty || document.uri.scheme !== "file");
    this.#changed = isTyping ? { document, version: document.version } : undefined;
  }

  #onSelection({ textEditor, selections, kind }: vscode.TextEditorSelectionChangeEvent): void {
    const changed = this.#changed;
    if (kind === vscode.TextEditorSelectionChangeKind.Mouse) {
      // The change was a formatter's, and left the cursor alone.
      this.#changed = undefined;
      return;
    }
    const { document } = textEditor;
    if (changed?.document !== document || changed.version !== document.version) return;
    this.#changed = undefined;
    const [selection] = selections;
    if (selection?.isEmpty !== true || !this.#isTrusted() || !isCompletable(document)) return;
    this.#engine.changed(completionRequestFor(document, selection.active));
  }
}
