import type { FaultStep } from "../../faults/steps";

const chunk = (delta: object, reason: string | null) => {
  const choices = [{ index: 0, delta, finish_reason: reason }];
  return `data: ${JSON.stringify({ id: "1", object: "chat.completion.chunk", created: 1, model: "deepseek-flash", choices })}\n\n`;
};

/** A chat answer as DeepSeek streams it. */
export const answer = (text: string, finishReason = "stop"): readonly FaultStep[] => [
  ...begun(text),
  { do: "send", text: `${chunk({ content: "" }, finishReason)}data: [DONE]\n\n` },
  { do: "end" },
];

/** One block of code. */
export const fenced = (code: string): readonly FaultStep[] => answer(`\`\`\`\n${code}\n\`\`\``);

/** The start of an answer, without its end. */
export const begun = (text: string): readonly FaultStep[] => [
  { do: "head", status: 200, headers: { "content-type": "text/event-stream; charset=utf-8" } },
  { do: "send", text: chunk({ role: "assistant", content: text }, null) },
];

/** Goes on until the client leaves: only leaving ends it. */
export const endless = (): readonly FaultStep[] => [
  ...begun("```\nhalf"),
  { do: "repeat", text: chunk({ content: "x" }, null), everyMs: 50 },
];
