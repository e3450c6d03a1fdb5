import { readFileSync } from "node:fs";
import { traceAt, type Trace } from "./trace";

/** A file and the lines (from 1) near which traces begin. */
interface Source {
  readonly languageId: string;
  readonly path: string;
  readonly lines: readonly number[];
}

/** Typed characters of a trace. */
const minTypedChars = 450;

const sources: readonly Source[] = [
  { languageId: "typescript", path: "src/provider/openExchange.ts", lines: [40, 110, 160] },
  { languageId: "typescript", path: "src/vscode/editReview.ts", lines: [60, 190, 300] },
  { languageId: "typescriptreact", path: "media/chat/composer.tsx", lines: [40, 100] },
  { languageId: "typescriptreact", path: "media/chat/transcript.tsx", lines: [30, 90] },
  { languageId: "javascript", path: "node_modules/mocha/lib/runner.js", lines: [120, 480, 800] },
  { languageId: "javascript", path: "node_modules/semver/classes/range.js", lines: [30, 220] },
  { languageId: "css", path: "media/chat/transcript.css", lines: [20] },
  { languageId: "css", path: "media/chat/composer.css", lines: [20] },
  { languageId: "markdown", path: "node_modules/undici/docs/docs/api/Client.md", lines: [30, 120] },
  { languageId: "json", path: "package.json", lines: [60, 260] },
];

/** The bench's own traces: real files of installed packages and of this project. */
export function benchTraces(): readonly Trace[] {
  return sources.flatMap(({ languageId, path, lines }) => {
    const text = readFileSync(path, "utf8").replaceAll("\r\n", "\n");
    return lines.map((line) => {
      const trace = traceAt({ languageId, path, text }, line - 1, minTypedChars);
      if (trace === undefined) throw new Error(`${path}:${line} has too little text for a trace.`);
      return trace;
    });
  });
}
