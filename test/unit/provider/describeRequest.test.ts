import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { array, sample, string } from "fast-check";
import { startEmulator, type Emulator } from "../../emulator/startEmulator";
import type { ChatRequest } from "../../../src/provider/chatRequest";
import { systemClock } from "../../../src/provider/clock";
import { createProviderClient } from "../../../src/provider/createProviderClient";
import { curlCommand } from "../../../src/provider/curlCommand";
import { hostedDeadlines } from "../../../src/provider/deadlinesFor";
import { chatLimits, fimLimits } from "../../../src/provider/defaultLimits";
import { describeRequest, type RequestDescription } from "../../../src/provider/describeRequest";
import { createFetchTransport } from "../../../src/provider/fetchTransport";
import { profileById, type ProviderId } from "../../../src/provider/profiles";

const key = "sk-described-0123456789";
const run = promisify(execFile);

/** Everything that a shell, or JSON, could take for something else. */
const awkward =
  "It's \"$HOME\" `id` $(id) \\ \\n !! \u0000 % %s @file ${IFS} \r\n\ttab ~ * ? 漢字 🦀 \u2028 'EOF' '\\''";

const plain: ChatRequest = {
  model: "",
  messages: [{ role: "user", text: awkward }],
  parameters: {},
};

const requests: Readonly<Record<string, ChatRequest>> = {
  "a question": plain,
  "parameters, some of them left out": {
    ...plain,
    messages: [{ role: "system", text: "Answer with one JSON object." }, ...plain.messages],
    maxTokens: 500,
    parameters: {
      temperature: 0.3,
      topP: 0.96,
      seed: 7,
      stop: ["\n\n"],
      thinking: "on",
      reasoningEffort: "max",
      responseFormat: "json_object",
    },
  },
  "tools and their results": {
    ...plain,
    tools: [
      {
        name: "read_file",
        description: "It's a tool.",
        parameters: { type: "object", properties: { path: { type: "string" } } },
      },
    ],
    messages: [
      ...plain.messages,
      {
        role: "assistant",
        text: "",
        reasoning: "Look.",
        toolCalls: [{ id: "call_1", name: "read_file", arguments: '{"path":"a.ts"}' }],
      },
      { role: "tool", toolCallId: "call_1", text: awkward },
    ],
  },
  "an answer to be continued": {
    ...plain,
    messages: [...plain.messages, { role: "assistant", text: "It is" }],
    continuesLastMessage: true,
  },
};

describe("describeRequest", () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator({ port: 0, keys: { isRequired: true, withoutBalance: [] } });
  });
  after(() => emulator.close());

  const addresses = () =>
    ({ deepseek: emulator.url, deepinfra: emulator.deepinfraUrl, llamacpp: emulator.llamacppUrl }) as const;
  const described = (provider: keyof ReturnType<typeof addresses>, request: ChatRequest) =>
    describeRequest(
      { profile: profileById(provider), baseUrl: addresses()[provider], hasKey: true },
      request,
    );

  async function send(provider: ProviderId, baseUrl: string, request: ChatRequest): Promise<void> {
    const transport = createFetchTransport(globalThis.fetch);
    const client = createProviderClient({
      profile: profileById(provider),
      baseUrl,
      dependencies: {
        transport,
        clock: systemClock,
        keyFor: () => Promise.resolve(key),
        log: () => undefined,
        random: () => 0,
      },
      deadlines: { chat: hostedDeadlines.chat, fim: hostedDeadlines.fim },
      limits: { chat: chatLimits, fim: fimLimits },
    });
    try {
      for await (const event of client.streamChat(request, new AbortController().signal)) void event;
    } finally {
      await transport.dispose();
    }
  }

  function assertArrived({ method, url, headers, body }: RequestDescription): void {
    const arrived = emulator.log.requests.at(-1);
    assert.ok(arrived !== undefined);
    assert.equal(arrived.body, body);
    assert.equal(arrived.method, method);
    assert.equal(arrived.path, new URL(url).pathname);
    for (const [name, value] of Object.entries(headers)) assert.equal(arrived.headers[name], value);
    assert.equal(arrived.headers["authorization"], `Bearer ****${key.slice(-4)}`);
  }

  /** Without curl on this machine, what the shell would hand to it. */
  async function sendByShell(description: RequestDescription): Promise<void> {
    const command = curlCommand(description);
    const hasCurl = await run("curl", ["--version"]).then(
      () => true,
      () => false,
    );
    // From standard input, as a terminal reads what is pasted: `sh -c` itself would be one argument.
    const shell = run("sh", {
      env: { PATH: process.env["PATH"], [description.keyVariable ?? ""]: key },
      maxBuffer: 10_000_000,
    });
    shell.child.stdin?.end(hasCurl ? command : command.replace(/ \|\n {2}curl .*$/su, "\n"));
    const { stdout } = await shell;
    if (hasCurl) assertArrived(description);
    else assert.equal(stdout, description.body);
  }

  for (const provider of ["deepseek", "deepinfra", "llamacpp"] as const) {
    for (const [name, request] of Object.entries(requests)) {
      it(`tells what ${provider} gets for ${name}, byte for byte`, async () => {
        const description = described(provider, request);
        await send(provider, addresses()[provider], request);
        assertArrived(description);
        assert.doesNotMatch(JSON.stringify(description), new RegExp(key));
      });

      it(`makes a command for ${name} that a shell sends to ${provider} unchanged`, async () => {
        const description = described(provider, request);
        await sendByShell(description);
      });
    }
  }

  it("quotes any text for the shell", async () => {
    const texts = sample(array(string({ unit: "binary" }), { maxLength: 20 }), 20).flat();
    const text = texts.join("'").replaceAll(/\p{Cs}/gu, "");
    const description = described("deepseek", {
      ...plain,
      messages: [{ role: "user", text: text + awkward }],
    });
    await sendByShell(description);
  });

  it("sends a body that is longer than one argument may be", async () => {
    const description = described("deepseek", {
      ...plain,
      messages: [{ role: "user", text: awkward.repeat(5_000) }],
    });
    assert.ok(description.body.length > 300_000);
    await sendByShell(description);
  });

  it("throws what sending would throw", () => {
    const ollama = { profile: profileById("ollama"), baseUrl: "http://127.0.0.1:1", hasKey: false };
    assert.throws(() => describeRequest(ollama, plain), { kind: "model" });
    assert.throws(() => describeRequest({ ...ollama, baseUrl: "ftp://x" }, plain), { kind: "endpoint" });
  });
});
