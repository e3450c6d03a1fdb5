import * as vscode from "vscode";
import type { EditWarning } from "../../actions/answer/editWarnings";
import type { PendingEdit } from "./pendingEdit";

/** Asks about what cannot be seen in a review, once a proposal. */
export async function confirmWarnings(edit: PendingEdit): Promise<boolean> {
  const { warnings } = edit;
  for (const warning of warnings) {
    const [message, detail] = warningText(warning);
    // oxlint-disable-next-line no-await-in-loop -- one question after the other
    const answer = await vscode.window.showWarningMessage(message, { modal: true, detail }, "Accept Anyway");
    if (answer !== "Accept Anyway") return false;
  }
  // Another proposal may have come meanwhile, with warnings of its own.
  if (edit.warnings === warnings) edit.warnings = [];
  return true;
}

function warningText(warning: EditWarning): readonly [message: string, detail: string] {
  switch (warning.type) {
    case "hostile-characters":
      return [
        "The proposed text holds characters that cannot be seen.",
        `${warning.codePoints.join(", ")}: such characters can make code do something else than it shows.`,
      ];
    case "large-deletion":
      return [
        `The proposed text is ${warning.removedLines} lines shorter than the ${warning.ofLines} lines it replaces.`,
        "Look at the change before you accept: models sometimes leave code out.",
      ];
    case "code-change":
      return [
        `The proposal also changes code in ${warning.lines === 1 ? "one line" : `${warning.lines} lines`}.`,
        "Only comments were to change. Look at the change before you accept.",
      ];
  }
}
