import { Agent } from "undici";
import type { ProviderClient } from "../../src/provider/client";
import type { Transport, TransportRequest } from "../../src/provider/transport";
import { directNetwork } from "../../src/provider/networkSettings";
import { createUndiciTransport } from "../../src/provider/undiciTransport";
import { createClient, createEngine, keystroke } from "../support/completionSetup";
import { startEmulatorProcess } from "../support/emulatorProcess";
import type { Figure } from "../support/figure";
import { lineTextAccess, sourceText } from "../support/sourceText";
import { Latch } from "../support/latch";
import { spread } from "../support/statistics";

const warmUpRounds = 30;
const warmRounds = 300;
const coldRounds = 300;

/** A transport that remembers the last request and how many bytes of its answer were read so far. */
interface Recorder {
  readonly transport: Transport;
  request: TransportRequest | undefined;
  readBytes: number;
}

function openRecorder(): Recorder {
  const inner = createUndiciTransport(directNetwork);
  const recorder: Recorder = {
    request: undefined,
    readBytes: 0,
    transport: {
      async send(request) {
        recorder.request = request;
        recorder.readBytes = 0;
        const response = await inner.send(request);
        const { body } = response;
        return {
          ...response,
          body: (async function* counted() {
            for await (const bytes of body) {
              recorder.readBytes += bytes.length;
              yield bytes;
            }
          })(),
        };
      },
      dispose: () => inner.dispose(),
    },
  };
  return recorder;
}

/** Ms from the keystroke until the engine shows something. The stream is read to its end, so that the connection can be used again. */
async function askOurs(client: ProviderClient, recorder: Recorder, round: number) {
  let reading = Promise.resolve();
  const engine = createEngine(async function* complete(request, signal) {
    const ended = new Latch();
    reading = ended.opened;
    try {
      yield* client.complete(request, signal);
    } finally {
      ended.open();
    }
  });
  // The model is asked to end a line that other functions of the file have as well.
  const whole = sourceText(2000);
  const marker = "Math.round(";
  const offset =
    whole.indexOf(marker, Math.floor(whole.length * (0.4 + 0.3 * ((round * 0.618) % 1)))) + marker.length;
  const lineEnd = whole.indexOf("\n", offset);
  const text = lineTextAccess(whole.slice(0, offset) + whole.slice(lineEnd));
  const request = keystroke(text, offset, `file:///orders${round}.ts`, round);
  const startedMs = performance.now();
  const suggestion = await engine.provide(request, new AbortController().signal);
  const durationMs = performance.now() - startedMs;
  const { readBytes } = recorder;
  if (suggestion === undefined)
    throw new Error(`Nothing was shown: ${JSON.stringify(engine.explainRecent()[0])}`);
  await reading;
  engine.dispose();
  return { durationMs, readBytes };
}

/** Ms from sending the same bytes until as much of the answer has come as the engine needed. */
async function askBare(agent: Agent, request: TransportRequest, neededBytes: number): Promise<number> {
  const startedMs = performance.now();
  const answer = await agent.request({
    origin: request.url.origin,
    path: request.url.pathname,
    method: request.method,
    headers: { ...request.headers },
    body: request.body ?? null,
  });
  let durationMs: number | undefined;
  let readBytes = 0;
  for await (const bytes of answer.body) {
    readBytes += (bytes as Buffer).length;
    // An answer differs in a few digits of its id and numbers.
    if (readBytes >= neededBytes - 16) durationMs ??= performance.now() - startedMs;
  }
  return durationMs ?? performance.now() - startedMs;
}

/** One keystroke over the whole engine and the undici transport, and the same request without them, in turns. */
export async function firstItem(): Promise<readonly Figure[]> {
  const emulator = await startEmulatorProcess();
  const warm = { oursMs: [] as number[], bareMs: [] as number[] };
  const cold = { oursMs: [] as number[], bareMs: [] as number[] };
  try {
    const recorder = openRecorder();
    const client = createClient(emulator.url, recorder.transport);
    const agent = new Agent({ pipelining: 1, keepAliveTimeout: 30_000 });
    for (let round = 0; round < warmUpRounds + warmRounds; round++) {
      const ours = await askOurs(client, recorder, round);
      if (recorder.request === undefined) throw new Error("No request was sent.");
      const bareMs = await askBare(agent, recorder.request, ours.readBytes);
      if (round < warmUpRounds) continue;
      warm.oursMs.push(ours.durationMs);
      warm.bareMs.push(bareMs);
    }
    await Promise.all([recorder.transport.dispose(), agent.destroy()]);

    for (let round = 0; round < coldRounds; round++) {
      const fresh = openRecorder();
      const ours = await askOurs(createClient(emulator.url, fresh.transport), fresh, round);
      if (fresh.request === undefined) throw new Error("No request was sent.");
      const bare = new Agent({ pipelining: 1 });
      cold.oursMs.push(ours.durationMs);
      cold.bareMs.push(await askBare(bare, fresh.request, ours.readBytes));
      await Promise.all([fresh.transport.dispose(), bare.destroy()]);
    }
  } finally {
    await emulator.stop();
  }
  return [
    ...overFloor("open connection", warm, `${warmRounds} keystrokes, ours and bare in turns`),
    ...overFloor("new connection", cold, `${coldRounds} keystrokes, each with a new client and connection`),
  ];
}

function overFloor(
  connection: string,
  { oursMs, bareMs }: { readonly oursMs: readonly number[]; readonly bareMs: readonly number[] },
  how: string,
): readonly Figure[] {
  const ours = spread(oursMs);
  const bare = spread(bareMs);
  return [
    {
      what: `keystroke to suggestion, ${connection}`,
      unit: "ms",
      ...ours,
      floor: { what: "bare undici, same bytes sent and read", ...bare },
      how: `${how}; emulator in another process, no delay, no debounce`,
    },
    {
      what: `our own time of it, ${connection}`,
      unit: "ms",
      value: ours.value - bare.value,
      p99: ours.p99 - bare.p99,
      target: { of: "p99", atMost: 5 },
      how: "difference of the medians and of the p99s above",
    },
  ];
}
