import * as vscode from "vscode";
import type { ContextSnippet } from "../../completion/context/contextSnippet";
import { declarationText } from "../../completion/context/declarationText";
import type { NamePlace } from "../../completion/context/namesToAsk";
import type { SourceText } from "../../completion/context/sourceFile";
import type { Clock } from "../../provider/clock";
import type { SourceReader } from "./sourceReader";

/** Where a name is declared. */
interface Place {
  readonly uri: vscode.Uri;
  readonly line: number;
}

/** What is remembered of a name: its declaration's place and first line, or when nothing useful was found. */
type Remembered = (Place & { readonly head: string }) | { readonly missedMs: number };

/** Lines of a document that the prompt shows anyway; `endLine` is behind the last one. */
export interface ShownLines {
  readonly startLine: number;
  readonly endLine: number;
}

/** Declarations that were found, and whether the server answered in time. */
export interface FoundDefinitions {
  readonly snippets: readonly ContextSnippet[];
  readonly isComplete: boolean;
}

/** Calls to the language server that run at once. */
const maxCallsAtOnce = 3;
const maxRemembered = 300;
/** The server may not have been ready, or the declaration not written. */
const askAgainMs = 60_000;
/** Installed packages: the model knows the known ones, and nobody's own types are there. */
const foreignFolder = /\/(?:node_modules|site-packages|\.venv|vendor)\//;

/**
 * Asks the language server what names mean. An answer is remembered for its document and name as long as the line it
 * led to is the same; a name without a useful answer is asked about again after a minute.
 */
export class Definitions {
  readonly #reader: SourceReader;
  readonly #clock: Pick<Clock, "nowMs">;
  readonly #remembered = new Map<string, Remembered>();
  /** Questions that the server has not answered yet: a slow one is not asked twice. */
  readonly #asking = new Map<string, Promise<Place | undefined>>();

  constructor(reader: SourceReader, clock: Pick<Clock, "nowMs">) {
    this.#reader = reader;
    this.#clock = clock;
  }

  /**
   * The declarations of these names that the prompt does not show, one snippet each, in the names' order. Gives what
   * it has when `signal` aborts.
   */
  async find(
    document: vscode.TextDocument,
    places: readonly NamePlace[],
    source: "definition" | "import",
    shown: ShownLines,
    signal: AbortSignal,
  ): Promise<FoundDefinitions> {
    const found = new Map<NamePlace, ContextSnippet>();
    const open = [...places];
    const work = async () => {
      for (let place = open.shift(); place !== undefined && !signal.aborted; place = open.shift()) {
        const snippet = await this.#snippetOf(document, place, source, shown);
        if (snippet !== undefined) found.set(place, snippet);
      }
    };
    const given = new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener("abort", () => resolve(), { once: true });
    });
    const done = Promise.all(Array.from({ length: maxCallsAtOnce }, work));
    const isComplete = await Promise.race([given.then(() => false), done.then(() => !signal.aborted)]);
    return { snippets: places.flatMap((place) => found.get(place) ?? []), isComplete };
  }

  /** Files or servers changed: everything is asked again. */
  clear(): void {
    this.#remembered.clear();
  }

  async #snippetOf(
    document: vscode.TextDocument,
    place: NamePlace,
    source: "definition" | "import",
    shown: ShownLines,
  ): Promise<ContextSnippet | undefined> {
    const key = `${document.uri.toString()} ${place.name}`;
    const known = this.#remembered.get(key);
    if (known !== undefined && "missedMs" in known) {
      if (this.#clock.nowMs() - known.missedMs < askAgainMs) return undefined;
    } else if (known !== undefined && !isShown(known, document, shown)) {
      const text = await this.#reader.read(known.uri);
      if (text?.lines[known.line] === known.head) return snippetAt(text, known.line, source);
    }
    let asking = this.#asking.get(key);
    if (asking === undefined) {
      asking = this.#ask(document, place, shown).finally(() => this.#asking.delete(key));
      this.#asking.set(key, asking);
    }
    const declaration = await asking;
    const text = declaration && (await this.#reader.read(declaration.uri));
    const head = declaration && text?.lines[declaration.line];
    if (this.#remembered.size >= maxRemembered) this.#remembered.clear();
    if (declaration === undefined || text === undefined || head === undefined) {
      this.#remembered.set(key, { missedMs: this.#clock.nowMs() });
      return undefined;
    }
    this.#remembered.set(key, { ...declaration, head });
    return snippetAt(text, declaration.line, source);
  }

  /** Where the name is declared; of a variable that is declared in sight, where its type is. */
  async #ask(
    document: vscode.TextDocument,
    { line, column }: NamePlace,
    shown: ShownLines,
  ): Promise<Place | undefined> {
    const position = new vscode.Position(line, column);
    for (const command of ["vscode.executeDefinitionProvider", "vscode.executeTypeDefinitionProvider"]) {
      // A server that fails has nothing for us; it tells its user itself.
      const found = await vscode.commands
        .executeCommand<readonly (vscode.Location | vscode.LocationLink)[] | undefined>(
          command,
          document.uri,
          position,
        )
        .then(undefined, () => undefined);
      const declarations = (found ?? []).map(placeOf);
      const useful = declarations.find(
        (place) =>
          this.#reader.isAllowed(place.uri) &&
          !foreignFolder.test(place.uri.path) &&
          !isShown(place, document, shown),
      );
      if (useful !== undefined) return useful;
      // Declared out of reach: its type is, too.
      if (!declarations.some(({ uri }) => uri.toString() === document.uri.toString())) return undefined;
    }
    return undefined;
  }
}

function snippetAt(
  text: SourceText,
  line: number,
  source: "definition" | "import",
): ContextSnippet | undefined {
  const declaration = declarationText(text.lines, line);
  return declaration === undefined ? undefined : { source, path: text.path, text: declaration };
}

function isShown({ uri, line }: Place, document: vscode.TextDocument, shown: ShownLines): boolean {
  return uri.toString() === document.uri.toString() && shown.startLine <= line && line < shown.endLine;
}

function placeOf(found: vscode.Location | vscode.LocationLink): Place {
  if ("targetUri" in found) {
    return { uri: found.targetUri, line: (found.targetSelectionRange ?? found.targetRange).start.line };
  }
  return { uri: found.uri, line: found.range.start.line };
}
