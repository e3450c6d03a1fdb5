// A program, `npm run prove:review`: 100,000 interleavings of typing, streaming and deciding in the model of a review.
//   --count N   so many    --seed N   the first one's seed: tells a failure again
// Its last line is "N passed, N failed".
import { parseArgs } from "node:util";
import { proveReview } from "../proofs/reviewInterleavings";
import { closingLine } from "./closingLine";
import { isUsageError, UsageError } from "./usageError";

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new UsageError(`--${name} takes a whole number from 1 on.`);
  return number;
}

try {
  const { values } = parseArgs({
    options: { count: { type: "string", default: "100000" }, seed: { type: "string", default: "1" } },
  });
  const count = wholeNumber("count", values.count);
  const { tally, failure } = proveReview({ count, seed: wholeNumber("seed", values.seed) });
  const facts = Object.entries(tally).map(([what, times]) => `${times} ${what}`);
  console.log(`${count} interleavings: ${facts.join(", ")}`);
  if (failure !== undefined) {
    console.log(`--seed ${failure.seed} --count 1 fails:`, failure.error);
    for (const step of failure.steps) console.log(`  ${step}`);
    process.exitCode = 1;
  }
  console.log(closingLine(failure === undefined ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }));
} catch (error) {
  console.error(isUsageError(error) ? error.message : error);
  console.log(closingLine({ passed: 0, failed: 1 }));
  process.exitCode = 1;
}
