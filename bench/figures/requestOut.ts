import { systemClock, type Clock } from "../../src/provider/clock";
import type { Transport } from "../../src/provider/transport";
import { createClient, createEngine, keystroke } from "../support/completionSetup";
import type { Figure } from "../support/figure";
import { machineNoise } from "../support/machineNoise";
import { lineTextAccess, sourceText } from "../support/sourceText";
import { spread } from "../support/statistics";

/** The manifest's default. */
const debounceMs = 75;
const warmUpRounds = 10;
const rounds = 100;

async function* emptyAnswer(): AsyncGenerator<Uint8Array, void, undefined> {
  yield Buffer.from('data: {"choices":[{"index":0,"text":"","finish_reason":"stop"}]}\n\ndata: [DONE]\n\n');
}

/** From the end of the wait after a keystroke to the transport being given the complete request. */
export async function requestOut(): Promise<readonly Figure[]> {
  const whole = sourceText(10_000);
  const text = lineTextAccess(whole);
  let firedMs = 0;
  let sentMs = 0;
  const clock: Clock = {
    ...systemClock,
    setTimer: (run, delayMs) =>
      systemClock.setTimer(() => {
        firedMs = performance.now();
        run();
      }, delayMs),
  };
  const transport: Transport = {
    send: async () => {
      sentMs = performance.now();
      return {
        status: 200,
        headers: { "content-type": "text/event-stream" },
        body: emptyAnswer(),
        discard: () => {},
      };
    },
    dispose: async () => {},
  };
  const client = createClient("http://127.0.0.1", transport);
  const engine = createEngine((request, signal) => client.complete(request, signal), { debounceMs, clock });
  const afterTimerMs: number[] = [];
  const afterWaitMs: number[] = [];
  for (let round = 0; round < warmUpRounds + rounds; round++) {
    const lineEnd = whole.indexOf("\n", Math.floor((whole.length * ((round * 0.618) % 1)) / 1.01));
    sentMs = 0;
    const startedMs = performance.now();
    await engine.provide(
      keystroke(text, lineEnd, `file:///orders${round}.ts`, round),
      new AbortController().signal,
    );
    if (sentMs === 0) throw new Error(`The engine sent no request at offset ${lineEnd}.`);
    if (round < warmUpRounds) continue;
    afterTimerMs.push(sentMs - firedMs);
    afterWaitMs.push(sentMs - startedMs - debounceMs);
  }
  engine.dispose();
  const measured = spread(afterTimerMs);
  return [
    {
      what: "request out after the debounce's timer",
      unit: "ms",
      ...measured,
      target: { of: "p99", atMost: 2 },
      floor: machineNoise(measured.value, rounds),
      how: `timer's callback to transport.send, 10,000 lines, ${rounds} keystrokes`,
    },
    {
      what: "request out after keystroke + debounce",
      unit: "ms",
      ...spread(afterWaitMs),
      target: { of: "value", atMost: 2 },
      how: `the same keystrokes; holds how late or early (up to 1 ms) Node's ${debounceMs} ms timer was`,
    },
  ];
}
