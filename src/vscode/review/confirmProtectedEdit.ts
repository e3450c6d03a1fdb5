import { posix } from "node:path";
import * as vscode from "vscode";
import { lineHunks } from "../../actions/diff/hunks";
import { remoteReferences } from "../../actions/guard/remoteReferences";
import { showNotice } from "../showNotice";
import { authorizeEdit, type EditOperation } from "./editGuard";

/** An edit that is about to be applied. */
export interface GuardedEdit {
  readonly uri: vscode.Uri;
  /** `change` where it is left out. */
  readonly operation?: EditOperation;
  /** The whole file without and with the edit. */
  readonly whole: { readonly before: string; readonly after: string };
}

/** So many addresses are named; of the others there is only the number. */
const maxNamedAddresses = 5;

/**
 * True where the edit may be applied now. To be called last before every edit is applied: it asks the guard, then the
 * user where the file runs code or steers tools, then the guard again, because links may have been changed while the
 * question stood. A file that is refused meanwhile is told about. No setting turns the question off.
 *
 * @param showDiff shows the whole change, behind the question
 * @param confirmed places that the user has said yes to for this very proposal: they are not asked about again, as
 * when one hunk is accepted after the other
 */
export async function confirmProtectedEdit(
  { uri, operation = "change", whole }: GuardedEdit,
  showDiff: () => Promise<void>,
  confirmed = new Set<string>(),
): Promise<boolean> {
  for (;;) {
    const authorization = await authorizeEdit(uri, operation);
    switch (authorization.type) {
      case "allowed":
        return true;
      case "refused":
        showNotice(authorization.notice);
        return false;
      case "confirm":
        if (confirmed.has(authorization.place)) return true;
        await showDiff();
        if (!(await isConfirmed(uri, authorization.why, whole))) return false;
        confirmed.add(authorization.place);
    }
  }
}

async function isConfirmed(uri: vscode.Uri, why: string, whole: GuardedEdit["whole"]): Promise<boolean> {
  const accept = "Accept Anyway";
  const answer = await vscode.window.showWarningMessage(
    `${posix.basename(uri.path)} can run code or steer tools.`,
    { modal: true, detail: [why, ...fetchedLines(whole), changeLine(uri, whole)].join("\n\n") },
    accept,
  );
  return answer === accept;
}

function changeLine(uri: vscode.Uri, { before, after }: GuardedEdit["whole"]): string {
  const hunks = lineHunks(before, after);
  const added = hunks.reduce((sum, hunk) => sum + hunk.addedLines, 0);
  const removed = hunks.reduce((sum, hunk) => sum + hunk.removedLines, 0);
  const path = vscode.workspace.asRelativePath(uri);
  return `You see the whole change behind this dialog: ${path}, +${added} −${removed} lines.`;
}

/** What the new text has fetched from the network without being asked. */
function fetchedLines({ before, after }: GuardedEdit["whole"]): readonly string[] {
  const references = remoteReferences(before, after);
  if (references.length === 0) return [];
  const named = references
    .slice(0, maxNamedAddresses)
    .map(({ by, address }) => `${by} ${shortened(address)}`);
  const others = references.length - named.length;
  return [
    [
      "The new text makes the editor or tools fetch:",
      ...named,
      ...(others > 0 ? [`and ${others} more`] : []),
    ].join("\n"),
  ];
}

function shortened(address: string): string {
  return address.length <= 120 ? address : `${address.slice(0, 119)}…`;
}
