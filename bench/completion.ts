// A program: types real files into completion engines in virtual time and prints what they are worth.
//   npm run bench:completion -- [--help]
import { writeFileSync } from "node:fs";
import { isUsageError } from "../test/host/usageError";
import { EngineProcess } from "./completion/engineProcess";
import { whyAbsent } from "./completion/engines/engineFactories";
import { pairedTable } from "./completion/figures/pairedTable";
import { resultTable } from "./completion/figures/resultTable";
import { acceptFigures, typingFigures } from "./completion/figures/summary";
import { traceTable } from "./completion/figures/traceTable";
import { helpText, readOptions } from "./completion/options";
import { runEngines } from "./completion/runEngines";

async function main(args: readonly string[]): Promise<void> {
  if (args.includes("--help")) {
    console.log(helpText);
    return;
  }
  const { engineNames, traces, runs, isByTrace, isSoaked, jsonPath } = readOptions(args);
  const present = engineNames.filter((name) => {
    const absence = whyAbsent(name);
    if (absence !== undefined) console.log(`${absence}\n`);
    return absence === undefined;
  });
  if (present.length === 0) return;
  const engines = new Map(present.map((name) => [name, new EngineProcess(name)]));
  const json: unknown[] = [];
  for (const { title, setting } of runs) {
    const results = await runEngines(engines, traces, setting);
    const kinds = setting.takesSuggestions ? acceptFigures : typingFigures;
    console.log(resultTable(`${title}, ${traces.length} traces`, kinds, results));
    const paired = pairedTable(kinds, results);
    if (paired !== undefined) console.log(paired);
    if (isByTrace) console.log(traceTable(results));
    json.push({ title, setting, results: Object.fromEntries(results) });
  }
  const [first] = runs;
  if (isSoaked && first !== undefined) {
    console.log("Heap growth per 1,000 keys, in MB, above the simulation's own:\n");
    const none = new EngineProcess("none");
    const idleMb = await none.soak(traces, first.setting);
    none.close();
    for (const [name, engine] of engines) {
      const growthMb = (await engine.soak(traces, first.setting)) - idleMb;
      console.log(`  ${name}: ${growthMb.toFixed(3)}`);
      json.push({ engine: name, heapGrowthMb: growthMb });
    }
  }
  for (const engine of engines.values()) engine.close();
  if (jsonPath !== undefined) writeFileSync(jsonPath, `${JSON.stringify(json, undefined, 1)}\n`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(isUsageError(error) ? error.message : error);
  // The engines' processes end with this one.
  process.exit(2);
}
