import * as vscode from "vscode";
import type { Action } from "../../actions/action";
import { actionTable } from "../../actions/actionTable";
import { offeredActions } from "../../actions/fix/offeredActions";
import { maxSelectionChars } from "../../actions/request/selectionScope";
import type { PrivacyGate } from "../../privacy/privacyGate";
import { absolutePathOf } from "../filePath";
import { isCompletable } from "../inlineCompletionProvider";
import type { ActionDependencies } from "./actionDependencies";

const explainCommand = "midfill.explainProblem";
/** `quickfix.midfill`: mends or explains the problems at a place. */
const quickFixKind = vscode.CodeActionKind.QuickFix.append("midfill");
/** `refactor.rewrite.midfill`, and an action's id behind it: works on the selection. */
const rewriteKind = vscode.CodeActionKind.RefactorRewrite.append("midfill");

/** Where problems are: an argument of the commands that code actions run. */
interface Place {
  readonly uri: vscode.Uri;
  readonly around: vscode.Range;
}

/**
 * Offers the actions where the editor offers its own: for problems, and for a selection. It is asked with every move
 * of the cursor, so it looks at nothing but memory; what stands in the way on the disk is told when an action runs.
 */
export class CodeActions implements vscode.CodeActionProvider {
  readonly #privacy: Pick<PrivacyGate, "decide">;
  readonly #isOn: () => boolean;

  constructor(parts: Pick<ActionDependencies, "privacy"> & { readonly isOn: () => boolean }) {
    this.#privacy = parts.privacy;
    this.#isOn = parts.isOn;
  }

  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range | vscode.Selection,
    { diagnostics, only, triggerKind }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    // What runs by itself, as when a file is saved, asks for kinds; it must never ask a model that costs money.
    if (triggerKind === vscode.CodeActionTriggerKind.Automatic && only !== undefined) return [];
    if (!this.#isOn() || !vscode.workspace.isTrusted || !isWritable(document)) return [];
    if (!this.#privacy.decide(absolutePathOf(document.uri)).isAllowed) return [];
    const offered = [
      ...this.#ofProblems(document, range, diagnostics),
      // A range that is no selection belongs to a problem, as in its hover.
      ...(range instanceof vscode.Selection && hasText(document, range)
        ? this.#ofSelection(document, range)
        : []),
    ];
    return offered.filter(({ kind }) => only === undefined || (kind !== undefined && only.contains(kind)));
  }

  #ofProblems(
    document: vscode.TextDocument,
    range: vscode.Range,
    reported: readonly vscode.Diagnostic[],
  ): readonly vscode.CodeAction[] {
    // Hints are mostly suggestions of style: the light bulb would be everywhere.
    const diagnostics = reported.filter(({ severity }) => severity !== vscode.DiagnosticSeverity.Hint);
    const [first, ...others] = diagnostics;
    if (first === undefined) return [];
    const around = others.reduce((all, each) => all.union(each.range), first.range);
    const place: Place = { uri: document.uri, around };
    const part = range instanceof vscode.Selection && !range.isEmpty ? { uri: document.uri, range } : place;
    const fix = builtIn("fix");
    return [
      ...(fix === undefined
        ? []
        : [
            codeAction(`${fix.title} with Midfill`, quickFixKind.append("fix"), {
              command: "midfill.runAction",
              arguments: [{ action: "fix", ...part }],
            }),
          ]),
      codeAction("Explain with Midfill", quickFixKind.append("explain"), {
        command: explainCommand,
        arguments: [place],
      }),
    ].map((action) => Object.assign(action, { diagnostics }));
  }

  #ofSelection(document: vscode.TextDocument, range: vscode.Selection): readonly vscode.CodeAction[] {
    return offeredActions(document.languageId).flatMap((id) => {
      const action = builtIn(id);
      if (action === undefined) return [];
      const isAsking = action.title.endsWith("…");
      const title = `${action.title.replace(/…$/u, "")} with Midfill${isAsking ? "…" : ""}`;
      return codeAction(title, rewriteKind.append(id), {
        command: "midfill.runAction",
        arguments: [{ action: id, uri: document.uri, range: new vscode.Range(range.start, range.end) }],
      });
    });
  }
}

/** Only the built-in ones are offered here, under their own titles. */
function builtIn(id: string): Action | undefined {
  return actionTable.find((action) => action.id === id);
}

/** Offers code actions while the result is not disposed. */
export function registerCodeActions(
  parts: Pick<ActionDependencies, "privacy"> & {
    readonly isOn: () => boolean;
    readonly explain: (document: vscode.TextDocument, place: vscode.Range) => Promise<void>;
  },
): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerCodeActionsProvider(
      // This matches least, so that what the language itself offers comes first.
      "*",
      new CodeActions(parts),
      { providedCodeActionKinds: [quickFixKind, rewriteKind] },
    ),
    vscode.commands.registerCommand(explainCommand, async (place: unknown) => {
      if (isPlace(place)) {
        await parts.explain(await vscode.workspace.openTextDocument(place.uri), place.around);
      }
    }),
  );
}

function isPlace(value: unknown): value is Place {
  return (
    typeof value === "object" &&
    value !== null &&
    "uri" in value &&
    value.uri instanceof vscode.Uri &&
    "around" in value &&
    value.around instanceof vscode.Range
  );
}

function codeAction(
  title: string,
  kind: vscode.CodeActionKind,
  run: Omit<vscode.Command, "title">,
): vscode.CodeAction {
  const action = new vscode.CodeAction(title, kind);
  action.command = { title, ...run };
  return action;
}

/** Whether somebody can write here, as far as memory knows. The editor itself asks for none where it is read-only. */
function isWritable(document: vscode.TextDocument): boolean {
  if (!isCompletable(document)) return false;
  const { scheme } = document.uri.scheme === "vscode-notebook-cell" ? notebookUri(document) : document.uri;
  return scheme === "untitled" || vscode.workspace.fs.isWritableFileSystem(scheme) === true;
}

/** A cell's address holds its notebook's path, but not its scheme. */
function notebookUri(cell: vscode.TextDocument): vscode.Uri {
  const notebook = vscode.workspace.notebookDocuments.find((each) =>
    each.getCells().some(({ document }) => document === cell),
  );
  return notebook?.uri ?? cell.uri;
}

/** Whether a selection holds something, and no more than an action takes. */
function hasText(document: vscode.TextDocument, selection: vscode.Selection): boolean {
  if (selection.isEmpty) return false;
  const chars = document.offsetAt(selection.end) - document.offsetAt(selection.start);
  return chars <= maxSelectionChars && document.getText(selection).trim() !== "";
}
