import { uuidOf, type Call } from "../call";
import { deliverJson, deliverStream } from "../deliver";
import type { ChatQuestion } from "../engine/chatQuestion";
import { recite } from "../engine/recital";
import { generate } from "../generation";
import { keyStateOf } from "../keyState";
import { Refusal } from "../refusal";
import { BodyReader } from "./bodyReader";
import { readChatBody, type CommonBody } from "./chatBody";
import { chatEvents, chatObject, type ChatShape } from "./chatShapes";
import { badKey, invalidRequest, noBalance, noKey, tooManyRequests } from "./errors";
import { checkFim, readFimBody } from "./fimBody";
import { fimEvents, fimObject, type FimShape } from "./fimShapes";
import { deepseekHeaders } from "./headers";
import { modelEntry, modelList } from "./modelList";
import { cacheScope, renderChatPrompt, renderReasoning } from "./renderPrompt";
import { deepseekUsage } from "./usage";
import { checkChat, checkContext, checkModel } from "./validate";

/** Longest FIM answer (FIM guide, 2026-09-11). */
const maxFimTokens = 4096;

/** Answers a request as api.deepseek.com does. Throws `Refusal`. */
export async function serveDeepseek(call: Call): Promise<void> {
  checkKey(call);
  const headers = deepseekHeaders(call.serial);
  switch (call.route.endpoint) {
    case "chat":
      return await serveChat(call);
    case "completions":
      return await serveFim(call);
    case "models":
      return await deliverPlain(call, JSON.stringify(modelList()));
    case "model":
      return await deliverPlain(call, JSON.stringify(modelEntry(call.route.modelId ?? "")));
    case "balance":
      return await deliverPlain(call, JSON.stringify(balanceOf(call)));
    case "infill":
    case "health":
    case "props":
      throw new Refusal(404, "", undefined);
  }
  async function deliverPlain(plain: Call, json: string) {
    plain.response.writeHead(200, {
      "Content-Type": "application/json",
      ...headers,
      "Content-Length": Buffer.byteLength(json),
    });
    plain.response.end(json);
  }
}

async function serveChat(call: Call): Promise<void> {
  const { behaviour, serial } = call;
  const body = readChatBody(new BodyReader(call.bodyText, behaviour.wrongShapeStatus));
  admit(call, body);
  checkChat(body, { isBeta: call.route.isBeta, requiresReasoning: behaviour.requiresReasoning });
  const prompt = renderChatPrompt(body);
  const maxTokens = body.maxTokens ?? defaultMaxTokens(body.isThinking, body.effort);
  checkContext(prompt, body.maxTokens ?? 0);
  const scope = cacheScope(call.key, body.userId, body.model);
  const cache = call.cache.admit(scope, prompt);
  const last = body.messages.at(-1);
  const given = last?.isPrefix === true ? (last.content ?? "") : undefined;
  // The thinking is the input of the chain of thought where no answer follows it (DeepSeek API docs, 2025-01).
  const givenReasoning = given === "" ? last?.reasoning : undefined;
  const question: ChatQuestion = {
    messages: body.messages.slice(0, given === undefined ? undefined : -1),
    continues: givenReasoning === undefined ? given : undefined,
    ...(givenReasoning === undefined ? {} : { continuesReasoning: givenReasoning }),
    isThinking: body.isThinking,
    tools: body.tools,
    toolChoice: body.toolChoice,
    wantsJson: body.responseFormat === "json_object",
  };
  const answer =
    recite(question, behaviour.recitals, behaviour.continuationHabit) ?? call.engine.answerChat(question);
  const generation = generate(answer, { maxTokens, stop: body.stop });
  call.cache.remember(
    scope,
    `${prompt}${body.tools.length > 0 ? renderReasoning(generation.reasoning) : ""}${generation.text}`,
  );
  const shape: ChatShape = {
    id: uuidOf(serial),
    serial,
    createdSeconds: call.createdSeconds,
    model: body.model,
    generation,
    isThinking: body.isThinking,
    usage: deepseekUsage(cache, generation, body.isThinking),
    topLogprobs: body.wantsLogprobs ? (body.topLogprobs ?? 0) : undefined,
    finishReason: behaviour.finishReason ?? generation.finishReason,
  };
  const headers = deepseekHeaders(serial);
  if (!body.isStream) {
    return await deliverJson(call, headers, JSON.stringify(chatObject(shape)), generation.completionTokens);
  }
  await deliverStream(call, headers, chatEvents(shape, { ...behaviour, includesUsage: includesUsage(body) }));
}

