import manifest from "../../../package.json";
import { createCompletionEngine } from "../../../src/completion/createCompletionEngine";
import type { CompletionSettings } from "../../../src/completion/settings";
import { createPrivacyGate } from "../../../src/privacy/privacyGate";
import { completionSettings } from "../../../src/vscode/completionSettings";
import { readSettings } from "../../../src/vscode/settings";
import { settingSchemasOf } from "../../../src/vscode/settingSchema";
import type { BenchEngine, BenchWorld } from "./benchEngine";
import { charsPerToken } from "./promptText";

const prefixShare = 0.85;

/**
 * The extension's own engine with its privacy gate and the manifest's defaults, but allowed to complete everywhere:
 * the engines beside it know no scopes, and who stays silent in comments shows nothing wrong and pays nothing there.
 */
export function createMidfillEngine(world: BenchWorld): BenchEngine {
  const defaults = shippedSettings();
  return createEngine(world, {
    ...defaults,
    eagerness: { code: "full", comment: "full", string: "full", prose: "full", commit: "full" },
  });
}

/** The same as it is for somebody who has changed no setting: in some scopes it waits until it is invoked. */
export function createShippedEngine(world: BenchWorld): BenchEngine {
  return createEngine(world, shippedSettings());
}

function shippedSettings(): CompletionSettings {
  return completionSettings(readSettings({ inspect: () => ({}) }, settingSchemasOf(manifest)), "");
}

function createEngine(world: BenchWorld, settings: CompletionSettings): BenchEngine {
  const { promptTokens } = world;
  const promptChars = (promptTokens ?? 0) * charsPerToken;
  const budgeted: CompletionSettings =
    promptTokens === undefined
      ? settings
      : {
          ...settings,
          maxPrefixChars: Math.floor(promptChars * prefixShare),
          maxSuffixChars: Math.floor(promptChars * (1 - prefixShare)),
        };
  return createCompletionEngine({
    complete: world.complete,
    settings: () => budgeted,
    privacy: createPrivacyGate(() => []),
    clock: world.clock,
    onHealth: () => {},
    log: (level, line) => {
      if (level === "warn") throw new Error(line);
    },
  });
}
