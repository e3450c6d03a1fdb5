import type { Clock } from "../../provider/clock";
import type { CompletionRequest } from "../completionRequest";
import { chooseSnippets } from "./chooseSnippets";
import type { ContextSettings } from "./contextSettings";
import type { ContextSnippet } from "./contextSnippet";

/** What was found for a place in a document. */
export interface GatheredContext {
  readonly languageId: string;
  /** The cursor's line when it was gathered. */
  readonly line: number;
  /** The document's text around the cursor, which the prompt shows anyway. */
  readonly shownText: string;
  /** Best first within each source. */
  readonly snippets: readonly ContextSnippet[];
  /** False when a source was too slow this time: it is asked again soon. */
  readonly isComplete: boolean;
}

/** What the keeper needs from outside. */
export interface ContextKeeperDependencies {
  readonly clock: Clock;
  settings(): ContextSettings;
  /**
   * Finds context for the document's cursor, in the background; undefined when there is nothing to find it for. May
   * take its time: it is given up by the signal, after `gatherLimitMs` at the latest.
   */
  gather(documentId: string, signal: AbortSignal): Promise<GatheredContext | undefined>;
  /** Lines without code. */
  log(level: "debug" | "warn", line: string): void;
}

/** Typing has ended when no key came for so long; the longest pause inside a burst is about 1.5 s. */
const restMs = 2_000;
/** Somebody who flips through tabs or moves through a file has not arrived yet. */
const settleMs = 200;
/** A move of more lines leaves what was gathered for. */
const jumpLines = 40;
/** Coming back within this time changes nothing. */
const freshMs = 20_000;
const gatherLimitMs = 4_000;
/** A language server that is still starting has found its feet some seconds later. */
const retryMs = 3_000;
const maxRetries = 5;
const maxDocuments = 20;

const none: readonly ContextSnippet[] = [];

/** What is kept for a document. */
interface Kept {
  readonly snippets: readonly ContextSnippet[];
  readonly line: number;
  readonly gatheredMs: number;
}

/**
 * Holds the context of each document and decides when it is renewed. What requests see changes only between bursts
 * of typing (after a rest, a save, another editor, a jump), so that consecutive prompts begin with the same bytes;
 * only a document's first context may come in the middle of one, because some is worth more than a cached head.
 * Nothing waits for it.
 */
export class ContextKeeper {
  readonly #dependencies: ContextKeeperDependencies;
  /** In order of use, the longest unused first. */
  readonly #kept = new Map<string, Kept>();
  /** Found while somebody was typing; it counts from the next rest on. */
  #pending: { readonly documentId: string; readonly kept: Kept } | undefined;
  #active: string | undefined;
  #running: AbortController | undefined;
  #cancelRest: (() => void) | undefined;
  #cancelSettling: (() => void) | undefined;
  #lastEditMs = -Infinity;
  /** How often the active document's context was gathered again because a source was slow. */
  #retries = 0;
  /** Whether the active document changed since its context was last gathered. */
  #isEdited = false;

