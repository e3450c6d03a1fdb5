import { FuzzyIndex } from "../../src/chat/attachables/fuzzyIndex";
import type { Figure } from "../support/figure";
import { spread } from "../support/statistics";

const pathCount = 50_000;
const warmUpRounds = 5;
const rounds = 40;
const shownItems = 50;

const folders = ["src", "test/unit", "packages/core/src", "apps/web/components"];
const words =
  "chat panel source index provider completion context reader writer store history engine media privacy gate usage ledger model view".split(
    " ",
  );
/** From what nearly every path has letters for to a name that few have. */
const queries = ["s", "st", "chat", "chatPanel", "unit/panel", "completionreader"];

/** Paths as a large workspace has them; the same in every run. */
function samplePaths(): readonly string[] {
  let seed = 1;
  const next = (count: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return (seed >>> 8) % count;
  };
  const word = () => words[next(words.length)] ?? "";
  const hump = () => word().replace(/^./u, (letter) => letter.toUpperCase());
  return Array.from(
    { length: pathCount },
    () => `${folders[next(folders.length)] ?? ""}/${word()}/${word()}/${word()}${hump()}${next(100)}.ts`,
  );
}

/** What a key in the `@` picker costs in a workspace of 50,000 files. */
export async function attachableSearch(): Promise<readonly Figure[]> {
  const index = new FuzzyIndex(samplePaths());
  return queries.map((query) => {
    const tookMs: number[] = [];
    for (let round = 0; round < warmUpRounds + rounds; round++) {
      const before = process.cpuUsage();
      index.search(query, shownItems);
      const { user, system } = process.cpuUsage(before);
      if (round >= warmUpRounds) tookMs.push((user + system) / 1_000);
    }
    return {
      what: `@ picker, “${query}”`,
      unit: "ms",
      ...spread(tookMs),
      target: { of: "value", atMost: 20 },
      how: `one search over ${pathCount.toLocaleString("en")} paths, processor time, ${rounds} rounds`,
    };
  });
}
