// A program, `npm run prove:chat`: what the chat promises and unit tests only sample.
//   - 200 generated answers, cut behind every token and continued on each side: equal to the uncut ones.
//   - how much of a conversation's prompts the provider's prefix cache serves.
// `--every N` tries every Nth cut only. Its last line is "N passed, N failed".
import { parseArgs } from "node:util";
import { measureCacheHits } from "../proofs/cacheHits";
import { proveContinuation } from "../proofs/continuation";
import { closingLine } from "./closingLine";
import { isUsageError, UsageError } from "./usageError";

const answers = 200;

/** Of a conversation's prompt tokens, those that the cache has to serve. */
const minCacheShare = 0.9;

function everyCutOf(text: string): number {
  const every = Number(text);
  if (!Number.isInteger(every) || every < 1) throw new UsageError("--every takes a whole number from 1 on.");
  return every;
}

try {
  const { values } = parseArgs({ options: { every: { type: "string", default: "1" } } });
  const results = await proveContinuation({ answers, everyCut: everyCutOf(values.every) });
  console.log(`${answers} generated answers, cut and continued:`);
  let passed = 0;
  let failed = 0;
  for (const { side, habit, cuts, undecidable, failures } of results) {
    const whole = cuts - undecidable - failures.length;
    console.log(
      `${side.padEnd(18)} ${habit.padEnd(14)} ${cuts} cuts: ${whole} whole again, ` +
        `${undecidable} that could be either, ${failures.length} wrong`,
    );
    const [first] = failures;
    if (first !== undefined) console.log(`  the first, of answer ${first.seed}:`, first);
    if (failures.length === 0) passed += 1;
    else failed += 1;
  }
  for (const providerId of ["deepseek", "deepinfra"] as const) {
    const { provider, turns, promptTokens, hitTokens } = await measureCacheHits(providerId);
    const share = hitTokens / promptTokens;
    console.log(
      `${provider}: ${turns} turns about one file, ${(100 * share).toFixed(1)} % of ${promptTokens} prompt tokens from the cache`,
    );
    if (share >= minCacheShare) passed += 1;
    else failed += 1;
  }
  process.exitCode = failed === 0 ? 0 : 1;
  console.log(closingLine({ passed, failed }));
} catch (error) {
  console.error(isUsageError(error) ? error.message : error);
  console.log(closingLine({ passed: 0, failed: 1 }));
  process.exitCode = 1;
}
