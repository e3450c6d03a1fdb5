import type { ChatRequest, ToolDefinition } from "../provider/chatRequest";
import { runAnswer } from "./answerRun";
import type { AnswerOutcome, AskedProvider } from "./answerRun";
import type { ChatDependencies, ChatSettings, ChatToolTurn } from "./chatDependencies";
import { continuingRequest } from "./continuation/continuingRequest";
import { keptAnswer, type KeptAnswer } from "./continuation/keptAnswer";
import type { ConversationChangeEvent, StoredEvent } from "./conversationEvent";
import type { ConversationOptions } from "./conversationOptions";
import { errorName } from "./errorName";
import { interruptedNotice, noticeForError } from "./notices";
import type { OpenConversation } from "./openConversation";
import { isFinal } from "./reducer";
import type { Conversation, Message } from "./reducer";
import { defaultSystemText, notRun, requestMessages } from "./requestMessages";

/** What one turn is about. */
export interface Turn {
  readonly open: OpenConversation;
  readonly questionId: string;
  readonly options: ConversationOptions;
  readonly settings: ChatSettings;
  /** An answer to the question that broke off and goes on; undefined: a new one. */
  readonly resumed?: Message;
  /** Aborts when the user stops it, and when the window closes. */
  readonly signal: AbortSignal;
  /** The window closes: what ends now was interrupted, not stopped. */
  readonly isClosing: () => boolean;
  /** Events of the question that history does not have yet. */
  readonly before: readonly StoredEvent[];
}

interface RequestHead {
  readonly systemText: string;
  readonly definitions: readonly ToolDefinition[];
}

/** What all requests of a turn have alike, whatever is changed meanwhile: each begins as the one before it. */
interface TurnFrame extends RequestHead {
  readonly toolTurn: ChatToolTurn | undefined;
}

/**
 * Answers a question to its end: asks, runs the tools that the model calls, asks again with their results, each answer
 * a message of its own, until one calls no more. Everything is in the history before it is sent. Resolves to who was
 * asked last; never rejects: an answer that something of ours breaks ends as failed.
 */
export async function runTurn(dependencies: ChatDependencies, turn: Turn): Promise<ChatSettings> {
  const asked = { settings: turn.settings };
  try {
    await runRounds(dependencies, turn, asked);
  } catch (error) {
    dependencies.log("warn", `An answer failed: ${errorName(error)}`);
    const { open, questionId } = turn;
    open.flush();
    for (const { id, status, windowId, questionId: answered } of open.state.all) {
      if (answered !== questionId || windowId !== dependencies.store.windowId || isFinal(status)) continue;
      const notice = noticeForError(error);
      void open.record({ type: "answer-end", messageId: id, status: "failed", notice });
    }
  }
  return asked.settings;
}

async function runRounds(
  dependencies: ChatDependencies,
  turn: Turn,
  asked: { settings: ChatSettings },
): Promise<void> {
  const { open, questionId, options, signal, resumed } = turn;
  let { before } = turn;
  let parentId = resumed === undefined ? undefined : (resumed.parentId ?? questionId);
  let goesOn = resumed;
  let frame: TurnFrame | undefined;
  for (;;) {
    const { settings } = asked;
    const kept = goesOn && keptAnswer(goesOn);
    const messageId = goesOn?.id ?? dependencies.createId();
    const started = open.apply(startOf(dependencies, turn, settings, { messageId, parentId, kept }));
    goesOn = undefined;
    await open.write([...before, started], { isDurable: true });
    before = [];
    frame ??= {
      ...requestHead(dependencies.tools, open.state, options),
      toolTurn: dependencies.tools?.start(options),
    };
    const { toolTurn } = frame;
    const requestFrame = { ...frame, all: open.state.all, mayCallTools: toolTurn?.mayCall ?? true };
    const { mayCallTools } = requestFrame;
    const lastId = parentId ?? questionId;
    const outcome = await ask(dependencies, turn, {
      settings,
      messageId,
      requestOf: (chosen) => {
        const request = requestFor(requestFrame, chosen, lastId);
        return kept === undefined ? request : continuingRequest(request, kept);
      },
      ...(kept === undefined ? {} : { kept }),
      // Whoever takes over goes on with the tools' results.
      onFallback: (other) => (asked.settings = other),
    });
    const { toolCalls } = outcome;
    endAnswer(dependencies, turn, messageId, outcome, started.atMs);
    if (toolCalls.length === 0 || toolTurn === undefined || signal.aborted) return;
    if (!mayCallTools) {
      // It calls although it was told not to.
      for (const { id, name } of toolCalls) {
        void open.record({
          type: "tool-result",
          messageId,
          callId: id,
          text: notRun,
          isError: true,
          label: name,
        });
      }
      return;
    }
    await toolTurn.run(
      toolCalls,
      signal,
      (callId, result) => void open.record({ type: "tool-result", messageId, callId, ...result }),
    );
    if (signal.aborted) return;
    parentId = messageId;
  }
}

