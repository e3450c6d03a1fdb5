import { createSegmentStore } from "../../../src/chat/history/segmentStore";
import type { HistoryFiles } from "../../../src/chat/history/historyFiles";
import type { ChatDependencies, ChatSettings } from "../../../src/chat/chatDependencies";
import type { MessageView } from "../../../src/chat/protocol";
import { messageView } from "../../../src/chat/reducer";
import type { Conversation } from "../../../src/chat/reducer";
import { ChatSessions } from "../../../src/chat/sessions";
import type { ChatRequest } from "../../../src/provider/chatRequest";
import type { ProviderClient } from "../../../src/provider/client";
import type { Clock } from "../../../src/provider/clock";
import type { ChatEvent } from "../../../src/provider/events";

/** A clock that stands until it is moved. */
export class ManualClock implements Clock {
  private ms = 1_700_000_000_000;
  private timers: { run: () => void; atMs: number }[] = [];
  nowMs = () => this.ms;
  wallMs = () => this.ms;
  setTimer = (run: () => void, delayMs: number) => {
    const timer = { run, atMs: this.ms + delayMs };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((each) => each !== timer);
    };
  };
  get timerCount(): number {
    return this.timers.length;
  }
  advance(ms: number): void {
    const end = this.ms + ms;
    for (;;) {
      const [next] = this.timers.filter((each) => each.atMs <= end).toSorted((a, b) => a.atMs - b.atMs);
      if (next === undefined) break;
      this.timers = this.timers.filter((each) => each !== next);
      this.ms = Math.max(this.ms, next.atMs);
      next.run();
    }
    this.ms = end;
  }
}

function fullDisk(): Error {
  return Object.assign(new Error("full"), { code: "ENOSPC" });
}

/** Who watches which disk. */
const watchers = new WeakMap<Map<string, Uint8Array>, Set<(name: string) => void>>();

/** History's files in memory, with a disk that can be filled. */
export function memoryFiles(shared = new Map<string, Uint8Array>(), processId = 1) {
  const disk = { files: shared, freeBytes: Infinity, alive: new Set([processId]), durable: 0, reads: 0 };
  const put = (name: string, bytes: Uint8Array) => {
    const before = shared.get(name) ?? new Uint8Array();
    const fits = Math.min(bytes.length, disk.freeBytes);
    disk.freeBytes -= fits;
    const after = new Uint8Array(before.length + fits);
    after.set(before);
    after.set(bytes.subarray(0, fits), before.length);
    shared.set(name, after);
    for (const onChange of watchers.get(shared) ?? []) onChange(name);
    if (fits < bytes.length) throw fullDisk();
  };
  const files: HistoryFiles = {
    processId,
    pathOf: (name) => `/history/${name}`,
    list: async (isWanted = () => true) =>
      [...shared]
        .filter(([name]) => isWanted(name))
        .map(([name, bytes]) => ({ name, sizeBytes: bytes.length, modifiedMs: 1_700_000_000_000 })),
    read: async (name, maxBytes, fromByte = 0) => {
      const bytes = (shared.get(name) ?? new Uint8Array()).slice(fromByte, fromByte + maxBytes);
      disk.reads += bytes.length;
      return bytes;
    },
    watch: (onChange) => {
      const others = watchers.get(shared) ?? new Set();
      watchers.set(shared, others.add(onChange));
      return () => others.delete(onChange);
    },
    append: async (name, bytes, isDurable) => {
      put(name, bytes);
      if (isDurable) disk.durable++;
    },
    truncate: async (name, sizeBytes) => {
      const before = shared.get(name);
      if (before === undefined) throw Object.assign(new Error("gone"), { code: "ENOENT" });
      disk.freeBytes += before.length - sizeBytes;
      shared.set(name, before.slice(0, sizeBytes));
    },
    create: async (name, bytes) => {
      if (shared.has(name)) throw Object.assign(new Error("there"), { code: "EEXIST" });
      put(name, bytes);
    },
    replace: async (name, bytes) => {
      shared.set(name, bytes);
    },
    isProcessAlive: (id) => disk.alive.has(id),
  };
  return { disk, files };
}

/** A stream that a test plays event by event. It ends with `end`, or with an error given to `fail`. */
class ScriptedClient implements ProviderClient {
  readonly label = "DeepSeek";
  readonly requests: ChatRequest[] = [];
  onRequest: () => void = () => undefined;
  private queue: (ChatEvent | { fail: unknown } | "end")[] = [];
  private wake: () => void = () => undefined;
  push(...events: (ChatEvent | { fail: unknown } | "end")[]): void {
    this.queue.push(...events);
    this.wake();
  }
  /** A whole answer. */
  answer(...texts: string[]): void {
    this.push(...texts.map((text) => ({ type: "text-delta", text }) as const), {
      type: "finish",
      finishReason: "stop",
    });
    this.push("end");
  }
  async *streamChat(request: ChatRequest): AsyncGenerator<ChatEvent, void, undefined> {
    this.requests.push(request);
    this.onRequest();
    for (;;) {
      const next = this.queue.shift();
      if (next === undefined) {
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
      } else if (next === "end") return;
      else if ("fail" in next) throw next.fail;
      else yield next;
    }
  }
  complete = () => {
    throw new Error("not a chat");
  };
  listModels = async () => [];
  balance = async () => undefined;
}

export interface FakeChat {
  readonly sessions: ChatSessions;
  readonly client: ScriptedClient;
  readonly clock: ManualClock;
  readonly dependencies: ChatDependencies;
  readonly settings: { current: ChatSettings };
}

let ids = 0;

/** A window with its conversations. `files` is shared to play another window or a restart. */
export function fakeChat(
  options: {
    files?: HistoryFiles;
    windowId?: string;
    clock?: ManualClock;
    changes?: Partial<ChatDependencies>;
  } = {},
): FakeChat {
  const clock = options.clock ?? new ManualClock();
  const client = new ScriptedClient();
  const settings: { current: ChatSettings } = {
    current: {
      providerId: "deepseek",
      providerLabel: "DeepSeek",
      model: "deepseek-flash",
      models: ["deepseek-flash"],
      thinking: "on",
      effort: "high",
      canSwitchThinking: true,
      takesImages: true,
      maxTokens: 1_000,
      parameters: {},
    },
  };
  const dependencies: ChatDependencies = {
    client: () => client,
    settings: () => settings.current,
    store: createSegmentStore({
      files: options.files ?? memoryFiles().files,
      windowId: options.windowId ?? `window-${++ids}`,
      clock,
      log: () => undefined,
    }),
    clock,
    privacy: {
      decide: (path) =>
        path.endsWith(".env") ? { isAllowed: false, reason: "A secret file." } : { isAllowed: true },
      mask: (text) => ({ text: text.replaceAll("sk-CANARY", "(masked)") }),
    },
    log: () => undefined,
    onComplete: () => undefined,
    costLabel: () => "$0.0012",
    costUsd: () => 0.0012,
    selectModel: async () => undefined,
    setThinking: async () => undefined,
    lastConversation: { read: () => undefined, write: async () => undefined },
    createId: () => `id-${++ids}`,
    ...options.changes,
  };
  return { sessions: new ChatSessions(dependencies), client, clock, dependencies, settings };
}

/** Lets everything that waits on memory go on; no time passes. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 30; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** The messages of a conversation as the webview should show them. */
export function shownMessages(conversation: Conversation | undefined): readonly MessageView[] | undefined {
  return conversation?.messages.map((message) => messageView(conversation, message));
}
