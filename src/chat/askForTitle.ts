import type { ChatRequest } from "../provider/chatRequest";
import type { ProviderClient } from "../provider/client";
import titlePrompt from "./prompts/title.md";
import { titleFrom, untitled } from "./title";

/** About 800 tokens together; what a conversation is about stands at its beginning. */
const maxQuestionChars = 1_500;
const maxAnswerChars = 1_500;
const maxTitleTokens = 32;
/** More than a title can be: the rest is not waited for. */
const maxReplyChars = 400;

/**
 * Asks a model for a conversation's title, once: a request that would have to be repeated is given up. Undefined when
 * nothing came that could be one. @throws ProviderError, or the signal's reason
 */
export async function askForTitle(options: {
  readonly client: ProviderClient;
  readonly model: string;
  /** Such as that the model is not to think. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Both without secrets. */
  readonly question: string;
  readonly answer: string;
  readonly signal: AbortSignal;
}): Promise<string | undefined> {
  const { client, model, parameters, question, answer, signal } = options;
  const request: ChatRequest = {
    model,
    messages: [
      { role: "system", text: titlePrompt.trim() },
      {
        role: "user",
        text: `<question>\n${question.slice(0, maxQuestionChars)}\n</question>\n\n<answer>\n${answer.slice(0, maxAnswerChars)}\n</answer>`,
      },
    ],
    parameters,
    maxTokens: maxTitleTokens,
  };
  let reply = "";
  for await (const event of client.streamChat(request, signal)) {
    if (event.type === "status" && event.status === "retrying") return undefined;
    if (event.type === "text-delta") reply += event.text;
    if (reply.length > maxReplyChars) break;
  }
  return readTitle(reply);
}

/** The title in what a model replied, which is told to reply with nothing else and does not always. */
export function readTitle(reply: string): string | undefined {
  const words = reply
    .trimStart()
    .replace(/^[\s#*_"'`“”„«»]*title\s*:/iu, "")
    .replace(/^[\s"'`“”„«»‹›「」*_]+/u, "");
  const [line = ""] = words.split(/[\r\n\u2028\u2029]/u);
  const title = titleFrom(line.replace(/[\s"'`“”„«»‹›「」*_.。]+$/u, ""));
  return title === untitled ? undefined : title;
}
