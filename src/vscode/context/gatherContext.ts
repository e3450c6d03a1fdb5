import * as vscode from "vscode";
import type { GatheredContext } from "../../completion/context/contextKeeper";
import type { ContextSnippet } from "../../completion/context/contextSnippet";
import { editHunk } from "../../completion/context/editHunk";
import { importedNames, namesAround } from "../../completion/context/namesToAsk";
import { notebookSnippets } from "../../completion/context/notebookSnippets";
import type { RecentEdits } from "../../completion/context/recentEdits";
import { SimilarCode, type SimilarWindow } from "../../completion/context/similarCode";
import { withLineFeeds } from "../../text/lineEnds";
import type { PrivacyGate } from "../../privacy/privacyGate";
import { withoutSecretLines } from "../../privacy/withoutSecretLines";
import type { Clock } from "../../provider/clock";
import type { Settings } from "../settings";
import { clipboardSnippet } from "./clipboardSnippet";
import { Definitions, type FoundDefinitions, type ShownLines } from "./definitions";
import { SourceReader } from "./sourceReader";
import type { VisitedFiles } from "./visitedFiles";

/** What the similar code must resemble. */
const queryLinesBefore = 18;
const queryLinesBehind = 6;
/** Imports stand at the top. */
const importLines = 200;
const maxNames = 8;
/** The language server's part of a gather. */
const serverLimitMs = 1_500;
const maxCells = 30;
const maxCellChars = 8_000;

/** What a source that is off found. */
const complete: FoundDefinitions = { snippets: [], isComplete: true };

/** Finds context for a cursor with what the editor knows. Holds the texts it has read, within bounds. */
export class ContextGatherer {
  readonly #privacy: PrivacyGate;
  readonly #clock: Clock;
  readonly #edits: RecentEdits;
  readonly #visited: VisitedFiles;
  readonly #reader: SourceReader;
  readonly #definitions: Definitions;
  readonly #similar = new SimilarCode();
  /** Files that similar code was offered from last. */
  #offered: ReadonlySet<string> = new Set();
  #previous: { readonly documentId: string; readonly windows: readonly SimilarWindow[] } | undefined;

  constructor(privacy: PrivacyGate, clock: Clock, edits: RecentEdits, visited: VisitedFiles) {
    this.#privacy = privacy;
    this.#clock = clock;
    this.#edits = edits;
    this.#visited = visited;
    this.#reader = new SourceReader(privacy);
    this.#definitions = new Definitions(this.#reader, clock);
  }

