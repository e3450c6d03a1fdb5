/** What an answer that broke off keeps when it goes on. */
export interface KeptAnswer {
  /** The beginning of the shown text that stays; nearly always all of it. */
  readonly text: string;
  /** The beginning of the shown thinking that stays. */
  readonly reasoning: string;
  /** It broke off while it was thinking, so the thinking goes on first. */
  readonly isInReasoning: boolean;
}

/**
 * End tokens that no text holds by itself, whole or begun: DeepSeek's `<｜end▁of▁sentence｜>` (bars U+FF5C, blocks U+2581).
 * A `</s>` is among them only when it is whole: `</s` may well be the beginning of `</span>`.
 */
const danglingEnd = /(?:<｜[^｜\n<]{0,40}(?:｜>?)?|<\/s>)$/u;

/** The closing tag of thinking that stood in the content, begun. */
const danglingTag = /<(?:\/(?:t(?:h(?:i(?:n(?:k>?)?)?)?)?)?)?$/;

/**
 * What of a broken answer stays. Dropped are only pieces that cannot be text: half a surrogate pair at the end (a server
 * that escapes its JSON may send the halves apart; no JSON document can carry one half), and an end token that was cut.
 */
export function keptAnswer(answer: { readonly text: string; readonly reasoning: string }): KeptAnswer {
  const text = keptText(answer.text);
  return {
    text,
    reasoning: keptText(answer.reasoning).replace(danglingTag, ""),
    isInReasoning: text.trim() === "" && answer.reasoning.trim() !== "",
  };
}

/**
 * What the provider is asked to go on from: the kept text without white space at its end. Models write a blank together
 * with the word behind it, so a text that ends in one is a place where they have never been; and because the white space is
 * known here, what comes first of the new text can be told from it.
 */
export function sentText(kept: string): string {
  return kept.trimEnd();
}

function keptText(text: string): string {
  const whole = /[\ud800-\udbff]$/.test(text) ? text.slice(0, -1) : text;
  return whole.replace(danglingEnd, "");
}
