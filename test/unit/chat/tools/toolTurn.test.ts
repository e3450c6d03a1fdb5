import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { ToolResult } from "../../../../src/chat/conversationEvent";
import type { JsonObject } from "../../../../src/chat/jsonObject";
import type { ChatTool, ToolOutput } from "../../../../src/chat/tools/chatTool";
import { ToolRegistry } from "../../../../src/chat/tools/toolRegistry";
import { defaultToolLimits, ToolTurn } from "../../../../src/chat/tools/toolTurn";
import type { CollectedCall } from "../../../../src/provider/toolCallCollector";
import { ManualClock } from "../../completion/manualClock";

type Run = (args: JsonObject, signal: AbortSignal) => Promise<ToolOutput>;

function tool(name: string, run: Run, more: Partial<ChatTool> = {}): ChatTool {
  const parameters = { type: "object", properties: { n: { type: "integer" } } };
  return {
    definition: { name, description: "", parameters },
    isReadOnly: true,
    timeLimitMs: 1_000,
    label: (args) => `${name} ${String(args["n"])}`,
    run,
    ...more,
  };
}

const say =
  (text: string): Run =>
  () =>
    Promise.resolve({ text });
const never: Run = () => new Promise(() => undefined);
const call = (
  id: string,
  name: string,
  args: unknown = { n: Number.parseInt(id, 10) || 0 },
): CollectedCall => ({
  id,
  name,
  arguments: typeof args === "string" ? args : JSON.stringify(args),
});

function turnOf(tools: readonly ChatTool[], limits: Partial<typeof defaultToolLimits> = {}) {
  const clock = new ManualClock();
  const turn = new ToolTurn({
    tools: new ToolRegistry(tools),
    clock,
    mask: (text) => text.replaceAll("secret", "MASKED"),
    limits: { ...defaultToolLimits, ...limits },
  });
  return { clock, turn };
}

const open = () => new AbortController().signal;

/** The calls' results in their order; each call must have exactly one. */
async function resultsOf(turn: ToolTurn, calls: readonly CollectedCall[], signal = open()) {
  const results = new Map<string, ToolResult>();
  await turn.run(calls, signal, (callId, result) => {
    assert.equal(results.has(callId), false, "answered twice");
    results.set(callId, result);
  });
  return calls.map(({ id }) => {
    const result = results.get(id);
    assert.ok(result, "not answered");
    return result;
  });
}

