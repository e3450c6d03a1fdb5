import { wordsOfName } from "./codeTokens";
import type { MaterialDocument } from "./material";

/** Where words of a question were found. */
export interface Finding {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly text: string;
  readonly words: readonly string[];
}

const common = new Set(
  "the and for that this with what which where when how does from are you can code file line please show tell about into have has use not".split(
    " ",
  ),
);

/** Words worth searching for: at least three letters and not among the commonest. */
export function searchWords(text: string): readonly string[] {
  const words = [...text.matchAll(/[\p{L}_$][\p{L}\p{N}_$]{2,}/gu)].map(([word]) => word);
  return [...new Set(words)].filter((word) => !common.has(word.toLowerCase())).slice(0, 12);
}

/** The lines of the material that hold most of the words, best first; equal ones in the folder's order. */
export function searchMaterial(
  words: readonly string[],
  material: readonly MaterialDocument[],
  most: number,
): readonly Finding[] {
  if (words.length === 0) return [];
  const findings: (Finding & { score: number })[] = [];
  for (const document of material) {
    for (const [index, { trimmed, tokens }] of document.lines.entries()) {
      const names = new Set(tokens.flatMap((token) => [token.text, ...wordsOfName(token.text)]));
      const found = words.filter((word) => names.has(word) || names.has(word.toLowerCase()));
      if (found.length === 0) continue;
      const defines = /\b(?:function|class|def|func|interface|type|struct|const)\b/.test(trimmed) ? 0.5 : 0;
      const exact = found.filter((word) => tokens.some((token) => token.text === word)).length;
      findings.push({
        path: document.path,
        line: index + 1,
        text: trimmed,
        words: found,
        score: found.length + exact + defines,
      });
    }
  }
  return findings.toSorted((one, other) => other.score - one.score).slice(0, most);
}