  /** Context for this editor's cursor; undefined where nothing is sent anyway. Ends early when `signal` aborts. */
  async gather(
    { document, selection }: vscode.TextEditor,
    { context, completions }: Pick<Settings, "context" | "completions">,
    signal: AbortSignal,
  ): Promise<GatheredContext | undefined> {
    const notebook = notebookOf(document);
    const ownUri = notebook?.uri ?? document.uri;
    if (!vscode.workspace.isTrusted) return undefined;
    if (ownUri.scheme !== "untitled" && !this.#reader.isAllowed(ownUri)) return undefined;
    const cursor = selection.active;
    const line = cursor.line;
    const shownRange = rangeAround(document, cursor, completions);
    const shown: ShownLines = { startLine: shownRange.start.line, endLine: shownRange.end.line + 1 };
    const near = linesOf(document, line - queryLinesBefore, line + queryLinesBehind + 1);

    const limited = AbortSignal.any([signal, AbortSignal.timeout(serverLimitMs)]);
    const [imports, definitions, similar, clipboard] = await Promise.all([
      context.imports ? this.#imports(document, line, shown, limited) : complete,
      context.definitions ? this.#definitionsNear(document, line, shown, limited) : complete,
      context.openFiles ? this.#similarTo(document, near, shown, signal) : [],
      context.clipboard ? clipboardSnippet(this.#privacy) : undefined,
    ]);
    if (signal.aborted) return undefined;
    return {
      languageId: document.languageId,
      line,
      shownText: withLineFeeds(document.getText(shownRange)),
      snippets: [
        ...(context.notebookCells && notebook !== undefined ? cellsAbove(notebook, document) : []),
        ...imports.snippets,
        ...definitions.snippets,
        ...similar,
        ...(context.recentEdits ? this.#recentEdits(document, line) : []),
        ...(clipboard === undefined ? [] : [clipboard]),
      ],
      isComplete: imports.isComplete && definitions.isComplete,
    };
  }

  /** What may be sent or is asked changed: nothing that was read counts any more. */
  clear(): void {
    this.#reader.clear();
    this.#definitions.clear();
    this.#similar.clear();
    this.#offered = new Set();
    this.#previous = undefined;
  }

  #imports(document: vscode.TextDocument, line: number, shown: ShownLines, signal: AbortSignal) {
    const firstLine = Math.max(0, line - 60);
    const used = namesAround(linesOf(document, firstLine, line + 20), firstLine, line, 100);
    const places = importedNames(
      linesOf(document, 0, importLines),
      new Set(used.map(({ name }) => name)),
      maxNames,
    );
    return this.#definitions.find(document, places, "import", shown, signal);
  }

  #definitionsNear(document: vscode.TextDocument, line: number, shown: ShownLines, signal: AbortSignal) {
    const firstLine = Math.max(0, line - 60);
    const places = namesAround(linesOf(document, firstLine, line + 20), firstLine, line, maxNames);
    return this.#definitions.find(document, places, "definition", shown, signal);
  }

  async #similarTo(
    document: vscode.TextDocument,
    near: readonly string[],
    shown: ShownLines,
    signal: AbortSignal,
  ): Promise<readonly ContextSnippet[]> {
    const documentId = document.uri.toString();
    const offered = new Set<string>();
    // The likeliest last, so that the index forgets it last.
    for (const uri of this.#visited.beside(document).toReversed()) {
      const text = await this.#reader.read(uri);
      if (signal.aborted) return [];
      if (text === undefined) continue;
      this.#similar.update(text);
      offered.add(text.documentId);
      await nextTurn();
    }
    const own = this.#reader.ofDocument(document);
    if (own !== undefined) {
      this.#similar.update(own);
      offered.add(documentId);
    }
    for (const before of this.#offered) if (!offered.has(before)) this.#similar.remove(before);
    this.#offered = offered;
    const windows = this.#similar.find({
      documentId,
      languageId: document.languageId,
      lines: near,
      shown,
      previous: this.#previous?.documentId === documentId ? this.#previous.windows : [],
    });
    this.#previous = { documentId, windows };
    return windows.map(({ path, text }) => ({ source: "similar-code", path, text }));
  }

  #recentEdits(document: vscode.TextDocument, line: number): readonly ContextSnippet[] {
    const cursor = { documentId: document.uri.toString(), line };
    return this.#edits.regions(this.#clock.nowMs(), cursor).flatMap((region): readonly ContextSnippet[] => {
      const edited = vscode.workspace.textDocuments.find((each) => each.uri.toString() === region.documentId);
      const source = edited && this.#reader.ofDocument(edited);
      const text = source && editHunk(region, source.lines);
      return text === undefined || source === undefined
        ? []
        : [{ source: "recent-edit", path: source.path, text }];
    });
  }
}

/** What the prompt shows of the document: the same amounts of text as the prompt's window. */
function rangeAround(
  document: vscode.TextDocument,
  cursor: vscode.Position,
  { maxPrefixChars, maxSuffixChars }: Pick<Settings["completions"], "maxPrefixChars" | "maxSuffixChars">,
): vscode.Range {
  const offset = document.offsetAt(cursor);
  return new vscode.Range(
    document.positionAt(Math.max(0, offset - maxPrefixChars)),
    document.positionAt(offset + maxSuffixChars),
  );
}

/** Lines [start, end) that the document has. */
function linesOf(document: vscode.TextDocument, start: number, end: number): readonly string[] {
  const range = new vscode.Range(Math.max(0, start), 0, Math.max(0, end), 0);
  return withLineFeeds(document.getText(document.validateRange(range)).slice(0, 200_000)).split("\n");
}

function notebookOf(document: vscode.TextDocument): vscode.NotebookDocument | undefined {
  if (document.uri.scheme !== "vscode-notebook-cell") return undefined;
  return vscode.workspace.notebookDocuments.find((notebook) =>
    notebook.getCells().some((cell) => cell.document === document),
  );
}

function cellsAbove(
  notebook: vscode.NotebookDocument,
  document: vscode.TextDocument,
): readonly ContextSnippet[] {
  const cells = notebook.getCells();
  const own = cells.findIndex((cell) => cell.document === document);
  const above = cells.slice(Math.max(0, own - maxCells), own).map(({ kind, document: cell }) => ({
    kind: kind === vscode.NotebookCellKind.Code ? ("code" as const) : ("markup" as const),
    languageId: cell.languageId,
    text: withoutSecretLines(withLineFeeds(cell.getText())).slice(-maxCellChars),
  }));
  return notebookSnippets(above, document.languageId, vscode.workspace.asRelativePath(notebook.uri, false));
}

/** Lets the editor's other work go on between two files. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
