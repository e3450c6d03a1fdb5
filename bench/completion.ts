// A program: types real files into completion engines in virtual time and prints what they are worth.
//   npm run bench:completion -- [--quick] [--engine NAME,…] [--network MS,…] [--oracle NAME,…] …
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { BenchEngineFactory } from "./completion/engines/benchEngine";
import { createMidfillEngine } from "./completion/engines/midfillEngine";
import { createMinimalEngine } from "./completion/engines/minimalEngine";
import { createNaiveEngine } from "./completion/engines/naiveEngine";
import { resultTable } from "./completion/figures/resultTable";
import { acceptFigures, typingFigures } from "./completion/figures/summary";
import { measureHarness } from "./completion/figures/harness";
import { runEngines, type Setting } from "./completion/runEngines";
import { benchTraces } from "./completion/traces/benchTraces";
import type { Knowledge, WrongStart } from "./completion/world/oracle";

const engines: Readonly<Record<string, BenchEngineFactory>> = {
  midfill: createMidfillEngine,
  minimal: createMinimalEngine,
  naive: createNaiveEngine,
};

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      quick: { type: "boolean", default: false },
      engine: { type: "string" },
      network: { type: "string", default: "150" },
      oracle: { type: "string", default: "half" },
      wrong: { type: "string", default: "late" },
      seed: { type: "string", default: "1" },
      accepts: { type: "boolean", default: false },
      budget: { type: "string" },
      json: { type: "string" },
    },
  });
  const names = (values.engine ?? (values.quick ? "midfill" : Object.keys(engines).join(","))).split(",");
  const all = benchTraces();
  const traces = values.quick ? all.filter((_, index) => index % Math.ceil(all.length / 6) === 0) : all;
  const harness = await measureHarness();
  const chosen = new Map(names.map((name) => [name, engineNamed(name)]));
  const json: unknown[] = [];
  for (const oracle of values.oracle.split(",")) {
    for (const network of values.network.split(",")) {
      const setting: Setting = {
        knowledge: oracle as Knowledge,
        wrongStart: values.wrong as WrongStart,
        seed: Number(values.seed),
        habits: { closesPairs: false, mistypes: false, pauses: false, opensWidget: false },
        medianFirstTokenMs: Number(network),
        takesSuggestions: values.accepts,
        ...(values.budget === undefined ? {} : { promptTokens: Number(values.budget) }),
      };
      const results = await runEngines(chosen, traces, setting, harness);
      const kinds = values.accepts ? acceptFigures : typingFigures;
      const title = `Oracle ${oracle} (${values.wrong}), ${network} ms to the first token, ${traces.length} traces`;
      console.log(resultTable(title, kinds, results));
      json.push({ setting, results: Object.fromEntries(results) });
    }
  }
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(json, undefined, 1)}\n`);
}

await main();

function engineNamed(name: string): BenchEngineFactory {
  const factory = engines[name];
  if (factory === undefined) throw new Error(`There is no engine "${name}".`);
  return factory;
}
