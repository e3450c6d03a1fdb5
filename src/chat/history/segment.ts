import type { StoredEvent } from "../conversationEvent";
import { readRecord } from "./record";
import type { SegmentStart } from "./record";

/** What one file of history holds. */
export interface Segment {
  readonly start: SegmentStart | undefined;
  readonly events: readonly StoredEvent[];
  /** The bytes of each line that could not be read. */
  readonly damagedLines: readonly Uint8Array[];
  /** Bytes up to and with the last line feed. */
  readonly wholeBytes: number;
}

const lineFeed = 0x0a;

/**
 * Reads a segment's bytes line by line; a line that cannot be read hides no other. What follows the last line feed
 * and cannot be read is a line whose writing was cut off: its writer died before anybody was told that it was
 * saved, so it is not damage.
 */
export function readSegment(bytes: Uint8Array): Segment {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const events: StoredEvent[] = [];
  const damagedLines: Uint8Array[] = [];
  let start: SegmentStart | undefined;
  for (let from = 0; from < bytes.length;) {
    const found = bytes.indexOf(lineFeed, from);
    const to = found === -1 ? bytes.length : found;
    const line = bytes.subarray(from, to);
    from = to + 1;
    if (line.length === 0) continue;
    const read = readLine(decoder, line);
    if (read.kind === "damaged" && found !== -1) damagedLines.push(line);
    if (read.kind !== "record") continue;
    if (read.record.type === "segment-start") start ??= read.record;
    else events.push(read.record);
  }
  return { start, events, damagedLines, wholeBytes: bytes.lastIndexOf(lineFeed) + 1 };
}

/**
 * The events of several segments in one order: by date, and inside a segment always as written. Dates grow along
 * a conversation (`StoredEvent.atMs`), so an answer never comes before its question, whoever wrote it.
 */
export function mergeEvents(segments: readonly (readonly StoredEvent[])[]): readonly StoredEvent[] {
  const keyed = segments.flatMap((events, segment) => {
    let latestMs = 0;
    return events.map((event, line) => {
      latestMs = Math.max(latestMs, event.atMs);
      return { event, orderMs: latestMs, segment, line };
    });
  });
  keyed.sort((a, b) => a.orderMs - b.orderMs || a.segment - b.segment || a.line - b.line);
  return keyed.map(({ event }) => event);
}

function readLine(
  decoder: InstanceType<typeof TextDecoder>,
  line: Uint8Array,
): ReturnType<typeof readRecord> {
  try {
    return readRecord(decoder.decode(line));
  } catch {
    // Not UTF-8.
    return { kind: "damaged" };
  }
}
