import type * as vscode from "vscode";
import { withLineFeeds } from "../../text/lineEnds";
import { withoutSecretLines } from "../../privacy/withoutSecretLines";

/** More are data or generated; looking through them for secrets would hold up the editor. */
const maxLines = 20_000;

/**
 * A document's lines for quoting them one by one, blank where a part of a secret stands: a line alone would not show
 * that it is one. Empty for a document of more than 20,000 lines.
 */
export function safeLinesOf(document: vscode.TextDocument): readonly string[] {
  if (document.lineCount > maxLines) return [];
  return withoutSecretLines(withLineFeeds(document.getText())).split("\n");
}
