import type { Call } from "../call";
import { deliverJson, deliverStream, type StreamEvent } from "../deliver";
import type { ChatQuestion } from "../engine/chatQuestion";
import { recite } from "../engine/recital";
import { generate, piecesOf, type Answer, type Generation } from "../generation";
import { pythonJson } from "../jsonText";
import { keyStateOf } from "../keyState";
import type { CacheOutcome } from "../promptCache";
import { Refusal } from "../refusal";
import { countTokens } from "../tokens";
import { checkMessages } from "./checkMessages";
import { forbidden, inputTooLong, modelBusy, modelNotFound, notAuthenticated, refuse } from "./errors";
import { splitFimPrompt } from "./fimTemplate";
import { hostedModel, hostedModelList, type HostedModel } from "./models";
import { readOpenAiBody, type OpenAiBody } from "./openAiBody";

/** Answers a request as api.deepinfra.com's OpenAI-compatible API does. Throws `Refusal`. */
export async function serveDeepinfra(call: Call): Promise<void> {
  const { endpoint } = call.route;
  checkKey(call);
  if (endpoint === "models") {
    const json = pythonJson(hostedModelList(call.createdSeconds), true);
    call.response.writeHead(200, {
      "Content-Type": "application/json",
      "Content-Length": Buffer.byteLength(json),
    });
    call.response.end(json);
    return;
  }
  if (endpoint !== "chat" && endpoint !== "completions") throw new Refusal(404, "");
  const body = readOpenAiBody(call.bodyText, endpoint);
  if (endpoint === "chat") checkMessages(body.messages);
  const model = hostedModel(body.model);
  if (model === undefined) throw modelNotFound();
  if (call.enter(`${call.key} ${model.id}`) > Math.min(call.behaviour.concurrencyLimit, 200))
    throw modelBusy();
  const prompt = endpoint === "chat" ? renderMessages(body) : body.prompt;
  const cache = call.cache.admit(`deepinfra ${call.key} ${model.id}`, prompt);
  if (cache.promptTokens > model.contextTokens) throw inputTooLong(cache.promptTokens, model.contextTokens);
  const answer = endpoint === "chat" ? chatAnswer(call, body, model) : fimAnswer(call, body);
  // Output is capped at 16,384 on most models (docs 2026).
  const maxTokens = Math.min(body.maxTokens ?? model.maxOutputTokens, model.maxOutputTokens);
  const generation = generate(answer, { maxTokens, stop: body.stop });
  const answers = new DeepinfraAnswers(call, body, model, generation, usageOf(model, cache, generation));
  if (body.isStream) await deliverStream(call, {}, answers.events());
  else await deliverJson(call, {}, pythonJson(answers.object(), true), generation.completionTokens);
}

/** Writes one generation in DeepInfra's shapes. */
class DeepinfraAnswers {
  readonly #call: Call;
  readonly #body: OpenAiBody;
  readonly #model: HostedModel;
  readonly #generation: Generation;
  readonly #usage: object;

  constructor(call: Call, body: OpenAiBody, model: HostedModel, generation: Generation, usage: object) {
    this.#call = call;
    this.#body = body;
    this.#model = model;
    this.#generation = generation;
    this.#usage = usage;
  }

