import { refused, type AnswerRefusal } from "./answerRefusal";

/**
 * Control tokens as chat and completion models have them (`<|endoftext|>`, `<|im_end|>`, DeepSeek's
 * `<｜end▁of▁sentence｜>`), which a server's wrong template lets through.
 */
const controlToken = /<[|｜][A-Za-z]{1,20}(?:[_▁-][A-Za-z]{1,20}){0,4}[|｜]>/;
const leadingToken = new RegExp(`^(?:${controlToken.source}(?:assistant\\n)?|<s>|\\[/INST\\])\\s*`);
/** What follows the model's end is not the answer. */
const endToken =
  /<[|｜](?:endoftext|im_end|eot_id|eot|end|EOT|end[_▁]of[_▁](?:text|sentence|turn)|fim[_▁-]end|fim[_▁-]pad)[|｜]>/;
const opensThinking = /^<(think|thinking|thought|reasoning)>/;
const closesThinking = /<\/(?:think|thinking|thought|reasoning)>/g;

/** The answer without leaked thinking and control tokens around it. Tokens that the selection holds are its own. */
export function withoutModelTokens(answer: string, selection: string): string | AnswerRefusal {
  let text = answer.trimStart() === "" ? "" : answer;
  const thinking = opensThinking.exec(text.trimStart());
  const isOwn = selection.includes("<think") || selection.includes("</think");
  if (!isOwn) {
    const closing = Array.from(text.matchAll(closesThinking)).at(-1);
    // Without an opening tag the closing one counts only before the first fence.
    const fence = text.indexOf("```");
    if (closing !== undefined && (thinking !== null || fence < 0 || closing.index < fence)) {
      text = text.slice(closing.index + closing[0].length).replace(/^[ \t]*\n/, "");
    } else if (thinking !== null) {
      return refused("empty", "The model was still thinking when its answer ended.");
    }
  }
  if (controlToken.test(selection)) return text;
  for (let count = 0; count < 4; count++) {
    const leading = leadingToken.exec(text.trimStart());
    if (leading === null) break;
    text = text
      .trimStart()
      .slice(leading[0].trimEnd().length)
      .replace(/^[ \t]*\n/, "");
  }
  const end = endToken.exec(text);
  if (end !== null && text.slice(0, end.index).trim() !== "") text = text.slice(0, end.index);
  if (!selection.includes("</s>") && text.trimEnd().endsWith("</s>") && !text.includes("<s>")) {
    text = text.trimEnd().slice(0, -4);
  }
  const left = controlToken.exec(text);
  if (left !== null) {
    return refused(
      "model-tokens",
      `The answer holds control tokens of the model (“${left[0]}”), so nothing was changed. The server may use a wrong chat template.`,
    );
  }
  return text;
}
