import type { FaultStep } from "../../faults/steps";

/** A chat answer as DeepSeek streams it, in one piece. */
export function chatAnswer(text: string): readonly FaultStep[] {
  const chunk = (delta: object, finishReason: string | null) => {
    const choices = [{ index: 0, delta, finish_reason: finishReason }];
    return `data: ${JSON.stringify({ id: "1", object: "chat.completion.chunk", created: 1, model: "deepseek-flash", choices })}\n\n`;
  };
  return [
    { do: "head", status: 200, headers: { "content-type": "text/event-stream; charset=utf-8" } },
    { do: "send", text: chunk({ role: "assistant", content: text }, null) },
    { do: "send", text: `${chunk({ content: "" }, "stop")}data: [DONE]\n\n` },
    { do: "end" },
  ];
}
