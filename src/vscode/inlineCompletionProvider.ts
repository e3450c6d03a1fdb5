import * as vscode from "vscode";
import type { CompletionRequest, Suggestion, TextAccess } from "../completion/completionRequest";
import type { CompletionEngine } from "../completion/engine";
import { absolutePathOf } from "./filePath";
import { signalOf } from "./signal";
import type { TabSafety } from "./tabSafety";

/** Run by VS Code after an item was accepted; its argument is the engine's `Suggestion`. */
export const ACCEPTED_COMMAND = "midfill.completions.accepted";

/** Views that only show something: output, search results, other people's lines. Nobody writes code there. */
const READ_ONLY_SCHEMES: ReadonlySet<string> = new Set([
  "output",
  "search-editor",
  "vscode-chat-code-block",
  "comment",
  "git",
  "review",
  "debug",
  "vscode-settings",
  "midfill-report",
]);

/** Translates between VS Code and the engine. It decides only what the engine cannot know: trust and kind of view. */
export class InlineCompletionProvider implements vscode.InlineCompletionItemProvider {
  readonly #engine: CompletionEngine;
  readonly #isTrusted: () => boolean;
  readonly #tabSafety: TabSafety;
  readonly #onInvoke: () => void;

  /**
   * @param isTrusted whether the workspace is trusted; until it is, nothing is read and nothing is asked
   * @param tabSafety is told what goes to the editor
   * @param onInvoke runs when the user has invoked a completion
   */
  constructor(
    engine: CompletionEngine,
    isTrusted: () => boolean,
    tabSafety: TabSafety,
    onInvoke: () => void,
  ) {
    this.#engine = engine;
    this.#isTrusted = isTrusted;
    this.#tabSafety = tabSafety;
    this.#onInvoke = onInvoke;
  }

  async provideInlineCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
    context: vscode.InlineCompletionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.InlineCompletionItem[]> {
    if (!this.#isTrusted() || !isCompletable(document) || token.isCancellationRequested) return [];
    if (context.triggerKind === vscode.InlineCompletionTriggerKind.Invoke) this.#onInvoke();
    const { signal, dispose } = signalOf(token);
    try {
      const { version } = document;
      const request = completionRequestFor(document, position, context);
      const suggestions =
        request.trigger === "explicit"
          ? await this.#engine.provideAlternatives(request, signal)
          : await this.#engine
              .provide(request, signal)
              .then((suggestion) => (suggestion === undefined ? [] : [suggestion]));
      // An item for an older text would be put at the wrong place.
      if (token.isCancellationRequested || document.version !== version) return [];
      this.#tabSafety.answered(suggestions[0], request.trigger);
      return suggestions.map((suggestion) => itemFor(document, suggestion));
    } finally {
      dispose();
    }
  }
}

function itemFor(document: vscode.TextDocument, suggestion: Suggestion): vscode.InlineCompletionItem {
  const item = new vscode.InlineCompletionItem(
    suggestion.text,
    new vscode.Range(
      document.positionAt(suggestion.replaceStartOffset),
      document.positionAt(suggestion.replaceEndOffset),
    ),
  );
  item.command = { command: ACCEPTED_COMMAND, title: "Completion accepted", arguments: [suggestion] };
  return item;
}

/** Whether anybody writes in this document. */
export function isCompletable(document: vscode.TextDocument): boolean {
  return !READ_ONLY_SCHEMES.has(document.uri.scheme);
}

/** The place as the engine sees it. @param context what the editor asks for; missing: it has not asked yet */
export function completionRequestFor(
  document: vscode.TextDocument,
  position: vscode.Position,
  context?: vscode.InlineCompletionContext,
): CompletionRequest {
  const selected = context?.selectedCompletionInfo;
  const request = {
    text: textAccess(document),
    offset: document.offsetAt(position),
    languageId: document.languageId,
    documentId: document.uri.toString(),
    path: vscode.workspace.asRelativePath(document.uri, false),
    absolutePath: absolutePathOf(document.uri),
    version: document.version,
    trigger:
      context?.triggerKind === vscode.InlineCompletionTriggerKind.Invoke
        ? ("explicit" as const)
        : ("automatic" as const),
    hasSeveralCursors: hasSeveralCursors(document),
  };
  if (selected === undefined) return request;
  return {
    ...request,
    selectedSuggestion: {
      text: selected.text,
      startOffset: document.offsetAt(selected.range.start),
      endOffset: document.offsetAt(selected.range.end),
    },
  };
}

/** Reads by range: the whole document is never copied. */
function textAccess(document: vscode.TextDocument): TextAccess {
  return {
    get length() {
      return document.offsetAt(document.lineAt(document.lineCount - 1).range.end);
    },
    slice: (startOffset, endOffset) =>
      endOffset <= startOffset || endOffset <= 0
        ? ""
        : document.getText(
            new vscode.Range(document.positionAt(Math.max(0, startOffset)), document.positionAt(endOffset)),
          ),
  };
}

/** A notebook's cell is shown by an editor of its own, which need not be the active one. */
function hasSeveralCursors(document: vscode.TextDocument): boolean {
  const editors = vscode.window.visibleTextEditors.filter((editor) => editor.document === document);
  const active = vscode.window.activeTextEditor;
  const editor = active?.document === document ? active : editors.length === 1 ? editors[0] : undefined;
  return (editor?.selections.length ?? 1) > 1;
}
