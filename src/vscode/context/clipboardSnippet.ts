import * as vscode from "vscode";
import type { ContextSnippet } from "../../completion/context/contextSnippet";
import { withLineFeeds } from "../../text/lineEnds";
import type { PrivacyGate } from "../../privacy/privacyGate";
import { absolutePathOf } from "../filePath";

const maxClipboardChars = 2_000;
const minClipboardChars = 12;

/**
 * The clipboard's text, where it looks like code or prose. Never what looks like a secret: a known shape of key, one
 * word without blanks (as passwords are), or text that stands in an open document which must not be sent.
 */
export async function clipboardSnippet(privacy: PrivacyGate): Promise<ContextSnippet | undefined> {
  const text = withLineFeeds(await vscode.env.clipboard.readText()).trim();
  if (text.length < minClipboardChars || text.length > maxClipboardChars || text.includes("\0"))
    return undefined;
  if (!/\s/.test(text) || privacy.mask(text).text !== text) return undefined;
  const isKeptHere = vscode.workspace.textDocuments.some(
    (document) =>
      document.lineCount < 10_000 &&
      !privacy.decide(absolutePathOf(document.uri)).isAllowed &&
      withLineFeeds(document.getText()).includes(text),
  );
  return isKeptHere ? undefined : { source: "clipboard", path: "", text };
}
