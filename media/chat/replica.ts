import type { ConversationChange, MessageView, PanelView, ToWebviewMessage } from "../../src/chat/protocol";

/** The webview's copy of what the host owns: one snapshot and the updates that followed it. */
export interface Replica {
  readonly epoch: number;
  readonly sequence: number;
  readonly panel: PanelView;
  readonly messages: readonly MessageView[];
}

/** What a message from the host did. `needsSnapshot`: something was lost; ask with `ready` and keep showing the old. */
export interface ReplicaStep {
  readonly replica: Replica | undefined;
  readonly needsSnapshot: boolean;
}

/**
 * Applies a message of the host. Pure; unchanged messages keep their identity, so that only changed ones are drawn
 * again. An update is taken whole or not at all: repeated and older ones change nothing, one after a gap, of a newer
 * epoch or for an unknown message asks for a snapshot.
 */
export function applyToReplica(
  replica: Replica | undefined,
  message: Extract<ToWebviewMessage, { type: "snapshot" | "update" }>,
): ReplicaStep {
  if (message.type === "snapshot") {
    const isOld =
      replica !== undefined &&
      (message.epoch < replica.epoch ||
        (message.epoch === replica.epoch && message.sequence <= replica.sequence));
    if (isOld) return { replica, needsSnapshot: false };
    const { epoch, sequence, panel, messages } = message;
    return { replica: { epoch, sequence, panel, messages }, needsSnapshot: false };
  }
  if (replica === undefined || message.epoch < replica.epoch) return { replica, needsSnapshot: false };
  if (message.epoch > replica.epoch) return { replica, needsSnapshot: true };
  if (message.sequence <= replica.sequence) return { replica, needsSnapshot: false };
  if (message.sequence > replica.sequence + 1) return { replica, needsSnapshot: true };
  let panel = replica.panel;
  let messages: readonly MessageView[] = replica.messages;
  for (const change of message.changes) {
    if (change.type === "panel") {
      panel = change.panel;
      continue;
    }
    const changed = changeMessages(messages, change);
    if (changed === undefined) return { replica, needsSnapshot: true };
    messages = changed;
  }
  return {
    replica: { epoch: replica.epoch, sequence: message.sequence, panel, messages },
    needsSnapshot: false,
  };
}

/** Undefined when the change does not fit what is here. */
function changeMessages(
  messages: readonly MessageView[],
  change: Exclude<ConversationChange, { type: "panel" }>,
): readonly MessageView[] | undefined {
  const id = change.type === "message" ? change.message.id : change.messageId;
  // Nearly every change is for the last message.
  const index = messages.findLastIndex((message) => message.id === id);
  const old = messages[index];
  if (change.type === "message") {
    return old === undefined ? [...messages, change.message] : messages.with(index, change.message);
  }
  if (old === undefined) return undefined;
  const key = change.type === "text-delta" ? "text" : "reasoning";
  const extended = appendAt(old[key], change.offset, change.text);
  if (extended === undefined) return undefined;
  return extended === old[key] ? messages : messages.with(index, { ...old, [key]: extended });
}

/** `text` with `delta` from `offset` on; undefined when there is a hole or what is there differs. */
function appendAt(text: string, offset: number, delta: string): string | undefined {
  if (offset === text.length) return text + delta;
  if (offset > text.length) return undefined;
  const known = text.slice(offset, offset + delta.length);
  return delta.startsWith(known) ? text + delta.slice(known.length) : undefined;
}
