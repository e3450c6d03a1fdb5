import type { CompletionRequest, Suggestion } from "../../../src/completion/completionRequest";
import type { BenchEngine, BenchWorld } from "../engines/benchEngine";
import {
  loadCopilotLibrary,
  type CopilotCompletion,
  type CopilotDocument,
  type CopilotLibrary,
  type CopilotProvider,
} from "./copilotLibrary";
import { createOracleFetcher } from "./oracleFetcher";
import { useVirtualGlobals } from "./virtualGlobals";

/** Those of our traces' languages that the library has a parser for. */
const parsedLanguages = ["go", "javascript", "python", "ruby", "typescript", "typescriptreact"];

/** Suggestions' sources by the library's `ResultType`. */
const sources: readonly Suggestion["source"][] = ["network", "cache", "typed-along", "network", "in-flight"];

const folderUri = "file:///bench";

/** Tokens of the library's dictionary in a token of the bench's bill, and what it keeps for the answer. */
const dictionaryShare = 0.87;
const answerTokens = 500;

let loading: Promise<CopilotLibrary> | undefined;

/**
 * Copilot's public completion engine, `@vscode/chat-lib`, with all its defaults and no experiment. Only in a process
 * of its own: it makes the process's timers virtual. Once its files are read it waits for promises and timers only.
 * @throws Error where the library is not installed.
 */
export async function createCopilotEngine(world: BenchWorld): Promise<BenchEngine> {
  // Files and parsers are read before time becomes virtual: they take real time.
  loading ??= load();
  const library = await loading;
  useVirtualGlobals(world.clock);
  return new CopilotEngine(world, library);
}

async function load(): Promise<CopilotLibrary> {
  const library = await loadCopilotLibrary();
  await library.loadTokenizers();
  for (const languageId of parsedLanguages) await library.loadParser(languageId);
  return library;
}

class CopilotEngine implements BenchEngine {
  readonly #library: CopilotLibrary;
  readonly #provider: CopilotProvider;
  readonly #opened;
  readonly #focused;
  readonly #changed;
  /** By id of the suggestion. */
  readonly #shown = new Map<number, CopilotCompletion>();
  #document: CopilotDocument | undefined;
  #lastId = 0;

