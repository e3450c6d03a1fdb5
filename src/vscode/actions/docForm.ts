import * as vscode from "vscode";
import { docFormContext } from "../../actions/document/docstringForm";
import type { PrivacyGate } from "../../privacy/privacyGate";
import { absolutePathOf } from "../filePath";
import type { ContextGatherer } from "./gatherContext";

/** Open documents that show how a project writes its doc comments. */
const maxNeighbours = 8;

/**
 * Finds the form in which a document's doc comments are written: by its own, else by those of other open documents of
 * its language. None of their text is sent, only the form's name and an example of ours.
 */
export function docFormGatherer(privacy: Pick<PrivacyGate, "decide">): ContextGatherer {
  return ({ document }) => {
    const neighbours = vscode.workspace.textDocuments.filter(
      (each) =>
        each !== document &&
        each.languageId === document.languageId &&
        vscode.workspace.getWorkspaceFolder(each.uri) !== undefined &&
        privacy.decide(absolutePathOf(each.uri)).isAllowed,
    );
    const texts = [document, ...neighbours.slice(0, maxNeighbours)].map((each) => each.getText());
    return Promise.resolve(docFormContext(document.languageId, texts));
  };
}
