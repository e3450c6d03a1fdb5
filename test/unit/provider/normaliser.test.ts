import assert from "node:assert/strict";
import { createChatReader } from "../../../src/provider/chatReader";
import type { ChatEvent } from "../../../src/provider/events";
import { profileById, type ProviderId } from "../../../src/provider/profiles";
import { createServerSentEventDecoder } from "../../../src/provider/serverSentEvents";
import { answerParts, transcripts } from "./support/transcripts";

/** Who sends it, and which model. */
interface Sender {
  readonly provider: ProviderId;
  readonly model: string;
}

/** What a stream's bytes mean, deltas that follow each other put together: where they were cut is nobody's business. */
function eventsOf(sender: Sender, pieces: readonly Uint8Array[]): readonly ChatEvent[] {
  const decoder = createServerSentEventDecoder(1_000_000);
  const reader = createChatReader(profileById(sender.provider), sender.model, "call");
  const events: ChatEvent[] = [];
  const add = (event: ChatEvent) => {
    const last = events.at(-1);
    const isDelta = event.type === "text-delta" || event.type === "reasoning-delta";
    if (isDelta && last !== undefined && last.type === event.type) {
      events[events.length - 1] = { ...event, text: last.text + event.text };
    } else events.push(event);
  };
  const read = (data: string) => {
    if (data.trim() === "[DONE]") return;
    for (const event of reader.read(JSON.parse(data)).events) add(event);
  };
  for (const piece of pieces) for (const { data } of decoder.push(piece)) read(data);
  for (const { data } of decoder.end()) read(data);
  for (const event of reader.rest()) add(event);
  add(reader.finish());
  return events;
}

/** The stream of a server that sends these deltas. */
function bytesOf(deltas: readonly object[], finishReason = "stop"): Uint8Array {
  const chunks = [
    ...deltas.map((delta) => ({ choices: [{ index: 0, delta, finish_reason: null }] })),
    { choices: [{ index: 0, delta: {}, finish_reason: finishReason }] },
  ];
  const text = chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join("");
  return new TextEncoder().encode(`${text}data: [DONE]\n\n`);
}

const summary = (events: readonly ChatEvent[]) =>
  events.flatMap((event) =>
    event.type === "text-delta" || event.type === "reasoning-delta"
      ? [`${event.type === "text-delta" ? "text" : "thought"}: ${event.text}`]
      : [],
  );

describe("the normaliser", () => {
  for (const transcript of transcripts) {
    if (transcript.call !== "chat" || !transcript.isStream || transcript.expect.error !== undefined) continue;
    it(`gives the same events of ${transcript.name} cut at any two bytes`, () => {
      const sender = { provider: transcript.provider, model: transcript.request.model };
      const { body } = answerParts(transcript);
      const whole = eventsOf(sender, [body]);
      assert.ok(whole.length > 0);
      for (let cut = 0; cut <= body.length; cut += 1) {
        const second = (cut * 7) % (body.length + 1);
        const [first, last] = [Math.min(cut, second), Math.max(cut, second)];
        const pieces = [body.subarray(0, first), body.subarray(first, last), body.subarray(last)];
        assert.deepEqual(eventsOf(sender, pieces), whole, `cut at ${first} and ${last}`);
      }
    }).timeout(60_000);
  }

  const r1: Sender = { provider: "deepinfra", model: "deepseek-ai/DeepSeek-R1" };
  const flash: Sender = { provider: "deepinfra", model: "deepseek-ai/DeepSeek-V4-Flash" };
  const local: Sender = { provider: "ollama", model: "qwen3" };
  const own: Sender = { provider: "deepseek", model: "deepseek-flash" };
  // Who, the content, and what it means.
  const contents: readonly (readonly [string, Sender, string, readonly string[]])[] = [
    ["a tagged thought", flash, "<think>\nHm.\n</think>\n\nSo 🎉.", ["thought: \nHm.\n", "text: So 🎉."]],
    ["a tagged thought and an end token", local, "<think>Hm.</think>So.</s>", ["thought: Hm.", "text: So."]],
    ["a closing tag alone", r1, "Hm. 🤔\n</think>\n\nSo.</s>", ["thought: Hm. 🤔\n", "text: So."]],
    ["a short answer without tags", r1, "So.</s>", ["text: So."]],
    ["an end token in the middle", flash, "Use </s> to end.</s>", ["text: Use </s> to end."]],
    ["DeepSeek's own end token", flash, "So.<｜end▁of▁sentence｜>", ["text: So."]],
    ["a tag in an answer", flash, "Write `<think>` first.", ["text: Write `<think>` first."]],
    ["a closing tag in an answer", flash, "It ends with </think>.", ["text: It ends with </think>."]],
    ["a tag where thinking has a field", own, "<think>Hm.</think>", ["text: <think>Hm.</think>"]],
  ];
  for (const [name, sender, content, expected] of contents) {
    it(`reads ${name}, however it is spread over deltas`, () => {
      const letters = Array.from(content);
      for (let cut = 0; cut <= letters.length; cut += 1) {
        const parts = [letters.slice(0, cut).join(""), letters.slice(cut).join("")];
        assert.deepEqual(
          summary(eventsOf(sender, [bytesOf(parts.map((part) => ({ content: part })))])),
          expected,
        );
      }
      const single = bytesOf(letters.map((letter) => ({ content: letter })));
      assert.deepEqual(summary(eventsOf(sender, [single])), expected);
    });
  }

  it("reads thinking from either field", () => {
    for (const field of ["reasoning", "reasoning_content"]) {
      const bytes = bytesOf([
        { role: "assistant", content: null, [field]: "" },
        { content: null, [field]: "Hm" },
        { content: "", [field]: "." },
        { content: "So", [field]: null },
        { content: "." },
      ]);
      for (const sender of [flash, local, own, r1])
        assert.deepEqual(summary(eventsOf(sender, [bytes])), ["thought: Hm.", "text: So."]);
    }
  });

  it("keeps what was held back when the answer is cut by its limit", () => {
    const cut = bytesOf([{ content: "<think>Hm, </th" }], "length");
    assert.deepEqual(summary(eventsOf(flash, [cut])), ["thought: Hm, </th"]);
    const text = bytesOf([{ content: "Done.</s" }], "length");
    assert.deepEqual(summary(eventsOf(flash, [text])), ["text: Done.</s"]);
  });
});
