import assert from "node:assert/strict";
import { createChatReader } from "../../../src/provider/chatReader";
import { chatLimits, fimLimits } from "../../../src/provider/defaultLimits";
import { systemClock } from "../../../src/provider/clock";
import { createProviderClient } from "../../../src/provider/createProviderClient";
import { hostedDeadlines } from "../../../src/provider/deadlinesFor";
import { ProviderError } from "../../../src/provider/errors";
import type { ChatEvent, FimEvent, FinishEvent, TokenLogprob } from "../../../src/provider/events";
import type { ExchangeDependencies } from "../../../src/provider/exchange";
import { createFimReader } from "../../../src/provider/fimReader";
import { directNetwork } from "../../../src/provider/networkSettings";
import { profileById } from "../../../src/provider/profiles";
import { requestJson } from "../../../src/provider/requestJson";
import type { Transport } from "../../../src/provider/transport";
import { createUndiciTransport } from "../../../src/provider/undiciTransport";
import { startReplayServer, type ReplayPace } from "./support/replayServer";
import {
  answerBytes,
  answerParts,
  recordedRequest,
  transcripts,
  type Transcript,
  type TranscriptExpectation,
} from "./support/transcripts";

/** Everything a call gave, told as the index tells it. */
interface Outcome {
  text: string;
  reasoning: string;
  logprobs: TokenLogprob[];
  toolCalls: Map<number, { name: string; argumentsText: string }>;
  finish?: FinishEvent;
  modelIds?: readonly string[];
  isAvailable?: boolean;
  error?: unknown;
}

describe("the recorded exchanges", () => {
  it("are all 72", () => {
    assert.equal(transcripts.length, 72);
    assert.equal(new Set(transcripts.map((each) => each.name)).size, 72);
  });

  for (const transcript of transcripts) {
    describe(transcript.name, () => {
      it("gives what the index expects, over TCP", () => overTcp(transcript, "whole"));
      it("gives the same byte by byte", () => overTcp(transcript, "byte-by-byte"));
      it("gives the same cut in two at every byte", () => cutEverywhere(transcript)).timeout(120_000);
    });
  }
});

async function overTcp(transcript: Transcript, pace: ReplayPace): Promise<void> {
  const server = await startReplayServer(answerBytes(transcript), pace);
  const transport = createUndiciTransport(directNetwork);
  try {
    check(transcript, await call(transcript, server.origin, transport));
    const [head = "", body = ""] = (server.requests[0] ?? "").split("\r\n\r\n", 2);
    checkRequest(transcript, head, body);
  } finally {
    await transport.dispose();
    await server.close();
  }
}

/** The bytes go straight to the client; only HTTP's own framing is left out. */
async function cutEverywhere(transcript: Transcript): Promise<void> {
  const { status, headers, body, isWhole } = answerParts(transcript);
  for (let cut = 0; cut <= body.length; cut += 1) {
    const transport: Transport = {
      send: () =>
        Promise.resolve({
          status,
          headers,
          body: (async function* () {
            yield body.subarray(0, cut);
            yield body.subarray(cut);
            if (!isWhole) throw Object.assign(new Error("other side closed"), { code: "UND_ERR_SOCKET" });
          })(),
          discard: () => undefined,
        }),
      dispose: () => Promise.resolve(),
    };
    // oxlint-disable-next-line no-await-in-loop
    check(transcript, await call(transcript, "http://127.0.0.1", transport), `cut at ${cut}`);
  }
}

function dependenciesWith(transport: Transport): ExchangeDependencies {
  return {
    transport,
    clock: systemClock,
    keyFor: () => Promise.resolve("sk-example"),
    log: () => undefined,
    random: () => 0.5,
  };
}

async function call(transcript: Transcript, origin: string, transport: Transport): Promise<Outcome> {
  const { signal } = new AbortController();
  const profile = profileById(transcript.provider);
  const dependencies = dependenciesWith(transport);
  const limits = { chat: { ...chatLimits, maxRetries: 0 }, fim: fimLimits };
  const client = createProviderClient({
    profile,
    baseUrl: origin + transcript.basePath,
    dependencies,
    deadlines: { chat: hostedDeadlines.chat, fim: hostedDeadlines.chat },
    limits,
    // One answer is replayed: no second way is tried.
    ...(transcript.provider === "deepinfra" && { fimDialect: "template" as const }),
  });
  const outcome: Outcome = { text: "", reasoning: "", logprobs: [], toolCalls: new Map() };
  const isAnswerInOnePiece = !transcript.isStream && transcript.expect.error?.status === undefined;
  try {
    if (transcript.call === "models") {
      outcome.modelIds = (await client.listModels(signal)).map((model) => model.id);
    } else if (transcript.call === "balance") {
      outcome.isAvailable = (await client.balance(signal))?.isAvailable ?? false;
    } else if (isAnswerInOnePiece) {
      // Midfill always asks for a stream; an answer in one piece is read like one chunk that holds all.
      const { path } = recordedRequest(transcript);
      const { json } = await requestJson(
        { method: "POST", url: new URL(path, origin), body: {}, providerLabel: profile.label },
        { dependencies, deadlines: hostedDeadlines.chat, limits: limits.chat },
        signal,
      );
      const { model } = transcript.request;
      const reader =
        transcript.call === "chat"
          ? createChatReader(profile, model, "drop")
          : createFimReader(profile, transcript.provider === "deepseek" ? "deepseek-fim" : "template", model);
      for (const event of reader.read(json).events) note(outcome, event);
      note(outcome, reader.finish());
    } else if (transcript.call === "chat") {
      for await (const event of client.streamChat(transcript.request, signal)) note(outcome, event);
    } else {
      for await (const event of client.complete(transcript.request, signal)) note(outcome, event);
    }
  } catch (error) {
    outcome.error = error;
  }
  return outcome;
}

