import * as vscode from "vscode";
import type { CompletionRequest } from "../../completion/completionRequest";
import { ContextKeeper } from "../../completion/context/contextKeeper";
import type { ContextSnippet } from "../../completion/context/contextSnippet";
import { RecentEdits } from "../../completion/context/recentEdits";
import type { PrivacyGate } from "../../privacy/privacyGate";
import type { Clock } from "../../provider/clock";
import { isCompletable } from "../inlineCompletionProvider";
import type { IgnoreFiles } from "../ignoreFiles";
import type { Log } from "../log";
import type { SettingsReader } from "../settingsReader";
import { ContextGatherer } from "./gatherContext";
import { VisitedFiles } from "./visitedFiles";

/** Context from elsewhere for completions. */
export interface CompletionContext extends vscode.Disposable {
  /** What goes with this request: synchronous, from what was gathered in the background. */
  snippetsFor(request: CompletionRequest): readonly ContextSnippet[];
}

/** Starts to follow the editor. Reads nothing before somebody works in a document of a trusted workspace. */
export function startContext(parts: {
  readonly settings: SettingsReader;
  readonly privacy: PrivacyGate;
  readonly ignoreFiles: IgnoreFiles;
  readonly clock: Clock;
  readonly log: Log;
}): CompletionContext {
  const { settings, privacy, ignoreFiles, clock, log } = parts;
  const edits = new RecentEdits();
  const visited = new VisitedFiles();
  const gatherer = new ContextGatherer(privacy, clock, edits, visited);
  const keeper = new ContextKeeper({
    clock,
    settings: () => settings.current.context,
    gather: async (documentId, signal) => {
      const editor = vscode.window.activeTextEditor;
      if (editor?.document.uri.toString() !== documentId) return undefined;
      return gatherer.gather(editor, settings.current, signal);
    },
    log,
  });

  const follow = (editor: vscode.TextEditor | undefined) => {
    if (editor === undefined || !isCompletable(editor.document)) {
      keeper.left();
      return;
    }
    visited.visited(editor.document.uri);
    keeper.visited(editor.document.uri.toString());
  };
  const clear = () => {
    gatherer.clear();
    keeper.clear();
  };
  const savedByHand = new Set<string>();

  const listeners = [
    vscode.window.onDidChangeActiveTextEditor(follow),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length === 0 || !isCompletable(document)) return;
      const documentId = document.uri.toString();
      const atMs = clock.nowMs();
      for (const { range, text } of contentChanges) {
        edits.record({
          documentId,
          startLine: range.start.line,
          linesBefore: range.end.line - range.start.line + 1,
          linesAfter: lineBreaksIn(text) + 1,
          atMs,
        });
      }
      keeper.edited(documentId);
    }),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
      const line = selections[0]?.active.line;
      if (line !== undefined) keeper.moved(textEditor.document.uri.toString(), line);
    }),
    // An automatic save says nothing about whether somebody is typing.
    vscode.workspace.onWillSaveTextDocument(({ document, reason }) => {
      if (reason === vscode.TextDocumentSaveReason.Manual) savedByHand.add(document.uri.toString());
    }),
    vscode.workspace.onDidSaveTextDocument(({ uri }) => {
      if (savedByHand.delete(uri.toString())) keeper.saved();
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      keeper.closed(uri.toString());
      edits.forget(uri.toString());
      savedByHand.delete(uri.toString());
    }),
    settings.onDidChange(clear),
    ignoreFiles.onDidChange(clear),
    vscode.workspace.onDidGrantWorkspaceTrust(clear),
  ];
  follow(vscode.window.activeTextEditor);

  return {
    snippetsFor: (request) => keeper.snippetsFor(request),
    dispose: () => {
      for (const listener of listeners) listener.dispose();
      keeper.dispose();
      gatherer.clear();
      visited.clear();
      edits.clear();
    },
  };
}

function lineBreaksIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count++;
  return count;
}
