import type { CompletionRequest } from "../../../src/completion/completionRequest";
import { chooseSnippets } from "../../../src/completion/context/chooseSnippets";
import type { ContextSettings } from "../../../src/completion/context/contextSettings";
import type { ContextSnippet } from "../../../src/completion/context/contextSnippet";
import { SimilarCode } from "../../../src/completion/context/similarCode";
import type { OpenFile } from "../traces/openFiles";

const linesBefore = 18;
const linesBehind = 6;
const shownChars = 8000;

/**
 * The extension's similar code over the files that are open beside the typed one, chosen once for a trace: in the
 * extension it is renewed between bursts of typing.
 */
export function openFileSnippets(
  files: readonly OpenFile[],
  settings: ContextSettings,
): (request: CompletionRequest) => readonly ContextSnippet[] {
  const similar = new SimilarCode();
  for (const { path, languageId, text } of files) {
    similar.update({ documentId: path, path, languageId, version: "1", lines: text.split("\n") });
  }
  let chosen: readonly ContextSnippet[] | undefined;
  return ({ text, offset, languageId, documentId }) => {
    if (chosen !== undefined) return chosen;
    const before = text.slice(offset - shownChars, offset);
    const behind = text.slice(offset, offset + shownChars / 4);
    const lines = [...before.split("\n").slice(-linesBefore), ...behind.split("\n").slice(0, linesBehind)];
    const windows = similar.find({
      documentId,
      languageId,
      lines,
      shown: { startLine: 0, endLine: 0 },
      previous: [],
    });
    chosen = chooseSnippets(
      windows.map(({ path, text }) => ({ source: "similar-code", path, text })),
      { languageId, shownText: before + behind, settings },
    );
    return chosen;
  };
}
