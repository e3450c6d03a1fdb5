import type { CompletionRequest, Suggestion, TextAccess } from "../../../src/completion/completionRequest";
import type { BenchEngine } from "../engines/benchEngine";
import { lineEndAfter, type Trace } from "../traces/trace";
import type { Typist, Edit } from "./typist";
import type { VirtualTime } from "./virtualTime";

/** VS Code waits so long after a change before it asks its providers (`InlineCompletionsDebounce`). */
export const editorWaitMs = 50;

/** What stands on the screen as ghost text. */
interface Ghost {
  readonly suggestion: Suggestion;
  /** What Tab would insert at the cursor now. */
  readonly rest: string;
  /** What of it was typed since it was shown. */
  readonly typedAlong: string;
  /** It replaces just what it brings again of the text behind the cursor: nothing is closed twice or lost. */
  readonly fits: boolean;
}

/**
 * What the person sees. `right`: the first line is true, and whole or at least 60 characters long. `partly`: it is
 * true, but ends too early. `unknown`: nothing could be right here.
 */
export type Sight = "right" | "partly" | "wrong" | "none" | "unknown";

/** So much of a line counts as the line: more is not read at a glance. */
export const glanceChars = 60;

/** Something that was newly put on the screen. */
export interface Appearance {
  readonly atMs: number;
  /** When the change came after which it was shown. */
  readonly changedMs: number;
  /** The typist's place then. */
  readonly trueOffset: number;
  readonly isRight: boolean;
}

/**
 * Behaves as VS Code does towards one provider: every change cancels the running call; 50 ms later the provider is
 * asked; an answer for an older text is dropped; ghost text stays while what is typed agrees with it, and goes when
 * the provider has nothing.
 */
export class Editor {
  readonly appearances: Appearance[] = [];
  /** Right text that went or changed although what was typed agreed with it. */
  flickerCount = 0;
  readonly #trace: Trace;
  readonly #typist: Typist;
  readonly #time: VirtualTime;
  readonly #engine: BenchEngine;
  readonly #documentId: string;
  #before: string;
  #behind = "";
  readonly #after: string;
  #version = 1;
  #changedMs = 0;
  #ghost: Ghost | undefined;
  #stopAsking = (): void => {};

  constructor(parts: {
    readonly trace: Trace;
    readonly typist: Typist;
    readonly time: VirtualTime;
    readonly engine: BenchEngine;
    readonly documentId: string;
  }) {
    this.#trace = parts.trace;
    this.#typist = parts.typist;
    this.#time = parts.time;
    this.#engine = parts.engine;
    this.#documentId = parts.documentId;
    this.#before = parts.trace.text.slice(0, parts.trace.startOffset);
    this.#after = parts.trace.text.slice(parts.trace.suffixOffset);
  }

  /** What is visible now, judged by the true text. */
  get sight(): Sight {
    if (!this.#typist.isJudged) return "unknown";
    if (this.#ghost === undefined) return "none";
    const shown = this.shownPart;
    const { text } = this.#trace;
    const { trueOffset, closers } = this.#typist;
    if (!this.#ghost.fits || shown.trim() === "" || !text.startsWith(shown, trueOffset)) return "wrong";
    const end = trueOffset + shown.length;
    const isWhole =
      shown.length >= glanceChars ||
      end === lineEndAfter(text, end) ||
      closers.some(({ offset }) => offset === end);
    return isWhole ? "right" : "partly";
  }

  /** The first line of the ghost text; empty without any. */
  get shownPart(): string {
    return firstPart(this.#ghost?.rest ?? "");
  }

  /** Text that Tab would take over, if all of it is right and it is worth a keystroke. */
  get acceptable(): string | undefined {
    const rest = this.#ghost?.rest;
    if (rest === undefined || rest.trim().length < 2 || this.sight !== "right") return undefined;
    const { trueOffset } = this.#typist;
    return this.#trace.text.startsWith(rest, trueOffset) && trueOffset + rest.length <= this.#trace.endOffset
      ? rest
      : undefined;
  }

  /** Opens the file as if the last character before the place had just been typed. */
  open(): void {
    this.#changed();
  }

  /** Tab: takes over the ghost text. */
  accept(): void {
    const ghost = this.#ghost;
    if (ghost === undefined) return;
    this.#ghost = undefined;
    this.#typist.accept(ghost.rest);
    this.#before += ghost.rest;
    this.#behind = this.#typist.behind;
    this.#version++;
    this.#engine.accepted?.(ghost.suggestion, ghost.suggestion.text.length);
    this.#changed();
  }

  /** A key. */
  apply(edit: Edit): void {
    this.#before = this.#before.slice(0, this.#before.length - edit.deletedChars) + edit.typed;
    this.#behind = edit.behind;
    this.#version++;
    this.#ghost = this.#ghost && ghostAfter(this.#ghost, edit);
    // A cursor that only moves asks nobody; the next key will.
    if (edit.isMove) this.#stopAsking();
    else this.#changed();
  }

  /** Invokes the provider by hand: no wait. */
  invoke(): void {
    this.#stopAsking();
    this.#ask("explicit");
  }

  /** Leaves the file. */
  close(): void {
    this.#stopAsking();
  }

  #changed(): void {
    this.#stopAsking();
    this.#changedMs = this.#time.nowMs();
    // An extension learns of the suggest widget's item only when it is asked.
    this.#engine.changed?.(this.#documentRequest("automatic"));
    this.#stopAsking = this.#time.setTimer(() => this.#ask("automatic"), editorWaitMs);
  }

  #ask(trigger: CompletionRequest["trigger"]): void {
    const cancellation = new AbortController();
    const version = this.#version;
    this.#stopAsking = () => cancellation.abort();
    void this.#engine.provide(this.#request(trigger), cancellation.signal).then((suggestion) => {
      if (!cancellation.signal.aborted && version === this.#version) this.#show(suggestion);
    });
  }

  #show(suggestion: Suggestion | undefined): void {
    const before = this.#ghost;
    const now = suggestion && this.#ghostOf(suggestion);
    if (before !== undefined && this.sight === "right" && !now?.rest.startsWith(firstPart(before.rest))) {
      this.flickerCount++;
    }
    this.#ghost = now;
    if (now === undefined) return;
    this.#engine.shown?.(now.suggestion);
    if (before !== undefined && firstPart(before.rest) === firstPart(now.rest)) return;
    this.appearances.push({
      atMs: this.#time.nowMs(),
      changedMs: this.#changedMs,
      trueOffset: this.#typist.trueOffset,
      isRight: this.sight === "right",
    });
  }

