import type { Conversation, Message } from "./reducer";

/**
 * A conversation as Markdown for people: the branch that is shown, questions and answers as they were written, with
 * names of attachments, model and cost. Thinking and tool calls are named, not told.
 */
export function conversationMarkdown(conversation: Conversation): string {
  const { title, createdMs, messages } = conversation;
  const parts = [`# ${inline(title)}`, `_${dateText(createdMs)}_`];
  let isAnswering = false;
  for (const message of messages) {
    if (message.role === "user") parts.push(...questionParts(message));
    else {
      // Rounds with tools are one answer to the reader.
      if (!isAnswering) parts.push("## Answer");
      parts.push(...answerParts(message));
    }
    isAnswering = message.role === "assistant" && message.toolCalls.length > 0;
  }
  return `${parts.join("\n\n")}\n`;
}

function questionParts({ text, attachments }: Message): readonly string[] {
  const attached = attachments.map(
    ({ label, refusal }) => code(label) + (refusal === undefined ? "" : ` (not sent: ${inline(refusal)})`),
  );
  return [
    "## Question",
    ...(attached.length === 0 ? [] : [`_Attached:_ ${attached.join(", ")}`]),
    ...(text.trim() === "" ? [] : [closed(text.trim())]),
  ];
}

function answerParts(message: Message): readonly string[] {
  const { text, toolCalls, model, costLabel, usage, status, notice } = message;
  const calls = toolCalls.map(
    ({ name, result }) => `- ${result === undefined ? code(name) : inline(result.label)}`,
  );
  const figures = [
    ...(model === undefined ? [] : [inline(model)]),
    ...(usage === undefined ? [] : [`${usage.promptTokens} tokens in, ${usage.completionTokens} out`]),
    ...(costLabel === undefined ? [] : [inline(costLabel)]),
  ];
  return [
    ...(text.trim() === "" ? [] : [closed(text.trim())]),
    ...(calls.length === 0 ? [] : [calls.join("\n")]),
    ...(status === "complete"
      ? []
      : [`> ${inline(notice?.message ?? statusTexts[status] ?? "Not finished.")}`]),
    ...(figures.length === 0 ? [] : [`_${figures.join(" · ")}_`]),
  ];
}

const statusTexts: Readonly<Record<string, string>> = {
  stopped: "Stopped.",
  "cut-short": "The answer was cut off.",
  failed: "The answer failed.",
  interrupted: "Interrupted when the window closed.",
};

/** Text whose code fence is closed, so that what follows does not become code: answers are cut off anywhere. */
function closed(text: string): string {
  let open: string | undefined;
  for (const line of text.split("\n")) {
    const fence = /^ {0,3}(`{3,}|~{3,})(.*)$/u.exec(line);
    const [, marks = "", rest = ""] = fence ?? [];
    if (open === undefined) {
      if (marks !== "" && !(marks.startsWith("`") && rest.includes("`"))) open = marks;
    } else if (marks[0] === open[0] && marks.length >= open.length && rest.trim() === "") open = undefined;
  }
  return open === undefined ? text : `${text}\n${open}`;
}

/** Text on one line in which nothing is Markdown. */
function inline(text: string): string {
  return text.replaceAll(/\s+/gu, " ").replaceAll(/[\\`*_[\]<>#|~]/gu, String.raw`\$&`);
}

function code(text: string): string {
  const line = text.replaceAll(/\s+/gu, " ");
  const marks = "`".repeat(Math.max(0, ...[...line.matchAll(/`+/gu)].map(([run]) => run.length)) + 1);
  return marks.length === 1 ? `\`${line}\`` : `${marks} ${line} ${marks}`;
}

function dateText(dateMs: number): string {
  return new Date(dateMs).toISOString().slice(0, 16).replace("T", " ").concat(" UTC");
}
