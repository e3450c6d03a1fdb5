import assert from "node:assert/strict";
import type { FallbackTarget } from "../../../../src/chat/fallback/fallbackTarget";
import { withFallback } from "../../../../src/chat/fallback/withFallback";
import { ProviderError, type ProviderErrorKind } from "../../../../src/provider/errors";
import type { ChatEvent } from "../../../../src/provider/events";
import { ManualClock, settle } from "../fakeChat";

function failure(kind: ProviderErrorKind, isRetryable = true): ProviderError {
  return new ProviderError(kind, { message: `It failed: ${kind}.`, nextStep: "Wait.", isRetryable });
}

const done: ChatEvent = { type: "finish", finishReason: "stop" };
const text = (words: string): ChatEvent => ({ type: "text-delta", text: words });

/** Plays events; an error is thrown, a promise waited for. Ends with its signal. */
function playing(steps: readonly (ChatEvent | Error | Promise<void>)[], aborted: { by?: unknown } = {}) {
  return async function* (signal: AbortSignal): AsyncGenerator<ChatEvent, void, undefined> {
    signal.addEventListener("abort", () => (aborted.by = signal.reason));
    for (const step of steps) {
      if (step instanceof Error) throw step;
      if (step instanceof Promise) {
        await Promise.race([
          step,
          new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
        ]);
      } else yield step;
    }
  };
}

const other = (steps: readonly (ChatEvent | Error)[] = [text("From there."), done]): FallbackTarget => ({
  providerId: "deepinfra",
  label: "DeepInfra",
  model: "deepseek-ai/DeepSeek-V4-Flash",
  stream: playing(steps),
});

interface Play {
  readonly steps: readonly (ChatEvent | Error | Promise<void>)[];
  readonly choose?: () => Promise<FallbackTarget | undefined>;
  readonly clock?: ManualClock;
}

function start({ steps, choose = async () => other(), clock = new ManualClock() }: Play) {
  const reasons: string[] = [];
  const controller = new AbortController();
  const aborted: { by?: unknown } = {};
  const told: string[] = [];
  const ended = (async () => {
    const events = withFallback({
      stream: playing(steps, aborted),
      label: "DeepSeek",
      choose: (reason) => {
        reasons.push(reason);
        return choose();
      },
      signal: controller.signal,
      clock,
    });
    for await (const event of events) {
      if (event.type === "text-delta") told.push(event.text);
      else if (event.type === "status" && event.status === "fallback") told.push(`[${event.reason}]`);
    }
  })();
  return { reasons, controller, aborted, told, ended };
}

