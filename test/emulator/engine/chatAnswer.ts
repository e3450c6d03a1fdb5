import type { Answer } from "../generation";
import { answerAction, commitMessageFor, namesFor } from "./actionAnswers";
import { attachedCode, fenced, withoutCode, type AttachedCode } from "./attachedCode";
import { lastQuestion, type ChatQuestion } from "./chatQuestion";
import { outlineOf } from "./codeOutline";
import { fillInMiddle } from "./fillInMiddle";
import type { MaterialDocument } from "./material";
import { editCode } from "./mechanicalEdits";
import { searchMaterial, searchWords, type Finding } from "./searchMaterial";
import { chooseCalls } from "./toolCalls";

/** How the emulator names itself in every answer to a person. */
const selfDescription = "Midfill's emulator, no language model";

/**
 * Answers a chat from what it was sent and the material: tool calls, tool results, JSON, a title, a hole filled, an
 * edit done mechanically, or else an explanation that names, quotes and locates. The same question always gets the
 * same answer.
 */
export function answerChat(question: ChatQuestion, material: readonly MaterialDocument[]): Answer {
  const calls = question.continues === undefined ? chooseCalls(question) : [];
  if (calls.length > 0) {
    const names = [...new Set(calls.map((call) => call.name))].join(", ");
    return {
      reasoning: thought(question, `The question fits the tool ${names}, so I call it.`),
      text: "",
      calls,
    };
  }
  const { text, looked } = wholeAnswer(question, material);
  const { continues, continuesReasoning } = question;
  // A text that has begun is behind its thinking.
  if (continues !== undefined) return { reasoning: "", text: continuationOf(continues, text), calls };
  const whole = thought(question, looked);
  const reasoning = continuesReasoning === undefined ? whole : continuationOf(continuesReasoning, whole);
  return { reasoning, text, calls };
}

function wholeAnswer(
  question: ChatQuestion,
  material: readonly MaterialDocument[],
): { text: string; looked: string } {
  const asked = lastQuestion(question);
  const instructions = question.messages
    .filter(({ role }) => role === "system")
    .map(({ content }) => content ?? "")
    .join("\n");
  if (question.messages.at(-1)?.role === "tool")
    return { text: toolReport(question), looked: "The tools have answered; I report that." };
  if (question.wantsJson) return { text: jsonAnswer(asked), looked: "A JSON object is wanted." };
  if (asked.includes("<hole></hole>")) {
    const [prefix = "", suffix = ""] = asked.split("<hole></hole>");
    const language = /^Language: (\S+)\n/.exec(prefix)?.[1] ?? "";
    const filled = fillInMiddle({ prefix: prefix.replace(/^Language: \S+\n\n/, ""), suffix }, material);
    return { text: fenced(filled, language), looked: "The hole is to be filled." };
  }
  if (instructions.startsWith("You write the message of a git commit"))
    return { text: commitMessageFor(asked), looked: "A commit message is wanted." };
  if (instructions.startsWith("You find better names"))
    return { text: namesFor(asked), looked: "Names are wanted." };
  if (wantsTitle(asked, instructions)) return { text: titleOf(question), looked: "A title is wanted." };
  const blocks = attachedCode(asked);
  if (blocks.length > 0 && wantsOnlyCode(asked, instructions)) {
    const { code, language } = selectionOf(asked, blocks);
    const instruction = instructionOf(asked);
    const answer = answerAction({ asked, instruction, code, language }) ?? {
      code: editCode(code, instruction, language),
      language,
    };
    return {
      text: fenced(answer.code, answer.language),
      looked: `The selection has ${code.split("\n").length} lines. The instruction is: ${instruction}`,
    };
  }
  return explanation(asked, blocks.length > 0 ? blocks : earlierCode(question), material);
}

