import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import type { Trace } from "./trace";

/** A file that stands open in the editor beside the one that is typed. */
export interface OpenFile {
  readonly path: string;
  readonly languageId: string;
  readonly text: string;
}

const maxFiles = 12;
const maxChars = 60_000;

/** Files beside a trace's own in its folder, of the same kind: what somebody who works there has open. */
export function openFilesOf(trace: Trace): readonly OpenFile[] {
  const folder = dirname(trace.path);
  return readdirSync(folder)
    .filter((name) => extname(name) === extname(trace.path) && name !== basename(trace.path))
    .toSorted()
    .map((name) => ({
      path: join(folder, name),
      languageId: trace.languageId,
      text: readFileSync(join(folder, name), "utf8").replaceAll("\r\n", "\n"),
    }))
    .filter(({ text }) => text.length <= maxChars)
    .slice(0, maxFiles);
}
