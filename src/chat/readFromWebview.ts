import { remedyIds } from "../provider/remedies";
import { readAnswerChoice, readConversationOptions } from "./conversationOptions";
import { isJsonObject, readAmount, readId, readText, readWord } from "./jsonObject";
import type { JsonObject } from "./jsonObject";
import { attachableKinds, currentFileModes } from "./protocol";
import type { FromWebviewMessage } from "./protocol";

/** The longest message that a user may send, in UTF-16 code units. */
const maxMessageChars = 1_000_000;
const maxCodeChars = 2_000_000;
const maxHrefChars = 8_192;
const maxTitleChars = 1_000;
const maxQueryChars = 256;
const maxArgumentChars = 20_000;
const maxNameChars = 200;
const maxDropped = 50;
const maxUriChars = 4_096;
/** 5 MB as base64, and a little more so that the refusal can say how large an image is. */
const maxImageChars = 20_000_000;
/** File names that the webview may ask about at once. */
const maxCandidates = 200;
const maxCandidateChars = 300;

const messageTypes = [
  "ready",
  "send",
  "stop",
  "retry",
  "continue",
  "resend",
  "select-branch",
  "send-queued",
  "remove-queued",
  "rename-conversation",
  "pin-conversation",
  "set-options",
  "open-sheet",
  "close-sheet",
  "set-sheet-value",
  "reset-sheet",
  "show-request",
  "draft",
  "new-conversation",
  "open-conversation",
  "delete-conversation",
  "undo-deletion",
  "search-conversations",
  "list-more-conversations",
  "export-conversation",
  "import-conversation",
  "open-in-editor",
  "focused",
  "pick-model",
  "use-for-new-chats",
  "attach-active",
  "remove-attachment",
  "search-attachables",
  "attach-item",
  "attach-dropped",
  "attach-image",
  "set-current-file",
  "list-commands",
  "run-command",
  "open-attachment",
  "insert-code",
  "copy-code",
  "replace-selection",
  "new-file",
  "apply-code",
  "find-files",
  "open-file",
  "copy-message",
  "open-link",
  "remedy",
  "dismiss-notice",
  "send-anyway",
  "close-budget-warning",
  "show-balance",
  "export-usage",
  "open-cost-setting",
] as const satisfies readonly FromWebviewMessage["type"][];

/**
 * Reads what the webview posted. The webview shows hostile text, so nothing is believed: unknown types, missing or
 * oversize fields give undefined, extra fields are dropped. Ids have the shape of ids; whether they exist is the
 * receiver's question.
 */
export function readFromWebview(value: unknown): FromWebviewMessage | undefined {
  if (!isJsonObject(value)) return undefined;
  const type = readWord(value["type"], messageTypes);
  return type === undefined ? undefined : readFields(type, value);
}

