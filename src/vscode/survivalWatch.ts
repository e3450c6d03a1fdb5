import * as vscode from "vscode";
import type { Clock } from "../provider/clock";
import type { AcceptanceStatistics } from "../usage/acceptance";
import { SurvivalTracker } from "../usage/survival";

/** Follows accepted texts in the editor's documents. */
export class SurvivalWatch implements vscode.Disposable {
  readonly #tracker: SurvivalTracker;
  readonly #subscriptions: readonly vscode.Disposable[];

  constructor(clock: Clock, statistics: AcceptanceStatistics) {
    this.#tracker = new SurvivalTracker({
      clock,
      textOf: (documentId, { start, end }) => {
        const document = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === documentId);
        return document?.getText(new vscode.Range(document.positionAt(start), document.positionAt(end)));
      },
      onChecked: (suggestionId, check, hasSurvived) => statistics.checked(suggestionId, check, hasSurvived),
    });
    this.#subscriptions = [
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (this.#tracker.isIdle) return;
        this.#tracker.changed(
          document.uri.toString(),
          contentChanges.map(({ rangeOffset, rangeLength, text }) => ({
            offset: rangeOffset,
            removedChars: rangeLength,
            insertedChars: text.length,
          })),
        );
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#tracker.closed(uri.toString())),
    ];
  }

  /** @param accepted.offset where `text` starts now that it stands in the document */
  accepted(accepted: Parameters<SurvivalTracker["accepted"]>[0]): void {
    this.#tracker.accepted(accepted);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#tracker.dispose();
  }
}
