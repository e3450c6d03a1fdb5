import { profileById } from "../../src/provider/profiles";
import { fakeChat } from "../unit/chat/fakeChat";
import { inMemoryClient } from "./inMemoryClient";
import { createInMemoryEmulator } from "./inMemoryEmulator";

/** How much of a conversation's prompts the provider's prefix cache served. */
export interface CacheHits {
  readonly provider: string;
  readonly turns: number;
  readonly promptTokens: number;
  readonly hitTokens: number;
}

const questions = [
  "What does this file do?",
  "Which functions are exported, and who calls them?",
  "Where could it fail on an empty list?",
  "Explain the second function line by line.",
  "Rewrite it so that it returns early, please.",
];

/** A file of some 300 lines, different ones throughout. */
function sourceFile(): string {
  const functions = Array.from(
    { length: 40 },
    (_, index) => `/** Adds up what order ${index} holds, with a discount of ${index % 7} percent. */
export function totalOf${index}(items: readonly Item[]): number {
  const discount = ${index % 7} / 100;
  let total = 0;
  for (const item of items) {
    total += item.priceCents * item.quantity * (1 - discount);
  }
  return Math.round(total);
}
`,
  );
  return `import type { Item } from "./item";\n\n${functions.join("\n")}`;
}

/**
 * A conversation of 20 turns about one file, which the first message carries, as the sessions send it, counted by the
 * emulator's cache: units of 64 tokens, a hit from the first token on only.
 */
export async function measureCacheHits(providerId: "deepseek" | "deepinfra"): Promise<CacheHits> {
  const emulator = createInMemoryEmulator(providerId);
  const profile = profileById(providerId);
  const client = inMemoryClient(profile, providerId, emulator);
  const { sessions, clock, settings } = fakeChat({ changes: { client: () => client } });
  settings.current = { ...settings.current, providerId, model: profile.defaultChatModel };
  const id = sessions.create();
  await sessions.attach(id, {
    id: "file",
    label: "totals.ts",
    detail: "shop/totals.ts",
    kind: "file",
    tokens: 3_000,
    source: { uri: "file:///shop/totals.ts" },
    path: "shop/totals.ts",
    languageId: "typescript",
    text: sourceFile(),
  });
  const turns = 20;
  for (let turn = 1; turn <= turns; turn += 1) {
    clock.advance(5_000);
    // oxlint-disable-next-line no-await-in-loop
    await sessions.send(id, `${questions[turn % questions.length] ?? ""} (${turn})`);
  }
  const answers = (sessions.conversation(id)?.messages ?? []).filter(({ role }) => role === "assistant");
  if (answers.length !== turns || answers.some(({ status }) => status !== "complete")) {
    throw new Error("Not every question was answered.");
  }
  let promptTokens = 0;
  let hitTokens = 0;
  for (const { usage } of answers) {
    promptTokens += usage?.promptTokens ?? 0;
    hitTokens += usage?.cacheHitTokens ?? 0;
  }
  return { provider: profile.label, turns, promptTokens, hitTokens };
}
