const segmentPattern = /^([A-Za-z0-9_-]{1,64})\.([A-Za-z0-9_-]{1,64})\.jsonl$/u;

/** A segment's file name; undefined where the ids are none. */
export function segmentName(conversationId: string, windowId: string): string | undefined {
  const name = `${conversationId}.${windowId}.jsonl`;
  return segmentPattern.test(name) ? name : undefined;
}

/** The conversation that a file holds a segment of; undefined for other files. */
export function conversationIdOf(fileName: string): string | undefined {
  return segmentPattern.exec(fileName)?.[1];
}

/** The window that writes a segment; undefined for other files. */
export function windowIdOf(fileName: string): string | undefined {
  return segmentPattern.exec(fileName)?.[2];
}
