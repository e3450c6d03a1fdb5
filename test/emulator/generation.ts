import { countTokens, tokenise } from "./tokens";

/** A call of a tool that the answer makes. */
export interface AnsweredCall {
  readonly name: string;
  /** JSON text. */
  readonly arguments: string;
}

/** What the engine says, before limits. */
export interface Answer {
  readonly reasoning: string;
  readonly text: string;
  readonly calls: readonly AnsweredCall[];
}

/** An answer cut by stop texts and the token limit. */
export interface Generation extends Answer {
  readonly finishReason: string;
  readonly reasoningTokens: number;
  readonly completionTokens: number;
  /** The stop text that ended it, if one did. */
  readonly stoppedBy?: string;
}

/** Limits of one request. */
export interface GenerationLimits {
  readonly maxTokens: number;
  readonly stop: readonly string[];
}

/**
 * Applies stop texts (they are not returned) and the token limit, in which reasoning counts (DeepSeek API docs,
 * 2026-09-11): with a small limit the answer may stay empty and the finish reason is `length`.
 */
export function generate(answer: Answer, limits: GenerationLimits): Generation {
  const reasoning = cutToTokens(answer.reasoning, limits.maxTokens);
  const reasoningTokens = countTokens(reasoning);
  if (reasoning.length < answer.reasoning.length) {
    return {
      reasoning,
      text: "",
      calls: [],
      finishReason: "length",
      reasoningTokens,
      completionTokens: reasoningTokens,
    };
  }
  const stopped = cutAtStop(answer.text, limits.stop);
  const text = cutToTokens(stopped.text, limits.maxTokens - reasoningTokens);
  const isCut = text.length < stopped.text.length;
  const calls = isCut ? [] : answer.calls;
  const callTokens = calls.reduce((sum, call) => sum + countTokens(call.name + call.arguments) + 4, 0);
  const natural = calls.length > 0 ? "tool_calls" : "stop";
  return {
    reasoning,
    text,
    calls,
    finishReason: isCut ? "length" : natural,
    reasoningTokens,
    completionTokens: reasoningTokens + countTokens(text) + callTokens,
    ...(stopped.by === undefined || isCut ? {} : { stoppedBy: stopped.by }),
  };
}

/** Pieces of `tokensPerPiece` tokens each. */
export function piecesOf(text: string, tokensPerPiece: number): readonly string[] {
  const tokens = tokenise(text);
  const pieces: string[] = [];
  for (let start = 0; start < tokens.length; start += tokensPerPiece) {
    pieces.push(tokens.slice(start, start + tokensPerPiece).join(""));
  }
  return pieces;
}

function cutToTokens(text: string, maxTokens: number): string {
  const tokens = tokenise(text);
  return tokens.length <= maxTokens ? text : tokens.slice(0, Math.max(0, maxTokens)).join("");
}

function cutAtStop(text: string, stops: readonly string[]): { text: string; by?: string } {
  let end = text.length;
  let by: string | undefined;
  for (const stop of stops) {
    const at = stop === "" ? -1 : text.indexOf(stop);
    if (at >= 0 && at < end) {
      end = at;
      by = stop;
    }
  }
  return { text: text.slice(0, end), ...(by === undefined ? {} : { by }) };
}