  constructor(dependencies: ContextKeeperDependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * What goes with this request. The same array until something changed, so it costs a look-up; empty until the
   * first was gathered.
   */
  snippetsFor(request: Pick<CompletionRequest, "documentId">): readonly ContextSnippet[] {
    return this.#kept.get(request.documentId)?.snippets ?? none;
  }

  /** The user works in this document now. */
  visited(documentId: string): void {
    if (this.#active === documentId) return;
    this.#stop();
    this.#active = documentId;
    this.#isEdited = false;
    this.#retries = 0;
    const kept = this.#kept.get(documentId);
    if (kept === undefined || this.#now - kept.gatheredMs > freshMs) this.#gatherSoon(settleMs);
  }

  /** No document is worked in. */
  left(): void {
    this.#stop();
    this.#active = undefined;
  }

  /** A key: cheap, it runs in the editor's change event. */
  edited(documentId: string): void {
    this.#lastEditMs = this.#now;
    if (documentId !== this.#active) return;
    this.#isEdited = true;
    this.#cancelRest ??= this.#dependencies.clock.setTimer(() => this.#mayRest(), restMs);
  }

  /** The cursor stands in this line now. */
  moved(documentId: string, line: number): void {
    const kept = this.#kept.get(documentId);
    if (documentId !== this.#active || kept === undefined || Math.abs(line - kept.line) < jumpLines) return;
    this.#gatherSoon(settleMs);
  }

  /** A save is a rest, whichever document it was. */
  saved(): void {
    this.#usePending();
    if (this.#active !== undefined) this.#gatherSoon(0);
  }

  /** The document is gone, and with it everything that was kept or is looked for. */
  closed(documentId: string): void {
    this.#kept.delete(documentId);
    if (this.#pending?.documentId === documentId) this.#pending = undefined;
    if (this.#active === documentId) this.left();
  }

  /** What may be sent changed: nothing that was gathered before is used any more. */
  clear(): void {
    this.#kept.clear();
    this.#pending = undefined;
    const active = this.#active;
    this.left();
    if (active !== undefined) this.visited(active);
  }

  dispose(): void {
    this.left();
    this.#kept.clear();
  }

  get #now(): number {
    return this.#dependencies.clock.nowMs();
  }

  #stop(): void {
    this.#running?.abort();
    this.#running = undefined;
    this.#cancelRest?.();
    this.#cancelRest = undefined;
    this.#cancelSettling?.();
    this.#cancelSettling = undefined;
    this.#usePending();
  }

  #gatherSoon(delayMs: number): void {
    this.#cancelSettling?.();
    this.#cancelSettling = this.#dependencies.clock.setTimer(() => {
      this.#cancelSettling = undefined;
      this.#gather();
    }, delayMs);
  }

  /** One timer for a whole burst: when it runs out, it looks whether the last key is long enough ago. */
  #mayRest(): void {
    const leftMs = this.#lastEditMs + restMs - this.#now;
    if (leftMs > 0) {
      this.#cancelRest = this.#dependencies.clock.setTimer(() => this.#mayRest(), leftMs);
      return;
    }
    this.#cancelRest = undefined;
    this.#usePending();
    if (this.#isEdited) this.#gather();
  }

  #gather(): void {
    const documentId = this.#active;
    if (documentId === undefined || this.#dependencies.settings().maxChars === 0) return;
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    this.#isEdited = false;
    const dependencies = this.#dependencies;
    const { clock } = dependencies;
    const startedMs = clock.nowMs();
    const cancelLimit = clock.setTimer(() => running.abort(), gatherLimitMs);
    this.#dependencies
      .gather(documentId, running.signal)
      .then(
        (found) => {
          if (running.signal.aborted || found === undefined) return;
          this.#found(documentId, found, startedMs);
        },
        (error: unknown) => {
          if (running.signal.aborted) return;
          dependencies.log("warn", `context: ${error instanceof Error ? error.message : "failed"}`);
        },
      )
      .finally(() => {
        cancelLimit();
        if (this.#running === running) this.#running = undefined;
      })
      // Nothing above throws but a mistake of ours.
      .catch((error: unknown) => dependencies.log("warn", `context: ${String(error)}`));
  }

  #found(documentId: string, found: GatheredContext, startedMs: number): void {
    const settings = this.#dependencies.settings();
    const snippets = chooseSnippets(found.snippets, { ...found, settings });
    const gatheredMs = this.#now;
    this.#dependencies.log(
      "debug",
      `context: ${snippets.length} of ${found.snippets.length} snippets in ${Math.round(gatheredMs - startedMs)} ms`,
    );
    const kept = { snippets, line: found.line, gatheredMs };
    const hasNone = this.snippetsFor({ documentId }).length === 0;
    if (hasNone || this.#lastEditMs < startedMs) this.#keep(documentId, kept);
    else this.#pending = { documentId, kept };
    if (found.isComplete) this.#retries = 0;
    else if (this.#retries++ < maxRetries && this.#cancelSettling === undefined) this.#gatherSoon(retryMs);
  }

  #usePending(): void {
    const pending = this.#pending;
    this.#pending = undefined;
    if (pending !== undefined) this.#keep(pending.documentId, pending.kept);
  }

  #keep(documentId: string, kept: Kept): void {
    const before = this.#kept.get(documentId);
    this.#kept.delete(documentId);
    // An equal choice stays the same array.
    const snippets =
      before !== undefined && isSame(before.snippets, kept.snippets) ? before.snippets : kept.snippets;
    this.#kept.set(documentId, { ...kept, snippets });
    if (this.#kept.size <= maxDocuments) return;
    for (const oldest of this.#kept.keys()) {
      this.#kept.delete(oldest);
      break;
    }
  }
}

function isSame(left: readonly ContextSnippet[], right: readonly ContextSnippet[]): boolean {
  return (
    left.length === right.length &&
    left.every((snippet, at) => {
      const other = right[at];
      return snippet.source === other?.source && snippet.path === other.path && snippet.text === other.text;
    })
  );
}
