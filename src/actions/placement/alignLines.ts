/** Where a part of a file stands: lines [start, end) of the file, and how sure that is. */
export interface Alignment {
  readonly start: number;
  readonly end: number;
  /** The first and one after the last line of the part that stands in the file. */
  readonly partStart: number;
  readonly partEnd: number;
  /** Sum of the weights of the lines that are the same. */
  readonly weight: number;
  /** Lines with letters or digits among them. */
  readonly wordLines: number;
}

/** Above this many pairs of lines (about 0.2 s) nothing is looked for. */
const maxCells = 12_000_000;
/** Lines of the file that the part leaves out, and lines that it adds, take this from the score. */
const skippedFileLine = 0.1;
const skippedPartLine = 0.05;
/** Another place with this share of the best score makes both doubtful. */
const doubtfulShare = 0.85;

/**
 * The place in a file whose lines agree best with a part of a newer version of it (local alignment by lines), from
 * line `from` on. Undefined where nothing agrees or two places agree about as well. Lines with words are compared
 * without their indentation, lines of brackets with it: `shift` is what the part's lines lack of it.
 */
export function alignLines(
  file: readonly string[],
  part: readonly string[],
  from: number,
  shift: string,
): Alignment | undefined {
  const rows = file.length - from;
  const columns = part.length;
  if (rows <= 0 || columns === 0 || rows * columns > maxCells) return undefined;
  const partKeys = part.map((line) => keyOf(shift + line));
  const weights = part.map(weightOf);
  // The score of the best alignment that ends with these two lines, and where it began.
  let above = newRow(columns);
  const ends: Alignment[] = [];
  for (let row = 0; row < rows; row++) {
    const key = keyOf(file[from + row] ?? "");
    const current = newRow(columns);
    let rowBest: Alignment | undefined;
    for (let column = 0; column < columns; column++) {
      const isSame = key !== "" && key === partKeys[column];
      const weight = weights[column] ?? 0;
      const diagonal = column === 0 ? 0 : (above.score[column - 1] ?? 0);
      const up = (above.score[column] ?? 0) - skippedFileLine;
      const left = column === 0 ? 0 : (current.score[column - 1] ?? 0) - skippedPartLine;
      if (isSame && diagonal + weight >= up && diagonal + weight >= left) {
        const begins = diagonal <= 0;
        current.score[column] = Math.max(0, diagonal) + weight;
        current.fileStart[column] = begins ? row : (above.fileStart[column - 1] ?? row);
        current.partStart[column] = begins ? column : (above.partStart[column - 1] ?? column);
        const before = begins ? 0 : (above.weight[column - 1] ?? 0);
        current.weight[column] = before + weight;
        current.words[column] = (begins ? 0 : (above.words[column - 1] ?? 0)) + (weight >= 1 ? 1 : 0);
        const end: Alignment = {
          start: from + (current.fileStart[column] ?? row),
          end: from + row + 1,
          partStart: current.partStart[column] ?? column,
          partEnd: column + 1,
          weight: current.score[column] ?? 0,
          wordLines: current.words[column] ?? 0,
        };
        if (rowBest === undefined || end.weight > rowBest.weight) rowBest = end;
      } else {
        const isUp = up >= left;
        const score = isUp ? up : left;
        if (score <= 0) continue;
        const source = isUp ? above : current;
        const at = isUp ? column : column - 1;
        current.score[column] = score;
        current.fileStart[column] = source.fileStart[at] ?? 0;
        current.partStart[column] = source.partStart[at] ?? 0;
        current.weight[column] = source.weight[at] ?? 0;
        current.words[column] = source.words[at] ?? 0;
      }
    }
    if (rowBest !== undefined) ends.push(rowBest);
    above = current;
  }
  const best = ends.reduce<Alignment | undefined>(
    (found, each) => (found === undefined || each.weight > found.weight ? each : found),
    undefined,
  );
  if (best === undefined) return undefined;
  const rival = ends.some(
    (each) =>
      (each.end <= best.start || each.start >= best.end) && each.weight >= best.weight * doubtfulShare,
  );
  return rival ? undefined : best;
}

interface Row {
  readonly score: Float64Array;
  readonly fileStart: Int32Array;
  readonly partStart: Int32Array;
  readonly weight: Float64Array;
  readonly words: Int32Array;
}

function newRow(columns: number): Row {
  return {
    score: new Float64Array(columns),
    fileStart: new Int32Array(columns),
    partStart: new Int32Array(columns),
    weight: new Float64Array(columns),
    words: new Int32Array(columns),
  };
}

/** What two lines are compared by; empty for a line without text. */
function keyOf(line: string): string {
  return hasWords(line) ? line.trim().replaceAll(/\s+/g, " ") : line.trimEnd().replaceAll("\t", "    ");
}

/** A long line says more about the place than a short one; a bracket says hardly anything. */
function weightOf(line: string): number {
  const { length } = line.trim();
  if (length === 0) return 0;
  return hasWords(line) ? 1 + Math.min(length, 40) / 40 : 0.2;
}

/** Whether a line can be told from others at all. */
export function hasWords(line: string): boolean {
  return (
    /[\p{L}\p{N}_]{2}/u.test(line) &&
    !/^\s*(?:else|try|finally|do|begin|end|then|fi|done|pass|return)\s*[:{]?\s*$/.test(line)
  );
}