async function serveFim(call: Call): Promise<void> {
  const { behaviour, serial } = call;
  if (!call.route.isBeta) {
    throw invalidRequest(
      'completions api is only available when using beta api (set base_url="https://api.deepseek.com/beta")',
    );
  }
  const body = readFimBody(new BodyReader(call.bodyText, behaviour.wrongShapeStatus));
  admit(call, body);
  checkFim(body);
  const prompt = `${body.prompt}<｜fim▁hole｜>${body.suffix ?? ""}`;
  checkContext(prompt, body.maxTokens ?? 0);
  const cache = call.cache.admit(cacheScope(call.key, body.userId, body.model), prompt);
  const text = call.engine.fillInMiddle({
    prefix: body.prompt,
    suffix: body.suffix ?? "",
    temperature: body.temperature,
  });
  const generation = generate(
    { reasoning: "", text: body.echoes ? body.prompt + text : text, calls: [] },
    { maxTokens: Math.min(body.maxTokens ?? maxFimTokens, maxFimTokens), stop: body.stop },
  );
  const shape: FimShape = {
    id: uuidOf(serial),
    createdSeconds: call.createdSeconds,
    model: body.model,
    generation,
    usage: deepseekUsage(cache, generation, false),
    promptChars: body.prompt.length,
    topLogprobs: body.logprobs,
    finishReason: behaviour.finishReason ?? generation.finishReason,
  };
  const headers = deepseekHeaders(serial);
  if (!body.isStream) {
    return await deliverJson(call, headers, JSON.stringify(fimObject(shape)), generation.completionTokens);
  }
  await deliverStream(call, headers, fimEvents(shape, { ...behaviour, includesUsage: includesUsage(body) }));
}

/** Defaults of the pricing page (2026-11-15): 8K, thinking 64K, with effort max 128K. */
function defaultMaxTokens(isThinking: boolean, effort: string): number {
  if (!isThinking) return 8192;
  return effort === "max" ? 131_072 : 65_536;
}

function includesUsage(body: CommonBody): boolean {
  return body.streamOptions?.includesUsage ?? false;
}

function checkKey(call: Call): void {
  switch (keyStateOf(call.key, call.behaviour.keys)) {
    case "missing":
      throw noKey();
    case "bad":
      throw badKey(call.key);
    case "good":
    case "no-balance":
  }
}

/** Model name, balance and concurrency are looked at before the values of the body. */
function admit(call: Call, body: CommonBody): void {
  checkModel(body.model);
  if (keyStateOf(call.key, call.behaviour.keys) === "no-balance") throw noBalance();
  const running = call.enter(`${call.key} ${body.model}`);
  const limit = call.behaviour.concurrencyLimit;
  if (running > limit) throw tooManyRequests(running, limit);
}

/** GET /user/balance: amounts are strings (DeepSeek API docs, 2026-09-11). */
function balanceOf(call: Call): object {
  const isEmpty = keyStateOf(call.key, call.behaviour.keys) === "no-balance";
  return {
    is_available: !isEmpty,
    balance_infos: [
      {
        currency: "USD",
        total_balance: isEmpty ? "0.00" : "10.50",
        granted_balance: isEmpty ? "0.00" : "0.50",
        topped_up_balance: isEmpty ? "0.00" : "10.00",
      },
    ],
  };
}
