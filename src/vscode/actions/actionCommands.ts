import * as vscode from "vscode";
import type { Action } from "../../actions/action";
import { actionTable } from "../../actions/actionTable";
import type { ActionCatalog } from "./actionCatalog";
import { chooseAction } from "./actionPicker";
import { nameOf } from "./actionTarget";
import type { ActionOptions } from "./runAction";

/** Registers a command for every built-in action, and `midfill.runAction` for all. */
export function registerActionCommands({
  catalog,
  memory,
  run,
}: {
  readonly catalog: ActionCatalog;
  /** Keeps which actions were used last. */
  readonly memory: vscode.Memento;
  readonly run: (action: Action, options: ActionOptions) => Promise<void>;
}): vscode.Disposable {
  const runById = async (id: string, options: unknown) => {
    // The user may go on to another one while things are loaded.
    const editor = vscode.window.activeTextEditor;
    const action = await catalog.get(id);
    if (action === undefined) {
      void vscode.window.showWarningMessage(
        `There is no action “${id}”. Your own are in the setting midfill.actions.own.`,
      );
      return;
    }
    const given = await optionsIn(options);
    if (given !== undefined) await run(action, { ...(editor !== undefined && { editor }), ...given });
  };
  const choose = () => chooseAction({ catalog, memory, run });
  return vscode.Disposable.from(
    ...actionTable.map(({ id, command }) =>
      vscode.commands.registerCommand(command, (options: unknown) => runById(id, options)),
    ),
    vscode.commands.registerCommand("midfill.runAction", async (options: unknown) => {
      const id = textIn(options, "action");
      await (id === undefined ? choose() : runById(id, options));
    }),
    vscode.commands.registerCommand("midfill.chooseAction", choose),
  );
}

/**
 * Keyboard shortcuts, code actions and other extensions may bring along what the user is asked for, and where:
 * `{ "input": "…" }` (or `instruction`), `uri`, and `range` or `around` in it. Undefined where a place is given that is
 * none, or whose document cannot be shown, which is told: nothing is done in another place.
 */
async function optionsIn(options: unknown): Promise<ActionOptions | undefined> {
  const input = textIn(options, "input") ?? textIn(options, "instruction");
  const range = fieldOf(options, "range");
  const around = fieldOf(options, "around");
  const uri = fieldOf(options, "uri");
  const isPlace =
    (uri === undefined || uri instanceof vscode.Uri) &&
    [range, around].every((each) => each === undefined || each instanceof vscode.Range);
  if (!isPlace) {
    void vscode.window.showWarningMessage(
      "This command was called for a place that Midfill does not understand, so nothing was done. `uri` must be a Uri, `range` and `around` must be Ranges.",
    );
    return undefined;
  }
  const editor = uri instanceof vscode.Uri ? await editorOf(uri) : undefined;
  if (uri instanceof vscode.Uri && editor === undefined) {
    void vscode.window.showWarningMessage(`${nameOf(uri)} cannot be opened, so nothing was done.`);
    return undefined;
  }
  return {
    ...(input !== undefined && { input }),
    ...(range instanceof vscode.Range && { range }),
    ...(around instanceof vscode.Range && { around }),
    ...(editor !== undefined && { editor }),
  };
}

/** The visible editor of a document, else a new one: a problem may be of a file that is not open. */
async function editorOf(uri: vscode.Uri): Promise<vscode.TextEditor | undefined> {
  const visible = vscode.window.visibleTextEditors.find(
    (each) => each.document.uri.toString() === uri.toString(),
  );
  return visible ?? vscode.window.showTextDocument(uri).then(undefined, () => undefined);
}

function textIn(options: unknown, name: string): string | undefined {
  const text = fieldOf(options, name);
  return typeof text === "string" && text.trim() !== "" ? text.trim() : undefined;
}

function fieldOf(options: unknown, name: string): unknown {
  return typeof options === "object" && options !== null && Object.hasOwn(options, name)
    ? Object.entries(options).find(([key]) => key === name)?.[1]
    : undefined;
}
