import assert from "node:assert/strict";
import {
  collectAnswer,
  incompleteBecause,
  type AnswerProgress,
} from "../../../../src/actions/answer/collectAnswer";
import { ProviderError } from "../../../../src/provider/errors";
import type { ChatEvent } from "../../../../src/provider/events";

async function* stream(events: readonly ChatEvent[], error?: Error): AsyncGenerator<ChatEvent> {
  yield* events;
  if (error !== undefined) throw error;
}

describe("collectAnswer", () => {
  it("joins the text, leaves the thinking out and tells how it goes", async () => {
    const seen: AnswerProgress[] = [];
    const answer = await collectAnswer(
      stream([
        { type: "status", status: "queued", elapsedMs: 1000 },
        { type: "reasoning-delta", text: "hm" },
        { type: "text-delta", text: "ab" },
        { type: "status", status: "stalled", elapsedMs: 15_000 },
        { type: "status", status: "resumed" },
        { type: "text-delta", text: "c" },
        { type: "finish", finishReason: "stop" },
      ]),
      (progress) => seen.push(progress),
    );
    assert.deepEqual(answer, { text: "abc", finishReason: "stop" });
    assert.deepEqual(
      seen.map(({ state, text }) => `${state} ${text}`),
      ["queued ", "thinking ", "writing ab", "stalled ab", "writing ab", "writing abc", "writing abc"],
    );
  });

  it("rejects with what the stream throws", async () => {
    const error = new ProviderError("cut-short", { message: "cut", nextStep: "again", isRetryable: true });
    await assert.rejects(
      collectAnswer(stream([{ type: "text-delta", text: "half" }], error), () => {}),
      (thrown) => thrown === error,
    );
  });
});

describe("incompleteBecause", () => {
  it("lets whole answers pass and gives every other a sentence", () => {
    assert.equal(incompleteBecause("stop"), undefined);
    assert.equal(incompleteBecause("other"), undefined);
    for (const reason of [
      "length",
      "content-filter",
      "insufficient-resource",
      "aborted",
      "tool-calls",
    ] as const) {
      assert.match(incompleteBecause(reason) ?? "", /^The .*\.$/);
    }
  });
});
