import type { ChatRequest } from "../provider/chatRequest";
import { runAnswer } from "./answerRun";
import type { AnswerOutcome } from "./answerRun";
import type { ChatDependencies, ChatSettings } from "./chatDependencies";
import type { StoredEvent } from "./conversationEvent";
import type { ConversationOptions } from "./conversationOptions";
import { interruptedNotice } from "./notices";
import type { OpenConversation } from "./openConversation";
import { defaultSystemText, notRun, requestMessages } from "./requestMessages";

/** What one turn is about. */
export interface Turn {
  readonly open: OpenConversation;
  readonly questionId: string;
  readonly options: ConversationOptions;
  readonly settings: ChatSettings;
  /** Aborts when the user stops it, and when the window closes. */
  readonly signal: AbortSignal;
  /** The window closes: what ends now was interrupted, not stopped. */
  readonly isClosing: () => boolean;
  /** Events of the question that history does not have yet. */
  readonly before: readonly StoredEvent[];
}

/**
 * Answers a question to its end: asks, runs the tools that the model calls, asks again with their results, each answer
 * a message of its own, until one calls no more. Everything is in the history before it is sent. Never rejects.
 */
export async function runTurn(dependencies: ChatDependencies, turn: Turn): Promise<void> {
  const { open, questionId, options, signal } = turn;
  let before = turn.before;
  let parentId: string | undefined;
  const toolTurn = dependencies.tools?.start(options);
  for (;;) {
    const messageId = dependencies.createId();
    const started = open.apply({
      type: "answer-start",
      messageId,
      questionId,
      ...(parentId === undefined ? {} : { parentId }),
      model: turn.settings.model,
      providerId: turn.settings.providerId,
      windowId: dependencies.store.windowId,
    });
    await open.write([...before, started], { isDurable: true });
    before = [];
    const mayCallTools = toolTurn?.mayCall ?? true;
    const request = requestFor(dependencies, turn, parentId ?? questionId, mayCallTools);
    const { end, toolCalls } = await ask(dependencies, turn, messageId, request);
    endAnswer(dependencies, turn, messageId, { end, toolCalls });
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
  { open, settings, signal }: Turn,
  messageId: string,
  request: ChatRequest,
): Promise<AnswerOutcome> {
  return runAnswer({
    client: () => dependencies.client(settings),
    providerLabel: settings.providerLabel,
    request,
    signal,
    clock: dependencies.clock,
    onProgress: (progress) => open.progress(messageId, progress),
    onUnexpected: (error) => dependencies.log("warn", `An answer failed: ${nameOf(error)}`),
  });
}

function requestFor(
  { tools }: ChatDependencies,
  { open, options, settings }: Turn,
  lastId: string,
  mayCallTools: boolean,
): ChatRequest {
  const { model, parameters, maxTokens, takesImages } = settings;
  const { system, all } = open.state;
  const definitions = tools?.definitions(options) ?? [];
  return {
    model,
    messages: requestMessages(system?.text ?? defaultSystemText, all, lastId),
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
): void {
  open.flush();
  const answer = open.state.all.find((message) => message.id === messageId);
  const model = end.model ?? answer?.model ?? settings.model;
  const providerId = answer?.providerId ?? settings.providerId;
  // Priced by the hour of the request (DeepSeek pricing page, 2026-11-15).
  const atMs = answer?.createdMs ?? dependencies.clock.wallMs();
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
  if (end.status === "complete") dependencies.onComplete();
}

/** An error's name, which holds no prompt, code or key. */
export function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  return "code" in error && typeof error.code === "string" ? `${error.name} ${error.code}` : error.name;
}
