import type { FinishEvent } from "./events";
import type { ParsedChunk } from "./exchange";

/**
 * Reads the data events of one try of one stream, in order. A new try needs a new reader.
 *
 * A chunk may also hold a whole answer (`message` where a delta is expected), as servers send that do not stream.
 */
export interface ChunkReader<T> {
  /** @throws ProviderError kind `server` when the provider gave up for lack of capacity before any text */
  read(chunk: unknown): ParsedChunk<T>;
  /** Text that was held back, for a stream that broke off. Empty once a finish reason was read. */
  rest(): readonly T[];
  /** The stream's last event, without the request id that only the head tells; for a stream that has finished. */
  finish(): FinishEvent;
}