  constructor(world: BenchWorld, library: CopilotLibrary) {
    this.#library = library;
    this.#opened = library.createEvent<{ document: CopilotDocument }>();
    this.#focused = library.createEvent<{ document: CopilotDocument }>();
    this.#changed = library.createEvent<{ document: CopilotDocument; contentChanges: readonly object[] }>();
    const never = () => library.createEvent<never>().event;
    const nothing = () => {};
    const token = library.createToken({
      token: "bench",
      expires_at: world.clock.wallMs() / 1000 + 365 * 24 * 3600,
      refresh_in: 365 * 24 * 3600,
      username: "bench",
      isVscodeTeamMember: false,
      copilot_plan: "individual",
      endpoints: { proxy: "http://127.0.0.1" },
    });
    this.#provider = library.createInlineCompletionsProvider({
      fetcher: createOracleFetcher(world, library),
      authService: {
        isMinimalMode: true,
        hasCopilotTokenSource: true,
        copilotToken: token,
        getCopilotToken: () => Promise.resolve(token),
        resetCopilotToken: nothing,
        onDidAuthenticationChange: never(),
        onDidCopilotTokenChange: never(),
        onDidAccessTokenChange: never(),
        onDidAdoAuthenticationChange: never(),
      },
      documentManager: {
        onDidOpenTextDocument: this.#opened.event,
        onDidFocusTextDocument: this.#focused.event,
        onDidChangeTextDocument: this.#changed.event,
        onDidCloseTextDocument: never(),
        onDidChangeWorkspaceFolders: never(),
        getTextDocumentsUnsafe: () => (this.#document === undefined ? [] : [this.#document]),
        findNotebook: nothing,
        getWorkspaceFolders: () => [{ uri: folderUri, name: "bench" }],
      },
      workspace: library.createWorkspace(),
      endpointProvider: { getAllCompletionModels: () => Promise.resolve([]) },
      capiClientService: {},
      telemetrySender: { sendTelemetryEvent: nothing },
      logTarget: { logIt: nothing },
      statusHandler: { didChange: nothing },
      urlOpener: { open: () => Promise.resolve() },
      notificationSender: { showWarningMessage: () => Promise.resolve() },
      contextProviderMatch: () => Promise.resolve(0),
      isRunningInTest: false,
      editorInfo: { name: "vscode", version: "1.140.0" },
      editorPluginInfo: { name: "bench", version: "1.0.0" },
      relatedPluginInfo: [],
      editorSession: { sessionId: "bench", machineId: "bench" },
    });
    if (world.promptTokens !== undefined) {
      const maxTokens = Math.floor(world.promptTokens * dictionaryShare) + answerTokens;
      this.#provider.updateTreatmentVariables({ maxpromptcompletionTokens: maxTokens });
    }
  }

  changed(request: CompletionRequest): void {
    this.#update(request);
  }

  async provide(request: CompletionRequest, signal: AbortSignal): Promise<Suggestion | undefined> {
    const document = this.#update(request);
    const cancellation = this.#library.createCancellation();
    const cancel = () => cancellation.cancel();
    if (signal.aborted) cancel();
    signal.addEventListener("abort", cancel, { once: true });
    const completions = await this.#provider.getInlineCompletions(
      document,
      document.positionAt(request.offset),
      cancellation.token,
      { isCycling: request.trigger === "explicit" },
    );
    signal.removeEventListener("abort", cancel);
    const completion = completions?.[0];
    return completion === undefined ? undefined : this.#suggestion(document, request.offset, completion);
  }

  shown(suggestion: Suggestion): void {
    const completion = this.#shown.get(suggestion.id);
    if (completion === undefined) return;
    // Asks ahead for what comes behind it. Its end is no concern of the editor's.
    void this.#provider.inlineCompletionShown(completion.clientCompletionId).catch(() => {});
  }

  dispose(): void {
    this.#provider.dispose();
    this.#library.forgetProviders();
  }

  /** Tells the library what was typed, as the editor would. */
  #update(request: CompletionRequest): CopilotDocument {
    const before = this.#document;
    if (before?.version === request.version) return before;
    const text = request.text.slice(0, request.text.length);
    const uri = `${folderUri}/${request.path}`;
    const document = this.#library.createDocument(uri, request.languageId, request.version, text);
    this.#document = document;
    if (before === undefined) {
      this.#opened.fire({ document });
      this.#focused.fire({ document });
      return document;
    }
    this.#changed.fire({ document, contentChanges: [change(before, text)] });
    return document;
  }

  #suggestion(document: CopilotDocument, offset: number, completion: CopilotCompletion): Suggestion {
    const id = ++this.#lastId;
    this.#shown.clear();
    this.#shown.set(id, completion);
    const startOffset = document.offsetAt(completion.range.start);
    // It hands over the whole line; the editor shows what is behind the text that stands already.
    const before = document.getText().slice(startOffset, offset);
    const isAhead = completion.insertText.startsWith(before);
    return {
      id,
      text: isAhead ? completion.insertText.slice(before.length) : completion.insertText,
      replaceStartOffset: isAhead ? offset : startOffset,
      replaceEndOffset: document.offsetAt(completion.range.end),
      source: sources[completion.resultType] ?? "network",
    };
  }
}

/** The one change that makes `after` of a document. */
function change(document: CopilotDocument, after: string): object {
  const before = document.getText();
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  return {
    range: { start: document.positionAt(start), end: document.positionAt(before.length - end) },
    rangeOffset: start,
    rangeLength: before.length - end - start,
    text: after.slice(start, after.length - end),
  };
}
