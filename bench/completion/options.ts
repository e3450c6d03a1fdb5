import { parseArgs } from "node:util";
import { UsageError } from "../../test/host/usageError";
import { comparedEngines, engineFactories, type EngineName } from "./engines/engineFactories";
import type { Setting } from "./engineProcess";
import { benchTraces } from "./traces/benchTraces";
import { fileTraces } from "./traces/fileTraces";
import type { Trace } from "./traces/trace";
import type { Knowledge, WrongStart } from "./world/oracle";
import type { TypingHabits } from "./world/typist";

/** What the program was asked for. */
export interface BenchOptions {
  readonly engineNames: readonly EngineName[];
  readonly traces: readonly Trace[];
  readonly runs: readonly { readonly title: string; readonly setting: Setting }[];
  readonly isByTrace: boolean;
  readonly isSoaked: boolean;
  readonly jsonPath: string | undefined;
}

/** What `--help` prints. */
export const helpText = `Types real files into completion engines and prints what a person would have seen and paid.

Without any of --oracle, --network, --typing, --accepts and --budget: every table, and the heap.

  --quick              6 traces, Midfill alone, oracle half, 150 ms
  --engine NAME,…      ${Object.keys(engineFactories).join(", ")}
  --oracle NAME,…      perfect, half, hard: how many lines the model knows; context: those whose
                       rarest name stands in the prompt
  --wrong NAME         late (default): an unknown line is true up to where it becomes known; at-once: wrong from its start
  --network MS,…       median time to the first token
  --typing NAME,…      plain, closing, typos, pauses, widget, mixed
  --accepts            take over every suggestion that is right from end to end
  --budget TOKENS      the same prompt budget for every engine
  --file PATH          type this file instead of the bench's own traces
  --at LINE,…          where in it, from 1 on, or shares of its lines below 1; default 0.3, 0.55 and 0.8
  --seed NUMBER        other luck
  --by-trace           a line for every trace as well
  --soak               the heap's growth
  --json FILE          every number of every trace`;

const plain: TypingHabits = { closesPairs: false, mistypes: false, pauses: false, opensWidget: false };

const typings: Readonly<Record<string, TypingHabits>> = {
  plain,
  closing: { ...plain, closesPairs: true },
  typos: { ...plain, mistypes: true },
  pauses: { ...plain, pauses: true },
  widget: { ...plain, opensWidget: true },
  mixed: { closesPairs: true, mistypes: true, pauses: true, opensWidget: true },
};

const oracles: Readonly<Record<string, Knowledge>> = {
  perfect: "perfect",
  half: "half",
  "0.5": "half",
  hard: "hard",
  context: "context",
};

const wrongStarts: Readonly<Record<string, WrongStart>> = { late: "late", "at-once": "at-once" };

const quickTraces = 6;
const equalBudgetTokens = 3000;

/** Reads the command line. @throws UsageError with a sentence that says what is wrong */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parse(args);
  const seed = number("seed", values.seed ?? "1");
  const wrongStart = choice("wrong", wrongStarts, values.wrong ?? "late");
  const base: Setting = {
    knowledge: "half",
    wrongStart,
    seed,
    habits: plain,
    medianFirstTokenMs: 150,
    takesSuggestions: false,
  };
  const isChosen = [values.oracle, values.network, values.typing, values.budget].some(
    (value) => value !== undefined,
  );
  const isEverything = !isChosen && values.accepts !== true && values.quick !== true && values.soak !== true;
  const isOnlySoak = values.soak === true && !isChosen && values.accepts !== true;
  const settings = isEverything
    ? everySetting(base)
    : list(values.oracle ?? "half").flatMap((oracle) =>
        list(values.network ?? "150").flatMap((network) =>
          list(values.typing ?? "plain").map((typing): Setting => {
            const promptTokens = values.budget && number("budget", values.budget);
            return {
              ...base,
              knowledge: choice("oracle", oracles, oracle),
              medianFirstTokenMs: number("network", network),
              habits: choice("typing", typings, typing),
              takesSuggestions: values.accepts === true,
              ...(promptTokens === undefined || promptTokens === "" ? {} : { promptTokens }),
            };
          }),
        ),
      );
  return {
    engineNames: engineNames(values.engine, values.quick === true),
    traces: tracesOf(values.file, values.at, values.quick === true),
    runs: settings
      .map((setting) => ({ title: titleOf(setting), setting }))
      .slice(0, isOnlySoak ? 1 : undefined),
    isByTrace: values["by-trace"] === true,
    isSoaked: isEverything || values.soak === true,
    jsonPath: values.json,
  };
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      quick: { type: "boolean" },
      engine: { type: "string" },
      oracle: { type: "string" },
      wrong: { type: "string" },
      network: { type: "string" },
      typing: { type: "string" },
      accepts: { type: "boolean" },
      budget: { type: "string" },
      file: { type: "string" },
      at: { type: "string" },
      seed: { type: "string" },
      "by-trace": { type: "boolean" },
      soak: { type: "boolean" },
      json: { type: "string" },
    },
  });
}

/** The tables that stand in the project's goals. */
function everySetting(base: Setting): readonly Setting[] {
  return [
    ...[60, 150, 300].map((medianFirstTokenMs): Setting => ({ ...base, medianFirstTokenMs })),
    { ...base, knowledge: "hard" },
    { ...base, knowledge: "perfect" },
    { ...base, habits: typings["mixed"] ?? plain },
    { ...base, promptTokens: equalBudgetTokens },
    { ...base, takesSuggestions: true },
  ];
}

function titleOf(setting: Setting): string {
  const typing = Object.entries(typings).find(([, habits]) => sameHabits(habits, setting.habits))?.[0];
  return [
    `Oracle ${setting.knowledge}${setting.wrongStart === "late" ? "" : ", wrong at once"}`,
    `${setting.medianFirstTokenMs} ms to the first token`,
    `${typing ?? "other"} typing`,
    ...(setting.takesSuggestions ? ["suggestions taken over"] : []),
    ...(setting.promptTokens === undefined ? [] : [`${setting.promptTokens} prompt tokens for everyone`]),
  ].join(", ");
}

function sameHabits(left: TypingHabits, right: TypingHabits): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

function engineNames(named: string | undefined, isQuick: boolean): readonly EngineName[] {
  if (named === undefined) return isQuick ? ["midfill"] : comparedEngines;
  return list(named).map((name) => {
    if (isEngineName(name)) return name;
    throw new UsageError(`"${name}" is no engine. There are ${Object.keys(engineFactories).join(", ")}.`);
  });
}

function isEngineName(name: string): name is EngineName {
  return Object.hasOwn(engineFactories, name);
}

function tracesOf(file: string | undefined, at: string | undefined, isQuick: boolean): readonly Trace[] {
  if (file !== undefined) {
    return fileTraces(
      file,
      list(at ?? "0.3,0.55,0.8").map((place) => number("at", place)),
    );
  }
  const all = benchTraces();
  return isQuick ? all.filter((_, index) => index % Math.ceil(all.length / quickTraces) === 0) : all;
}

function list(text: string): readonly string[] {
  return text.split(",").filter((part) => part !== "");
}

function number(option: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value) && value >= 0) return value;
  throw new UsageError(`--${option} needs a number, not "${text}".`);
}

function choice<Value>(option: string, choices: Readonly<Record<string, Value>>, name: string): Value {
  const found = Object.entries(choices).find(([key]) => key === name);
  if (found !== undefined) return found[1];
  throw new UsageError(`--${option} is one of ${Object.keys(choices).join(", ")}, not "${name}".`);
}
