import * as vscode from "vscode";
import { until } from "./until";

/** Sees every moment at which VS Code asks its extensions for inline completions, and offers nothing itself. */
export interface Witness extends vscode.Disposable {
  /** How often it was asked about this document. */
  count(document: vscode.TextDocument): number;
  /** Runs `body` and waits until VS Code has asked about the document because of it. */
  sees(document: vscode.TextDocument, body: () => PromiseLike<unknown>): Promise<void>;
}

/** Where nothing may be sent, this shows that VS Code did ask. The caller disposes of it. */
export function startWitness(): Witness {
  const asked: string[] = [];
  const registration = vscode.languages.registerInlineCompletionItemProvider(
    { pattern: "**" },
    {
      provideInlineCompletionItems: (document) => {
        asked.push(document.uri.toString());
        return [];
      },
    },
  );
  const count = (document: vscode.TextDocument) =>
    asked.filter((uri) => uri === document.uri.toString()).length;
  return {
    count,
    sees: async (document, body) => {
      const before = count(document);
      await body();
      await until(`VS Code to ask about ${document.uri.path}`, () => count(document) > before);
    },
    dispose: () => void registration.dispose(),
  };
}
