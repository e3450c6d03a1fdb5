import {
  createCompletionEngine,
  type CompletionDependencies,
} from "../../../src/completion/createCompletionEngine";
import type { CompletionSettings } from "../../../src/completion/settings";
import { createPrivacyGate } from "../../../src/privacy/privacyGate";
import { completionSettings } from "../../../src/vscode/completionSettings";
import { everywhere, shippedSettings } from "../../support/shippedSettings";
import type { BenchEngine, BenchWorld } from "./benchEngine";
import { openFileSnippets } from "./openFileSnippets";
import { charsPerToken } from "./promptText";

const prefixShare = 0.85;

/**
 * The extension's own engine with its privacy gate and the manifest's defaults, but allowed to complete everywhere:
 * the engines beside it know no scopes, and who stays silent in comments shows nothing wrong and pays nothing there.
 */
export function createMidfillEngine(world: BenchWorld): BenchEngine {
  return createEngine(world, everywhere(completionSettings(shippedSettings(), "")));
}

/** The same with context from the files that are open beside the typed one. */
export function createContextEngine(world: BenchWorld): BenchEngine {
  const settings = shippedSettings();
  const snippets = openFileSnippets(world.openFiles(), settings.context);
  return createEngine(world, everywhere(completionSettings(settings, "")), snippets);
}

/** The same as it is for somebody who has changed no setting: in some scopes it waits until it is invoked. */
export function createShippedEngine(world: BenchWorld): BenchEngine {
  return createEngine(world, completionSettings(shippedSettings(), ""));
}

function createEngine(
  world: BenchWorld,
  settings: CompletionSettings,
  snippets: CompletionDependencies["snippets"] = () => [],
): BenchEngine {
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
    snippets,
    onHealth: () => {},
    log: (level, line) => {
      if (level === "warn") throw new Error(line);
    },
  });
}
