import type { Deadlines, Limits } from "./exchange";

/**
 * Waits of a chat. `queuedMs`: DeepSeek closes the connection when the model has not begun after 10 minutes
 * (DeepSeek API docs, rate limit page, 2026-11-21), so we wait a little longer than that. `stallNoticeMs`,
 * `stallMs`: users press Esc after 15 to 60 s without progress (oh-my-pi issue 9741), while a hard limit of 90 s
 * on the whole answer cut good ones (Codewhale issue 983). `totalMs`: an answer of 4 M characters at 100 tokens
 * a second takes longer; what runs for 30 minutes is taken for endless.
 */
export const chatDeadlines: Deadlines = {
  connectMs: 10_000,
  headersMs: 30_000,
  queuedMs: 630_000,
  stallNoticeMs: 15_000,
  stallMs: 60_000,
  reasoningStallMs: 120_000,
  silentMs: 45_000,
  totalMs: 30 * 60_000,
};

/** Waits of a completion at the cursor: what comes later than this, the person has typed past. */
export const fimDeadlines: Deadlines = {
  connectMs: 5_000,
  headersMs: 5_000,
  queuedMs: 5_000,
  stallNoticeMs: Infinity,
  stallMs: 5_000,
  reasoningStallMs: 5_000,
  silentMs: 5_000,
  totalMs: 8_000,
};

/**
 * Size of a chat answer. Text: DeepSeek's longest answer is 393,216 tokens (its 400 message for `max_tokens`,
 * 2026-11), about 1.5 M characters, so 4 M is room enough for everybody. Event: the largest that a model sends
 * is a tool call's arguments in one piece. Body: model lists of several hundred entries stay below 1 MB.
 */
export const chatLimits: Limits = {
  maxTextChars: 4_000_000,
  maxEventChars: 1_048_576,
  maxBodyBytes: 16 * 1_048_576,
  maxRetries: 2,
};

/** Size of a completion at the cursor; never repeated, because the next keystroke asks anew. */
export const fimLimits: Limits = {
  maxTextChars: 8_192,
  maxEventChars: 1_048_576,
  maxBodyBytes: 1_048_576,
  maxRetries: 0,
};
