const repeat = (piece: string) => (chars: number) => piece.repeat(Math.ceil(chars / piece.length));

/** Texts of any length that make careless Markdown readers slow. */
export const growing: Readonly<Record<string, (chars: number) => string>> = {
  "[": repeat("["),
  "*_": repeat("*_"),
  "`": repeat("`"),
  "` and more": (chars) =>
    Array.from({ length: Math.sqrt(2 * chars) }, (_, index) => "`".repeat(index)).join(" "),
  ">": repeat(">"),
  "> > in lines": repeat("> > > > > > > >\n"),
  "- - nested lists": repeat("- - - - - - - -\n"),
  "](": repeat("[a]("),
  "![[": repeat("![["),
  "<": repeat("<"),
  "<!--": repeat("<!-- "),
  "&": repeat("&amp"),
  $: repeat("$a "),
  "\\(": repeat("\\(a "),
  "| | |": repeat("| a | b |\n"),
  "a table": (chars) => `| a | b |\n| - | - |\n${repeat("| 1 | 2 |\n")(chars)}`,
  "a list": repeat("- item\n\n"),
  definitions: repeat("[a]: b\n"),
  references: (chars) => `${repeat("[a][b] ")(chars)}\n\n[b]: c\n`,
  footnotes: repeat("[^1]: a\n\n"),
  "a long word": repeat("a"),
  paths: repeat("a/"),
  dots: repeat("a."),
  backslashes: repeat("\\"),
  "www.": repeat("www."),
  addresses: repeat("a@b.c "),
  prose: repeat("Some *words* with `code` in src/a.ts, as answers have.\n\n"),
};
