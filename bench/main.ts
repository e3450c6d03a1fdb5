// A program: measures our figures and prints them.   node dist/tools/bench/main.mjs [NAME …]
import { availableParallelism, cpus, loadavg } from "node:os";
import { isUsageError, UsageError } from "../test/host/usageError";
import { abortSeen } from "./figures/abortSeen";
import { activation } from "./figures/activation";
import { afterAbort } from "./figures/afterAbort";
import { attachableSearch } from "./figures/attachableSearch";
import { bundleSizes } from "./figures/bundleSizes";
import { chatPaint } from "./figures/chatPaint";
import { conversationHistory } from "./figures/conversationHistory";
import { differences } from "./figures/differences";
import { engineParts } from "./figures/engineParts";
import { firstItem } from "./figures/firstItem";
import { memoryAnswers } from "./figures/memoryAnswers";
import { promptBuilding } from "./figures/promptBuilding";
import { requestOut } from "./figures/requestOut";
import { sseParsing } from "./figures/sseParsing";
import { stopping } from "./figures/stopping";
import { typingCost } from "./figures/typingCost";
import type { Figure, Measurement } from "./support/figure";
import { figureTable } from "./support/figureTable";

const measurements: Readonly<Record<string, Measurement>> = {
  sizes: bundleSizes,
  prompt: promptBuilding,
  memory: memoryAnswers,
  parts: engineParts,
  typing: typingCost,
  request: requestOut,
  "first-item": firstItem,
  stop: stopping,
  abort: abortSeen,
  "after-abort": afterAbort,
  sse: sseParsing,
  chat: chatPaint,
  attachables: attachableSearch,
  history: conversationHistory,
  diff: differences,
  activation,
};

function chosen(names: readonly string[]): readonly string[] {
  for (const name of names) {
    if (Object.hasOwn(measurements, name)) continue;
    throw new UsageError(`"${name}" is no figure. There are ${Object.keys(measurements).join(", ")}.`);
  }
  return names.length === 0 ? Object.keys(measurements) : names;
}

async function main(names: readonly string[]): Promise<void> {
  const figures: Figure[] = [];
  const failures: string[] = [];
  for (const name of chosen(names)) {
    console.error(`Measuring ${name} …`);
    try {
      figures.push(...((await measurements[name]?.()) ?? []));
    } catch (error) {
      failures.push(`${name} could not be measured: ${error instanceof Error ? error.stack : String(error)}`);
    }
  }
  const [load = 0] = loadavg();
  console.log(
    `Node ${process.version}, ${process.platform}-${process.arch}, ${availableParallelism()} × ${cpus()[0]?.model.trim() ?? "unknown processor"}, load ${load.toFixed(1)} at the end.`,
  );
  console.log(
    "Figures are published, not asserted. Whatever else runs on this machine is in them: a p99 most of all.\n",
  );
  console.log(figureTable(figures));
  for (const failure of failures) console.error(`\n${failure}`);
  if (failures.length > 0) process.exitCode = 1;
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(isUsageError(error) ? error.message : error);
  process.exitCode = 2;
}
