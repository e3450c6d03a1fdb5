import type { Answer, Place } from "../memory/answer";
import { cutsWithHash, prefixHash } from "../memory/prefixHashes";

/** More would pay for text that nobody waits for. */
const MAX_OPEN = 2;

interface OpenStream {
  readonly answer: Answer;
  readonly hash: number;
  readonly controller: AbortController;
}

/**
 * The streams that are paid for right now. They live as long as their text can be useful: the editor's cancellation
 * does not end them, typing something else does, at once.
 */
export class OpenStreams {
  /** Oldest first. */
  #streams: readonly OpenStream[] = [];

  get size(): number {
    return this.#streams.length;
  }

  /** Takes a stream in; the oldest gives way when there are too many. Aborting the signal ends the request. */
  open(answer: Answer): AbortSignal {
    for (const oldest of this.#streams.slice(0, Math.max(0, this.size - MAX_OPEN + 1))) this.#end(oldest);
    const stream = { answer, hash: prefixHash(answer.placePrefix), controller: new AbortController() };
    this.#streams = [...this.#streams, stream];
    return stream.controller.signal;
  }

  /** The stream has ended by itself. */
  close(answer: Answer): void {
    this.#streams = this.#streams.filter((stream) => stream.answer !== answer);
  }

  /** Ends a stream whose text is not worth showing. */
  abort(answer: Answer): void {
    for (const stream of this.#streams) if (stream.answer === answer) this.#end(stream);
  }

  /**
   * Ends every stream whose text cannot be useful at this cursor: something else was typed, or the cursor is
   * elsewhere. Deleting in front of a stream's place keeps it. Returns how many were ended.
   */
  abortUseless(cursor: Place): number {
    let ended = 0;
    for (const stream of this.#streams) {
      if (isUseful(stream, cursor)) continue;
      this.#end(stream);
      ended++;
    }
    return ended;
  }

  /** Ends the streams of one document, or all. */
  abortAll(documentId?: string): void {
    for (const stream of this.#streams) {
      if (documentId === undefined || stream.answer.documentId === documentId) this.#end(stream);
    }
  }

  #end(stream: OpenStream): void {
    this.close(stream.answer);
    stream.answer.breakOff();
    stream.controller.abort(new DOMException("The text was no longer useful.", "AbortError"));
  }
}

/** Whether typing on can still make use of the stream. */
function isUseful({ answer, hash }: OpenStream, cursor: Place): boolean {
  if (answer.documentId !== cursor.documentId) return false;
  for (const typedChars of cutsWithHash(cursor, hash)) {
    if (answer.matchAfter(cursor, typedChars).state !== "elsewhere") return true;
  }
  return answer.isAheadOf(cursor);
}
