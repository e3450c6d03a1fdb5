import { createCopilotEngine } from "../peers/copilotEngine";
import { copilotInstallCommand, isCopilotInstalled } from "../peers/copilotLibrary";
import type { BenchEngineFactory } from "./benchEngine";
import { createContextEngine, createMidfillEngine, createShippedEngine } from "./midfillEngine";
import { createMinimalEngine } from "./minimalEngine";
import { createNaiveEngine } from "./naiveEngine";
import { createNullEngine } from "./nullEngine";

/** Every engine by its name on the command line. `context` is Midfill with files open beside, `shipped`
 * with every setting as it comes. `none` shows what the simulation costs without one. */
export const engineFactories = {
  midfill: createMidfillEngine,
  context: createContextEngine,
  shipped: createShippedEngine,
  minimal: createMinimalEngine,
  naive: createNaiveEngine,
  copilot: createCopilotEngine,
  none: createNullEngine,
} satisfies Readonly<Record<string, BenchEngineFactory>>;

/** A name that stands in `engineFactories`. */
export type EngineName = keyof typeof engineFactories;

/** The engines that are compared when none are named. */
export const comparedEngines: readonly EngineName[] = ["midfill", "minimal", "naive", "copilot"];

/** A line for people that says why an engine is left out and what to do about it; undefined: it takes part. */
export function whyAbsent(name: EngineName): string | undefined {
  if (name !== "copilot" || isCopilotInstalled()) return undefined;
  return `Without copilot: its package is not installed. "${copilotInstallCommand}" installs it, 50 MB.`;
}