/** Whether the prompt gives an instruction and asks for nothing but one block of code. */
function wantsOnlyCode(asked: string, instructions: string): boolean {
  const all = `${instructions}\n${withoutCode(asked)}`;
  return (
    /\b(?:only|exactly|just|single|nothing (?:else|but))\b[^.]*\b(?:code ?block|fenced|fence|code)\b/i.test(
      all,
    ) && labelledInstruction(asked) !== undefined
  );
}

/** The block called the selection; an empty one stands in no block. */
function selectionOf(asked: string, blocks: readonly AttachedCode[]): { code: string; language: string } {
  const [first] = blocks;
  if (/^Selection: empty/im.test(withoutCode(asked))) return { code: "", language: first?.language ?? "" };
  return (
    blocks.findLast(({ label }) => /^\W*(?:the )?select(?:ion|ed)\b/i.test(label)) ??
    blocks.at(-1) ?? { code: "", language: "" }
  );
}

function instructionOf(asked: string): string {
  return labelledInstruction(asked) ?? "";
}

function labelledInstruction(asked: string): string | undefined {
  const tagged = /<instructions?>\s*([^]*?)\s*<\/instructions?>/i.exec(asked)?.[1];
  if (tagged !== undefined) return tagged;
  return /^\W*(?:the )?(?:instruction|task|request)s?\b[^:\n]*:\s*(\S[^]*)$/im
    .exec(withoutCode(asked))?.[1]
    ?.trim();
}

function explanation(
  asked: string,
  blocks: readonly AttachedCode[],
  material: readonly MaterialDocument[],
): { text: string; looked: string } {
  const prose = withoutCode(asked);
  const words = searchWords(prose);
  const findings = searchMaterial(words, material, 5);
  const parts = [`This is ${selfDescription}: what follows is looked up, not understood.`];
  for (const block of blocks) parts.push(describeCode(block));
  if (findings.length > 0) parts.push(describeFindings(findings, material));
  if (blocks.length === 0 && findings.length === 0) {
    parts.push(
      `You asked: ${quoted(prose)}\n\nNo code came with the question and no word of it stands in the workspace that I was given. ` +
        "Attach a file or a selection, or name a function, and I show where it is.",
    );
  }
  const looked = [
    `The question has ${prose.split(/\s+/).filter((word) => word !== "").length} words.`,
    blocks.length === 0
      ? "No code is attached."
      : `${blocks.length} blocks of code are attached: ${blocks.map((block) => block.code.split("\n").length).join(", ")} lines.`,
    words.length === 0 ? "It has no word to search for." : `I search the workspace for ${words.join(", ")}.`,
    findings.length === 0
      ? "Nothing is found there."
      : `Found in ${[...new Set(findings.map(({ path }) => path))].join(", ")}.`,
  ].join(" ");
  return { text: parts.join("\n\n"), looked };
}

function describeCode(block: AttachedCode): string {
  const outline = outlineOf(block.code);
  const name = block.label === "" ? "The attached code" : block.label.replace(/:$/, "");
  const lines = [
    `**${name}** has ${outline.lineCount} ${outline.lineCount === 1 ? "line" : "lines"}${block.language === "" ? "" : ` of ${block.language}`}.`,
  ];
  if (outline.imports.length > 0)
    lines.push(`- It imports ${outline.imports.map((item) => `\`${item}\``).join(", ")}.`);
  for (const entry of outline.entries.slice(0, 12)) {
    const takes =
      entry.kind !== "function"
        ? ""
        : entry.parameters.length === 0
          ? " without parameters"
          : ` with ${entry.parameters.map((item) => `\`${item}\``).join(", ")}`;
    lines.push(`- Line ${entry.line}: ${entry.kind} \`${entry.name}\`${takes}.`);
  }
  if (outline.entries.length === 0) lines.push("- I find no function, class or type in it.");
  const start = Math.max(0, (outline.entries[0]?.line ?? 1) - 1);
  const excerpt = block.code
    .split("\n")
    .slice(start, start + 8)
    .join("\n");
  return `${lines.join("\n")}\n\n${fenced(excerpt, block.language)}`;
}

