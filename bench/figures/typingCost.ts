import { setImmediate as turnOfTheLoop } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { FimEvent } from "../../src/provider/events";
import { createEngine, keystroke } from "../support/completionSetup";
import type { Figure } from "../support/figure";
import { lineTextAccess, sourceText, typedInto } from "../support/sourceText";
import { slope } from "../support/statistics";

const warmUpKeys = 3000;
const measuredKeys = 6000;
const keysBetweenMeasurements = 500;
/** Keys at one place, and how many of them go along the suggestion. */
const keysPerPlace = 50;
const keysAlong = 25;
const continuation =
  "const discounted = total * (1 - discountOf(prices.length, factor));\n  return discounted;";

async function* answer(signal: AbortSignal): AsyncGenerator<FimEvent, void, undefined> {
  for (const text of continuation.match(/\w+|\W/g) ?? []) {
    signal.throwIfAborted();
    yield { type: "text-delta", text };
  }
  yield { type: "finish", finishReason: "stop" };
}

function collector(): () => void {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect !== "function") throw new Error("Node gives no gc.");
  return () => void collect();
}

/**
 * One engine lives through thousands of keys: half of them along the suggestion, half a letter it did not expect, in
 * documents of 10,000 lines, with the model's tokens coming at once.
 */
export async function typingCost(): Promise<readonly Figure[]> {
  const collect = collector();
  const whole = sourceText(10_000);
  const document = lineTextAccess(whole);
  const engine = createEngine((_request, signal) => answer(signal));
  const heap: { readonly x: number; readonly y: number }[] = [];
  let usedMicroseconds = 0;
  for (let key = 0; key < warmUpKeys + measuredKeys;) {
    const lineEnd = whole.indexOf("\n", (key * 1009) % (whole.length - 1000));
    const documentId = `file:///orders${Math.floor(key / keysPerPlace) % 7}.ts`;
    for (let typed = 0; typed < keysPerPlace; typed++, key++) {
      const known = continuation.slice(0, Math.min(typed, keysAlong));
      const typedText = `\n  ${known}${"x".repeat(typed - known.length)}`;
      const text = typedInto(document, lineEnd, typedText);
      const request = keystroke(text, lineEnd + typedText.length, documentId, key);
      const before = process.cpuUsage();
      const nextKey = new AbortController();
      engine.changed(request);
      const answered = engine.provide(request, nextKey.signal);
      await turnOfTheLoop();
      // The editor cancels what it asked for as soon as the next key comes.
      nextKey.abort();
      await answered;
      const { user, system } = process.cpuUsage(before);
      if (key >= warmUpKeys) usedMicroseconds += user + system;
      if (key >= warmUpKeys && key % keysBetweenMeasurements === 0) {
        collect();
        heap.push({ x: key / 1000, y: process.memoryUsage().heapUsed / 1e6 });
      }
    }
  }
  engine.dispose();
  return [
    {
      what: "processor time of a key",
      unit: "ms",
      value: usedMicroseconds / 1000 / measuredKeys,
      target: { of: "value", atMost: 0.3 },
      how: `${measuredKeys.toLocaleString("en")} keys in 10,000 lines, half of them along the suggestion; mean, answers and requests included`,
    },
    {
      what: "heap growth of 1,000 keys",
      unit: "MB",
      value: slope(heap),
      target: { of: "value", atMost: 0.03 },
      how: `the same keys, garbage collected every ${keysBetweenMeasurements}; slope after ${warmUpKeys.toLocaleString("en")} keys`,
    },
  ];
}