function note(outcome: Outcome, event: ChatEvent | FimEvent): void {
  assert.equal(outcome.finish, undefined, "finish is the last event");
  switch (event.type) {
    case "text-delta":
      outcome.text += event.text;
      break;
    case "reasoning-delta":
      outcome.reasoning += event.text;
      break;
    case "logprobs":
      outcome.logprobs.push(...event.tokens);
      break;
    case "tool-call-delta": {
      const known = outcome.toolCalls.get(event.index) ?? { name: "", argumentsText: "" };
      outcome.toolCalls.set(event.index, {
        name: known.name + (event.name ?? ""),
        argumentsText: known.argumentsText + event.argumentsDelta,
      });
      break;
    }
    case "finish":
      outcome.finish = event;
      break;
    case "status":
      break;
  }
}

function check(transcript: Transcript, outcome: Outcome, where = "whole"): void {
  const expected: TranscriptExpectation = transcript.expect;
  if (expected.error === undefined) {
    if (outcome.error !== undefined) throw outcome.error;
  } else {
    const { error } = outcome;
    assert.ok(error instanceof ProviderError, `${where}: a ProviderError, not ${String(error)}`);
    assert.equal(error.kind, expected.error.kind, where);
    const { status, isRetryable, messageIncludes, availableModels } = expected.error;
    if (status !== undefined) assert.equal(error.facts.status, status, where);
    if (isRetryable !== undefined) assert.equal(error.facts.isRetryable, isRetryable, where);
    if (messageIncludes !== undefined) assert.ok(error.message.includes(messageIncludes), error.message);
    if (availableModels !== undefined) assert.deepEqual(error.facts.availableModels, availableModels);
    assert.ok(error.facts.nextStep.length > 0);
  }
  if (expected.text !== undefined) assert.equal(outcome.text, expected.text, where);
  if (expected.json !== undefined) assert.deepEqual(JSON.parse(outcome.text), expected.json, where);
  assert.equal(outcome.reasoning, expected.reasoning ?? "", where);
  assert.equal(outcome.finish?.finishReason, expected.finishReason ?? outcome.finish?.finishReason, where);
  if (expected.finishReason !== undefined) assert.ok(outcome.finish !== undefined, where);
  if (expected.totalTokens !== undefined) {
    assert.equal(outcome.finish?.usage?.totalTokens, expected.totalTokens, where);
  }
  if (expected.logprobs !== undefined) assert.deepEqual(outcome.logprobs, expected.logprobs, where);
  assert.deepEqual(
    [...outcome.toolCalls].map(([index, { name, argumentsText }]) => ({
      index,
      name,
      arguments: JSON.parse(argumentsText) as unknown,
    })),
    expected.toolCalls ?? [],
    where,
  );
  if (expected.modelIds !== undefined) assert.deepEqual(outcome.modelIds, expected.modelIds, where);
  if (expected.isAvailable !== undefined) assert.equal(outcome.isAvailable, expected.isAvailable, where);
}

/** What went out holds every field of the recorded request, at the same place. */
function checkRequest(transcript: Transcript, head: string, bodyText: string): void {
  const recorded = recordedRequest(transcript);
  const isSent =
    transcript.notSentBecause === undefined &&
    (transcript.isStream || transcript.call === "models" || transcript.expect.error?.status !== undefined);
  if (!isSent) return;
  assert.equal(head.split("\r\n")[0], `${recorded.method} ${recorded.path} HTTP/1.1`);
  if (recorded.method === "GET") return;
  const sent = JSON.parse(bodyText) as Record<string, unknown>;
  for (const [name, value] of Object.entries(recorded.body)) {
    if (transcript.fieldsNotCompared?.includes(name) === true) continue;
    assert.deepEqual(sent[name], value, name);
  }
}
