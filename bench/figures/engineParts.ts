import type { CompletionRequest } from "../../src/completion/completionRequest";
import { applyFilters, completionFilters } from "../../src/completion/filters/completionFilters";
import { Answer } from "../../src/completion/memory/answer";
import { AnswerStore } from "../../src/completion/memory/answerStore";
import { type Cursor, readCursor } from "../../src/completion/prompt/cursor";
import { keystroke } from "../support/completionSetup";
import type { Figure } from "../support/figure";
import { machineNoise } from "../support/machineNoise";
import { lineTextAccess, sourceText } from "../support/sourceText";
import { spread } from "../support/statistics";

const warmUpRounds = 500;
const rounds = 5000;
/** As many answers as the store keeps. */
const answerCount = 100;
const answerText = "total += Math.round(price * factor * 100) / 100;\n  }\n  return total - prices.length;\n";

/** Places all over a document of 10,000 lines, each after a line's indentation. */
function places(): readonly CompletionRequest[] {
  const whole = sourceText(10_000);
  const text = lineTextAccess(whole);
  return Array.from({ length: answerCount }, (_, index) => {
    const near = Math.floor((whole.length * index) / (answerCount + 1));
    const marker = "    total += ";
    return keystroke(text, whole.indexOf(marker, near) + 4, "file:///orders.ts", 1);
  });
}

function measure(what: string, how: string, run: (round: number) => boolean): Figure {
  const durationsMs: number[] = [];
  for (let round = 0; round < warmUpRounds + rounds; round++) {
    const startedMs = performance.now();
    const isRight = run(round);
    const durationMs = performance.now() - startedMs;
    if (!isRight) throw new Error(`${what} did not do its work in round ${round}.`);
    if (round >= warmUpRounds) durationsMs.push(durationMs);
  }
  const measured = spread(durationsMs);
  return { what, unit: "ms", ...measured, floor: machineNoise(measured.value, rounds), how };
}

/** The pieces of a keystroke's work that run at every key. */
export async function engineParts(): Promise<readonly Figure[]> {
  const requests = places();
  const cursors = requests.map((request) => readCursor(request));
  const at = <T>(list: readonly T[], round: number): T => {
    const found = list[round % list.length];
    if (found === undefined) throw new Error("There is nothing to measure at.");
    return found;
  };
  const store = new AnswerStore();
  for (const [index, cursor] of cursors.entries()) {
    const answer = new Answer(cursor, { requestId: index, purpose: "typing", isAlternative: false });
    answer.update(answerText);
    answer.complete();
    store.add(answer);
  }
  const strangers: readonly Cursor[] = cursors.map((cursor) => ({ ...cursor, prefix: `${cursor.prefix}@@` }));
  return [
    measure(
      "text near the cursor, 10,000 lines",
      `${rounds} places`,
      (round) => readCursor(at(requests, round)).prefix !== "",
    ),
    measure(
      "look-up of a known answer",
      `${answerCount} answers kept, ${rounds} look-ups`,
      (round) => store.find(at(cursors, round)) !== undefined,
    ),
    measure(
      "look-up of an unknown answer",
      `${answerCount} answers kept, ${rounds} look-ups`,
      (round) => store.find(at(strangers, round)) === undefined,
    ),
    measure("all filters on a suggestion of three lines", `${rounds} places`, (round) => {
      let hasRun = false;
      applyFilters(completionFilters, answerText, at(cursors, round), () => {
        hasRun = true;
      });
      return hasRun;
    }),
  ];
}
