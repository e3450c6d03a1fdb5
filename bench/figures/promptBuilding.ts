import type { FimRequest } from "../../src/provider/fimRequest";
import type { FimEvent } from "../../src/provider/events";
import { createEngine, keystroke } from "../support/completionSetup";
import type { Figure } from "../support/figure";
import { machineNoise } from "../support/machineNoise";
import { lineTextAccess, sourceText } from "../support/sourceText";
import { spread } from "../support/statistics";

const warmUpRounds = 300;
const rounds = 3000;

async function measure(lineCount: number): Promise<Figure> {
  const whole = sourceText(lineCount);
  const text = lineTextAccess(whole);
  const durationsMs: number[] = [];
  let startedMs = 0;
  let durationMs: number | undefined;
  const engine = createEngine((_request: FimRequest, signal) => {
    durationMs ??= performance.now() - startedMs;
    return nothing(signal);
  });
  for (let round = 0; round < warmUpRounds + rounds; round++) {
    // A place all over the file, at the end of a line: each one is asked for anew.
    const lineEnd = whole.indexOf("\n", Math.floor((whole.length * ((round * 0.618) % 1)) / 1.01));
    const request = keystroke(text, lineEnd, `file:///orders${round}.ts`, round);
    durationMs = undefined;
    startedMs = performance.now();
    engine.changed(request);
    if (durationMs === undefined)
      throw new Error(`The engine sent no request with the change at offset ${lineEnd}.`);
    durationsMs.push(durationMs);
    await engine.provide(request, new AbortController().signal);
  }
  engine.dispose();
  const measured = spread(durationsMs.slice(warmUpRounds));
  return {
    what: `keystroke to provider, ${lineCount.toLocaleString("en")} lines`,
    unit: "ms",
    ...measured,
    target: { of: "p99", atMost: 1 },
    floor: machineNoise(measured.value, rounds),
    how: `engine with gates, memory, prompt window and masking, in the change event; ${rounds} places in a document of lines`,
  };
}

/** A model without anything to say. */
async function* nothing(signal: AbortSignal): AsyncGenerator<FimEvent, void, undefined> {
  signal.throwIfAborted();
  yield { type: "finish", finishReason: "stop" };
}

/** From the keystroke to the call of the provider's client, prompt complete and masked. */
export async function promptBuilding(): Promise<readonly Figure[]> {
  return [await measure(100), await measure(10_000), await measure(100_000)];
}
