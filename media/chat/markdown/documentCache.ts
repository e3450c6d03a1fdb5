import type { MarkdownDocument } from "./markdownDocument";

/** Shorter texts are parsed again sooner than they are looked up. */
const minChars = 8192;
const maxChars = 4_000_000;

const documents = new Map<string, MarkdownDocument>();
let keptChars = 0;

/** The document of a whole text, if it was parsed not long ago: a message scrolled back into view is there at once. */
export function cachedDocument(text: string): MarkdownDocument | undefined {
  return text.length < minChars ? undefined : documents.get(text);
}

/** Keeps a final document; the oldest ones go. */
export function cacheDocument(document: MarkdownDocument): void {
  const { text } = document;
  if (text.length < minChars || text.length > maxChars || documents.has(text)) return;
  documents.set(text, document);
  keptChars += text.length;
  for (const [oldest] of documents) {
    if (keptChars <= maxChars) return;
    documents.delete(oldest);
    keptChars -= oldest.length;
  }
}
