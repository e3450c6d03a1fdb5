import assert from "node:assert/strict";
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import * as http2 from "node:http2";
import { request as requestOverTls } from "node:https";
import { connect } from "node:net";
import { readCommandLine } from "../../emulator/commandLine";
import type { EmulatorOptions } from "../../emulator/options";
import { startEmulator, type Emulator } from "../../emulator/startEmulator";
import { ask } from "./askEmulator";

const chat = { model: "deepseek-flash", messages: [{ role: "user", content: "Hello there" }] };

describe("the emulator as a server", () => {
  let emulator: Emulator;
  const start = async (options: EmulatorOptions = {}) => (emulator = await startEmulator(options));
  afterEach(() => emulator.close());

  it("plays scripts in order, then answers again", async () => {
    await start({
      faults: [
        [
          { do: "head", status: 503, headers: { "retry-after": "1" } },
          { do: "send", text: "busy" },
          { do: "end" },
        ],
      ],
    });
    const first = await ask(emulator, "/chat/completions", chat);
    assert.deepEqual([first.status, first.text, first.headers.get("retry-after")], [503, "busy", "1"]);
    assert.equal((await ask(emulator, "/chat/completions", chat)).status, 200);
  });

  it("takes scripts and behaviour through its control endpoint, and shows what arrived with the key masked", async () => {
    await start();
    await ask(emulator, "/__emulator/faults", { steps: [{ do: "head", status: 200 }, { do: "fin" }] }, {});
    await assert.rejects(ask(emulator, "/chat/completions", chat));
    await ask(emulator, "/__emulator/behaviour", { finishReason: "content_filter" }, {});
    assert.match((await ask(emulator, "/chat/completions", chat)).text, /"finish_reason":"content_filter"/);
    const shown = await (await fetch(`${emulator.url}/__emulator/requests`)).text();
    assert.ok(!shown.includes("sk-test-0000"));
    const { requests } = JSON.parse(shown) as {
      requests: { headers: Record<string, string>; body: string; outcome: string }[];
    };
    assert.deepEqual(
      requests.map(({ outcome }) => outcome),
      ["cut", "answered"],
    );
    assert.equal(requests[1]?.headers["authorization"], "Bearer ****0000");
    assert.deepEqual(JSON.parse(requests[1]?.body ?? ""), chat);
    assert.equal((await ask(emulator, "/__emulator/faults", "nonsense", {})).status, 400);
  });

  it("speaks TLS from as far away as it is told", async () => {
    await start({ tls: "http/1.1", roundTripMs: 20 });
    const startedMs = performance.now();
    const request = requestOverTls(`${emulator.url}/__emulator/requests`, { rejectUnauthorized: false });
    const answered = once(request, "response");
    request.end();
    const [response] = (await answered) as [IncomingMessage];
    response.resume();
    // One round trip for TCP, one for TLS 1.3, one for the request.
    assert.ok(performance.now() - startedMs >= 60);
    assert.equal(response.statusCode, 200);
    assert.equal(emulator.log.openConnectionCount, 1);
  });

  it("speaks HTTP/2 to those who ask for it", async () => {
    await start({ tls: "h2" });
    const session = http2.connect(emulator.url, { rejectUnauthorized: false });
    const stream = session.request({
      ":path": "/chat/completions",
      ":method": "POST",
      authorization: "Bearer sk-test-0000",
    });
    stream.end(JSON.stringify({ ...chat, stream: true }));
    let text = "";
    for await (const bytes of stream) text += String(bytes);
    session.close();
    assert.ok(text.endsWith("data: [DONE]\n\n"));
    assert.deepEqual(
      emulator.log.requests.map(({ outcome, connectionId }) => ({ outcome, connectionId })),
      [{ outcome: "answered", connectionId: 1 }],
    );
  });

  it("stops and notes it when the client leaves", async () => {
    await start({ firstTokenMs: 60_000 });
    const socket = connect(emulator.port, "127.0.0.1");
    const body = JSON.stringify({ ...chat, stream: true });
    socket.write(
      `POST /chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer sk-1234\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    await once(socket, "data");
    socket.destroy();
    while (emulator.log.requests[0]?.outcome === "open")
      await new Promise((resolve) => setImmediate(resolve));
    assert.equal(emulator.log.requests[0]?.outcome, "client-left");
    assert.equal(emulator.log.abortCount, 1);
  });

  it("ends everything when closed, stalled scripts too", async () => {
    await start({ faults: [[{ do: "head", status: 200 }, { do: "send", text: "x" }, { do: "stall" }]] });
    const response = await fetch(`${emulator.url}/models`);
    await emulator.close();
    await assert.rejects(response.text());
    assert.equal(emulator.log.openConnectionCount, 0);
  });

  it("serves llama.cpp's /infill, streamed and whole", async () => {
    await start({ keys: { isRequired: false, withoutBalance: [] } });
    const body = { input_prefix: "let a = 1;\nlet a = 2;\n", input_suffix: "\n" };
    const whole = JSON.parse((await ask(emulator, "/infill", body, {})).text) as {
      content: string;
      stop: boolean;
    };
    assert.deepEqual([whole.content, whole.stop], ["let a = 3;", true]);
    const stream = await ask(emulator, "/llamacpp/infill", { ...body, stream: true }, {});
    const chunks = stream.text
      .trim()
      .split("\n\n")
      .map((event) => JSON.parse(event.slice(6)) as { content: string; stop: boolean });
    assert.equal(chunks.map(({ content }) => content).join(""), "let a = 3;");
    assert.deepEqual(chunks.map(({ stop }) => stop).lastIndexOf(true), chunks.length - 1);
    assert.equal(await (await fetch(`${emulator.url}/health`)).text(), '{"status":"ok"}');
  });

  it("reads its command line", async () => {
    await start();
    const options = readCommandLine(["--port", "8080", "--tokens-per-second", "60", "--key", "sk-1"]);
    assert.ok(options !== "help");
    assert.deepEqual(
      [options.port, options.tokensPerSecond, options.keys],
      [8080, 60, { isRequired: true, accepted: ["sk-1"], withoutBalance: [] }],
    );
    assert.throws(() => readCommandLine(["--port", "many"]), /--port must be a number from 0 on, not many/);
    assert.throws(() => readCommandLine(["--root", "x"]), /--root/);
  });
});
