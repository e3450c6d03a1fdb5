/** Special tokens models were trained with to mark prefix, suffix and hole. The bars are U+FF5C, the blocks U+2581. */
const templates: readonly RegExp[] = [
  // DeepSeek (tokeniser of V3 and V4).
  /<｜fim▁begin｜>(?<prefix>[^]*)<｜fim▁hole｜>(?<suffix>[^]*)<｜fim▁end｜>/,
  // Qwen2.5-Coder (model card).
  /<\|fim_prefix\|>(?<prefix>[^]*)<\|fim_suffix\|>(?<suffix>[^]*)<\|fim_middle\|>/,
  // StarCoder, Granite.
  /<fim_prefix>(?<prefix>[^]*)<fim_suffix>(?<suffix>[^]*)<fim_middle>/,
  // CodeLlama.
  /<PRE> ?(?<prefix>[^]*?) ?<SUF>(?<suffix>[^]*?) ?<MID>/,
];

/** Prefix and suffix of a raw prompt; a prompt without such tokens is all prefix. */
export function splitFimPrompt(prompt: string): { prefix: string; suffix: string } {
  for (const template of templates) {
    const groups = template.exec(prompt)?.groups;
    if (groups !== undefined) return { prefix: groups["prefix"] ?? "", suffix: groups["suffix"] ?? "" };
  }
  return { prefix: prompt, suffix: "" };
}
