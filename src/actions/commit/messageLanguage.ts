const scripts: readonly (readonly [language: string, letters: RegExp])[] = [
  ["Japanese", /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ["Chinese", /\p{Script=Han}/u],
  ["Korean", /\p{Script=Hangul}/u],
  ["Ukrainian", /[іїєґ]/iu],
  ["Russian", /\p{Script=Cyrillic}/u],
  ["Greek", /\p{Script=Greek}/u],
  ["Hebrew", /\p{Script=Hebrew}/u],
  ["Arabic", /\p{Script=Arabic}/u],
  ["Thai", /\p{Script=Thai}/u],
];

/** Small words, each in few of these languages. */
const smallWords: readonly (readonly [language: string, words: ReadonlySet<string>])[] = [
  ["English", set("the for to and of in with when from is not on as by into a an it that")],
  ["German", set("und der die das den dem für mit nicht von wird bei zum zur auf ist eine ein im beim aus")],
  ["French", set("le la les des du pour une un et dans avec sur est pas de en au aux lors")],
  ["Spanish", set("el la los las para una un con del por y en de al que se cuando")],
  ["Portuguese", set("o os as para uma um com do da dos das não em ao na no que e quando")],
  ["Italian", set("il lo gli per una un con del della dei di che nel nella non e quando")],
];

/**
 * The language that most of these texts are written in, by its English name; undefined where too little is said to
 * tell.
 */
export function languageOfMessages(texts: readonly string[]): string | undefined {
  const votes = new Map<string, number>();
  for (const text of texts) {
    const [script] = scripts.find(([, letters]) => letters.test(text)) ?? [];
    if (script !== undefined) votes.set(script, (votes.get(script) ?? 0) + 1);
  }
  const [best] = [...votes].toSorted(([, a], [, b]) => b - a);
  // A foreign word here and there makes no language; Chinese characters stand in Japanese texts as well.
  if (best !== undefined && [...votes.values()].reduce((sum, each) => sum + each, 0) > texts.length / 2) {
    return best[0] === "Chinese" && (votes.get("Japanese") ?? 0) * 3 > best[1] ? "Japanese" : best[0];
  }
  const words = texts.flatMap((text) => text.toLowerCase().match(/\p{L}+/gu) ?? []);
  const counts = smallWords
    .map(([language, small]) => ({ language, count: words.filter((word) => small.has(word)).length }))
    .toSorted((a, b) => b.count - a.count);
  const [first, second] = counts;
  if (first === undefined || second === undefined || first.count < 3) return undefined;
  return first.count > second.count ? first.language : undefined;
}

function set(words: string): ReadonlySet<string> {
  return new Set(words.split(" "));
}
