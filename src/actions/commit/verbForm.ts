/** How the verb at the beginning of an English subject is used: `Add`, `Added`, `Adds`, `Adding`. */
export type VerbForm = "imperative" | "past" | "present" | "gerund";

/** Verbs that commits begin with, so that `Process` is not taken for a present tense, nor `Embed` for a past one. */
const verbs = new Set(
  `abort accept access add adapt address adjust align allow always apply ask assert assign attach avoid backport batch
  begin bind block break bring bump build bypass cache call cancel catch change check choose clamp clarify clean clear
  close collect combine compare compile complete compute configure connect consider convert copy correct count cover
  create cut debug declare decouple decrease deduplicate default defer define delay delete deprecate describe detect
  disable discard display document drop embed emit enable encode end enforce ensure escape exclude expand expect explain
  export expose extend extract fail feed fetch fill filter find finish fix focus follow force format forward free
  generate get give group guard handle harden hide honour honor hoist ignore implement import improve include increase
  infer inherit init initialise initialize inline insert install integrate introduce invert isolate join judge keep
  kill know launch leave let lift limit link list load lock log look lower make map mark mask match measure merge migrate
  mock modernise modernize move name narrow normalise normalize note offer omit open optimise optimize order organise
  organize overhaul override parse pass patch pin place polish port prefer prepare prevent print process prove provide
  publish pull push put quote raise read rebuild reduce refactor refine refresh refuse register relax release reload
  remember remove rename render reorder reorganise reorganize repair replace report require reset resolve respect
  restore restrict restructure retry return reuse revert revise rewrite rework rotate round run sanitise sanitize save
  say scan schedule scope send separate serialise serialize set share shorten show shrink simplify skip sort specify
  speed split stabilise stabilize start state stop store streamline strip support suppress swap switch sync take teach
  tell test throttle tidy tighten toggle track translate trigger trim try tune tweak type undo unify unpin untangle
  update upgrade use validate verify wait warn widen wire work wrap write`
    .split(/\s+/u)
    .filter((verb) => verb !== ""),
);

const irregularPasts = new Set(
  "began bound broke brought built caught chose did fed found gave got held hid kept knew left let made overrode put ran read rebuilt rewrote said sent set showed split sped swapped taught told took undid went withdrew wrote".split(
    " ",
  ),
);

/** The form of the first word; undefined where it is no verb that can be told. */
export function verbForm(words: string): VerbForm | undefined {
  const word = /^[A-Za-z]+/u.exec(words)?.[0].toLowerCase() ?? "";
  if (verbs.has(word)) return "imperative";
  if (irregularPasts.has(word)) return "past";
  const stems = (ending: RegExp, ...tails: readonly string[]) => {
    const stem = word.replace(ending, "");
    if (stem === word) return false;
    const single = /(.)\1$/u.test(stem) ? [stem.slice(0, -1)] : [];
    return [stem, ...single].some((each) => tails.some((tail) => verbs.has(each + tail)));
  };
  if (stems(/ied$/u, "y") || stems(/ed$/u, "", "e")) return "past";
  if (stems(/ies$/u, "y") || stems(/es$/u, "", "e") || stems(/s$/u, "")) return "present";
  return stems(/ing$/u, "", "e") ? "gerund" : undefined;
}
