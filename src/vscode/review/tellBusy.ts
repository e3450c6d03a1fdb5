import * as vscode from "vscode";
import { nameOf } from "../actions/actionTarget";
import type { PendingEdit } from "./pendingEdit";

/** Tells that a document has an edit already, which can be shown. Nobody waits for an answer. */
export function tellBusy({ id, document }: PendingEdit): void {
  const show = "Show Review";
  void vscode.window
    .showInformationMessage(`${nameOf(document.uri)} has an edit already. Accept or reject it first.`, show)
    .then((answer) => answer === show && vscode.commands.executeCommand("midfill.showReview", id));
}
