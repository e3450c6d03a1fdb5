import assert from "node:assert/strict";
import type { BenchWorld } from "../../../../../bench/completion/engines/benchEngine";
import type { CopilotLibrary } from "../../../../../bench/completion/peers/copilotLibrary";
import { createOracleFetcher } from "../../../../../bench/completion/peers/oracleFetcher";
import { VirtualTime } from "../../../../../bench/completion/world/virtualTime";
import type { FimRequest } from "../../../../../src/provider/fimRequest";
import { delay } from "../../../../../src/provider/clock";

/** A fetcher whose provider says "one", " two" at 100 and 200 ms; how it was asked, and when it was told to end. */
function fetcher() {
  const time = new VirtualTime();
  const asked: FimRequest[] = [];
  const endedMs: number[] = [];
  const world: BenchWorld = {
    clock: time,
    openFiles: () => [],
    complete: async function* (request, signal) {
      asked.push(request);
      signal.addEventListener("abort", () => endedMs.push(time.nowMs()));
      for (const text of ["one", " two"]) {
        await delay(time, 100, signal);
        yield { type: "text-delta", text };
      }
      yield { type: "finish", finishReason: "stop" };
    },
  };
  const library = { createResponse: (body: ReadableStream<Uint8Array>) => body } as CopilotLibrary;
  const { fetch: post } = createOracleFetcher(world, library) as {
    fetch: (url: string, options: object) => Promise<ReadableStream<Uint8Array>>;
  };
  const body = JSON.stringify({
    prompt: "const a = ",
    suffix: "\nend",
    max_tokens: 200,
    stop: ["\n"],
    extra: { language: "typescript", context: ["Path: a.ts"] },
  });
  return { time, asked, endedMs, fetch: (signal?: AbortSignal) => post("", { body, signal }) };
}

describe("createOracleFetcher", () => {
  it("asks for what the library asks for, with its context before the prompt", async () => {
    const { time, asked, fetch } = fetcher();
    void fetch();
    await time.runUntil(100);
    assert.deepEqual(asked, [
      {
        model: "",
        prefix: "Path: a.ts\nconst a = ",
        suffix: "\nend",
        languageId: "typescript",
        maxTokens: 200,
        stop: ["\n"],
        parameters: {},
      },
    ]);
  });

  it("answers with the first bytes and ends as the library's server does", async () => {
    const { time, fetch } = fetcher();
    let answeredMs: number | undefined;
    const answer = fetch().then((body) => {
      answeredMs = time.nowMs();
      return new Response(body).text();
    });
    await time.runUntil(1000);
    assert.equal(answeredMs, 100);
    const chunk = (text: string, finishReason: string | null) =>
      `data: ${JSON.stringify({ choices: [{ index: 0, text, finish_reason: finishReason }] })}\n\n`;
    assert.equal(
      await answer,
      `${chunk("one", null)}${chunk(" two", null)}${chunk("", "stop")}data: [DONE]\n\n`,
    );
  });

  it("ends the request at an abort before the first byte, with the error that the library knows", async () => {
    const { time, endedMs, fetch } = fetcher();
    const abort = new AbortController();
    const failed = assert.rejects(fetch(abort.signal), {
      name: "AbortError",
      message: "This operation was aborted",
    });
    await time.runUntil(50);
    abort.abort();
    await failed;
    assert.deepEqual(endedMs, [50]);
  });

  it("ends the request when the library stops reading", async () => {
    const { time, endedMs, fetch } = fetcher();
    const answer = fetch();
    await time.runUntil(100);
    await (await answer).cancel();
    await time.runUntil(1000);
    assert.deepEqual(endedMs, [100]);
  });
});
