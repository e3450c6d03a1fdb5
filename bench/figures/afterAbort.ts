import { setTimeout as sleep } from "node:timers/promises";
import { Agent } from "undici";
import { directNetwork } from "../../src/provider/networkSettings";
import { createUndiciTransport } from "../../src/provider/undiciTransport";
import { createEmulatorControl, endlessAnswer } from "../support/emulatorControl";
import { startEmulatorProcess } from "../support/emulatorProcess";
import type { Figure } from "../support/figure";
import { spread } from "../support/statistics";

/** Completions in a row, each aborted by the key that asks for the next one. */
const burstLength = 12;
const bursts = 4;
/** From a first token on the screen to the key that disagrees with it. */
const keyMs = 60;

/** One way to the server. */
interface Way {
  readonly what: string;
  /** The answer's bytes. */
  send(signal: AbortSignal): Promise<AsyncIterable<unknown>>;
  close(): Promise<void>;
}

function waysTo(origin: string): readonly Way[] {
  const path = "/beta/completions";
  const bare = (what: string, allowH2: boolean): Way => {
    const agent = new Agent({
      connect: { rejectUnauthorized: false },
      allowH2,
      pipelining: allowH2 ? 100 : 1,
      keepAliveTimeout: 30_000,
    });
    return {
      what,
      send: async (signal) =>
        (await agent.request({ origin, path, method: "POST", body: "{}", signal })).body.on(
          "error",
          () => {},
        ),
      close: () => agent.destroy(),
    };
  };
  const transport = createUndiciTransport({ ...directNetwork, isStrictSsl: false });
  const ours: Way = {
    what: "ours",
    send: async (signal) => {
      const answer = await transport.send({
        method: "POST",
        url: new URL(path, origin),
        headers: {},
        body: "{}",
        connectTimeoutMs: 5_000,
        headersTimeoutMs: 5_000,
        isOftenAborted: true,
        signal,
      });
      return answer.body;
    },
    close: () => transport.dispose(),
  };
  return [ours, bare("undici's Agent, HTTP/1.1", false), bare("undici's Agent, HTTP/2", true)];
}

/** Ms from each request but the first to its first token. */
async function burst(way: Way): Promise<readonly number[]> {
  const durationsMs: number[] = [];
  for (let index = 0; index < burstLength; index++) {
    const stop = new AbortController();
    const startedMs = performance.now();
    const bytes = (await way.send(stop.signal))[Symbol.asyncIterator]();
    await bytes.next();
    if (index > 0) durationsMs.push(performance.now() - startedMs);
    await sleep(keyMs);
    stop.abort();
    await bytes.next().catch(() => {});
  }
  return durationsMs;
}

async function measure(roundTripMs: number): Promise<readonly Figure[]> {
  const emulator = await startEmulatorProcess(["--tls", "h2", "--round-trip-ms", String(roundTripMs)]);
  const control = createEmulatorControl(emulator.url);
  const results = new Map<string, { readonly durationsMs: number[]; connectionCount: number }>();
  try {
    await control.answerWith(endlessAnswer, bursts * burstLength * 3);
    for (let round = 0; round < bursts; round++) {
      for (const way of waysTo(emulator.url)) {
        const before = (await control.record()).connections.length;
        const durationsMs = await burst(way);
        const result = results.get(way.what) ?? { durationsMs: [], connectionCount: 0 };
        result.durationsMs.push(...durationsMs);
        result.connectionCount += (await control.record()).connections.length - before;
        results.set(way.what, result);
        await way.close();
      }
    }
  } finally {
    await control.close();
    await emulator.stop();
  }
  return [...results].map(([what, { durationsMs, connectionCount }]) => ({
    what: `first token after an abort, ${roundTripMs} ms away: ${what}`,
    unit: "ms",
    ...spread(durationsMs),
    floor: { what: "round trip and the model's first token", value: roundTripMs + 30 },
    how: `TLS, ${bursts} × ${burstLength} completions, each aborted ${keyMs} ms after its first token; ${(connectionCount / bursts).toFixed(1)} connections a burst`,
  }));
}

/** What the next completion pays for the connection that an abort costs, and what it would pay otherwise. */
export async function afterAbort(): Promise<readonly Figure[]> {
  return [...(await measure(40)), ...(await measure(120))];
}
