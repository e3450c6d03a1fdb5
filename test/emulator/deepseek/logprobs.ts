import { tokenise } from "../tokens";

const certain = -0.125;

/** Chat logprobs of a text, made up but well formed: the token itself first, then `topCount - 1` others. */
export function chatLogprobs(text: string, topCount: number): readonly object[] {
  return tokenise(text).map((token) => ({
    token,
    logprob: certain,
    bytes: [...Buffer.from(token)],
    top_logprobs: rivals(token, topCount).map(([rival, logprob]) => ({
      token: rival,
      logprob,
      bytes: [...Buffer.from(rival)],
    })),
  }));
}

/** FIM logprobs; offsets count from the start of the prompt (as in OpenAI's completions format). */
export function fimLogprobs(text: string, promptChars: number, topCount: number): object {
  const tokens = tokenise(text);
  let offset = promptChars;
  return {
    text_offset: tokens.map((token) => {
      offset += token.length;
      return offset - token.length;
    }),
    token_logprobs: tokens.map(() => certain),
    tokens,
    top_logprobs: tokens.map((token) => Object.fromEntries(rivals(token, Math.max(1, topCount)))),
  };
}

function rivals(token: string, count: number): readonly (readonly [string, number])[] {
  const list: (readonly [string, number])[] = [];
  for (let index = 0; index < count; index += 1)
    list.push([index === 0 ? token : `${token}~${index}`, certain - 2 * index]);
  return list;
}
