import type { CompletionRequest } from "../../src/completion/completionRequest";
import { createCompletionEngine } from "../../src/completion/createCompletionEngine";
import type { CompletionEngine } from "../../src/completion/engine";
import { createPrivacyGate } from "../../src/privacy/privacyGate";
import type { ProviderClient } from "../../src/provider/client";
import { systemClock, type Clock } from "../../src/provider/clock";
import { createProviderClient } from "../../src/provider/createProviderClient";
import { deadlinesFor } from "../../src/provider/deadlinesFor";
import { chatLimits, fimLimits } from "../../src/provider/defaultLimits";
import { profileById } from "../../src/provider/profiles";
import type { Transport } from "../../src/provider/transport";
import { completionSettings } from "../../src/vscode/completionSettings";
import { everywhere, shippedSettings } from "./shippedSettings";

/** The manifest's defaults, in every scope. */
const settings = everywhere(completionSettings(shippedSettings(), ""));

/** The engine as the extension builds it, real privacy gate included. A failed request fails the measurement. */
export function createEngine(
  complete: ProviderClient["complete"],
  options: { readonly debounceMs?: number; readonly clock?: Clock } = {},
): CompletionEngine {
  const privacy = createPrivacyGate(() => []);
  return createCompletionEngine({
    complete,
    settings: () => ({ ...settings, debounceMs: options.debounceMs ?? 0 }),
    privacy,
    clock: options.clock ?? systemClock,
    onHealth: () => {},
    log: (level, line) => {
      if (level === "warn") console.error(line);
    },
  });
}

/** DeepSeek's client with the extension's own limits and deadlines; `hasLongAnswers`: completions may be as long as chats. */
export function createClient(
  baseUrl: string,
  transport: Transport,
  options: { readonly hasLongAnswers?: boolean } = {},
): ProviderClient {
  const profile = profileById("deepseek");
  return createProviderClient({
    profile,
    baseUrl,
    dependencies: {
      transport,
      clock: systemClock,
      keyFor: () => Promise.resolve("bench"),
      log: () => {},
      random: () => 0.5,
    },
    deadlines: deadlinesFor(profile),
    limits: { chat: chatLimits, fim: options.hasLongAnswers === true ? chatLimits : fimLimits },
  });
}

/** A keystroke at this offset of a TypeScript file. */
export function keystroke(
  text: CompletionRequest["text"],
  offset: number,
  documentId: string,
  version: number,
): CompletionRequest {
  return {
    text,
    offset,
    languageId: "typescript",
    documentId,
    path: "src/orders.ts",
    version,
    trigger: "automatic",
    hasSeveralCursors: false,
  };
}
