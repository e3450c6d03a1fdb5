import type { ProviderClient } from "../../src/provider/client";
import { systemClock } from "../../src/provider/clock";
import { createProviderClient } from "../../src/provider/createProviderClient";
import { hostedDeadlines } from "../../src/provider/deadlinesFor";
import { chatLimits, fimLimits } from "../../src/provider/defaultLimits";
import type { ProviderProfile } from "../../src/provider/profiles";
import type { InMemoryEmulator } from "./inMemoryEmulator";

/** A provider's own client, talking to an emulator without a socket. */
export function inMemoryClient(
  profile: ProviderProfile,
  personality: "deepseek" | "deepinfra",
  emulator: InMemoryEmulator,
): ProviderClient {
  return createProviderClient({
    profile,
    baseUrl: personality === "deepseek" ? "http://127.0.0.1" : "http://127.0.0.1/v1/openai",
    dependencies: {
      transport: emulator.transport,
      clock: systemClock,
      keyFor: () => Promise.resolve(undefined),
      log: () => undefined,
      random: () => 0.5,
    },
    deadlines: hostedDeadlines,
    limits: { chat: chatLimits, fim: fimLimits },
  });
}
