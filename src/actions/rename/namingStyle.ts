/** How the words of a name are put together. */
export type NamingStyle =
  "camelCase" | "PascalCase" | "snake_case" | "CONSTANT_CASE" | "kebab-case" | "lowercase";

/** Signs before and behind a name that are part of a habit: `_total`, `$element`, `#cache`, `isEmpty?`. */
const outside = /^([_$@#]*)(.*?)([_?!]*)$/su;

/** The style of a name; undefined where it mixes several. A single word in capitals counts as a constant. */
export function namingStyleOf(name: string): NamingStyle | undefined {
  const core = outside.exec(name)?.[2] ?? "";
  if (/^[\p{Ll}\p{N}]+$/u.test(core)) return "lowercase";
  if (/^\p{Ll}[\p{L}\p{N}]*$/u.test(core)) return "camelCase";
  if (/^\p{Lu}[\p{Lu}\p{N}]*(?:_[\p{Lu}\p{N}]+)*$/u.test(core) && (core.length > 1 || core.includes("_"))) {
    return "CONSTANT_CASE";
  }
  if (/^\p{Lu}[\p{L}\p{N}]*$/u.test(core)) return "PascalCase";
  if (/^[\p{Ll}\p{N}]+(?:_[\p{Ll}\p{N}]+)+$/u.test(core)) return "snake_case";
  return /^[\p{Ll}\p{N}]+(?:-[\p{Ll}\p{N}]+)+$/u.test(core) ? "kebab-case" : undefined;
}

/** The words of a name, as small letters: `parseHTTPHeader_v2` → parse, http, header, v2. */
export function wordsOf(name: string): readonly string[] {
  const core = outside.exec(name)?.[2] ?? "";
  return core
    .replaceAll(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, "$1 $2")
    .replaceAll(/([\p{Ll}\p{N}])(\p{Lu})/gu, "$1 $2")
    .split(/[\s_-]+/u)
    .filter((word) => word !== "")
    .map((word) => word.toLowerCase());
}

/**
 * A proposed name in the style of the old one, with the signs around it. A name of one small word goes on as the
 * file's other names of several words do.
 *
 * @param severalWords the style for several words where the old name has but one
 */
export function inStyleOf(
  oldName: string,
  proposed: string,
  severalWords: "camelCase" | "snake_case",
): string {
  const style = namingStyleOf(oldName);
  const [, before = "", , behind = ""] = outside.exec(oldName) ?? [];
  if (style === undefined) return proposed;
  const wanted = style === "lowercase" ? severalWords : style;
  // Its own capitals may mean something (`userID`, `HTTPServer`), so what fits already stays.
  const own = outside.exec(proposed)?.[2] ?? "";
  const ownStyle = namingStyleOf(own);
  const core =
    ownStyle === wanted || (ownStyle === "lowercase" && wanted !== "PascalCase" && wanted !== "CONSTANT_CASE")
      ? own
      : join(wordsOf(proposed), wanted);
  return core === "" ? "" : `${before}${core}${behind}`;
}

function join(words: readonly string[], style: Exclude<NamingStyle, "lowercase">): string {
  switch (style) {
    case "camelCase":
      return words.map((word, at) => (at === 0 ? word : capital(word))).join("");
    case "PascalCase":
      return words.map(capital).join("");
    case "snake_case":
      return words.join("_");
    case "CONSTANT_CASE":
      return words.join("_").toUpperCase();
    case "kebab-case":
      return words.join("-");
  }
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Which style the names of several words in this text have: the more frequent one, by itself the language's. */
export function styleOfText(text: string, languageId: string): "camelCase" | "snake_case" {
  const snake = text.match(/\b[a-z]+_[a-z][a-z_]*\b/gu)?.length ?? 0;
  const camel = text.match(/\b[a-z]+[A-Z][A-Za-z]*\b/gu)?.length ?? 0;
  if (snake !== camel) return snake > camel ? "snake_case" : "camelCase";
  return snakeLanguages.has(languageId) ? "snake_case" : "camelCase";
}

const snakeLanguages = new Set([
  "python",
  "ruby",
  "rust",
  "c",
  "cpp",
  "elixir",
  "erlang",
  "perl",
  "sql",
  "nix",
  "julia",
]);
