// A program, `npm test`: everything that CI runs, in order, each stage bounded in time. A stage that dies or runs too
// long counts as one failure, and the later ones still run.
//   npm test                  all of it
//   npm test -- lint unit     only these stages
// Its last line is "N passed, N failed".
import { parseArgs } from "node:util";
import { closingLine, countsOfClosingLine, countsOfMocha, type Counts } from "./closingLine";
import { runProgram, type ProgramResult } from "./runProgram";
import { isUsageError, UsageError } from "./usageError";

interface Stage {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly limitMinutes: number;
  /** Reads the counts out of its output; undefined when it died before it said any. */
  readonly counts: (result: ProgramResult) => Counts | undefined;
}

const fromClosingLine = ({ output }: ProgramResult) => countsOfClosingLine(output);
const fromMocha = ({ output }: ProgramResult) => countsOfMocha(output);
/** A check without counts of its own is one test. */
const asOne = ({ exitCode }: ProgramResult): Counts =>
  exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };

const program = (name: string, ...args: string[]): readonly [string, ...string[]] => [
  process.execPath,
  `dist/tools/test/host/${name}.mjs`,
  ...args,
];

const script = (name: string): readonly [string, ...string[]] => ["npm", "run", "--silent", name];

const stages: readonly Stage[] = [
  { name: "types", command: script("types"), limitMinutes: 3, counts: asOne },
  { name: "lint", command: script("lint"), limitMinutes: 3, counts: asOne },
  { name: "format", command: script("format:check"), limitMinutes: 3, counts: asOne },
  { name: "unused", command: script("unused"), limitMinutes: 3, counts: asOne },
  { name: "unit", command: script("test:unit"), limitMinutes: 12, counts: fromMocha },
  {
    name: "proofs",
    command: program("proveChat", "--every", "5"),
    limitMinutes: 15,
    counts: fromClosingLine,
  },
  { name: "review-proof", command: program("proveReview"), limitMinutes: 5, counts: fromClosingLine },
  { name: "crash", command: script("test:crash"), limitMinutes: 11, counts: fromMocha },
  { name: "build", command: script("build"), limitMinutes: 3, counts: asOne },
  {
    name: "editor-newest",
    command: program("runEditorSuites", "--editor", "newest"),
    limitMinutes: 20,
    counts: fromClosingLine,
  },
  {
    name: "editor-oldest",
    command: program("runEditorSuites", "--editor", "oldest"),
    limitMinutes: 20,
    counts: fromClosingLine,
  },
  { name: "ui", command: program("runUiSuites"), limitMinutes: 45, counts: fromClosingLine },
  { name: "package", command: program("packageTest"), limitMinutes: 10, counts: fromClosingLine },
];

async function run({ name, command: [command, ...args], limitMinutes, counts }: Stage): Promise<Counts> {
  console.log(`\n=== ${name}`);
  const startedMs = performance.now();
  const result = await runProgram(command, args, { limitMs: limitMinutes * 60_000, isShown: true });
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  const said = counts(result);
  if (result.hasTimedOut) console.log(`${name} was stopped after ${limitMinutes} minutes.`);
  else if (said === undefined) console.log(`${name} died before it counted its tests.`);
  const { passed, failed } = said ?? { passed: 0, failed: 0 };
  // Whatever it counted, an exit code other than 0 is at least one failure.
  const counted = {
    passed,
    failed: result.exitCode === 0 && said !== undefined ? failed : Math.max(1, failed),
  };
  console.log(`--- ${name}: ${closingLine(counted)} (${seconds} s)`);
  return counted;
}

function chosenStages(names: readonly string[]): readonly Stage[] {
  for (const name of names) {
    if (stages.some((stage) => stage.name === name)) continue;
    throw new UsageError(`"${name}" is no stage. There are ${stages.map((stage) => stage.name).join(", ")}.`);
  }
  return names.length === 0 ? stages : stages.filter((stage) => names.includes(stage.name));
}

try {
  const chosen = chosenStages(parseArgs({ allowPositionals: true }).positionals);
  const results: { readonly name: string; readonly counts: Counts }[] = [];
  for (const stage of chosen) results.push({ name: stage.name, counts: await run(stage) });
  console.log("\n=== all");
  for (const { name, counts } of results) console.log(`${name.padEnd(14)} ${closingLine(counts)}`);
  const sum = (key: keyof Counts) => results.reduce((total, { counts }) => total + counts[key], 0);
  process.exitCode = sum("failed") === 0 ? 0 : 1;
  console.log(closingLine({ passed: sum("passed"), failed: sum("failed") }));
} catch (error) {
  console.error(isUsageError(error) ? error.message : error);
  console.log(closingLine({ passed: 0, failed: 1 }));
  process.exitCode = 1;
}
