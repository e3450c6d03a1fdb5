import * as vscode from "vscode";
import { endingOf } from "./sourceReader";

const maxVisited = 20;
const maxOffered = 24;

/** Files that are open in tabs or were worked in lately. */
export class VisitedFiles {
  /** The latest last. */
  #visited: readonly vscode.Uri[] = [];

  visited(uri: vscode.Uri): void {
    const key = uri.toString();
    this.#visited = [...this.#visited.filter((each) => each.toString() !== key), uri].slice(-maxVisited);
  }

  clear(): void {
    this.#visited = [];
  }

  /** Up to 24 files beside `document`, the likeliest to help first: its kind before others, the latest before older. */
  beside(document: vscode.TextDocument): readonly vscode.Uri[] {
    const files = new Map<string, vscode.Uri>();
    for (const uri of [...this.#visited.toReversed(), ...openTabs()]) files.set(uri.toString(), uri);
    files.delete(document.uri.toString());
    const ending = endingOf(document.uri);
    return [...files.values()]
      .toSorted((left, right) => Number(endingOf(right) === ending) - Number(endingOf(left) === ending))
      .slice(0, maxOffered);
  }
}

function openTabs(): readonly vscode.Uri[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) =>
    tabs.flatMap(({ input }) => (input instanceof vscode.TabInputText ? [input.uri] : [])),
  );
}
