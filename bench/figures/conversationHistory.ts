import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StoredEvent } from "../../src/chat/conversationEvent";
import { createFileStore } from "../../src/chat/history/fileStore";
import { emptyConversation, messageView, reduceConversation } from "../../src/chat/reducer";
import { systemClock } from "../../src/provider/clock";
import type { Figure } from "../support/figure";
import { spread } from "../support/statistics";

const conversationCount = 2_000;
const messageCount = 5_000;
/** An answer comes in so many pieces. */
const pieces = 4;
const piece = "A line of an answer, of about the length that is written to history at once. ".repeat(4);
const warmUpRounds = 3;
const rounds = 20;

/** A conversation's events: questions and finished answers, one behind the other. */
function conversationEvents(conversationId: string, messages: number, sinceMs: number): StoredEvent[] {
  const events: StoredEvent[] = [{ type: "conversation-start", conversationId, atMs: sinceMs }];
  let parentId: string | null = null;
  for (let turn = 0; turn < messages / 2; turn++) {
    const atMs = sinceMs + turn * 1000;
    const questionId = `q${turn}`;
    const messageId = `a${turn}`;
    const text = `Question ${turn} of ${conversationId}?`;
    events.push({
      type: "user-message",
      messageId: questionId,
      parentId,
      text,
      requestText: text,
      contextLength: 0,
      attachments: [],
      atMs,
    });
    events.push({ type: "answer-start", messageId, questionId, model: "model", windowId: "gone", atMs });
    for (let index = 0; index < pieces; index++)
      events.push({ type: "text-delta", messageId, offset: index * piece.length, text: piece, atMs });
    events.push({ type: "answer-end", messageId, status: "complete", atMs });
    parentId = messageId;
  }
  return events;
}

/** Processor time of all threads, some rounds after some that warm up. */
async function processorMs(work: () => Promise<unknown>) {
  const tookMs: number[] = [];
  for (let round = 0; round < warmUpRounds + rounds; round++) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    if (round >= warmUpRounds) tookMs.push((user + system) / 1_000);
  }
  return spread(tookMs);
}

/** What a window pays for its list of conversations, and for opening a very long one. */
export async function conversationHistory(): Promise<readonly Figure[]> {
  const root = await mkdtemp(join(tmpdir(), "midfill-history-"));
  const newStore = (name: string) =>
    createFileStore({ directory: join(root, name), clock: systemClock, log: () => undefined });
  try {
    const many = newStore("many");
    for (let index = 0; index < conversationCount; index++) {
      const id = `c${index}`;
      await many.append(id, conversationEvents(id, 4, 1_700_000_000_000 + index), { isDurable: false });
    }
    // Writes the index.
    await many.list();
    const listed = await processorMs(async () => {
      const { conversations } = await newStore("many").list();
      if (conversations.length !== conversationCount) throw new Error("The list is not whole.");
    });
    const long = newStore("long");
    await long.append("long", conversationEvents("long", messageCount, 1_700_000_000_000), {
      isDurable: false,
    });
    const opened = await processorMs(async () => {
      const { events } = await newStore("long").load("long");
      let conversation = emptyConversation("long");
      for (const event of events) conversation = reduceConversation(conversation, event);
      const views = conversation.messages.map((message) => messageView(conversation, message));
      if (views.length !== messageCount) throw new Error("The conversation is not whole.");
    });
    await Promise.all([many.close(), long.close()]);
    return [
      {
        what: `list of ${conversationCount.toLocaleString("en")} conversations`,
        unit: "ms",
        ...listed,
        target: { of: "value", atMost: 100 },
        how: `index and file sizes read from the folder, processor time, ${rounds} rounds`,
      },
      {
        what: `opening ${messageCount.toLocaleString("en")} messages`,
        unit: "ms",
        ...opened,
        how: `segment read and checked, conversation and the webview's messages made, processor time, ${rounds} rounds`,
      },
    ];
  } finally {
    await rm(root, { recursive: true });
  }
}
