import assert from "node:assert/strict";
import { cacheHints } from "../../../../src/chat/cost/cacheHints";
import { listPrices } from "../../usage/support/listPrices";

const atMs = Date.parse("2026-11-16T12:00:00Z");
/** About 42,000 tokens. */
const long = "x".repeat(100_000);

function message(id: string, role: "user" | "assistant", requestText: string, contextLength = 0) {
  return { id, role, requestText, toolCalls: [], createdMs: atMs - 60_000, contextLength };
}

const hintsFor = (
  messages: readonly ReturnType<typeof message>[],
  more: { readonly nowMs?: number; readonly models?: readonly string[] } = {},
) =>
  cacheHints({
    conversation: { messages },
    defaultSystemText: "You help.",
    providerId: "deepseek",
    model: "deepseek-flash",
    models: more.models ?? ["deepseek-flash", "deepseek-v4-pro", "deepseek-x"],
    pricing: listPrices,
    atMs: more.nowMs ?? atMs,
  });

describe("cacheHints", () => {
  const answer = message("a1", "assistant", "Yes.");
  const sentence = "This sends about 42,000 tokens anew: about $0.0063 instead of $0.0001.";

  it("says nothing of a short conversation, an unsent one and one that the provider has forgotten", () => {
    assert.equal(hintsFor([]), undefined);
    assert.equal(hintsFor([message("q1", "user", long)]), undefined);
    assert.equal(hintsFor([message("q1", "user", "Short?"), answer]), undefined);
    assert.equal(
      hintsFor([message("q1", "user", long), answer], { nowMs: atMs + 24 * 3_600_000 }),
      undefined,
    );
  });

  it("tells what another model and other settings cost", () => {
    const hints = hintsFor([message("q1", "user", long, 99_000), answer]);
    assert.equal(hints?.settings, sentence);
    assert.equal(hints.anotherModel, "Another model reads this chat anew: about 42,000 tokens.");
    assert.deepEqual(hints.models, { "deepseek-v4-pro": "$0.0277" });
  });

  it("says nothing of going back to the model that answered last", () => {
    const fromPro = { ...answer, model: "deepseek-v4-pro" };
    assert.deepEqual(hintsFor([message("q1", "user", long, 99_000), fromPro])?.models, {});
  });

  it("warns of an edit where the words are long, not where the attachments are: they stay as they were sent", () => {
    assert.deepEqual(hintsFor([message("q1", "user", long, 99_000), answer])?.messages, {});
    assert.deepEqual(hintsFor([message("q1", "user", long), answer])?.messages, { q1: sentence });
  });

  it("does not list a provider's hundreds of models", () => {
    const models = [...Array.from({ length: 300 }, (_, index) => `m${index}`), "deepseek-v4-pro"];
    const hints = hintsFor([message("q1", "user", long), answer], { models });
    assert.deepEqual(hints?.models, {});
  });
});
