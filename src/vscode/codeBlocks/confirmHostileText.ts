import * as vscode from "vscode";
import { hostileCharacters } from "../../actions/answer/hostileCharacters";

/** Asks before text with characters that cannot be seen goes into a document; true where there are none. */
export async function confirmHostileText(text: string, original: string): Promise<boolean> {
  const codePoints = hostileCharacters(text, original);
  if (codePoints.length === 0) return true;
  const insert = "Insert Anyway";
  const answer = await vscode.window.showWarningMessage(
    "The code holds characters that cannot be seen.",
    {
      modal: true,
      detail: `${codePoints.slice(0, 20).join(", ")}: such characters can make code do something else than it shows.`,
    },
    insert,
  );
  return answer === insert;
}