  /** Undefined where VS Code would not show it: it changes text before the cursor, or nothing at all. */
  #ghostOf(suggestion: Suggestion): Ghost | undefined {
    const cursor = this.#before.length;
    const typed = this.#before.slice(suggestion.replaceStartOffset, cursor);
    const rest = suggestion.text.slice(typed.length);
    if (!suggestion.text.startsWith(typed) || rest === "") return undefined;
    const replacedChars = suggestion.replaceEndOffset - cursor;
    const fits =
      this.#coveredChars(firstPart(rest)) <= replacedChars && replacedChars <= this.#coveredChars(rest);
    return { suggestion, rest, typedAlong: "", fits };
  }

  /** Characters behind the cursor that the editor put there and that stand in this text, if it is the true one. */
  #coveredChars(shown: string): number {
    const { trueOffset, closers } = this.#typist;
    return closers
      .filter(({ offset }) => offset < trueOffset + shown.length)
      .reduce((chars, { text }) => chars + text.length, 0);
  }

  #request(trigger: CompletionRequest["trigger"]): CompletionRequest {
    const request = this.#documentRequest(trigger);
    const item = this.#typist.widgetItem();
    if (item === undefined) return request;
    const { offset } = request;
    const startOffset = offset - item.typedChars;
    return { ...request, selectedSuggestion: { text: item.text, startOffset, endOffset: offset } };
  }

  #documentRequest(trigger: CompletionRequest["trigger"]): CompletionRequest {
    const text = this.#before + this.#behind + this.#after;
    const offset = this.#before.length;
    return {
      text: documentText(text),
      offset,
      languageId: this.#trace.languageId,
      documentId: this.#documentId,
      path: this.#trace.path,
      version: this.#version,
      trigger,
      hasSeveralCursors: false,
    };
  }
}

/** The first line that has text, with the line breaks before it. */
export function firstPart(text: string): string {
  const start = text.length - text.trimStart().length;
  return text.slice(0, lineEndAfter(text, start));
}

function ghostAfter(ghost: Ghost, edit: Edit): Ghost | undefined {
  if (edit.deletedChars > 0) {
    const { typedAlong, rest } = ghost;
    if (edit.deletedChars > typedAlong.length) return undefined;
    const kept = typedAlong.length - edit.deletedChars;
    return { ...ghost, rest: typedAlong.slice(kept) + rest, typedAlong: typedAlong.slice(0, kept) };
  }
  if (edit.isMove || !ghost.rest.startsWith(edit.typed) || ghost.rest === edit.typed) return undefined;
  return {
    ...ghost,
    rest: ghost.rest.slice(edit.typed.length),
    typedAlong: ghost.typedAlong + edit.typed,
  };
}

/** Hands out copies, as the editor does: a slice would keep the whole document in memory as long as it lives. */
function documentText(text: string): TextAccess {
  return {
    length: text.length,
    slice: (start, end) => ` ${text.slice(Math.max(0, start), Math.max(0, end))}`.slice(1),
  };
}
