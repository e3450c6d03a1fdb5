import type { FimEvent } from "../../src/provider/events";
import { createEngine, keystroke } from "../support/completionSetup";
import type { Figure } from "../support/figure";
import { machineNoise } from "../support/machineNoise";
import { lineTextAccess, sourceText } from "../support/sourceText";
import { spread } from "../support/statistics";

const warmUpRounds = 10;
const rounds = 60;
const completion = "const discounted = total * (1 - discountOf(prices.length, factor));";

async function* answerOnce(): AsyncGenerator<FimEvent, void, undefined> {
  yield { type: "text-delta", text: completion };
  yield { type: "finish", finishReason: "stop" };
}

async function* answerNothing(): AsyncGenerator<FimEvent, void, undefined> {
  yield { type: "finish", finishReason: "stop" };
}

/** Keystrokes that type along a shown suggestion: answered without a request. */
export async function memoryAnswers(): Promise<readonly Figure[]> {
  const lines = sourceText(10_000).split("\n");
  const middle = lines.findIndex((line, index) => index > 5000 && line.startsWith("  return"));
  const head = `${lines.slice(0, middle).join("\n")}\n  `;
  const tail = `\n${lines.slice(middle).join("\n")}`;
  const texts = Array.from({ length: completion.length }, (_, typed) =>
    lineTextAccess(head + completion.slice(0, typed) + tail),
  );
  const durationsMs: number[] = [];
  for (let round = 0; round < warmUpRounds + rounds; round++) {
    let isFirst = true;
    // Asked again at the suggestion's end, ahead of the cursor, the model has nothing to add.
    const engine = createEngine(() => {
      const answer = isFirst ? answerOnce() : answerNothing();
      isFirst = false;
      return answer;
    });
    for (const [typed, text] of texts.entries()) {
      const request = keystroke(text, head.length + typed, "file:///orders.ts", typed);
      const { signal } = new AbortController();
      const startedMs = performance.now();
      engine.changed(request);
      const suggestion = await engine.provide(request, signal);
      const durationMs = performance.now() - startedMs;
      if (suggestion?.text !== completion.slice(typed))
        throw new Error(`Not shown after ${typed} typed letters.`);
      if (typed > 0 && suggestion.source !== "typed-along")
        throw new Error(`It came from ${suggestion.source}.`);
      if (typed > 0 && round >= warmUpRounds) durationsMs.push(durationMs);
    }
    engine.dispose();
  }
  const measured = spread(durationsMs);
  return [
    {
      what: "keystroke answered from memory",
      unit: "ms",
      ...measured,
      target: { of: "p99", atMost: 0.2 },
      floor: machineNoise(measured.value, durationsMs.length),
      how: `${durationsMs.length} letters typed along a suggestion in 10,000 lines, each from the change until the engine resolves`,
    },
  ];
}