function describeFindings(findings: readonly Finding[], material: readonly MaterialDocument[]): string {
  const list = findings
    .map(({ path, line, text }) => `- \`${path}\`, line ${line}: ${quoted(text)}`)
    .join("\n");
  const [best] = findings;
  const lines = material.find(({ path }) => path === best?.path)?.lines ?? [];
  const start = (best?.line ?? 1) - 1;
  const excerpt = lines
    .slice(start, start + 8)
    .map(({ text }) => text)
    .join("\n");
  return `In the workspace:\n${list}\n\n${fenced(excerpt, languageOf(best?.path ?? ""))}`;
}

function earlierCode(question: ChatQuestion): readonly AttachedCode[] {
  const found = question.messages.findLast(
    ({ role, content }) => role === "user" && attachedCode(content ?? "").length > 0,
  );
  return attachedCode(found?.content ?? "").slice(0, 1);
}

function toolReport(question: ChatQuestion): string {
  const names = new Map(
    question.messages.flatMap(({ calls }) =>
      calls.map((call) => [call.id, `${call.name} ${call.arguments}`] as const),
    ),
  );
  const start = question.messages.findLastIndex(({ role }) => role !== "tool") + 1;
  return question.messages
    .slice(start)
    .map(
      ({ toolCallId, content }) => `${names.get(toolCallId ?? "") ?? "The tool"} answered: ${content ?? ""}`,
    )
    .join("\n");
}

function jsonAnswer(asked: string): string {
  return JSON.stringify(
    { question: withoutCode(asked), answer: "looked up, not understood", by: selfDescription },
    null,
    2,
  );
}

function wantsTitle(asked: string, instructions: string): boolean {
  return /\b(?:short|brief|concise|give|write|suggest|generate|create)\b[^.\n]*\btitle\b/i.test(
    `${instructions}\n${asked.slice(0, 400)}`,
  );
}

function titleOf(question: ChatQuestion): string {
  const first = question.messages.find(({ role }) => role === "user")?.content ?? "";
  const words = searchWords(withoutCode(first)).filter(
    (word) => !/^(?:title|short|write|give|suggest|generate|conversation|words?)$/i.test(word),
  );
  const title = words.slice(0, 5).join(" ");
  return title === "" ? "Conversation" : title.charAt(0).toUpperCase() + title.slice(1);
}

/** What follows a given beginning: the rest of the answer if it begins so, the code inside an opened fence, or all. */
function continuationOf(given: string, whole: string): string {
  if (whole.startsWith(given)) return whole.slice(given.length);
  if (/^\s*`{3,}[^\n`]*\n$/.test(given)) {
    const [block] = attachedCode(whole);
    if (block !== undefined) return `${block.code}\n\`\`\``;
  }
  for (let length = Math.min(given.length, whole.length); length > 8; length -= 1) {
    const at = whole.indexOf(given.slice(-length));
    if (at >= 0) return whole.slice(at + length);
  }
  return whole;
}

function thought(question: ChatQuestion, looked: string): string {
  if (!question.isThinking) return "";
  const turns = question.messages.filter(({ role }) => role === "user").length;
  return `I am ${selfDescription}. The conversation has ${turns} ${turns === 1 ? "question" : "questions"}. ${looked}`;
}

function quoted(text: string): string {
  const short = text.length > 160 ? `${text.slice(0, 157)}…` : text;
  return short.includes("`") ? `“${short}”` : `\`${short.replaceAll("\n", " ")}\``;
}

function languageOf(path: string): string {
  const languages: Readonly<Record<string, string>> = {
    ts: "typescript",
    tsx: "tsx",
    js: "javascript",
    py: "python",
    go: "go",
    md: "markdown",
  };
  const extension = path.slice(path.lastIndexOf(".") + 1);
  return languages[extension] ?? extension;
}
