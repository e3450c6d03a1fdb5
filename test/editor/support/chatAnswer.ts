import type { FaultStep } from "../../faults/steps";

function chunk(delta: object, reason: string | null): string {
  const choices = [{ index: 0, delta, finish_reason: reason }];
  return `data: ${JSON.stringify({ id: "1", object: "chat.completion.chunk", created: 1, model: "deepseek-flash", choices })}\n\n`;
}

const begun = (text: string): readonly FaultStep[] => [
  { do: "head", status: 200, headers: { "content-type": "text/event-stream; charset=utf-8" } },
  { do: "send", text: chunk({ role: "assistant", content: text }, null) },
];

/** A chat answer as DeepSeek streams it. */
export function chatAnswer(text: string, finishReason = "stop"): readonly FaultStep[] {
  return [
    ...begun(text),
    { do: "send", text: `${chunk({ content: "" }, finishReason)}data: [DONE]\n\n` },
    { do: "end" },
  ];
}

/** An answer of one block of code. */
export function fencedAnswer(code: string, language = ""): readonly FaultStep[] {
  return chatAnswer(`\`\`\`${language}\n${code}\n\`\`\``);
}

/** Begins with this and goes on with `more` until the client leaves. */
export function endlessAnswer(text: string, more = "x"): readonly FaultStep[] {
  return [...begun(text), { do: "repeat", text: chunk({ content: more }, null), everyMs: 50 }];
}

/** Sends this and nothing more, the connection open. */
export function stalledAnswer(text: string): readonly FaultStep[] {
  return [...begun(text), { do: "stall" }];
}

/** Breaks off behind this. */
export function brokenAnswer(text: string): readonly FaultStep[] {
  return [...begun(text), { do: "wait", ms: 200 }, { do: "reset" }];
}
