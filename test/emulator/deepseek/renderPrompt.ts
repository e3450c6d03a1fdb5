import type { ChatBody } from "./chatBody";
import { systemFingerprint } from "./headers";

/**
 * The prompt as one text, for counting and for the cache. Effort and tools stand at its head, as the official
 * deepseek-recipe writes them (2026-09), so that changing either loses the cached head; earlier reasoning counts
 * only with tools (DeepSeek API docs, 2026-09-11).
 */
export function renderChatPrompt(body: ChatBody): string {
  let text = "<｜begin▁of▁sentence｜>";
  if (body.isThinking) text += `<｜effort▁${body.effort}｜>`;
  if (body.responseFormat === "json_object") text += "<｜format▁json｜>";
  if (body.tools.length > 0) text += `<｜tools｜>${JSON.stringify(body.tools)}`;
  for (const message of body.messages) {
    text += `<｜${message.role}｜>`;
    if (body.tools.length > 0 && message.reasoning !== undefined) text += renderReasoning(message.reasoning);
    text += message.content ?? "";
    for (const call of message.calls) text += `<｜call｜>${call.name}${call.arguments}`;
  }
  if (body.messages.at(-1)?.isPrefix !== true) text += "<｜assistant｜>";
  return text;
}

/** Reasoning as it stands in a prompt. */
export function renderReasoning(reasoning: string): string {
  return reasoning === "" ? "" : `<｜think｜>${reasoning}<｜answer｜>`;
}

/** What keeps caches apart: account, user and model. */
export function cacheScope(key: string, userId: string | undefined, model: string): string {
  return JSON.stringify([key, userId ?? "", model, systemFingerprint]);
}