describe("the tools' part of an answer", () => {
  it("answers every call, in order, masked, with what the person reads", async () => {
    const { turn } = turnOf([tool("f", say("a secret")), tool("g", say(""))]);
    assert.deepEqual(await resultsOf(turn, [call("1", "f"), call("2", "g")]), [
      { text: "a MASKED", isError: false, label: "f 1" },
      { text: "(no output)", isError: false, label: "g 2" },
    ]);
    assert.equal(turn.mayCall, true);
  });

  it("tells the model about unknown tools, bad arguments, damage and failures", async () => {
    const { turn } = turnOf([tool("f", () => Promise.reject(new RangeError("holds code")))]);
    const calls = [
      call("1", "nope"),
      call("2", "f", "{"),
      { ...call("3", "f"), damage: "Too long." },
      call("4", "f"),
    ];
    const results = await resultsOf(turn, calls);
    assert.ok(results.every(({ isError }) => isError));
    assert.deepEqual(
      results.map(({ text }) => text),
      [
        "There is no tool “nope”. There are: f.",
        "The arguments are not valid JSON. Send one JSON object.",
        "Too long.",
        "The tool failed (RangeError).",
      ],
    );
  });

  it("ends a call that takes too long, and aborts it", async () => {
    let inner: AbortSignal | undefined;
    const { clock, turn } = turnOf([
      tool("f", (_, signal) => {
        inner = signal;
        return never({}, signal);
      }),
    ]);
    const running = resultsOf(turn, [call("1", "f")]);
    await clock.tick(1_000);
    assert.match((await running)[0]?.text ?? "", /longer than 1 s/u);
    assert.equal(inner?.aborted, true);
  });

  it("answers the rest at once when the user stops", async () => {
    const stop = new AbortController();
    const { turn, clock } = turnOf([tool("f", never), tool("g", say("g"), { isReadOnly: false })]);
    const running = resultsOf(turn, [call("1", "f"), call("2", "g"), call("3", "f")], stop.signal);
    stop.abort();
    const results = await running;
    assert.deepEqual(
      results.map(({ isError }) => isError),
      [true, true, true],
    );
    assert.ok(results.every(({ text }) => text.startsWith("The user stopped")));
    assert.equal(clock.timerCount, 0);
  });

  it("runs readers beside each other and anything else alone, in its place", async () => {
    let running = 0;
    const log: string[] = [];
    const slow =
      (name: string): Run =>
      async ({ n }) => {
        running += 1;
        log.push(`${name}${String(n)} with ${running - 1}`);
        for (let turn = 0; turn < 5; turn++) await Promise.resolve();
        running -= 1;
        return { text: "" };
      };
    const { turn } = turnOf([tool("r", slow("r")), tool("w", slow("w"), { isReadOnly: false })]);
    const calls = ["1r", "2r", "3w", "4r", "5w", "6w"].map((each) => call(each, each.slice(1)));
    await resultsOf(turn, calls);
    assert.deepEqual(log, ["r1 with 0", "r2 with 1", "w3 with 0", "r4 with 0", "w5 with 0", "w6 with 0"]);
  });

  it("does not run the same reading twice", async () => {
    let count = 0;
    const { turn } = turnOf([
      tool("f", () => {
        count += 1;
        return Promise.resolve({ text: "x" });
      }),
    ]);
    await resultsOf(turn, [call("a", "f", { n: 1 }), call("b", "f", { n: 1 })]);
    const [again] = await resultsOf(turn, [call("c", "f", { n: 1 })]);
    assert.equal(count, 1);
    assert.match(again?.text ?? "", /already; the result of “f 1” stands above/u);
    await resultsOf(turn, [call("d", "f", { n: 2 })]);
    assert.equal(count, 2);
  });

  it("cuts a long result and says so", async () => {
    const { turn } = turnOf([tool("f", say("x".repeat(2_000)))], { maxResultChars: 1_000 });
    const [result] = await resultsOf(turn, [call("1", "f")]);
    assert.ok((result?.text.length ?? 0) <= 1_000);
    assert.match(result?.text ?? "", /\[Cut here: 900 of 2000 characters\. Ask for a smaller part\.\]$/u);
  });

  it("refuses calls beyond the limits, tells the model, then forbids calls", async () => {
    for (const limits of [{ maxCalls: 2 }, { maxRounds: 2 }, { maxTurnChars: 2 }]) {
      const { turn } = turnOf([tool("f", say("x"))], limits);
      const round = async (id: string) => (await resultsOf(turn, [call(id, "f")]))[0];
      assert.equal((await round("1"))?.isError, false);
      assert.equal((await round("2"))?.isError, false);
      assert.match((await round("3"))?.text ?? "", /used up its tool calls/u);
      assert.equal(turn.mayCall, true);
      await round("4");
      assert.equal(turn.mayCall, false);
    }
  });

  it("answers each call exactly once whatever happens", async () => {
    const behaviour = fc.constantFrom<Run>(
      say("x"),
      never,
      () => Promise.reject(new Error("no")),
      () => {
        throw new Error("no");
      },
      () => Promise.resolve({ text: "bad", isError: true }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(behaviour, fc.boolean()), { minLength: 1, maxLength: 4 }),
        fc.array(fc.array(fc.tuple(fc.nat(5), fc.constantFrom('{"n":1}', "{", "[]", "")), { maxLength: 8 })),
        fc.nat(4),
        async (tools, rounds, stopAt) => {
          const { clock, turn } = turnOf(
            tools.map(([run, isReadOnly], index) => tool(`t${index}`, run, { isReadOnly })),
            { maxCalls: 6 },
          );
          const stop = new AbortController();
          for (const [round, calls] of rounds.entries()) {
            const asked = calls.map(([name, args], index) => call(`${round}-${index}`, `t${name}`, args));
            const running = resultsOf(turn, asked, stop.signal);
            if (round === stopAt) stop.abort();
            for (let tries = 0; tries < calls.length + 1; tries++) await clock.tick(1_000);
            await running;
          }
          assert.equal(clock.timerCount, 0);
        },
      ),
      { numRuns: 200 },
    );
  });
});
