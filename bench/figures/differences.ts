import { changedWords, lineHunks } from "../../src/actions/diff/hunks";
import { sourceText } from "../support/sourceText";
import type { Figure } from "../support/figure";
import { spread } from "../support/statistics";

const lineCount = 5_000;
const warmUpRounds = 3;
const rounds = 25;

/** Lines that stand again and again, in an order that is the same in every run. */
function repeatedLines(lines: readonly string[], seed: number): readonly string[] {
  let state = seed;
  return Array.from({ length: lineCount }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return lines[(state >>> 8) % lines.length] ?? "";
  });
}

const brackets = ["}\n", "\n", "  }\n", "    }\n", "{\n", ");\n"];

/** 5,000 lines before and after, changed in the ways that models and people change files, and in the worst ones. */
function shapes(): readonly { readonly what: string; readonly before: string; readonly after: string }[] {
  const source = sourceText(lineCount)
    .split("\n")
    .map((line) => `${line}\n`);
  const others = Array.from(
    { length: lineCount },
    (_, at) => [`class Item${at} {\n`, `  name = "${at}";\n`, "  }\n", "}\n", "\n"][at % 5] ?? "",
  );
  const half = lineCount / 2;
  const shape = (what: string, before: readonly string[], after: readonly string[]) => ({
    what,
    before: before.join(""),
    after: after.join(""),
  });
  return [
    shape(
      "every second line changed",
      source,
      source.map((line, at) => (at % 2 === 0 ? line : line.replace("\n", " // changed\n"))),
    ),
    shape(
      "three names changed everywhere",
      source,
      source.map((line) => line.replaceAll(/price|total|factor/g, "amount")),
    ),
    shape(
      "all lines changed",
      source,
      source.map((line, at) => `x${at} ${line}`),
    ),
    shape(
      "reindented",
      source,
      source.map((line) => (line === "\n" ? line : `  ${line}`)),
    ),
    shape("a block of 2,500 lines moved", source, [...source.slice(half), ...source.slice(0, half)]),
    shape("5,000 lines inserted", source, [
      ...source.slice(0, half),
      ...source.map((line) => `new ${line}`),
      ...source.slice(half),
    ]),
    shape("lines in reverse", source, source.toReversed()),
    shape("two unrelated files", source, others),
    shape("blank and bracket lines only", repeatedLines(brackets, 1), repeatedLines(brackets, 2)),
    shape(
      "60 different lines, again and again",
      repeatedLines(
        Array.from({ length: 60 }, (_, at) => `line ${at};\n`),
        1,
      ),
      repeatedLines(
        Array.from({ length: 60 }, (_, at) => `line ${at};\n`),
        2,
      ),
    ),
  ];
}

/** Processor time of one run, in ms: what else runs on the machine counts less than by the clock. */
function measured(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

function hunksAndWords(before: string, after: string): number {
  const hunks = lineHunks(before, after);
  for (const { originalStart, originalEnd, replacement } of hunks) {
    changedWords(before.slice(originalStart, originalEnd), replacement);
  }
  return hunks.length;
}

function figure(what: string, how: string, run: () => void): Figure {
  const tookMs: number[] = [];
  for (let round = 0; round < warmUpRounds + rounds; round++) {
    const ms = measured(run);
    if (round >= warmUpRounds) tookMs.push(ms);
  }
  return {
    what,
    unit: "ms",
    ...spread(tookMs),
    target: { of: "p99", atMost: 50 },
    how: `${how}, processor time, ${rounds} rounds: the p99 is the worst of them`,
  };
}

/** What showing a change of 5,000 lines costs: its hunks, and the words in every one of them. */
export async function differences(): Promise<readonly Figure[]> {
  const line = `const values = [${Array.from({ length: 700 }, (_, at) => `name${at}`).join(", ")}];`.slice(
    0,
    5_000,
  );
  return [
    ...shapes().map(({ what, before, after }) =>
      figure(
        `diff, ${what}`,
        `hunks and word marks (${hunksAndWords(before, after)} hunks)`,
        () => void hunksAndWords(before, after),
      ),
    ),
    figure("words of a 5,000-character line", "every tenth word changed", () => {
      changedWords(line, line.replaceAll("0,", "1,"));
    }),
  ];
}
