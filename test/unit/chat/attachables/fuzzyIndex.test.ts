import assert from "node:assert/strict";
import * as fc from "fast-check";
import { FuzzyIndex, fuzzyScore } from "../../../../src/chat/attachables/fuzzyIndex";

/** The texts that fit, best first. */
function ranked(query: string, ...texts: string[]): readonly string[] {
  return new FuzzyIndex(texts).search(query, texts.length).map(({ index }) => texts[index] ?? "");
}

/** All words of the query occur as subsequences, folded. */
function occurs(query: string, text: string): boolean {
  return query
    .toLowerCase()
    .split(/\s+/u)
    .every((word) => {
      let from = 0;
      return Array.from(word).every((character) => {
        const at = text.toLowerCase().indexOf(character, from);
        from = at + 1;
        return at >= 0;
      });
    });
}

/** The best score of a word over every way to place it, tried one by one. */
function bestByHand(word: string, text: string): number {
  const lastSegment = text.lastIndexOf("/") + 1;
  const worth = (at: number): number => {
    const [before, here, next] = [text[at - 1] ?? "", text[at] ?? "", text[at + 1] ?? ""];
    const inLast = at >= lastSegment ? 3 : 0;
    if (lastSegment > 0 && at === lastSegment) return 16 + inLast;
    if (at === 0) return 14 + inLast;
    if (before === "/") return 13 + inLast;
    if (!/[a-z0-9]/iu.test(before)) return (/[a-z0-9]/iu.test(here) ? 12 : 0) + inLast;
    if (/[A-Z]/u.test(here) && (/[^A-Z]/u.test(before) || /[a-z]/u.test(next))) return 11 + inLast;
    return (/\d/u.test(here) && /\D/u.test(before) ? 5 : 0) + inLast;
  };
  const from = (place: number, last: number): number => {
    if (place === word.length) return 0;
    let best = -Infinity;
    for (let at = last + 1; at < text.length; at++) {
      if (text[at]?.toLowerCase() !== word[place]?.toLowerCase()) continue;
      const gap = at - last - 1;
      const step = place === 0 ? 0 : gap === 0 ? 8 : -3 - (gap - 1);
      const same = text[at] === word[place] ? 1 : 0;
      best = Math.max(best, 16 + worth(at) + same + step + from(place + 1, at));
    }
    return best;
  };
  return from(0, -1);
}

describe("FuzzyIndex", () => {
  const orders: readonly [string, string, ...string[]][] = [
    // What a person means by the query comes first.
    ["the start of the name before its middle", "con", "src/connection.ts", "src/icon.ts"],
    ["the name before the folders", "chat", "media/chat.svg", "src/chat/title.ts"],
    ["humps before letters in between", "cps", "src/chatPanelSource.ts", "src/caps.ts"],
    ["initials across separators", "fbt", "foo-bar-test.ts", "fabricate.txt"],
    ["one piece before scattered letters", "panel", "src/panel.ts", "src/pageManifestEntityList.ts"],
    ["the shorter path of two alike", "index", "src/index.ts", "packages/deep/below/src/index.ts"],
    ["a whole path with its folders", "chat/pan", "src/chat/panel.ts", "src/chart/japan.ts"],
    ["the hump of an acronym", "server", "HTTPServer", "conserver"],
    ["the same case", "Store", "Store", "store"],
    ["words in any order", "test chat", "test/unit/chat.ts", "latest/cheat.ts"],
  ];
  for (const [what, query, ...texts] of orders) {
    it(`prefers ${what} (${query})`, () => {
      const found = ranked(query, ...texts.toReversed());
      assert.equal(found[0], texts[0]);
      assert.deepEqual(
        found,
        texts.filter((text) => found.includes(text)),
      );
    });
  }

  it("finds with a backslash what lies in a folder", () => {
    assert.deepEqual(ranked("chat\\pan", "src/chat/panel.ts", "panel.ts"), ["src/chat/panel.ts"]);
  });

  it("gives everything for an empty query, the boosted first, then in order", () => {
    const index = new FuzzyIndex(["aa", "bb", "cc"]);
    const hits = index.search("  ", 2, (at) => (at === 1 ? 5 : 0));
    assert.deepEqual(hits, [
      { index: 1, score: 5 },
      { index: 0, score: 0 },
    ]);
  });

  it("lets what was used lately win over what fits a little better, not over what fits far better", () => {
    const index = new FuzzyIndex(["src/story.ts", "src/store.ts", "samples/bitmap-old.ts"]);
    const first = (query: string, boosted: number) =>
      index.search(query, 1, (at) => (at === boosted ? 20 : 0))[0]?.index;
    assert.equal(first("sto", 0), 0);
    assert.equal(first("sto", 1), 1);
    assert.notEqual(first("sto", 2), 2);
  });

  it("cuts a monstrous text, query and number of words, and stays right about the end", () => {
    const long = `${"x".repeat(5_000)}/name.ts`;
    assert.deepEqual(ranked("name", long), [long]);
    assert.deepEqual(ranked("a ".repeat(500), "a"), ["a"]);
    assert.deepEqual(ranked("a".repeat(500), "a".repeat(64)), ["a".repeat(64)]);
  });

  it("keeps apart what lower case would lengthen or join", () => {
    assert.deepEqual(ranked("İ", "İstanbul.ts", "istanbul.ts"), ["İstanbul.ts"]);
    assert.deepEqual(ranked("ÄRGER", "ärger.md"), ["ärger.md"]);
  });

  const letters = (maxLength: number) =>
    fc.string({ unit: fc.constantFrom("a", "b", "A", "B", "1", "2", "/", "_", "-"), maxLength });

  it("finds exactly the texts in which every word occurs", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("a", "b", "B", "/", " ", "1"), maxLength: 6, minLength: 1 }),
        fc.array(letters(12), { maxLength: 6 }),
        (query, texts) => {
          const found = new FuzzyIndex(texts).search(query, 10).map(({ index }) => index);
          const expected = texts.flatMap((text, index) => (occurs(query.trim(), text) ? [index] : []));
          assert.deepEqual(
            found.toSorted((a, b) => a - b),
            expected,
          );
        },
      ),
    );
  });

  it("scores the best of all ways to place a word", () => {
    fc.assert(
      fc.property(
        letters(5).filter((word) => word !== ""),
        letters(11),
        (word, text) => {
          const best = bestByHand(word, text);
          const expected = best === -Infinity ? undefined : best - Math.floor(text.length / 8);
          assert.equal(fuzzyScore(word, text), expected);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it("gives the same best ones whatever the limit", () => {
    fc.assert(
      fc.property(
        letters(2),
        fc.array(letters(8), { maxLength: 20 }),
        fc.integer({ min: 1, max: 20 }),
        (query, texts, limit) => {
          const index = new FuzzyIndex(texts);
          assert.deepEqual(index.search(query, limit), index.search(query, 100).slice(0, limit));
        },
      ),
    );
  });
});
