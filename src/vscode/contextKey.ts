import * as vscode from "vscode";

/** A condition that the manifest's `when` clauses name. The editor is told of changes only: each is a call to it. */
export class ContextKey {
  readonly #name: string;
  /** Unknown at first: an extension host before this one may have left something. */
  #value: boolean | undefined;

  /** @param name such as `midfill.isEditing` */
  constructor(name: string) {
    this.#name = name;
  }

  set(value: boolean): void {
    if (value === this.#value) return;
    this.#value = value;
    void vscode.commands.executeCommand("setContext", this.#name, value);
  }
}
