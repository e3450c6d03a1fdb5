/** An answer as models write them, whole. */
export interface GeneratedAnswer {
  readonly reasoning: string;
  readonly text: string;
}

/** Random numbers that are the same in every run (mulberry32). */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const words =
  "the a cache order value stream token list of with under between returns holds reads writes when every first last next error retry window message answer number line file path user model price table branch".split(
    " ",
  );
const names = "total items order price buildIndex readLine parse_row state cursor nextToken Inventory".split(
  " ",
);
const chinese =
  "我们先看一下这个函数怎么处理空的列表然后再决定是不是需要新的缓存因为每次请求都会重新计算总价所以结果可能会慢".split(
    "",
  );
const emoji = ["🎉", "👩‍💻", "🇨🇳", "✅", "🚀", "👍🏽", "e\u0301", "𝒳"];
const languages = ["ts", "python", "go", "json", "bash", "html", ""];

/**
 * Markdown with headings, paragraphs, lists, tables, quotes, code in several languages (also within lists, in longer fences
 * and with fences inside), Chinese, emoji, and long repetitions of lines, words, signs and rows.
 */
export function generatedAnswer(seed: number): GeneratedAnswer {
  const random = seededRandom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = <T>(items: readonly [T, ...T[]] | readonly T[]): T => {
    const item = items[below(items.length)];
    if (item === undefined) throw new Error("nothing to pick from");
    return item;
  };
  const times = (least: number, most: number, make: () => string) =>
    Array.from({ length: least + below(most - least + 1) }, make);
  const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
  const phrase = () =>
    times(3, 9, () =>
      random() < 0.1 ? `\`${pick(names)}\`` : random() < 0.03 ? pick(emoji) : pick(words),
    ).join(" ");
  const sentence = () => `${capital(phrase())}${pick([".", ".", ".", "!", "?", ":"])}`;
  const chineseSentence = () => `${times(8, 30, () => pick(chinese)).join("")}${pick(["。", "，", "！"])}`;
  const statement = (depth: number): string => {
    const indentation = pick(["  ", "    ", "\t"]).repeat(depth);
    return (
      indentation +
      pick([
        `const ${pick(names)} = ${pick(names)}.${pick(names)}(${below(1000)});`,
        `return ${pick(names)} + ${pick(names)};`,
        `if (${pick(names)} === undefined) {`,
        "}",
        "  ".repeat(below(3)) + "});",
        `// ${phrase()}`,
        `await page.click("button.${pick(names)}");`,
        `${pick(names)}[${below(9)}]  =  "${pick(words)}  ${pick(words)}";`,
        "",
      ])
    );
  };
  const code = () => {
    const language = pick(languages);
    const lines =
      language === "html"
        ? times(2, 5, () => `<td class="cell"></td>`.repeat(1 + below(4)))
        : times(2, 10, () => statement(below(4)));
    const marker = random() < 0.1 ? "````" : "```";
    return `${marker}${language}\n${lines.join("\n")}\n${marker}`;
  };
  const nestedMarkdown = () =>
    `\`\`\`\`markdown\n# ${phrase()}\n\n\`\`\`ts\n${statement(0)}\n\`\`\`\n\`\`\`\``;
  const table = () =>
    [
      `| ${pick(words)} | ${pick(names)} | n |`,
      "| --- | :---: | ---: |",
      ...times(2, 6, () => `| ${phrase()} | ${pick(names)} | ${below(9999)} |`),
    ].join("\n");
  const list = () =>
    times(
      2,
      6,
      () => `${pick(["- ", "1. ", "  - ", "* [ ] "])}${phrase()}${random() < 0.3 ? "  " : ""}`,
    ).join("\n");
  const repetition = () =>
    pick([
      () => times(6, 20, () => "ok").join("\n"),
      () => "ha ".repeat(4 + below(20)).trimEnd(),
      () => "哈".repeat(8 + below(30)),
      () => "=".repeat(10 + below(60)),
      () =>
        Array(4 + below(6))
          .fill(sentence())
          .join(" "),
      () =>
        Array(3 + below(6))
          .fill(chineseSentence())
          .join(""),
      () =>
        Array(3 + below(5))
          .fill(`- ${phrase()}`)
          .join("\n"),
      () =>
        `\`\`\`ts\n${Array(3 + below(5))
          .fill(statement(1))
          .join("\n")}\n\`\`\``,
      () => "0123456789abcdef".repeat(2 + below(6)),
      () => `0.${"3".repeat(10 + below(30))}`,
    ])();
  const block = () =>
    pick([
      () => `${"#".repeat(1 + below(4))} ${phrase()}`,
      () => times(1, 5, sentence).join(" "),
      () => times(1, 3, sentence).join("\n"),
      () => times(1, 4, chineseSentence).join(""),
      () => `${chineseSentence()}\`${pick(names)}\`${chineseSentence()}${pick(emoji)}`,
      code,
      code,
      nestedMarkdown,
      table,
      list,
      () => `> ${sentence()}\n> ${sentence()}`,
      () => `1. ${phrase()}:\n\n   ${code().replaceAll("\n", "\n   ")}`,
      repetition,
      () => times(3, 9, () => pick(emoji)).join(pick(["", " "])),
    ])();
  const text = times(2, 6, block).join(pick(["\n\n", "\n\n", "\n"]));
  const reasoning = random() < 0.5 ? "" : times(1, 4, random() < 0.2 ? chineseSentence : sentence).join(" ");
  return { reasoning, text };
}
