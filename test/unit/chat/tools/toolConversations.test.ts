import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { ChatTool, ToolOutput } from "../../../../src/chat/tools/chatTool";
import { ToolRegistry } from "../../../../src/chat/tools/toolRegistry";
import { defaultToolLimits, ToolTurn } from "../../../../src/chat/tools/toolTurn";
import { chatBody } from "../../../../src/provider/chat";
import type { ChatRequest } from "../../../../src/provider/chatRequest";
import type { ProviderClient } from "../../../../src/provider/client";
import { ProviderError } from "../../../../src/provider/errors";
import type { ChatEvent } from "../../../../src/provider/events";
import { profileById } from "../../../../src/provider/profiles";
import { startEmulator, type Emulator } from "../../../emulator/startEmulator";
import { ask } from "../../emulator/askEmulator";
import { fakeChat, memoryFiles, settle, type FakeChat } from "../fakeChat";

type Provider = "deepseek" | "deepinfra";

/** One answer of the model, as a script. */
interface Answer {
  readonly reasoning: string;
  readonly text: string;
  readonly calls: readonly { readonly id?: string; readonly name: string; readonly arguments: string }[];
  readonly end: "finish" | "stop" | "length" | "cut" | "fail" | "hang";
}

type Step =
  | { readonly do: "send" | "retry" | "resend" | "restart" | "crash" | "stop"; readonly at: number }
  | { readonly do: "options"; readonly thinking: "on" | "off"; readonly tools: "all" | "none" | "one" }
  | { readonly do: "provider"; readonly provider: Provider }
  | { readonly do: "branch"; readonly at: number };

const jsonOr = (...texts: readonly string[]) =>
  fc.oneof(fc.constantFrom(...texts), fc.json({ maxDepth: 2 }), fc.string());
const answers: fc.Arbitrary<Answer> = fc.record({
  reasoning: fc.constantFrom("", "I think.", "Hm, “json”?\n"),
  text: fc.constantFrom("", "Let me look.", "Done.\n```ts\nx\n```", "<｜DSML｜tool_calls>"),
  calls: fc.array(
    fc.record(
      {
        id: fc.constantFrom("call_00_a", "call_01_b", "x.y:0", ""),
        name: fc.constantFrom("look", "look", "hang", "hang", "break", "unknown", "bad name!", ""),
        arguments: jsonOr(
          '{"path":"b"}',
          '{"path":"c","line":1}',
          '{"path":"a"}',
          "{}",
          "",
          '{"path":',
          "[1]",
          '{"path":7}',
          '"text"',
        ),
      },
      { requiredKeys: ["name", "arguments"] },
    ),
    { maxLength: 4 },
  ),
  end: fc.constantFrom("finish", "finish", "finish", "finish", "stop", "length", "cut", "fail", "hang"),
});
const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.constant({ do: "send", at: 0 } as const) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom("retry", "resend", "restart", "crash", "crash", "crash", "stop", "stop"),
      at: fc.nat(4),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("options" as const),
      thinking: fc.constantFrom("on", "off"),
      tools: fc.constantFrom("all", "none", "one"),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("provider" as const),
      provider: fc.constantFrom<Provider>("deepseek", "deepinfra"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("branch" as const), at: fc.nat(20) }) },
);

function tool(name: string, run: () => Promise<ToolOutput>, isStrict: boolean): ChatTool {
  const parameters = {
    type: "object",
    properties: { path: { type: "string", maxLength: 100 }, line: { type: "integer" } },
    required: ["path"],
  };
  return {
    definition: { name, description: `Does ${name}`, parameters, ...(isStrict && { isStrict }) },
    isReadOnly: name !== "hang",
    timeLimitMs: 1_000,
    label: () => name,
    run,
  };
}

const tools: readonly ChatTool[] = [
  tool("look", () => Promise.resolve({ text: "seen" }), true),
  tool("break", () => Promise.reject(new Error("broken")), true),
  tool("hang", () => new Promise(() => undefined), false),
];

