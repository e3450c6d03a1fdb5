import type { ChangedFile } from "./changedFile";
import { fairShares } from "../../text/fairShares";

/** Of a lock file, of generated code and of what was deleted more is not shown, in UTF-16 code units. */
const maxMinorChars = 600;
/** Files that are named; of more only the count is told. */
const maxNamedFiles = 150;

/**
 * The changes as the model sees them: a line for each file, then as much of their lines as the budget holds, divided
 * fairly. Cut only between lines, and what was cut is told.
 *
 * @param files already without secrets
 * @param leftOut names of files that may not be shown
 * @param maxChars for all of it, in UTF-16 code units; the names may take a third
 */
export function changesText(
  files: readonly ChangedFile[],
  leftOut: readonly string[],
  maxChars: number,
): string {
  const named = nameList(files, leftOut, Math.floor(maxChars / 3));
  const shown = files.slice(0, maxNamedFiles).filter(({ hunks }) => hunks.length > 0);
  const heads = shown.map((file) => `\n${statLine(file)}\n`);
  const bodies = shown.map((file) => bodyOf(file));
  const needs = bodies.map((body, at) => body.length + (heads[at]?.length ?? 0) + 1);
  const shares = fairShares(needs, maxChars - named.length);
  const parts = shown.map((file, at) => {
    const [head = "", body = "", share = 0] = [heads[at], bodies[at], shares[at]];
    if (head.length + body.length < share) return body === "" ? "" : `${head}${body}\n`;
    const text = cutHunks(file.hunks, share - head.length - cutNoteChars);
    return text === "" ? "" : `${head}${text}\n`;
  });
  return `${named}${parts.join("")}`.trimEnd();
}

const cutNoteChars = 60;

function nameList(files: readonly ChangedFile[], leftOut: readonly string[], maxChars: number): string {
  const lines = [...files.map(statLine), ...leftOut.map((path) => `${path}: left out, it is not to be read`)];
  let chars = 0;
  let count = 0;
  for (const line of lines) {
    chars += line.length + 1;
    if (count >= maxNamedFiles || (chars > maxChars && count > 0)) break;
    count += 1;
  }
  const more = lines.length - count;
  return `${[...lines.slice(0, count), ...(more > 0 ? [`… and ${more} more files`] : [])].join("\n")}\n`;
}

function statLine({ path, what, addedLines, removedLines }: ChangedFile): string {
  const lines = [
    ...(addedLines > 0 ? [`+${addedLines}`] : []),
    ...(removedLines > 0 ? [`−${removedLines}`] : []),
  ];
  return `${path}: ${[what, ...lines].join(", ")}`;
}

/** What is worth showing: nothing of a large generated file. */
function bodyOf({ hunks, isMinor, what }: ChangedFile): string {
  const body = hunks.join("\n");
  if (body.length <= maxMinorChars) return body;
  if (isMinor) return "";
  // The name of what was deleted says most; its lines are gone.
  return what.startsWith("deleted") ? cutHunks(hunks, maxMinorChars) : body;
}

/** The beginnings of all hunks, divided fairly; empty where not even a line fits. */
function cutHunks(hunks: readonly string[], maxChars: number): string {
  const shares = fairShares(
    hunks.map((hunk) => hunk.length + 1),
    Math.max(0, maxChars),
  );
  let cutLines = 0;
  const kept = hunks.flatMap((hunk, at) => {
    const share = (shares[at] ?? 0) - 1;
    if (hunk.length <= share) return [hunk];
    const end = hunk.lastIndexOf("\n", share);
    cutLines += hunk.slice(Math.max(0, end)).split("\n").length - 1;
    return end > 0 ? [hunk.slice(0, end)] : [];
  });
  if (kept.length === 0) return "";
  return cutLines === 0 ? kept.join("\n") : `${kept.join("\n")}\n(${cutLines} more lines are not shown)`;
}
