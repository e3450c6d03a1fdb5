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

/** So many characters of a text that was held back prove that it is wanted. */
const PROVING_CHARS = 2;

/** Looks a keystroke up in what is on the screen, and then in the answers known or streaming. */
export class KnownText {
  readonly #store: AnswerStore;
  #shown: ShownSuggestion | undefined;
  /** What the filters have held back last. */
  #refused: ShownSuggestion | undefined;

  constructor(store: AnswerStore) {
    this.#store = store;
  }

  /**
   * What is known at the keystroke. Changes nothing, so it may be asked at every event. `note` hears what the filters
   * did.
   */
  at(
    { cursor, plan, request, verdict }: Pick<Keystroke, "cursor" | "plan" | "request" | "verdict">,
    note: (line: string) => void = () => {},
  ): Known {
    const shown = this.#shown;
    const rest = shown?.restAt(cursor);
    if (shown !== undefined && rest !== undefined && rest !== "") {
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
    const filters = this.#isProven(cursor) ? provenFilters : completionFilters;
    const draft = applyFilters(filters, piece, cursor, note);
    if (draft !== undefined) return { state: "piece", draft, answer, typedChars, rawText: remaining };
    // What was refused where it was asked for is refused again; further along it, asking anew may help.
    if (typedChars > 0) return { state: "unknown" };
    return { state: "nothing", answer, rawText: remaining, refused: piece };
  }

  /** The suggestion is on the screen from now on. */
  show(shown: ShownSuggestion): void {
    this.#shown = shown;
  }

  /** Remembers a piece that the filters have held back: whoever types it proves it right. */
  holdBack(cursor: Cursor, refused: string, answer: Answer): void {
    if (this.#refused?.restAt(cursor) !== undefined) return;
    this.#refused = new ShownSuggestion(cursor, refused, 0, answer);
  }

  /** Keeps the answer longer that the suggestion on the screen came from: the rest of it is likely wanted. */
  touch(suggestionId: Suggestion["id"]): void {
    const shown = this.#shown;
    if (shown?.suggestionId === suggestionId) this.#store.touch(shown.source);
  }

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
