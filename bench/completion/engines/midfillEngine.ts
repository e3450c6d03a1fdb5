import manifest from "../../../package.json";
import { createCompletionEngine } from "../../../src/completion/createCompletionEngine";
import { createPrivacyGate } from "../../../src/privacy/privacyGate";
import { completionSettings } from "../../../src/vscode/completionSettings";
import { readSettings } from "../../../src/vscode/settings";
import { settingSchemasOf } from "../../../src/vscode/settingSchema";
import type { BenchEngine, BenchWorld } from "./benchEngine";
import { charsPerToken } from "./promptText";

/** The extension's own engine with its privacy gate, and with the settings of somebody who has changed none. */
export function createMidfillEngine(world: BenchWorld): BenchEngine {
  const defaults = completionSettings(readSettings({ inspect: () => ({}) }, settingSchemasOf(manifest)), "");
  const promptChars = world.promptTokens && Math.floor(world.promptTokens * charsPerToken);
  const settings =
    promptChars === undefined
      ? defaults
      : {
          ...defaults,
          maxPrefixChars: Math.max(0, promptChars - defaults.maxSuffixChars),
        };
  return createCompletionEngine({
    complete: world.complete,
    settings: () => settings,
    privacy: createPrivacyGate(() => []),
    clock: world.clock,
    onHealth: () => {},
    log: (level, line) => {
      if (level === "warn") throw new Error(line);
    },
  });
}
