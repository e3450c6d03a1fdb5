import type { Suggestion } from "../completionRequest";
import {
  applyFilters,
  completionFilters,
  provenFilters,
  typedAlongFilters,
} from "../filters/completionFilters";
import type { Draft } from "../filters/filter";
import type { Keystroke } from "../keystroke";
import type { Cursor } from "../prompt/cursor";
import { firstPiece } from "../stream/firstPiece";
import type { Answer } from "./answer";
import type { AnswerStore } from "./answerStore";
import { knownAhead, type KnownAhead } from "./knownAhead";
import { ShownSuggestion } from "./shownSuggestion";

/** What is known for a keystroke without asking anybody. */
export type Known =
  /** The rest of what is on the screen. */
  | {
      readonly state: "shown";
      readonly draft: Draft;
      readonly shown: ShownSuggestion;
      readonly rawText: string;
    }
  /** A piece of an answer, filtered. */
  | {
      readonly state: "piece";
      readonly draft: Draft;
      readonly answer: Answer;
      readonly typedChars: number;
      readonly rawText: string;
    }
  /** An open stream may still agree. */
  | { readonly state: "streaming" }
  /** The model was asked at this very place: it had nothing to say, or nothing fit to be shown. */
  | {
      readonly state: "nothing";
      readonly answer: Answer;
      readonly rawText: string;
      /** The piece that the filters have held back, if there was one. */
      readonly refused?: string;
    }
  | { readonly state: "unknown" };

/** What a look-up depends on, beside what is known. */
type Looking = Pick<Keystroke, "cursor" | "plan" | "request" | "verdict">;

/** A look-up's outcome, which holds until something has changed. */
interface Found {
  readonly revision: number;
  readonly known: Known;
  /** What the filters did. */
  readonly notes: readonly string[];
}

interface FoundBehind {
  readonly revision: number;
  readonly behind: KnownAhead | undefined;
}

/** So many characters of a text that was held back prove that it is wanted. */
const PROVING_CHARS = 2;

/** Looks a keystroke up in what is on the screen, and then in the answers known or streaming. */
export class KnownText {
  readonly #store: AnswerStore;
  #shown: ShownSuggestion | undefined;
  /** What the filters have held back last. */
  #refused: ShownSuggestion | undefined;
  #ownRevision = 0;
  /** By keystroke: the change event and the editor's call ask for the same one, and streams ask again and again. */
  readonly #found = new WeakMap<Looking, Found>();
  readonly #foundBehind = new WeakMap<Draft, FoundBehind>();

  constructor(store: AnswerStore) {
    this.#store = store;
  }

  /** Grows whenever `at` may say something else than before. */
  get revision(): number {
    return this.#ownRevision + this.#store.revision;
  }

  /**
   * What is known at the keystroke. Changes nothing, so it may be asked at every event; asked again while nothing has
   * changed, it says the same without looking. `note` hears what the filters did.
   */
  at(keystroke: Looking, note: (line: string) => void = () => {}): Known {
    const { revision } = this;
    let found = this.#found.get(keystroke);
    if (found?.revision !== revision) {
      const notes: string[] = [];
      found = { revision, known: this.#look(keystroke, (line) => notes.push(line)), notes };
      this.#found.set(keystroke, found);
    }
    for (const line of found.notes) note(line);
    return found.known;
  }

  #look({ cursor, plan, request, verdict }: Looking, note: (line: string) => void): Known {
    const shown = this.#shown;
    const rest = shown?.restAt(cursor);
    // Who asks for a block wants the whole of it, not the part that is on the screen.
    const wantsWhole = request.trigger === "explicit" && plan.shape === "block";
    if (shown !== undefined && rest !== undefined && rest !== "" && !wantsWhole) {
      const draft = applyFilters(typedAlongFilters, rest, cursor, note);
      if (draft !== undefined) return { state: "shown", draft, shown, rawText: rest };
    }
    const found = verdict?.allows === "shown" ? undefined : this.#store.find(cursor);
    if (found === undefined) return { state: "unknown" };
    const { answer, match } = found;
    if (match.state === "pending") return { state: "streaming" };
    const { remaining, typedChars } = match;
    // Asked ahead, the model was told of a line break; that it had no more to say says nothing about this line.
    if (remaining !== "" && remaining.trim() === "" && answer.purpose === "prefetch" && answer.isComplete) {
      return { state: "unknown" };
    }
    if (remaining === "" && typedChars === 0) return { state: "nothing", answer, rawText: "" };
    const isPatient = request.trigger === "explicit";
    const piece = firstPiece(remaining, answer.isComplete, plan, cursor.linePrefix, isPatient);
    if (piece === undefined) return { state: "streaming" };
    if (wantsWhole && answer.isComplete && answer.isLimited && piece.length === remaining.length)
      return { state: "unknown" };
    const filters = this.#isProven(cursor) ? provenFilters : completionFilters;
    const draft = applyFilters(filters, piece, cursor, note);
    if (draft !== undefined) return { state: "piece", draft, answer, typedChars, rawText: remaining };
    // What was refused where it was asked for is refused again; further along it, asking anew may help.
    if (typedChars > 0) return { state: "unknown" };
    return { state: "nothing", answer, rawText: remaining, refused: piece };
  }

  /** What is known behind a draft that `at` has given, see `knownAhead`. */
  behind(cursor: Cursor, draft: Draft): KnownAhead | undefined {
    const { revision } = this;
    let found = this.#foundBehind.get(draft);
    if (found?.revision !== revision) {
      found = { revision, behind: knownAhead(cursor, draft, this.#store) };
      this.#foundBehind.set(draft, found);
    }
    return found.behind;
  }

  /** The suggestion is on the screen from now on. */
  show(shown: ShownSuggestion): void {
    this.#shown = shown;
    this.#ownRevision++;
  }

  /** Remembers a piece that the filters have held back: whoever types it proves it right. */
  holdBack(cursor: Cursor, refused: string, answer: Answer): void {
    if (this.#refused?.restAt(cursor) !== undefined) return;
    this.#refused = new ShownSuggestion(cursor, refused, 0, answer);
    this.#ownRevision++;
  }

  /** Keeps the answer longer that the suggestion on the screen came from: the rest of it is likely wanted. */
  touch(suggestionId: Suggestion["id"]): void {
    const shown = this.#shown;
    if (shown?.suggestionId === suggestionId) this.#store.touch(shown.source);
  }

  /** Forgets the answers as well, which is a revision of its own. */
  forget(): void {
    this.#store.clear();
    this.#shown = undefined;
    this.#refused = undefined;
  }

  /** The user has begun to type the very text that the filters held back. */
  #isProven(cursor: Cursor): boolean {
    const rest = this.#refused?.restAt(cursor);
    if (this.#refused === undefined || rest === undefined) return false;
    const { text } = this.#refused;
    return text.slice(0, text.length - rest.length).trim().length >= PROVING_CHARS;
  }
}