  /** The whole answer. */
  object(): object {
    const { text, reasoning, calls } = this.#generation;
    const message = {
      role: "assistant",
      content: text,
      ...(this.#model.reasoning === "field" && reasoning !== "" ? { reasoning_content: reasoning } : {}),
      ...(calls.length === 0 ? {} : { tool_calls: calls.map((_, index) => this.#toolCall(index)) }),
    };
    const choices = Array.from({ length: this.#body.n }, (_, index) =>
      this.#isChat
        ? { index, message, finish_reason: this.#finishReason }
        : { index, text, logprobs: null, finish_reason: this.#finishReason },
    );
    const kind = this.#isChat ? "chat.completion" : "text_completion";
    return { ...this.#head(kind), choices, usage: this.#usage };
  }

  /** The chunks of a stream. */
  *events(): Generator<StreamEvent> {
    const { behaviour } = this.#call;
    const { text, reasoning, calls } = this.#generation;
    const hasUsage = this.#body.includesUsage ?? this.#model.form === "plain";
    const usage = { usage: this.#usage };
    for (let index = 0; index < this.#body.n; index += 1) {
      const isLast = index === this.#body.n - 1;
      const part = (delta: object) => this.#chunk([{ index, ...delta, finish_reason: null }]);
      if (!this.#isChat) {
        for (const piece of piecesOf(text, behaviour.tokensPerChunk)) {
          yield { data: part({ text: piece, logprobs: null }), tokens: countTokens(piece) };
        }
        const last = { index, text: "", logprobs: null, finish_reason: this.#finishReason };
        yield {
          data: this.#chunk([last], isLast && hasUsage && behaviour.usagePlace === "finish" ? usage : {}),
          tokens: 0,
        };
        continue;
      }
      const role = this.#model.form === "samples" ? { role: "assistant" } : {};
      if (this.#model.form === "plain")
        yield { data: part({ delta: { role: "assistant", content: "" } }), tokens: 0 };
      for (const piece of piecesOf(reasoning, behaviour.tokensPerChunk)) {
        yield { data: part({ delta: { ...role, reasoning_content: piece } }), tokens: countTokens(piece) };
      }
      for (const piece of piecesOf(text, behaviour.tokensPerChunk)) {
        yield { data: part({ delta: { ...role, content: piece } }), tokens: countTokens(piece) };
      }
      for (const [at, toolCall] of calls.entries()) {
        const begun = this.#toolCall(at);
        const opening = { ...begun, function: { name: toolCall.name, arguments: "" } };
        yield { data: part({ delta: { ...role, content: null, tool_calls: [opening] } }), tokens: 4 };
        for (const piece of piecesOf(toolCall.arguments, behaviour.tokensPerChunk)) {
          const delta = { ...role, tool_calls: [{ index: at, function: { arguments: piece } }] };
          yield { data: part({ delta }), tokens: countTokens(piece) };
        }
      }
      if (this.#model.form === "samples" && this.#finishReason === "stop") {
        yield { data: part({ delta: { ...role, content: "</s>" } }), tokens: 0 };
      }
      const delta = this.#model.form === "samples" || calls.length > 0 ? {} : { content: "" };
      const last = { index, delta, finish_reason: this.#finishReason };
      yield {
        data: this.#chunk([last], isLast && hasUsage && behaviour.usagePlace === "finish" ? usage : {}),
        tokens: 0,
      };
    }
    if (hasUsage && behaviour.usagePlace === "trailing") yield { data: this.#chunk([], usage), tokens: 0 };
  }

  get #isChat(): boolean {
    return this.#call.route.endpoint === "chat";
  }

  get #finishReason(): string {
    return this.#call.behaviour.finishReason ?? this.#generation.finishReason;
  }

  #head(object: string): object {
    return {
      id: `${this.#isChat ? "chatcmpl" : "cmpl"}-${this.#call.serial}`,
      object,
      created: this.#call.createdSeconds,
      model: this.#body.model,
    };
  }

  #chunk(choices: readonly object[], usage: object = {}): string {
    const head = this.#head(this.#isChat ? "chat.completion.chunk" : "text_completion");
    return pythonJson({ ...head, choices, ...usage }, this.#model.form === "samples");
  }

  #toolCall(index: number): object {
    const called = this.#generation.calls[index];
    return {
      index,
      id: `call_${this.#call.serial.slice(0, 20)}${index}`,
      type: "function",
      function: { name: called?.name ?? "", arguments: called?.arguments ?? "" },
    };
  }
}

function chatAnswer(call: Call, body: OpenAiBody, model: HostedModel): Answer {
  // A last message of the assistant is the start of the answer (docs 2026).
  const last = body.messages.at(-1);
  const given = last?.role === "assistant" && last.calls.length === 0 ? (last.content ?? "") : undefined;
  // As the template writes it: an opened tag is thinking that goes on.
  const givenReasoning = /^<think>\n?((?:(?!<\/think>)[^])*)$/.exec(given ?? "")?.[1];
  const canThink = model.reasoning !== "none" && !body.isReasoningOff;
  const question: ChatQuestion = {
    messages: given === undefined ? body.messages : body.messages.slice(0, -1),
    continues: givenReasoning === undefined ? given : undefined,
    ...(givenReasoning === undefined ? {} : { continuesReasoning: givenReasoning }),
    isThinking: canThink && (given === undefined || givenReasoning !== undefined),
    tools: body.tools,
    toolChoice: body.toolChoice,
    wantsJson: body.wantsJson,
  };
  const { recitals, continuationHabit } = call.behaviour;
  const answer = recite(question, recitals, continuationHabit) ?? call.engine.answerChat(question);
  if (model.reasoning !== "tags") return answer;
  if (givenReasoning !== undefined) {
    return { ...answer, reasoning: "", text: `${answer.reasoning}\n</think>\n\n${answer.text}` };
  }
  if (answer.reasoning === "") return answer;
  return { ...answer, reasoning: "", text: `<think>\n${answer.reasoning}\n</think>\n\n${answer.text}` };
}

function fimAnswer(call: Call, body: OpenAiBody): Answer {
  const text = call.engine.fillInMiddle({ ...splitFimPrompt(body.prompt), temperature: body.temperature });
  return { reasoning: "", text: body.echoes ? body.prompt + text : text, calls: [] };
}

function usageOf(model: HostedModel, cache: CacheOutcome, generation: Generation): object {
  const dollars =
    (cache.missTokens * model.inputPrice +
      cache.hitTokens * model.cachedPrice +
      generation.completionTokens * model.outputPrice) /
    1e6;
  return {
    prompt_tokens: cache.promptTokens,
    total_tokens: cache.promptTokens + generation.completionTokens,
    completion_tokens: generation.completionTokens,
    prompt_tokens_details: { cached_tokens: cache.hitTokens },
    ...(generation.reasoningTokens > 0
      ? { completion_tokens_details: { reasoning_tokens: generation.reasoningTokens } }
      : {}),
    estimated_cost: Number(dollars.toPrecision(6)),
  };
}

function renderMessages(body: OpenAiBody): string {
  const tools = body.tools.length > 0 ? `<｜tools｜>${JSON.stringify(body.tools)}` : "";
  return tools + body.messages.map(({ role, content }) => `<｜${role}｜>${content ?? ""}`).join("");
}

function checkKey(call: Call): void {
  switch (keyStateOf(call.key, call.behaviour.keys)) {
    case "missing":
      throw notAuthenticated();
    case "bad":
      throw forbidden();
    case "no-balance":
      // DeepInfra documents no such answer; this one has the common shape.
      throw refuse(402, { error: { message: "Insufficient balance" } });
    case "good":
  }
}
