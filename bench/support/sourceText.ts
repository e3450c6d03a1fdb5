import type { TextAccess } from "../../src/completion/completionRequest";

/** TypeScript of so many lines, every function a little different from all others. */
export function sourceText(lineCount: number): string {
  const lines: string[] = [];
  for (let index = 0; lines.length < lineCount; index++) {
    lines.push(
      `/** Adds ${index} to every price of the order ${index % 97} and rounds to cents. */`,
      `export function addFee${index}(prices: readonly number[], factor = ${index % 13}): number {`,
      `  let total = ${index};`,
      `  for (const price of prices) {`,
      `    total += Math.round(price * factor * 100) / 100;`,
      `  }`,
      `  return total;`,
      `}`,
      ``,
    );
  }
  return lines.slice(0, lineCount).join("\n");
}

/**
 * Reads a text the way VS Code's documents are read: an array of lines, offsets found by binary search, ranges
 * joined anew at every read.
 */
export function lineTextAccess(text: string): TextAccess {
  const lines = text.split("\n");
  const starts: number[] = [];
  let offset = 0;
  for (const line of lines) {
    starts.push(offset);
    offset += line.length + 1;
  }
  const lineAt = (position: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((starts[middle] ?? 0) <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const clamped = (position: number) => Math.min(Math.max(0, position), text.length);
  return {
    length: text.length,
    slice(startOffset, endOffset) {
      const start = clamped(startOffset);
      const end = clamped(endOffset);
      if (end <= start) return "";
      const first = lineAt(start);
      const last = lineAt(end);
      const firstStart = starts[first] ?? 0;
      const lastStart = starts[last] ?? 0;
      if (first === last) return (lines[first] ?? "").slice(start - firstStart, end - firstStart);
      return [
        (lines[first] ?? "").slice(start - firstStart),
        ...lines.slice(first + 1, last),
        (lines[last] ?? "").slice(0, end - lastStart),
      ].join("\n");
    },
  };
}

/** The same text with something typed at an offset, without copying it. */
export function typedInto(base: TextAccess, offset: number, typed: string): TextAccess {
  const end = offset + typed.length;
  return {
    length: base.length + typed.length,
    slice: (from, to) =>
      base.slice(Math.min(from, offset), Math.min(to, offset)) +
      typed.slice(Math.max(0, from - offset), Math.max(0, to - offset)) +
      base.slice(Math.max(from, end) - typed.length, Math.max(to, end) - typed.length),
  };
}
