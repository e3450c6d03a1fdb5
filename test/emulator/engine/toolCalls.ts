import { asObject } from "../jsonText";
import type { AnsweredCall } from "../generation";
import { wordsOfName } from "./codeTokens";
import { lastQuestion, type ChatQuestion } from "./chatQuestion";
import type { Tool } from "../deepseek/tools";

/**
 * The tool calls an answer makes: the named tool, with "required" the best fitting one, and by itself one whose name
 * or description shares a word with the question. Arguments come from the question: quoted texts, capitalised words,
 * numbers. Two values joined in the question for a tool of one text give two calls.
 */
export function chooseCalls(question: ChatQuestion): readonly AnsweredCall[] {
  const { toolChoice, tools } = question;
  if (toolChoice.kind === "none" || tools.length === 0 || question.messages.at(-1)?.role === "tool")
    return [];
  const text = lastQuestion(question);
  const fitting = tools.toSorted((one, other) => fit(other, text) - fit(one, text))[0];
  const tool = toolChoice.kind === "named" ? tools.find(({ name }) => name === toolChoice.name) : fitting;
  if (tool === undefined || (toolChoice.kind === "auto" && fit(tool, text) === 0)) return [];
  const schema = asObject(tool.parameters);
  const properties = asObject(schema?.["properties"]) ?? {};
  const values = textsIn(text);
  const names = Object.keys(properties);
  const isOneText = names.length === 1 && asObject(properties[names[0] ?? ""])?.["type"] === "string";
  const takes = isOneText && values.length > 1 ? values.slice(0, 4).map((value) => [value]) : [values];
  return takes.map((texts) => {
    const filled = Object.fromEntries(
      names.map((name, index) => [name, valueFor(properties[name], texts, index, text)]),
    );
    return { name: tool.name, arguments: spaced(filled) };
  });
}

function fit(tool: Tool, text: string): number {
  const asked = new Set(wordsOfName(text).map((word) => word.replace(/s$/, "")));
  return wordsOfName(`${tool.name} ${tool.description}`)
    .map((word) => word.replace(/s$/, ""))
    .filter((word) => word.length > 3 && asked.has(word)).length;
}

function textsIn(text: string): readonly string[] {
  const quoted = [...text.matchAll(/["'`]([^"'`]+)["'`]/g)].map((match) => match[1] ?? "");
  if (quoted.length > 0) return quoted;
  const names = [
    ...text.matchAll(/(?<=\s)\p{Lu}[\p{L}\p{N}]+(?:\s\p{Lu}[\p{L}\p{N}]+)*|\p{Script=Han}+/gu),
  ].map(([name]) => name);
  return names.length > 0 ? names : [text.trim()];
}

function valueFor(schema: unknown, texts: readonly string[], index: number, question: string): unknown {
  const described = asObject(schema);
  const variants = described?.["enum"];
  if (Array.isArray(variants)) {
    return (
      variants.find(
        (item) => typeof item === "string" && question.toLowerCase().includes(item.toLowerCase()),
      ) ?? variants[0]
    );
  }
  switch (described?.["type"]) {
    case "integer":
    case "number":
      return Number(/-?\d+(?:\.\d+)?/.exec(question)?.[0] ?? 0);
    case "boolean":
      return true;
    case "array":
      return [valueFor(described["items"], texts, 0, question)];
    case "object": {
      const properties = asObject(described["properties"]) ?? {};
      return Object.fromEntries(
        Object.entries(properties).map(([name, inner], at) => [name, valueFor(inner, texts, at, question)]),
      );
    }
    default: {
      const description = described?.["description"];
      // What may be left empty, says the description, is, once the question has no more to give.
      if (index >= texts.length && typeof description === "string" && /\bempty\b/i.test(description)) {
        return "";
      }
      return texts[Math.min(index, texts.length - 1)] ?? "";
    }
  }
}

/** Arguments as captured from the service (2025-12): a blank after the colon. */
function spaced(value: object): string {
  return JSON.stringify(value).replace(/("(?:[^"\\]|\\.)*")(:)/g, "$1: ");
}
