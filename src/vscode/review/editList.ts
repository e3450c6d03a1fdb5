import * as vscode from "vscode";
import { nameOf } from "../actions/actionTarget";
import type { PendingEdit } from "./pendingEdit";
import { changeText } from "./reviewLenses";

/** How an edit ended. */
export type EditOutcome =
  "accepted" | "partly-accepted" | "rejected" | "range-changed" | "closed" | "failed" | "no-change";

/** An edit that is over, for the list. */
interface EndedEdit {
  readonly title: string;
  readonly uri: vscode.Uri;
  readonly line: number;
  readonly instruction: string;
  readonly outcome: EditOutcome;
  readonly restart: () => Promise<void>;
}

/** Ended edits that the list still shows. */
const maxEnded = 20;

const outcomeLook: Readonly<Record<EditOutcome, readonly [icon: string, words: string]>> = {
  accepted: ["check", "applied"],
  "partly-accepted": ["check", "applied in part"],
  rejected: ["close", "rejected"],
  "range-changed": ["circle-slash", "dropped: its lines were changed"],
  closed: ["circle-slash", "dropped: the file was closed"],
  failed: ["error", "failed"],
  "no-change": ["dash", "nothing to change"],
};

interface EditItem extends vscode.QuickPickItem {
  readonly edit?: PendingEdit;
  readonly ended?: EndedEdit;
}

const acceptButton = { iconPath: new vscode.ThemeIcon("check"), tooltip: "Accept All" };
const rejectButton = { iconPath: new vscode.ThemeIcon("close"), tooltip: "Reject All" };
const stopButton = { iconPath: new vscode.ThemeIcon("debug-stop"), tooltip: "Stop" };
const againButton = { iconPath: new vscode.ThemeIcon("refresh"), tooltip: "Run Again" };
const commandOf = new Map<vscode.QuickInputButton, string>([
  [acceptButton, "midfill.acceptEdit"],
  [rejectButton, "midfill.rejectEdit"],
  [stopButton, "midfill.cancelEdit"],
]);

/** All edits with their states: a quick pick that follows them, and the number of open ones in the status bar. */
export class EditList implements vscode.Disposable {
  readonly #edits: () => readonly PendingEdit[];
  readonly #item = vscode.window.createStatusBarItem("midfill.edits", vscode.StatusBarAlignment.Right, 99);
  readonly #onChange = new vscode.EventEmitter<void>();
  #ended: readonly EndedEdit[] = [];

  constructor(edits: () => readonly PendingEdit[]) {
    this.#edits = edits;
    this.#item.name = "Midfill Edits";
    this.#item.command = "midfill.showEdits";
  }

  /** An edit is new, over, or in another state. */
  changed(): void {
    const edits = this.#edits();
    const writing = edits.filter(({ state }) => state === "writing").length;
    const waiting = edits.length - writing;
    const words = [
      ...(writing > 0 ? [`${writing} being written`] : []),
      ...(waiting > 0 ? [`${waiting} to review`] : []),
    ].join(", ");
    this.#item.text = `$(${writing > 0 ? "loading~spin" : "diff"}) ${edits.length}`;
    this.#item.tooltip = `Midfill edits: ${words}`;
    this.#item.accessibilityInformation = { label: `Midfill edits: ${words}`, role: "button" };
    if (edits.length > 0) this.#item.show();
    else this.#item.hide();
    this.#onChange.fire();
  }

  ended({ plan, document, range }: PendingEdit, outcome: EditOutcome): void {
    const { title, instruction, restart } = plan;
    const line = document.positionAt(range?.start ?? plan.target.range.start).line;
    this.#ended = [{ title, uri: document.uri, line, instruction, outcome, restart }, ...this.#ended].slice(
      0,
      maxEnded,
    );
  }

  /** Shows the list; an open edit that is chosen is shown for review, an ended one where it was. */
  async pick(): Promise<void> {
    const chosen = await this.#show("Midfill edits", () => [...this.#openItems(), ...this.#endedItems()]);
    if (chosen?.edit !== undefined) {
      await vscode.commands.executeCommand("midfill.showReview", chosen.edit.id);
    } else if (chosen?.ended !== undefined) {
      const { uri, line } = chosen.ended;
      await vscode.window.showTextDocument(uri, { selection: new vscode.Range(line, 0, line, 0) });
    }
  }

  /** Asks which of several open edits is meant. */
  async choose(): Promise<PendingEdit | undefined> {
    return (await this.#show("Which edit?", () => this.#openItems()))?.edit;
  }

  async #show(title: string, items: () => readonly EditItem[]): Promise<EditItem | undefined> {
    const pick = vscode.window.createQuickPick<EditItem>();
    pick.title = title;
    pick.placeholder = "There is no edit: run an action on a selection first.";
    pick.matchOnDescription = true;
    const fill = () => {
      pick.items = items();
      pick.placeholder = pick.items.length === 0 ? pick.placeholder : "Show an edit";
    };
    fill();
    const following = this.#onChange.event(fill);
    const chosen = await new Promise<EditItem | undefined>((resolve) => {
      pick.onDidAccept(() => resolve(pick.activeItems[0]));
      pick.onDidHide(() => resolve(undefined));
      pick.onDidTriggerItemButton(({ button, item }) => {
        const command = commandOf.get(button);
        if (item.edit !== undefined && command !== undefined) {
          void vscode.commands.executeCommand(command, item.edit.id);
        } else if (item.ended !== undefined) {
          resolve(undefined);
          void item.ended.restart();
        }
      });
      pick.show();
    });
    following.dispose();
    pick.dispose();
    return chosen;
  }

  #openItems(): readonly EditItem[] {
    return this.#edits().map((edit) => {
      const { plan, document, state } = edit;
      const line = document.positionAt(edit.range?.start ?? 0).line + 1;
      const isWriting = state === "writing";
      return {
        label: `$(${isWriting ? "loading~spin" : "diff"}) ${plan.title}: ${nameOf(document.uri)}:${line}`,
        description: isWriting ? edit.status : `waiting for review: ${changeText(edit)}`,
        ...detailOf(plan.instruction, edit.used),
        buttons: isWriting ? [stopButton] : [acceptButton, rejectButton],
        edit,
      };
    });
  }

  #endedItems(): readonly EditItem[] {
    if (this.#ended.length === 0) return [];
    return [
      { label: "Ended", kind: vscode.QuickPickItemKind.Separator },
      ...this.#ended.map((ended) => {
        const [icon, words] = outcomeLook[ended.outcome];
        return {
          label: `$(${icon}) ${ended.title}: ${nameOf(ended.uri)}:${ended.line + 1}`,
          description: words,
          ...detailOf(ended.instruction, []),
          buttons: [againButton],
          ended,
        };
      }),
    ];
  }

  dispose(): void {
    this.#item.dispose();
    this.#onChange.dispose();
  }
}

/** What was asked for, and everything that was used for it: the lens above the code has no room for all. */
function detailOf(instruction: string, used: readonly string[]): Pick<vscode.QuickPickItem, "detail"> {
  const parts = [
    ...(instruction === "" ? [] : [oneLine(instruction)]),
    ...(used.length === 0 ? [] : [`with ${used.join(", ")}`]),
  ];
  return parts.length === 0 ? {} : { detail: parts.join(" · ") };
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").slice(0, 200);
}