describe("conversations with tools", () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator();
  });
  after(() => emulator.close());

  /** A model that says what the script says, behind a service that checks what it is asked. */
  class Model {
    readonly #script: Answer[];
    readonly refusals: string[] = [];
    requests = 0;
    /** A request is on its way over the (real) network. */
    isAsking = false;
    provider: Provider = "deepseek";

    constructor(script: readonly Answer[]) {
      this.#script = [...script];
    }

    /** Its next answer calls a tool that never ends. */
    hangNext(): void {
      const calls = ["look", "hang"].map((name) => ({ name, arguments: `{"path":"${this.requests}"}` }));
      this.#script.unshift({ reasoning: "", text: "", calls, end: "finish" });
    }

    readonly client: ProviderClient = {
      label: "A model",
      streamChat: (request, signal) => this.#stream(request, signal),
      complete: () => {
        throw new Error("not a chat");
      },
      listModels: async () => [],
      balance: async () => undefined,
    };

    async *#stream(request: ChatRequest, signal: AbortSignal): AsyncGenerator<ChatEvent, void, undefined> {
      const provider = this.provider;
      const { body, needsBeta } = chatBody(profileById(provider), request);
      const path = provider === "deepinfra" ? "/v1/openai" : needsBeta ? "/beta" : "";
      this.isAsking = true;
      const { status, text } = await ask(emulator, `${path}/chat/completions`, { ...body, max_tokens: 1 });
      this.isAsking = false;
      this.requests += 1;
      if (status !== 200) this.refusals.push(`${status} ${text} for ${JSON.stringify(body["messages"])}`);
      const answer = this.#script.shift() ?? {
        reasoning: "",
        text: "So it is.",
        calls: [],
        end: "finish" as const,
      };
      if (answer.reasoning !== "") yield { type: "reasoning-delta", text: answer.reasoning };
      if (answer.text !== "") yield { type: "text-delta", text: answer.text };
      for (const [index, { id, name, arguments: text }] of answer.calls.entries()) {
        const half = Math.floor(text.length / 2);
        const head = { ...(id !== undefined && { id }), ...(name !== "" && { name }) };
        yield { type: "tool-call-delta", index, ...head, argumentsDelta: text.slice(0, half) };
        yield { type: "tool-call-delta", index, argumentsDelta: text.slice(half) };
      }
      if (answer.end === "hang") {
        await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
      }
      if (answer.end === "cut" || answer.end === "fail") {
        throw new ProviderError(answer.end === "cut" ? "cut-short" : "server", {
          message: "It ended.",
          nextStep: "",
          isRetryable: false,
        });
      }
      const asked = answer.calls.length > 0 ? "tool-calls" : "stop";
      yield {
        type: "finish",
        finishReason: answer.end === "finish" ? asked : answer.end === "length" ? "length" : "stop",
      };
    }
  }

  /** A window on these files whose model follows the script. */
  function windowOn(
    files: ReturnType<typeof memoryFiles>["files"],
    model: Model,
    chosen: { tools: string },
  ): FakeChat {
    const registry = () =>
      new ToolRegistry(chosen.tools === "none" ? [] : chosen.tools === "one" ? tools.slice(0, 1) : tools);
    const chat: FakeChat = fakeChat({
      files,
      changes: {
        client: () => model.client,
        tools: {
          definitions: () => registry().definitions,
          start: () =>
            new ToolTurn({
              tools: registry(),
              clock: chat.clock,
              mask: (text) => text,
              limits: { ...defaultToolLimits, maxCalls: 6, maxRounds: 3 },
            }),
        },
      },
    });
    return chat;
  }

  async function play(script: readonly Answer[], plan: readonly Step[]): Promise<Model> {
    const disk = new Map<string, Uint8Array>();
    let processId = 1;
    let { files } = memoryFiles(disk, processId);
    const model = new Model(script);
    const chosen = { tools: "all" };
    let chat = windowOn(files, model, chosen);
    const id = chat.sessions.create();
    let questions = 0;
    // Each another one: the same within a moment is taken for a double click.
    const question = () => `Look ${(questions += 1)}, as json.`;
    const setThinking = (thinking: "on" | "off") => {
      chat.settings.current = { ...chat.settings.current, thinking, parameters: { thinking } };
    };
    const firstQuestion = () => chat.sessions.conversation(id)?.messages.find(({ role }) => role === "user");
    /** Lets everything go on that does not wait for time or the network. */
    const quiet = async () => {
      do await settle();
      while (model.isAsking);
      await settle();
    };
    /** Lets the work come to its end. What hangs runs into its time limit, or is stopped after so many half seconds. */
    const ended = async (work: Promise<unknown>, stopAfter: number) => {
      const over = work.then(() => true);
      for (let halves = 0; ; halves++) {
        await quiet();
        if (await Promise.race([over, settle().then(() => false)])) return;
        if (halves >= stopAfter) chat.sessions.stop(id);
        else chat.clock.advance(500);
      }
    };
    for (const step of plan) {
      switch (step.do) {
        case "send":
        case "stop":
          if (step.do === "stop" && step.at > 1) model.hangNext();
          await ended(chat.sessions.send(id, question()), step.do === "stop" ? step.at % 2 : 20);
          break;
        case "retry":
          await ended(chat.sessions.retry(id), 20);
          break;
        case "resend":
          await ended(chat.sessions.resend(id, firstQuestion()?.id ?? "", "Anew."), 20);
          break;
        case "crash":
        case "restart": {
          if (step.do === "crash") {
            model.hangNext();
            // The window dies in the middle: its clock stands still, and nothing it began ever ends.
            void chat.sessions.send(id, question());
            await quiet();
          }
          await chat.dependencies.store.settled();
          const { current } = chat.settings;
          ({ files } = memoryFiles(disk, (processId += 1)));
          chat = windowOn(files, model, chosen);
          chat.settings.current = current;
          await chat.sessions.load(id);
          break;
        }
        case "options":
          setThinking(step.thinking);
          chosen.tools = step.tools;
          break;
        case "provider":
          model.provider = step.provider;
          chat.settings.current = {
            ...chat.settings.current,
            providerId: step.provider,
            model: profileById(step.provider).defaultChatModel,
          };
          break;
        case "branch": {
          const all = chat.sessions.conversation(id)?.all ?? [];
          const message = all[step.at % Math.max(1, all.length)];
          if (message !== undefined) await chat.sessions.selectBranch(id, message.id);
          break;
        }
      }
    }
    await chat.sessions.dispose();
    return model;
  }

  it("are refused by neither DeepSeek nor DeepInfra, whatever the model, the tools and the user do", async function () {
    this.timeout(120_000);
    let requests = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(answers, { minLength: 8, maxLength: 20, size: "max" }),
        fc.array(steps, { minLength: 4, maxLength: 10, size: "max" }),
        async (script, plan) => {
          const model = await play(script, [{ do: "send", at: 0 }, ...plan, { do: "send", at: 0 }]);
          requests += model.requests;
          assert.deepEqual(model.refusals, []);
        },
      ),
      { numRuns: 60 },
    );
    assert.ok(requests > 300, `${requests} requests`);
  });
});
