import * as vscode from "vscode";
import { withLineFeeds } from "../../text/lineEnds";
import type { GitRepository } from "../attachments/gitExtension";

/** Scheme of the documents behind the boxes for commit messages (VS Code, extHostSCM.ts). */
const boxScheme = "vscode-scm";

/**
 * A repository's box for the commit's message, written to so that no character of the user is lost: as long as the
 * box can be typed into, its document is edited, and the editor refuses an edit of a text that has changed meanwhile.
 */
export class CommitMessageBox {
  readonly #repository: Pick<GitRepository, "inputBox" | "rootUri">;
  #written: string;
  #isWriting = false;

  constructor(repository: Pick<GitRepository, "inputBox" | "rootUri">) {
    this.#repository = repository;
    this.#written = this.text;
  }

  /** What it holds, with `\n` line ends. */
  get text(): string {
    return withLineFeeds(this.#repository.inputBox.value);
  }

  /** Whether somebody else has changed it since it was looked at first, or written. */
  get isChanged(): boolean {
    return !this.#isWriting && this.text !== this.#written;
  }

  /** Replaces the text; false, and nothing is replaced, where somebody has changed it. Calls must not overlap. */
  async write(text: string): Promise<boolean> {
    if (this.isChanged) return false;
    if (text === this.#written) return true;
    const before = this.#written;
    this.#isWriting = true;
    try {
      const isEdited = await this.#edit(before, text);
      if (isEdited === false && this.text !== before) return false;
      // The edit of a box that is not drawn does not reach it; nobody can type there.
      if (this.text === before) this.#repository.inputBox.value = text;
      this.#written = text;
    } finally {
      this.#isWriting = false;
    }
    return !this.isChanged;
  }

  /** Undefined where there is no document that shows what the box holds. */
  async #edit(before: string, text: string): Promise<boolean | undefined> {
    const document = documentOf(this.#repository.rootUri);
    if (document === undefined || withLineFeeds(document.getText()) !== before) return undefined;
    const edit = new vscode.WorkspaceEdit();
    const end = document.lineAt(document.lineCount - 1).range.end;
    if (text.startsWith(before)) edit.insert(document.uri, end, text.slice(before.length));
    else edit.replace(document.uri, new vscode.Range(new vscode.Position(0, 0), end), text);
    return vscode.workspace.applyEdit(edit);
  }
}

/** Calls back when the text of a box has changed that is on the screen, whoever changed it. */
export function onDidChangeAnyBox(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeTextDocument(({ document }) => {
    if (document.uri.scheme === boxScheme) listener();
  });
}

function documentOf(rootUri: vscode.Uri): vscode.TextDocument | undefined {
  const root = rootUri.toString();
  return vscode.workspace.textDocuments.find(
    ({ uri }) =>
      uri.scheme === boxScheme &&
      /^\/?git\//u.test(uri.path) &&
      new URLSearchParams(uri.query).get("rootUri") === root,
  );
}
