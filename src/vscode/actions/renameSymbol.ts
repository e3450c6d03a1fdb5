import * as vscode from "vscode";
import { isIdentifier, usableName, type RenamedSymbol } from "../../actions/rename/nameFilter";
import { NameParser, type ProposedName } from "../../actions/rename/nameParser";
import { renameMessages } from "../../actions/rename/renameMessages";
import { actionRequest } from "../../actions/request/actionRequest";
import { showError } from "../showError";
import { showNotice } from "../showNotice";
import type { ActionDependencies } from "./actionDependencies";
import { editingRefusal, nameOf, notice, sendingRefusal, targetIn } from "./actionTarget";
import { renameContext } from "./renameContext";
import { withinDeadline } from "./withinDeadline";

type RenameDependencies = Pick<ActionDependencies, "client" | "settings" | "privacy" | "mayAct" | "log">;

/** A list of names has a tenth of it. */
const maxNamesTokens = 600;
const maxNames = 8;
/** A language server that takes longer is believed to be able to rename. */
const probeDeadlineMs = 4_000;

/** What is renamed, pinned when the command starts. */
interface Place {
  readonly document: vscode.TextDocument;
  readonly version: number;
  readonly range: vscode.Range;
  readonly name: string;
}

/** Suggests names for the symbol under the cursor; resolves when it has its new name, or keeps the old one. */
export async function suggestNames(
  dependencies: RenameDependencies,
  editor: vscode.TextEditor | undefined,
): Promise<void> {
  if (editor === undefined) {
    showNotice(notice("No text editor is active.", "Open a file and put the cursor on a name first."));
    return;
  }
  const place = await placeAt(editor);
  if (place === undefined) {
    showNotice(notice("There is nothing to rename at the cursor.", "Put it on a name."));
    return;
  }
  const { document, range, name } = place;
  const refusal =
    (await sendingRefusal(targetIn(document, range), dependencies.privacy)) ??
    (await editingRefusal(document)) ??
    dependencies.settings({}).obstacle;
  if (refusal !== undefined) {
    showNotice(refusal);
    return;
  }
  // Asked before a token is spent, with a name that nothing has.
  const probe = await withinDeadline(renameEdit(place, `${name}Renamed`), probeDeadlineMs);
  if (probe?.edit === undefined && probe?.reason !== undefined) {
    showNotice(
      notice(
        `“${name}” cannot be renamed: ${probe.reason}`,
        `An extension for ${document.languageId} may help.`,
      ),
    );
    return;
  }
  if (!(await dependencies.mayAct())) return;
  const chosen = await chooseName(dependencies, place, () => suggestNames(dependencies, editor));
  if (chosen === undefined || chosen === name) return;
  await rename(place, chosen);
}

/** What the language server would rename; where it does not say, the word. */
async function placeAt({ document, selection }: vscode.TextEditor): Promise<Place | undefined> {
  const { version } = document;
  let range: vscode.Range | undefined;
  try {
    const told = await vscode.commands.executeCommand<
      { readonly range: vscode.Range; readonly placeholder: string } | undefined
    >("vscode.prepareRename", document.uri, selection.active);
    range = told?.range;
  } catch {
    return undefined; // It says that here is nothing that can be renamed.
  }
  range ??= document.getWordRangeAtPosition(selection.active);
  if (range === undefined || range.isEmpty || !range.isSingleLine) return undefined;
  return { document, version, range, name: document.getText(range) };
}

/** The change that the language server would make, or the reason why there is none. */
async function renameEdit(
  { document, range }: Place,
  newName: string,
): Promise<
  | { readonly edit: vscode.WorkspaceEdit; readonly reason?: undefined }
  | { readonly edit?: undefined; readonly reason: string }
> {
  try {
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit | undefined>(
      "vscode.executeDocumentRenameProvider",
      document.uri,
      range.start,
      newName,
    );
    return edit === undefined || edit.size === 0 ? { reason: "no language server knows how to." } : { edit };
  } catch (error) {
    const told = error instanceof Error ? error.message.trim() : "";
    // What the editor says where nobody can rename (VS Code, rename.ts).
    return { reason: told === "" || told === "No result." ? "no language server knows how to." : told };
  }
}

