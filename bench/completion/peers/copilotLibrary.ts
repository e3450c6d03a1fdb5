import { existsSync } from "node:fs";
import { copyFile, mkdir, readFile, readdir, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { projectRoot } from "../../../test/host/projectRoot";
import { dictionaryBytes } from "./dictionaryBytes";

/*
 * The names below are those of @vscode/chat-lib 0.66.0, the version that `copilot/package.json` pins; only what is
 * used is written down.
 */

/** A place in a document, as the language server protocol counts: line and UTF-16 code unit from 0. */
interface LinePosition {
  readonly line: number;
  readonly character: number;
}

/** A version of a document, as the library reads it. */
export interface CopilotDocument {
  readonly uri: string;
  readonly version: number;
  getText(): string;
  positionAt(offset: number): LinePosition;
  offsetAt(position: LinePosition): number;
}

/** Text that the library would insert. */
export interface CopilotCompletion {
  readonly insertText: string;
  readonly range: { readonly start: LinePosition; readonly end: LinePosition };
  readonly clientCompletionId: string;
  /** Network, cache, typing as suggested, cycling, asynchronous: 0 to 4. */
  readonly resultType: number;
}

/** The library's cancellation token. */
interface CancellationSource {
  readonly token: unknown;
  cancel(): void;
}

/** An event of the library's own kind. */
interface EventSource<Data> {
  readonly event: unknown;
  fire(data: Data): void;
}

/** What `createInlineCompletionsProvider` gives. */
export interface CopilotProvider {
  getInlineCompletions(
    document: CopilotDocument,
    position: LinePosition,
    token: unknown,
    options: { readonly isCycling: boolean },
  ): Promise<readonly CopilotCompletion[] | undefined>;
  inlineCompletionShown(id: string): Promise<void>;
  /** Values of its experiments by their names. */
  updateTreatmentVariables(variables: Readonly<Record<string, number>>): void;
  dispose(): void;
}

/** The few of the library's exports, public and internal, that driving it takes. */
export interface CopilotLibrary {
  createInlineCompletionsProvider(options: object): CopilotProvider;
  createDocument(uri: string, languageId: string, version: number, text: string): CopilotDocument;
  createEvent<Data>(): EventSource<Data>;
  createCancellation(): CancellationSource;
  createToken(envelope: object): unknown;
  createWorkspace(): unknown;
  /** A 200 whose body is this stream of bytes. */
  createResponse(body: ReadableStream<Uint8Array>): unknown;
  /** Reads the parser of a language once, so that later uses need no files. */
  loadParser(languageId: string): Promise<unknown>;
  loadTokenizers(): Promise<unknown>;
  /** Drops what the library keeps between providers: services of the first one, which are gone when that is disposed. */
  forgetProviders(): void;
}

const folder = join(projectRoot, "bench/completion/peers/copilot");
const library = "@vscode/chat-lib";
const libraryFolder = join(folder, "node_modules", library);
const internal = `${library}/dist/src/_internal`;
const completions = `${internal}/extension/completions-core/vscode-node`;

/** How somebody gets the library, in one line for people. */
export const copilotInstallCommand = `npm ci --ignore-scripts --prefix ${relative(projectRoot, folder)}`;

/** Whether the library was installed into its folder; the project's own `npm ci` does not. */
export function isCopilotInstalled(): boolean {
  return existsSync(join(libraryFolder, "package.json"));
}

/**
 * Loads the library with its parsers and dictionaries. Timers that it sets from now on are this process's globals.
 * @throws Error where it is not installed.
 */
export async function loadCopilotLibrary(): Promise<CopilotLibrary> {
  if (!isCopilotInstalled()) throw new Error(`Copilot's engine is not installed: ${copilotInstallCommand}`);
  await placeDataFiles();
  const require = createRequire(join(folder, "package.json"));
  const main = require(library) as Pick<CopilotLibrary, "createInlineCompletionsProvider">;
  const { CopilotTextDocument } = require(`${completions}/lib/src/textDocument`) as {
    CopilotTextDocument: { create: CopilotLibrary["createDocument"] };
  };
  const { Emitter } = require(`${internal}/util/vs/base/common/event`) as {
    Emitter: new <Data>() => EventSource<Data>;
  };
  const { CancellationTokenSource } = require(`${internal}/util/vs/base/common/cancellation`) as {
    CancellationTokenSource: new () => CancellationSource;
  };
  const { CopilotToken } = require(`${internal}/platform/authentication/common/copilotToken`) as {
    CopilotToken: new (envelope: object) => unknown;
  };
  const { MutableObservableWorkspace } = require(
    `${internal}/platform/inlineEdits/common/observableWorkspace`,
  ) as { MutableObservableWorkspace: new () => unknown };
  const { HeadersImpl, Response } = require(`${internal}/platform/networking/common/fetcherService`) as {
    HeadersImpl: { fromMap(headers: ReadonlyMap<string, string>): unknown };
    Response: new (...args: unknown[]) => unknown;
  };
  const { parseTreeSitter } = require(`${completions}/prompt/src/parse`) as {
    parseTreeSitter: (languageId: string, source: string) => Promise<{ delete(): void }>;
  };
  const { ensureTokenizersLoaded } = require(`${completions}/prompt/src/tokenization`) as {
    ensureTokenizersLoaded: () => Promise<unknown>;
  };
  const { NeighborSource } = require(`${completions}/lib/src/prompt/similarFiles/neighborFiles`) as {
    NeighborSource: { reset(): void };
  };
  return {
    createInlineCompletionsProvider: (options) => main.createInlineCompletionsProvider(options),
    createDocument: (...args) => CopilotTextDocument.create(...args),
    createEvent: () => new Emitter(),
    createCancellation: () => new CancellationTokenSource(),
    createToken: (envelope) => new CopilotToken(envelope),
    createWorkspace: () => new MutableObservableWorkspace(),
    createResponse: (body) =>
      new Response(200, "OK", HeadersImpl.fromMap(new Map()), body, "test-stub", () => {}, "0", "oracle"),
    loadParser: async (languageId) => {
      const tree = await parseTreeSitter(languageId, "");
      tree.delete();
    },
    loadTokenizers: ensureTokenizersLoaded,
    forgetProviders: () => NeighborSource.reset(),
  };
}

/**
 * Puts the parsers and the token dictionaries where the library looks for them. Its install script, which npm does not
 * run for us (it needs a package that it does not ask for), copies both; but the dictionaries need another form than
 * they come in, see `dictionaryBytes`.
 */
async function placeDataFiles(): Promise<void> {
  const target = join(libraryFolder, "dist");
  const parsers = join(folder, "node_modules/@vscode/tree-sitter-wasm/wasm");
  for (const name of await readdir(parsers)) {
    if (!name.endsWith(".wasm")) continue;
    await placeOnce(join(target, name), (place) => copyFile(join(parsers, name), place));
  }
  const dictionaries = join(target, "src/_internal/platform/tokenizer/node");
  for (const name of await readdir(dictionaries)) {
    if (!name.endsWith(".tiktoken")) continue;
    const text = () => readFile(join(dictionaries, name), "utf8");
    await placeOnce(join(target, name), async (place) => writeFile(place, dictionaryBytes(await text())));
  }
}

/** Writes a file beside its place and renames it into it, since two processes may do so at once. */
async function placeOnce(path: string, write: (path: string) => Promise<void>): Promise<void> {
  if (existsSync(path)) return;
  await mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  await write(unfinished);
  await rename(unfinished, path);
}
