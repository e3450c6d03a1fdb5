import { setImmediate } from "node:timers/promises";
import type { CompletionEvent } from "../../../src/completion/completionEvent";
import type { CompletionRequest, Suggestion, TextAccess } from "../../../src/completion/completionRequest";
import {
  createCompletionEngine,
  type CompletionDependencies,
} from "../../../src/completion/createCompletionEngine";
import type { CompletionEngine } from "../../../src/completion/engine";
import type { CompletionHealth } from "../../../src/completion/health";
import { readCursor, type Cursor } from "../../../src/completion/prompt/cursor";
import type { CompletionSettings } from "../../../src/completion/settings";
import type { FimEvent, FinishReason } from "../../../src/provider/events";
import type { FimRequest } from "../../../src/provider/fimRequest";
import { ManualClock } from "./manualClock";

export const defaultSettings: CompletionSettings = {
  isEnabled: true,
  languages: { "*": true },
  disabledFiles: [],
  eagerness: { code: "full", comment: "full", string: "full", prose: "full", commit: "full" },
  isManualOnly: false,
  multiline: "auto",
  debounceMs: 0,
  maxPrefixChars: 8000,
  maxSuffixChars: 2000,
  maxTokens: 256,
  model: "",
  stop: [],
  parameters: {},
};

/** Lets every promise that can go on do so. */
export async function settle(): Promise<void> {
  await setImmediate();
}

/** A request that the engine sent: the test plays the provider. */
export class OpenRequest {
  readonly request: FimRequest;
  readonly signal: AbortSignal;
  isLeft = false;
  #events: FimEvent[] = [];
  #error: unknown;
  #wake: () => void = () => {};

  constructor(request: FimRequest, signal: AbortSignal) {
    this.request = request;
    this.signal = signal;
    signal.addEventListener("abort", () => this.#wake(), { once: true });
  }

  async send(...texts: readonly string[]): Promise<void> {
    for (const text of texts) {
      this.#events.push({ type: "text-delta", text });
      this.#wake();
      await settle();
    }
  }
  async finish(finishReason: FinishReason = "stop"): Promise<void> {
    this.#events.push({ type: "finish", finishReason });
    this.#wake();
    await settle();
  }
  async fail(error: unknown): Promise<void> {
    this.#error = error;
    this.#wake();
    await settle();
  }

  async *events(): AsyncGenerator<FimEvent, void, undefined> {
    try {
      for (;;) {
        if (this.signal.aborted) throw this.signal.reason;
        const event = this.#events.shift();
        if (event !== undefined) {
          yield event;
          if (event.type === "finish") return;
        } else if (this.#error !== undefined) {
          throw this.#error;
        } else {
          await new Promise<void>((resolve) => {
            this.#wake = resolve;
          });
        }
      }
    } finally {
      this.isLeft = true;
    }
  }
}

/** An engine with a scripted provider, a clock that stands still, and a document with the cursor at `█`. */
export class CompletionDriver {
  readonly clock = new ManualClock();
  readonly requests: OpenRequest[] = [];
  readonly health: CompletionHealth[] = [];
  readonly log: string[] = [];
  readonly events: CompletionEvent[] = [];
  pace: "full" | "lowered" | "paused" = "full";
  readonly engine: CompletionEngine;
  settings: CompletionSettings;
  mostOpen = 0;
  #version = 1;

  constructor(
    settings: Partial<CompletionSettings> = {},
    privacy: CompletionDependencies["privacy"] = {
      decide: () => ({ isAllowed: true }),
      mask: (text) => ({ text, unmask: (masked) => masked }),
    },
  ) {
    this.settings = { ...defaultSettings, ...settings };
    this.engine = createCompletionEngine({
      complete: (request, signal) => {
        const open = new OpenRequest(request, signal);
        this.requests.push(open);
        this.mostOpen = Math.max(this.mostOpen, this.openRequests.length);
        return open.events();
      },
      settings: () => this.settings,
      privacy,
      clock: this.clock,
      onHealth: (health) => this.health.push(health),
      onEvent: (event) => this.events.push(event),
      pace: () => this.pace,
      log: (level, line) => this.log.push(`${level} ${line}`),
    });
  }

  /** Requests that are neither finished nor given up. */
  get openRequests(): readonly OpenRequest[] {
    return this.requests.filter((request) => !request.isLeft && !request.signal.aborted);
  }

  get lastRequest(): OpenRequest {
    const last = this.requests.at(-1);
    if (last === undefined) throw new Error("The engine has sent no request.");
    return last;
  }

  /** A key at `█`, told in the change event. */
  change(marked: string, more: Partial<CompletionRequest> = {}): void {
    this.engine.changed(requestAt(marked, { version: ++this.#version, ...more }));
  }

  provide(marked: string, more: Partial<CompletionRequest> = {}, signal = new AbortController().signal) {
    return this.engine.provide(requestAt(marked, more), signal);
  }
}

/** A request at `█`. */
export function requestAt(marked: string, more: Partial<CompletionRequest> = {}): CompletionRequest {
  const offset = marked.indexOf("█");
  return {
    text: textAccess(marked.replace("█", "")),
    offset,
    languageId: "typescript",
    documentId: "file:///a.ts",
    path: "src/a.ts",
    version: 1,
    trigger: "automatic",
    hasSeveralCursors: false,
    ...more,
  };
}

export function cursorAt(marked: string, more: Partial<CompletionRequest> = {}): Cursor {
  return readCursor(requestAt(marked, more));
}

/** A text that counts how much of it was read. */
export function textAccess(text: string): TextAccess & { readChars: number } {
  return {
    readChars: 0,
    length: text.length,
    slice(startOffset, endOffset) {
      const part = text.slice(Math.max(0, startOffset), Math.max(0, endOffset));
      this.readChars += part.length;
      return part;
    },
  };
}

/** The document as accepting the suggestion leaves it, with `█` behind what was inserted. */
export function accept(marked: string, suggestion: Suggestion): string {
  const text = marked.replace("█", "");
  return `${text.slice(0, suggestion.replaceStartOffset)}${suggestion.text}█${text.slice(suggestion.replaceEndOffset)}`;
}

/**
 * Asks at `█`, lets the provider stream `chunks` and finish, and returns the document after accepting what is shown
 * then; undefined when nothing is.
 */
export async function complete(
  marked: string,
  chunks: readonly string[],
  more: Partial<CompletionRequest> = {},
): Promise<string | undefined> {
  const driver = new CompletionDriver();
  driver.engine.changed(requestAt(marked, more));
  await settle();
  await driver.lastRequest.send(...chunks);
  await driver.lastRequest.finish();
  const suggestion = await driver.provide(marked, more);
  driver.engine.dispose();
  return suggestion === undefined ? undefined : accept(marked, suggestion);
}
