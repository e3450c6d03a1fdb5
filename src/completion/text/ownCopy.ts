/**
 * The same text in memory of its own. What `slice` gives keeps the whole text alive that it was cut from (V8's sliced
 * strings), so what is kept for long is copied. Through JSON, because that keeps one byte a character where one is
 * enough (`structuredClone` does not) and takes 2 µs for 512 code units.
 */
export function ownCopy(text: string): string {
  return String(JSON.parse(JSON.stringify(text)));
}
