import * as vscode from "vscode";
import { definitionBody } from "../../actions/fix/definitionBody";
import type { LineSpan } from "../../actions/fix/fixRange";
import { namesInvolved, type NamePlace } from "../../actions/fix/namesInvolved";
import type { ContextSection, GatheredContext } from "../../actions/request/gatheredContext";
import { surroundings } from "../../actions/request/selectionScope";
import type { PrivacyGate } from "../../privacy/privacyGate";
import { SourceReader } from "../context/sourceReader";
import { WorkspaceFiles } from "../tools/workspaceFiles";
import { surroundingLimits } from "./actionSource";
import type { ActionTarget } from "./actionTarget";
import { documentSymbols } from "./documentSymbols";
import { diagnosticsOf } from "./fixDiagnostics";
import { safeLinesOf } from "./fixLines";
import { serverAnswer, serverLimit } from "./serverAnswer";

const maxDefinitions = 6;
/** Many names are declared in the part itself, so more are asked for than are told. */
const maxAsked = 12;
const maxCallsAtOnce = 3;
const maxChars = 6_000;
/** Installed packages: after the user's own code. */
const foreignFolder = /\/(?:node_modules|site-packages|\.venv|vendor)\//u;
/** Every model knows what comes with the language. */
const standardLibrary = /\/(?:typescript\/lib\/lib\.[^/]*|typeshed\/stdlib\/.*)$/u;

/** Where a name is declared. */
interface Declaration {
  readonly name: string;
  readonly isType: boolean;
  readonly uri: vscode.Uri;
  /** The name's own line. */
  readonly nameLine: number;
  /** The whole declaration, where the server says it. */
  readonly span: LineSpan;
}

/** A declaration that may be told, and its lines. */
interface ReadDeclaration extends Declaration {
  readonly path: string;
  readonly languageId: string;
  readonly text: string;
}

/**
 * The definitions of the symbols that a target's problems are about; of all its symbols where it has no problem. Only
 * files of the workspace that privacy allows are read, and none is shown. Waits a second and a half for the language
 * server; what came until then counts.
 *
 * @throws the signal's reason when it aborts, and nothing else
 */
export async function gatherDefinitions(
  target: ActionTarget,
  privacy: PrivacyGate,
  signal: AbortSignal,
): Promise<GatheredContext> {
  const finder = new DefinitionFinder(target, privacy, serverLimit(signal));
  const { declarations, isLate } = await finder.find();
  signal.throwIfAborted();
  const sections: ContextSection[] = [];
  const used: string[] = [];
  let chars = 0;
  for (const { name, isType, path, languageId, nameLine, text } of declarations) {
    if (sections.length >= maxDefinitions) break;
    if (chars + text.length > maxChars) continue;
    chars += text.length;
    const what = isType ? "type" : "definition";
    sections.push({ title: `The ${what} of \`${name}\`, ${path}:${nameLine + 1}`, text, languageId });
    used.push(`${what} of ${name} in ${path}`);
  }
  if (isLate) used.push("not all definitions: the language server took too long");
  return { sections, used };
}

class DefinitionFinder {
  readonly #target: ActionTarget;
  readonly #limit: AbortSignal;
  readonly #files: WorkspaceFiles;
  readonly #reader: SourceReader;
  /** The target's document, without secrets. */
  readonly #lines: readonly string[];
  /** Lines of the target's document that the request shows anyway. */
  readonly #shown: LineSpan;