async function rename(place: Place, newName: string): Promise<void> {
  const { document, version, name } = place;
  const changed = notice(
    `${nameOf(document.uri)} has changed meanwhile, so nothing was renamed.`,
    "Start again.",
  );
  if (document.isClosed || document.version !== version) {
    showNotice(changed);
    return;
  }
  const { edit, reason } = await renameEdit(place, newName);
  if (edit === undefined) {
    showNotice(notice(`“${name}” was not renamed to “${newName}”: ${reason}`, "Try another name."));
    return;
  }
  if (document.isClosed || document.version !== version) showNotice(changed);
  else if (!(await vscode.workspace.applyEdit(edit, { isRefactoring: true }))) {
    showNotice(notice("The editor did not take the change, so nothing was renamed.", "Start again."));
  }
}

interface NameItem extends vscode.QuickPickItem {
  readonly isTyped?: true;
}

/** Shows names as they come; one that the user types counts as well. Undefined when they choose none. */
async function chooseName(
  dependencies: RenameDependencies,
  place: Place,
  again: () => Promise<void>,
): Promise<string | undefined> {
  const { document, name } = place;
  const symbol: RenamedSymbol = {
    oldName: name,
    languageId: document.languageId,
    fileText: document.getText(),
  };
  const picker = vscode.window.createQuickPick<NameItem>();
  const closing = new AbortController();
  const names: NameItem[] = [];
  const show = () => {
    const typed = picker.value.trim();
    const isOwn =
      typed !== "" &&
      isIdentifier(typed, name, document.languageId) &&
      names.every(({ label }) => label !== typed);
    picker.items = [
      ...names,
      ...(isOwn ? [{ label: typed, description: "as typed", alwaysShow: true, isTyped: true } as const] : []),
    ];
  };
  picker.title = `Rename “${name}”`;
  picker.placeholder = "Thinking of names… You can type one yourself";
  picker.matchOnDescription = true;
  picker.busy = true;
  picker.keepScrollPosition = true;
  const chosen = new Promise<string | undefined>((resolve) => {
    picker.onDidChangeValue(show);
    picker.onDidAccept(() => {
      const [active] = picker.activeItems;
      const typed = picker.value.trim();
      // Items travel to the window and back: the typed one may be a key behind when Enter comes.
      const label = active === undefined || active.isTyped === true ? typed : active.label;
      if (label !== "" && isIdentifier(label, name, document.languageId)) resolve(label);
    });
    picker.onDidHide(() => resolve(undefined));
  });
  picker.show();
  const add = (proposed: readonly ProposedName[]) => {
    for (const each of proposed) {
      const label = usableName(
        each,
        symbol,
        names.map((item) => item.label),
      );
      if (label === undefined || names.length >= maxNames) continue;
      names.push({ label, description: each.reason });
    }
    if (proposed.length > 0) show();
  };
  const asking = askForNames(dependencies, place, closing.signal, add).then(
    () => {
      picker.busy = false;
      picker.placeholder =
        names.length === 0 ? "No usable name came: type one" : "Choose a name, or type one";
    },
    (error: unknown) => {
      if (closing.signal.aborted) return;
      picker.busy = false;
      picker.placeholder = "Type a name";
      // With nothing to choose from the error matters more than the list.
      if (names.length === 0) picker.hide();
      void showError(error, again);
    },
  );
  const result = await chosen;
  closing.abort();
  picker.dispose();
  await asking;
  return result;
}

async function askForNames(
  { client, settings, privacy, log }: RenameDependencies,
  place: Place,
  signal: AbortSignal,
  onNames: (names: readonly ProposedName[]) => void,
): Promise<void> {
  const { document, range, name } = place;
  const context = await renameContext(document, range, privacy);
  if (signal.aborted) return;
  const path = targetIn(document, range).path;
  const messages = renameMessages({ name, path, languageId: document.languageId, ...context });
  const parser = new NameParser();
  let count = 0;
  const tell = (names: readonly ProposedName[]) => {
    count += names.length;
    onNames(names);
  };
  for await (const event of client().streamChat(
    actionRequest(settings({ thinking: "off" }), messages, maxNamesTokens),
    signal,
  )) {
    if (event.type === "text-delta") tell(parser.add(event.text));
  }
  tell(parser.end());
  log("debug", `Names: ${count} came`);
}
