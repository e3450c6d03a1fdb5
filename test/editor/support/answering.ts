import * as vscode from "vscode";

/** A modal question that was answered. */
interface Question {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
  /** The diff that stood behind the question: what it would make of the file. */
  readonly proposed: string | undefined;
}

/** What stands on the right side of the diff that is open. */
function proposedText(): string | undefined {
  const inputs = vscode.window.tabGroups.all.flatMap((group) => group.tabs).map(({ input }) => input);
  const diff = inputs.find((input) => input instanceof vscode.TabInputTextDiff);
  const wanted = String(diff?.modified);
  return vscode.workspace.textDocuments.find(({ uri }) => String(uri) === wanted)?.getText();
}

/**
 * Answers modal questions in the user's place: an editor that runs tests shows none. `during` runs while the question
 * stands.
 */
export async function answering(
  choice: "Accept Anyway" | undefined,
  body: () => Promise<void>,
  during: () => Promise<void> = async () => undefined,
): Promise<readonly Question[]> {
  const questions: Question[] = [];
  const original = vscode.window.showWarningMessage;
  const answer = async (
    message: string,
    options?: vscode.MessageOptions | string,
    ...buttons: readonly string[]
  ) => {
    if (typeof options !== "object" || options.modal !== true) return undefined;
    questions.push({ message, detail: options.detail ?? "", buttons, proposed: proposedText() });
    await during();
    return choice;
  };
  Object.assign(vscode.window, { showWarningMessage: answer });
  try {
    await body();
  } finally {
    Object.assign(vscode.window, { showWarningMessage: original });
  }
  return questions;
}

/**
 * Presses a button of the first warning that has it, in the user's place, and gives that warning's buttons; `before`
 * runs while the warning stands. Resolves when `body` has, which is given what the warnings say.
 */
export async function pressing(
  button: string,
  body: (told: readonly string[]) => Promise<void>,
  before: () => Promise<void> = async () => undefined,
): Promise<readonly string[] | undefined> {
  const told: string[] = [];
  let pressed: readonly string[] | undefined;
  const original = vscode.window.showWarningMessage;
  const answer = async (message: string, ...buttons: readonly string[]) => {
    told.push(message);
    if (pressed !== undefined || !buttons.includes(button)) return undefined;
    pressed = buttons;
    await before();
    return button;
  };
  Object.assign(vscode.window, { showWarningMessage: answer });
  try {
    await body(told);
  } finally {
    Object.assign(vscode.window, { showWarningMessage: original });
  }
  return pressed;
}
