/**
 * The same text in memory of its own. In V8 (string.h, `SlicedString`) a part of a text keeps all of the text alive: of
 * an answer that grows, each finished part would hold on to the whole answer as it was at that moment.
 */
export function ownText(text: string): string {
  // Joining makes a new text, and taking the rest of it a part of that.
  return ` ${text}`.slice(1);
}

/** The parts of a text that grows: those that are as before are the ones from before, new ones own their memory. */
export function ownParts(parts: readonly string[], before: readonly string[]): readonly string[] {
  return parts.map((part, index) => {
    const known = before[index];
    return known === part ? known : ownText(part);
  });
}