  constructor(target: ActionTarget, privacy: PrivacyGate, limit: AbortSignal) {
    this.#target = target;
    this.#limit = limit;
    this.#files = new WorkspaceFiles(privacy);
    this.#reader = new SourceReader(privacy);
    this.#lines = safeLinesOf(target.document);
    const { document, range } = target;
    const { before, after } = surroundings(document.getText(), range, surroundingLimits);
    this.#shown = {
      startLine: document.positionAt(range.start - before.length).line,
      endLine: document.positionAt(range.end + after.length).line,
    };
  }

  /** In the order of the names, but the user's own code before installed packages. */
  async find(): Promise<{ readonly declarations: readonly ReadDeclaration[]; readonly isLate: boolean }> {
    const names = this.#names();
    const found = new Map<NamePlace, ReadDeclaration>();
    const open = [...names];
    const work = async () => {
      for (let name = open.shift(); name !== undefined && !this.#limit.aborted; name = open.shift()) {
        const declaration = await this.#declarationOf(name);
        const read = declaration && (await this.#read(declaration));
        if (read !== undefined) found.set(name, read);
      }
    };
    await Promise.all(Array.from({ length: maxCallsAtOnce }, work));
    const declarations = names
      .flatMap((name) => found.get(name) ?? [])
      .toSorted((one, other) => Number(isForeign(one.uri)) - Number(isForeign(other.uri)));
    return {
      declarations: withoutRepeated(declarations),
      isLate: this.#limit.aborted && found.size < names.length,
    };
  }

  #names(): readonly NamePlace[] {
    const { document, range } = this.#target;
    const part = {
      startLine: document.positionAt(range.start).line,
      endLine: document.positionAt(range.end).line,
    };
    const diagnostics = diagnosticsOf(this.#target);
    const marked =
      diagnostics.length > 0
        ? diagnostics.map((each) => each.range)
        : Array.from(
            { length: part.endLine - part.startLine + 1 },
            (_, index) => document.lineAt(part.startLine + index).range,
          );
    return namesInvolved(this.#lines, marked, part, maxAsked);
  }

  /** Where the name is declared; of one that is declared in sight, where its type is. */
  async #declarationOf({ name, line, column }: NamePlace): Promise<Declaration | undefined> {
    const position = new vscode.Position(line, column);
    for (const isType of [false, true]) {
      const places = await serverAnswer<readonly (vscode.Location | vscode.LocationLink)[]>(
        this.#limit,
        isType ? "vscode.executeTypeDefinitionProvider" : "vscode.executeDefinitionProvider",
        this.#target.document.uri,
        position,
      );
      const declarations = (places ?? []).map((place) => ({ name, isType, ...placeOf(place) }));
      const useful = declarations.find(
        (each) => !this.#isShown(each) && !standardLibrary.test(each.uri.path),
      );
      if (useful !== undefined) return useful;
      // Declared out of sight: then its type says no more.
      if (!declarations.some((each) => this.#isShown(each))) return undefined;
    }
    return undefined;
  }

  async #read(declaration: Declaration): Promise<ReadDeclaration | undefined> {
    const { uri, nameLine } = declaration;
    const source = await this.#sourceOf(uri);
    if (source === undefined) return undefined;
    const span =
      declaration.span.endLine > declaration.span.startLine
        ? declaration.span
        : ((await this.#symbolAt(uri, nameLine)) ?? declaration.span);
    const body = definitionBody(source.lines, span);
    if (body === undefined) return undefined;
    return { ...declaration, span: body, path: source.path, languageId: source.languageId, text: body.text };
  }

  async #sourceOf(
    uri: vscode.Uri,
  ): Promise<
    { readonly path: string; readonly languageId: string; readonly lines: readonly string[] } | undefined
  > {
    const { document, path } = this.#target;
    if (uri.toString() === document.uri.toString()) {
      return { path, languageId: document.languageId, lines: this.#lines };
    }
    if ("problem" in (await this.#files.check(uri, "file"))) return undefined;
    return this.#reader.read(uri);
  }

  /** The lines of the symbol that is named on this line. */
  async #symbolAt(uri: vscode.Uri, nameLine: number): Promise<LineSpan | undefined> {
    const symbols = await documentSymbols(uri, this.#limit);
    const range = symbols.find((symbol) => symbol.nameLine === nameLine)?.range;
    return range && { startLine: range.start.line, endLine: range.end.line };
  }

  #isShown({ uri, nameLine }: Pick<Declaration, "uri" | "nameLine">): boolean {
    return (
      uri.toString() === this.#target.document.uri.toString() &&
      this.#shown.startLine <= nameLine &&
      nameLine <= this.#shown.endLine
    );
  }
}

/** Without declarations that stand in one that comes before them. */
function withoutRepeated(declarations: readonly ReadDeclaration[]): readonly ReadDeclaration[] {
  return declarations.filter(
    ({ uri, span }, index) =>
      !declarations
        .slice(0, index)
        .some(
          (other) =>
            other.uri.toString() === uri.toString() &&
            other.span.startLine <= span.startLine &&
            span.endLine <= other.span.endLine,
        ),
  );
}

function isForeign(uri: vscode.Uri): boolean {
  return foreignFolder.test(uri.path);
}

function placeOf(
  found: vscode.Location | vscode.LocationLink,
): Pick<Declaration, "uri" | "nameLine" | "span"> {
  const isLink = "targetUri" in found;
  const range = isLink ? found.targetRange : found.range;
  const name = isLink ? (found.targetSelectionRange ?? found.targetRange) : found.range;
  return {
    uri: isLink ? found.targetUri : found.uri,
    nameLine: name.start.line,
    span: { startLine: range.start.line, endLine: range.end.line },
  };
}
