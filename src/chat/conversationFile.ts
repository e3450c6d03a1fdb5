import type { Conversation, Message } from "./reducer";

/** What an exported conversation's file says it is. */
export const conversationFormat = "midfill-conversation";
/** Raised when what is written would be misread by an older reader. */
export const conversationFormatVersion = 1;
/** Longer files are not imported. */
export const maxConversationFileChars = 64 * 1024 * 1024;

/**
 * A conversation as JSON that `readConversationFile` takes back: every message of every branch with its usage, cost,
 * thinking, tool calls and the attachments' metadata; what was sent is there as it was sent, secrets masked.
 */
export function writeConversationFile(conversation: Conversation, exportedAtMs: number): string {
  const { title, titleBy, isPinned, createdMs, updatedMs, options, system, messages, all } = conversation;
  const file = {
    format: conversationFormat,
    version: conversationFormatVersion,
    exportedAt: new Date(exportedAtMs).toISOString(),
    title,
    titleBy,
    isPinned,
    createdMs,
    updatedMs,
    options,
    ...(system === undefined ? {} : { system }),
    /** The last message of the branch that was shown. */
    ...(messages.length === 0 ? {} : { shownMessageId: messages.at(-1)?.id }),
    messages: all.map(writeMessage),
  };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

function writeMessage(message: Message): object {
  const { windowId: _windowId, textEnd: _textEnd, reasoningEnd: _reasoningEnd, ...kept } = message;
  const { statusSinceMs, thinkingSinceMs: _thinkingSinceMs, ...rest } = kept;
  return { ...rest, parentId: rest.parentId ?? null, endedMs: statusSinceMs };
}