function readFields(type: FromWebviewMessage["type"], value: JsonObject): FromWebviewMessage | undefined {
  const conversationId = readId(value["conversationId"]);
  const messageId = readId(value["messageId"]);
  const requestId = readId(value["requestId"]);
  const text = readText(value["text"], maxMessageChars);
  switch (type) {
    case "ready": {
      const version = readAmount(value["version"]);
      return version === undefined ? undefined : { type, version };
    }
    case "send":
    case "send-anyway":
    case "show-request":
    case "draft":
      return conversationId === undefined || text === undefined ? undefined : { type, conversationId, text };
    case "retry": {
      if (conversationId === undefined) return undefined;
      const choice = isJsonObject(value["choice"]) ? readAnswerChoice(value["choice"]) : undefined;
      return {
        type,
        conversationId,
        ...(messageId === undefined ? {} : { messageId }),
        ...(choice === undefined ? {} : { choice }),
      };
    }
    case "resend":
      if (conversationId === undefined || messageId === undefined || text === undefined) return undefined;
      return { type, conversationId, messageId, text };
    case "select-branch":
    case "remove-queued":
      if (conversationId === undefined || messageId === undefined) return undefined;
      return { type, conversationId, messageId };
    case "rename-conversation": {
      const title = readText(value["title"], maxTitleChars);
      return conversationId === undefined || title === undefined
        ? undefined
        : { type, conversationId, title };
    }
    case "pin-conversation": {
      const isPinned = value["isPinned"];
      if (conversationId === undefined || typeof isPinned !== "boolean") return undefined;
      return { type, conversationId, isPinned };
    }
    case "set-options":
      if (conversationId === undefined || !isJsonObject(value["options"])) return undefined;
      return { type, conversationId, options: readConversationOptions(value["options"]) };
    case "close-sheet": {
      const isForced = value["isForced"];
      if (conversationId === undefined || typeof isForced !== "boolean") return undefined;
      return { type, conversationId, isForced };
    }
    case "set-sheet-value": {
      const rowId = readId(value["rowId"]);
      if (conversationId === undefined || rowId === undefined) return undefined;
      if (value["text"] === undefined) return { type, conversationId, rowId };
      return text === undefined ? undefined : { type, conversationId, rowId, text };
    }
    case "open-sheet":
    case "reset-sheet":
    case "stop":
    case "continue":
    case "send-queued":
    case "show-balance":
    case "delete-conversation":
    case "undo-deletion":
    case "export-conversation":
    case "open-in-editor":
      return conversationId === undefined ? undefined : { type, conversationId };
    case "open-conversation": {
      if (conversationId === undefined) return undefined;
      const messageId = readId(value["messageId"]);
      return { type, conversationId, ...(messageId === undefined ? {} : { messageId }) };
    }
    case "close-budget-warning":
    case "export-usage":
    case "new-conversation":
    case "attach-active":
    case "list-more-conversations":
    case "import-conversation":
    case "focused":
      return { type };
    case "search-conversations": {
      const searchId = readAmount(value["searchId"]);
      const query = readText(value["query"], maxQueryChars);
      return searchId === undefined || query === undefined ? undefined : { type, searchId, query };
    }
    case "pick-model": {
      if (conversationId === undefined) return undefined;
      if (value["providerId"] === undefined) return { type, conversationId };
      const providerId = readId(value["providerId"]);
      return providerId === undefined ? undefined : { type, conversationId, providerId };
    }
    case "use-for-new-chats": {
      const part = readWord(value["part"], ["model", "thinking"]);
      return conversationId === undefined || part === undefined ? undefined : { type, conversationId, part };
    }
    case "remove-attachment": {
      const attachmentId = readId(value["attachmentId"]);
      return attachmentId === undefined ? undefined : { type, attachmentId };
    }
    case "search-attachables": {
      const query = readText(value["query"], maxQueryChars);
      if (requestId === undefined || query === undefined) return undefined;
      if (value["kind"] === undefined) return { type, requestId, query };
      const kind = readWord(value["kind"], attachableKinds);
      return kind === undefined ? undefined : { type, requestId, query, kind };
    }
    case "attach-item": {
      const itemId = readId(value["itemId"]);
      return itemId === undefined ? undefined : { type, itemId };
    }
    case "attach-dropped": {
      const listed: unknown = value["uris"];
      if (!Array.isArray(listed) || listed.length > maxDropped) return undefined;
      const uris = listed.flatMap((uri) => readText(uri, maxUriChars) ?? []);
      return uris.length === listed.length ? { type, uris } : undefined;
    }
    case "attach-image": {
      const base64 = readText(value["base64"], maxImageChars);
      if (base64 === undefined) return undefined;
      if (value["name"] === undefined) return { type, base64 };
      const name = readText(value["name"], maxNameChars);
      return name === undefined ? undefined : { type, base64, name };
    }
    case "set-current-file": {
      const mode = readWord(value["mode"], currentFileModes);
      return mode === undefined ? undefined : { type, mode };
    }
    case "list-commands":
      return requestId === undefined ? undefined : { type, requestId };
    case "run-command": {
      const commandId = readId(value["commandId"]);
      const args = readText(value["args"], maxArgumentChars);
      if (requestId === undefined || commandId === undefined || args === undefined) return undefined;
      return { type, requestId, commandId, args };
    }
    case "open-attachment": {
      const attachmentId = readId(value["attachmentId"]);
      if (attachmentId === undefined) return undefined;
      if (value["messageId"] === undefined) return { type, attachmentId };
      return messageId === undefined ? undefined : { type, messageId, attachmentId };
    }
    case "insert-code":
    case "copy-code":
    case "replace-selection":
    case "new-file":
    case "apply-code": {
      const code = readText(value["code"], maxCodeChars);
      return messageId === undefined || code === undefined ? undefined : { type, messageId, code };
    }
    case "find-files": {
      const candidates = readTexts(value["candidates"]);
      return messageId === undefined || candidates === undefined
        ? undefined
        : { type, messageId, candidates };
    }
    case "open-file": {
      const fileId = readId(value["fileId"]);
      return fileId === undefined ? undefined : { type, fileId };
    }
    case "copy-message":
      return messageId === undefined ? undefined : { type, messageId };
    case "open-link": {
      const href = readText(value["href"], maxHrefChars);
      return messageId === undefined || href === undefined ? undefined : { type, messageId, href };
    }
    case "remedy": {
      const remedy = readWord(value["remedy"], remedyIds);
      return remedy === undefined ? undefined : { type, remedy };
    }
    case "open-cost-setting": {
      const setting = readWord(value["setting"], ["daily-budget", "monthly-budget", "prices"]);
      return setting === undefined ? undefined : { type, setting };
    }
    case "dismiss-notice": {
      const noticeId = readId(value["noticeId"]);
      return noticeId === undefined ? undefined : { type, noticeId };
    }
  }
}

function readTexts(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value) || value.length > maxCandidates) return undefined;
  const texts: string[] = [];
  for (const each of value as readonly unknown[]) {
    const text = readText(each, maxCandidateChars);
    if (text === undefined) return undefined;
    texts.push(text);
  }
  return texts;
}