function ask(
  dependencies: ChatDependencies,
  turn: Turn,
  round: {
    readonly settings: ChatSettings;
    readonly messageId: string;
    readonly requestOf: (settings: ChatSettings) => ChatRequest;
    readonly kept?: KeptAnswer;
    readonly onFallback: (settings: ChatSettings) => void;
  },
): Promise<AnswerOutcome> {
  const { open, options, signal } = turn;
  const { settings, messageId, kept, requestOf, onFallback } = round;
  const { fallback } = dependencies;
  const asked = (chosen: ChatSettings): AskedProvider => ({
    providerId: chosen.providerId,
    label: chosen.providerLabel,
    client: () => dependencies.client(chosen),
    request: requestOf(chosen),
  });
  let other: ChatSettings | undefined;
  return runAnswer({
    asked: asked(settings),
    ...(kept === undefined ? {} : { kept }),
    // One change of provider is enough for a turn.
    ...(fallback !== undefined &&
      settings === turn.settings && {
        chooseFallback: async (reason: string) => {
          other = await fallback(settings, options, reason);
          return other && asked(other);
        },
      }),
    onFallback: ({ providerId, model, reason }) => {
      if (other !== undefined) onFallback(other);
      void open.record({ type: "answer-fallback", messageId, providerId, model, reason });
    },
    signal,
    clock: dependencies.clock,
    onProgress: (progress) => open.progress(messageId, progress),
    onUnexpected: (error) => dependencies.log("warn", `An answer failed: ${errorName(error)}`),
  });
}

function startOf(
  { store }: ChatDependencies,
  { questionId, resumed }: Turn,
  { model, providerId }: ChatSettings,
  answer: {
    readonly messageId: string;
    readonly parentId: string | undefined;
    readonly kept: KeptAnswer | undefined;
  },
): ConversationChangeEvent {
  const { messageId, parentId, kept } = answer;
  const { windowId } = store;
  if (kept === undefined || resumed === undefined) {
    return {
      type: "answer-start",
      messageId,
      questionId,
      ...(parentId === undefined ? {} : { parentId }),
      model,
      providerId,
      windowId,
    };
  }
  return {
    type: "answer-resume",
    messageId,
    ...(kept.text.length === resumed.text.length ? {} : { textLength: kept.text.length }),
    ...(kept.reasoning.length === resumed.reasoning.length ? {} : { reasoningLength: kept.reasoning.length }),
    model,
    providerId,
    windowId,
  };
}

/** What requests of a conversation begin with by its state and these options: the system prompt and the tools. */
export function requestHead(
  tools: ChatDependencies["tools"],
  { system }: Pick<Conversation, "system">,
  options: ConversationOptions,
): RequestHead {
  return {
    systemText: system?.text ?? defaultSystemText,
    definitions: tools?.definitions(options) ?? [],
  };
}

/**
 * What is asked behind one message of a conversation; `mayCallTools` false: the tools are named, but none may be
 * called.
 */
export function requestFor(
  frame: RequestHead & {
    readonly all: readonly Message[];
    readonly mayCallTools: boolean;
  },
  { model, parameters, maxTokens, takesImages }: ChatSettings,
  lastId: string,
): ChatRequest {
  const { systemText, definitions, all, mayCallTools } = frame;
  return {
    model,
    messages: requestMessages(systemText, all, lastId),
    parameters,
    takesImages,
    ...(maxTokens === undefined ? {} : { maxTokens }),
    ...(definitions.length === 0 ? {} : { tools: definitions }),
    ...(mayCallTools ? {} : { toolChoice: "none" }),
  };
}

function endAnswer(
  dependencies: ChatDependencies,
  { open, settings, isClosing }: Turn,
  messageId: string,
  { end, toolCalls }: AnswerOutcome,
  /** When it was asked: providers price by the hour (DeepSeek pricing page, 2026-11-15). */
  atMs: number,
): void {
  open.flush();
  const answer = open.state.all.find((message) => message.id === messageId);
  const model = end.model ?? answer?.model ?? settings.model;
  const providerId = answer?.providerId ?? settings.providerId;
  const query = end.usage === undefined ? undefined : { providerId, model, usage: end.usage, atMs };
  const costLabel = query && dependencies.costLabel(query);
  const costUsd = query && dependencies.costUsd(query);
  const costCny = query && dependencies.costCny?.(query);
  const isInterrupted = isClosing() && end.status === "stopped";
  const events: StoredEvent[] = [];
  if (toolCalls.length > 0) {
    const calls = toolCalls.map(({ damage: _damage, ...call }) => call);
    events.push(open.apply({ type: "tool-calls", messageId, calls }));
  }
  events.push(
    open.apply({
      type: "answer-end",
      messageId,
      ...end,
      ...(isInterrupted ? { status: "interrupted", notice: interruptedNotice } : {}),
      ...(costLabel === undefined ? {} : { costLabel }),
      ...(costUsd === undefined ? {} : { costUsd }),
      ...(costCny === undefined ? {} : { costCny }),
    }),
  );
  void open.write(events, { isDurable: true });
  if (end.status === "complete") dependencies.onComplete(settings);
}
