import * as vscode from "vscode";
import type { AttachableSource, FoundAttachable } from "../../chat/attachables/catalogue";
import { fuzzyScore } from "../../chat/attachables/fuzzyIndex";
import type { PendingAttachment } from "../../chat/attachment";
import type { ChatContext } from "../chatContext";
import type { AttachmentReader } from "./attachmentReader";

const maxFound = 60;
/** What stands in the file that is being looked at comes before the rest of the workspace. */
const sameFileScore = 20;

/** A symbol of the file that is open, with the symbols it stands in. */
interface OpenSymbol {
  readonly symbol: vscode.DocumentSymbol;
  /** Such as `Store.put`. */
  readonly name: string;
}

/** Declarations: of the file that is being looked at, and of the workspace as far as its language servers know. */
export class SymbolSource implements AttachableSource {
  readonly kinds = ["symbol"] as const;
  readonly #context: ChatContext;
  readonly #reader: AttachmentReader;

  constructor(context: ChatContext, reader: AttachmentReader) {
    this.#context = context;
    this.#reader = reader;
  }

  async search(query: string, kind: string | undefined): Promise<readonly FoundAttachable[]> {
    if (query === "" && kind === undefined) return [];
    const [here, everywhere] = await Promise.all([this.#ofOpenFile(query), this.#ofWorkspace(query)]);
    return [...here, ...everywhere];
  }

  async #ofOpenFile(query: string): Promise<readonly FoundAttachable[]> {
    const document = this.#context.lastEditor()?.document;
    if (document === undefined) return [];
    const path = vscode.workspace.asRelativePath(document.uri);
    const refusal = this.#reader.refusalOf(document.uri);
    const found = (await symbolsOf(document.uri)).flatMap(({ symbol, name }): readonly FoundAttachable[] => {
      const fit = fuzzyScore(query, name);
      if (fit === undefined) return [];
      return [
        {
          key: symbolKey(document.uri, symbol.selectionRange.start),
          kind: "symbol",
          label: name,
          detail: `${path}:${symbol.range.start.line + 1}`,
          icon: iconOf(symbol.kind),
          // In the file's order where nothing is looked for.
          score: query === "" ? -symbol.range.start.line : fit + sameFileScore,
          ...(refusal === undefined ? {} : { refusal }),
          attach: () => this.#attach(document.uri, symbol.selectionRange, name),
        },
      ];
    });
    return found.toSorted((a, b) => b.score - a.score).slice(0, maxFound);
  }

  async #ofWorkspace(query: string): Promise<readonly FoundAttachable[]> {
    if (query === "") return [];
    const found = await vscode.commands
      .executeCommand<readonly vscode.SymbolInformation[] | undefined>(
        "vscode.executeWorkspaceSymbolProvider",
        query,
      )
      // A server that fails has nothing for us; it tells its user itself.
      .then(undefined, () => undefined);
    const fitting = (found ?? []).flatMap((symbol) => {
      // Libraries' declarations are not the user's.
      if (vscode.workspace.getWorkspaceFolder(symbol.location.uri) === undefined) return [];
      const name = symbol.containerName === "" ? symbol.name : `${symbol.containerName}.${symbol.name}`;
      const score = fuzzyScore(query, symbol.name) ?? fuzzyScore(query, name);
      return score === undefined ? [] : [{ symbol, name: plainName(symbol.name), score }];
    });
    return fitting
      .toSorted((a, b) => b.score - a.score)
      .slice(0, maxFound)
      .map(({ symbol, name, score }) => {
        const { uri, range } = symbol.location;
        const refusal = this.#reader.refusalOf(uri);
        return {
          key: symbolKey(uri, range.start),
          kind: "symbol",
          label: name,
          detail: `${vscode.workspace.asRelativePath(uri)}:${range.start.line + 1}`,
          icon: iconOf(symbol.kind),
          score,
          ...(refusal === undefined ? {} : { refusal }),
          attach: () => this.#attach(uri, range, name),
        };
      });
  }

  /** The whole declaration: what servers give for the workspace is often its name's place only. */
  async #attach(uri: vscode.Uri, place: vscode.Range, name: string): Promise<PendingAttachment> {
    const refusal = this.#reader.refusalOf(uri);
    if (refusal !== undefined) return this.#reader.ofRefusal(uri, refusal);
    try {
      const document = await vscode.workspace.openTextDocument(uri);
      const own = name.slice(name.lastIndexOf(".") + 1);
      const symbols = await symbolsOf(uri);
      const around = symbols.filter(({ symbol }) => symbol.range.contains(place.start));
      const declared = around.findLast(({ symbol }) => plainName(symbol.name) === own) ?? around.at(-1);
      const range = document.validateRange(declared?.symbol.range ?? place);
      // From the start of its first line, so that the first line is indented as the others are.
      const whole = new vscode.Range(
        range.start.with({ character: 0 }),
        document.lineAt(range.end.line).range.end,
      );
      return this.#reader.ofDocument(document, whole, declared?.name ?? name);
    } catch {
      return this.#reader.ofRefusal(uri, "It cannot be read any more.");
    }
  }
}

/** All symbols of a document, outer ones before what is in them. */
async function symbolsOf(uri: vscode.Uri): Promise<readonly OpenSymbol[]> {
  const found = await vscode.commands
    .executeCommand<readonly vscode.DocumentSymbol[] | undefined>("vscode.executeDocumentSymbolProvider", uri)
    .then(undefined, () => undefined);
  const all: OpenSymbol[] = [];
  const add = (symbols: readonly vscode.DocumentSymbol[], outer: string) => {
    for (const symbol of symbols) {
      // Older providers give flat symbols, which have no such range.
      if (!(symbol.range instanceof vscode.Range)) continue;
      const name = outer === "" ? plainName(symbol.name) : `${outer}.${plainName(symbol.name)}`;
      all.push({ symbol, name });
      add(symbol.children, name);
    }
  };
  add(found ?? [], "");
  return all;
}

/** Some servers add parameters: `put(key)` → `put`. */
function plainName(name: string): string {
  return name.replace(/\(.*$/su, "").replaceAll(/[\p{Cc}\p{Cf}]/gu, "") || name;
}

function symbolKey(uri: vscode.Uri, { line }: vscode.Position): string {
  return `symbol ${uri.toString()} ${line}`;
}

/** As VS Code names its symbols' codicons: `symbol-enum-member`. */
function iconOf(kind: vscode.SymbolKind): string {
  const name = vscode.SymbolKind[kind];
  return `symbol-${name.replaceAll(/(?<=[a-z])(?=[A-Z])/gu, "-").toLowerCase()}`;
}