describe("withFallback", () => {
  it("moves on what is the provider's own failure, and tells so", async () => {
    for (const kind of ["rate-limit", "server", "network", "timeout", "cut-short", "bad-response"] as const) {
      const { told, ended, reasons } = start({ steps: [failure(kind)] });
      await ended;
      assert.deepEqual(reasons, [`It failed: ${kind}.`]);
      assert.deepEqual(told, [
        `[It failed: ${kind}. DeepInfra answers instead, with deepseek-ai/DeepSeek-V4-Flash.]`,
        "From there.",
      ]);
    }
  });

  it("stays with what the user has to know of", async () => {
    for (const kind of [
      "auth",
      "balance",
      "model",
      "context-length",
      "bad-request",
      "tls",
      "proxy",
    ] as const) {
      const { reasons, ended } = start({ steps: [failure(kind)] });
      await assert.rejects(ended, { kind });
      assert.deepEqual(reasons, []);
    }
    const page = start({ steps: [failure("bad-response", false)] });
    await assert.rejects(page.ended, { kind: "bad-response" });
  });

  it("does not move once there was content, thinking included", async () => {
    const contents: readonly ChatEvent[] = [
      text("Here"),
      { type: "reasoning-delta", text: "Hm" },
      { type: "tool-call-delta", index: 0, argumentsDelta: "" },
    ];
    for (const content of contents) {
      const { reasons, ended } = start({ steps: [content, failure("network")] });
      await assert.rejects(ended, { kind: "network" });
      assert.deepEqual(reasons, []);
    }
  });

  it("leaves the failure as it is where nobody else may answer, and moves once only", async () => {
    const alone = start({ steps: [failure("server")], choose: async () => undefined });
    await assert.rejects(alone.ended, { kind: "server" });
    const both = start({ steps: [failure("server")], choose: async () => other([failure("rate-limit")]) });
    await assert.rejects(both.ended, { kind: "rate-limit" });
    assert.equal(both.reasons.length, 1);
  });

  it("does not wait for a long retry, but for a short one", async () => {
    const retrying = (waitMs: number): ChatEvent => ({
      type: "status",
      status: "retrying",
      attempt: 2,
      waitMs,
      // What a server said may lack its full stop.
      reason: "It is busy",
    });
    const never = new Promise<void>(() => undefined);
    const long = start({ steps: [retrying(20_000), never] });
    await long.ended;
    assert.deepEqual(long.reasons, ["It is busy."]);
    assert.notEqual(long.aborted.by, undefined, "the waiting request is ended");
    const short = start({ steps: [retrying(500), text("Here."), done] });
    await short.ended;
    assert.deepEqual([short.told, short.reasons], [["Here."], []]);
  });

  it("moves when nothing begins for half a minute", async () => {
    const clock = new ManualClock();
    const queued: ChatEvent = { type: "status", status: "queued", elapsedMs: 0 };
    let release: () => void = () => undefined;
    const later = new Promise<void>((resolve) => (release = resolve));
    const never = new Promise<void>(() => undefined);
    const { ended, told, reasons } = start({ steps: [queued, later, queued, never], clock });
    await settle();
    assert.deepEqual(reasons, []);
    clock.advance(31_000);
    release();
    await ended;
    assert.deepEqual(reasons, ["DeepSeek has not begun to answer for 31 seconds."]);
    assert.equal(told.at(-1), "From there.");
  });

  it("lets the chosen provider answer if it begins while the user is asked", async () => {
    const clock = new ManualClock();
    const queued: ChatEvent = { type: "status", status: "queued", elapsedMs: 0 };
    let begin: () => void = () => undefined;
    const begins = new Promise<void>((resolve) => (begin = resolve));
    let agree: (target: FallbackTarget) => void = () => undefined;
    const agrees = new Promise<FallbackTarget>((resolve) => (agree = resolve));
    let isQueued: () => void = () => undefined;
    const queues = new Promise<void>((resolve) => (isQueued = resolve));
    const { ended, told, reasons } = start({
      steps: [queued, queues, queued, begins, text("Here."), done],
      choose: () => agrees,
      clock,
    });
    await settle();
    clock.advance(60_000);
    isQueued();
    await settle();
    assert.equal(reasons.length, 1);
    begin();
    await settle();
    agree(other());
    await ended;
    assert.deepEqual(told, ["Here."]);
  });

  it("goes on waiting after a refusal, and does not ask twice", async () => {
    const clock = new ManualClock();
    const queued: ChatEvent = { type: "status", status: "queued", elapsedMs: 0 };
    let go: () => void = () => undefined;
    const goes = new Promise<void>((resolve) => (go = resolve));
    const { ended, told, reasons } = start({
      steps: [queued, goes, queued, queued, text("Here."), done],
      choose: async () => undefined,
      clock,
    });
    await settle();
    clock.advance(40_000);
    go();
    await ended;
    assert.deepEqual([told, reasons.length], [["Here."], 1]);
  });

  it("ends with the user's stop, also while they are asked", async () => {
    const { ended, controller, told } = start({
      steps: [failure("server")],
      choose: async () => {
        controller.abort(new Error("stopped"));
        return other();
      },
    });
    await assert.rejects(ended, /stopped/);
    assert.deepEqual(told, []);
  });
});
