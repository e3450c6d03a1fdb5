import type { Call } from "../call";
import { deliverJson, deliverStream, type StreamEvent } from "../deliver";
import { splitFimPrompt } from "../deepinfra/fimTemplate";
import { readOpenAiBody } from "../deepinfra/openAiBody";
import { generate, piecesOf, type Generation } from "../generation";
import { asObject } from "../jsonText";
import { keyStateOf } from "../keyState";
import { Refusal } from "../refusal";
import { countTokens } from "../tokens";
import { readInfillBody } from "./infillBody";

const modelName = "midfill-emulator.gguf";
const contextTokens = 32_768;

/**
 * Answers as llama.cpp's server does, as far as a completion client needs it (tools/server/README.md, 2026): /infill,
 * /health, /props and the OpenAI-compatible routes. A key is only asked for when the emulator is told so.
 */
export async function serveLlamacpp(call: Call): Promise<void> {
  const { endpoint } = call.route;
  if (endpoint === "health") return sendPlain(call, { status: "ok" });
  const key = keyStateOf(call.key, call.behaviour.keys);
  if (key === "bad" || (key === "missing" && call.behaviour.keys.accepted !== undefined)) {
    throw llamaError(401, "Invalid API Key", "authentication_error");
  }
  switch (endpoint) {
    case "infill":
      return await serveInfill(call);
    case "chat":
    case "completions":
      return await serveOpenAi(call, endpoint);
    case "props":
      return sendPlain(call, {
        default_generation_settings: { n_ctx: contextTokens },
        total_slots: 1,
        model_path: modelName,
        chat_template: "",
        modalities: { vision: false, audio: false },
        build_info: "midfill-emulator",
      });
    case "models":
      return sendPlain(call, {
        object: "list",
        data: [
          { id: modelName, object: "model", created: call.createdSeconds, owned_by: "llamacpp", meta: null },
        ],
      });
    case "model":
    case "balance":
      throw llamaError(404, "File Not Found", "not_found_error");
  }
}

async function serveInfill(call: Call): Promise<void> {
  const body = readInfillBody(call.bodyText);
  const text = call.engine.fillInMiddle({
    prefix: body.prefix + body.prompt,
    suffix: body.suffix,
    extra: body.extra,
    temperature: body.temperature,
  });
  const generation = generate(
    { reasoning: "", text, calls: [] },
    { maxTokens: body.maxTokens < 0 ? contextTokens : body.maxTokens, stop: body.stop },
  );
  const promptTokens = countTokens(body.prefix + body.suffix + body.prompt);
  if (!body.isStream) {
    const json = JSON.stringify(infillEnd(generation, promptTokens, generation.text));
    return await deliverJson(call, {}, json, generation.completionTokens);
  }
  await deliverStream(call, {}, infillEvents(generation, promptTokens, call.behaviour.tokensPerChunk));
}

function* infillEvents(
  generation: Generation,
  promptTokens: number,
  tokensPerChunk: number,
): Generator<StreamEvent> {
  let predicted = 0;
  for (const content of piecesOf(generation.text, tokensPerChunk)) {
    const tokens = countTokens(content);
    predicted += tokens;
    const chunk = {
      index: 0,
      content,
      tokens: [],
      stop: false,
      id_slot: -1,
      tokens_predicted: predicted,
      tokens_evaluated: promptTokens,
    };
    yield { data: JSON.stringify(chunk), tokens };
  }
  yield { data: JSON.stringify(infillEnd(generation, promptTokens, "")), tokens: 0 };
}

function infillEnd(generation: Generation, promptTokens: number, content: string): object {
  const isCut = generation.finishReason === "length";
  return {
    index: 0,
    content,
    tokens: [],
    id_slot: 0,
    stop: true,
    model: modelName,
    tokens_predicted: generation.completionTokens,
    tokens_evaluated: promptTokens,
    has_new_line: generation.text.includes("\n"),
    truncated: false,
    stop_type: isCut ? "limit" : generation.stoppedBy === undefined ? "eos" : "word",
    stopping_word: generation.stoppedBy ?? "",
    tokens_cached: promptTokens + generation.completionTokens,
    timings: { prompt_n: promptTokens, predicted_n: generation.completionTokens },
  };
}

async function serveOpenAi(call: Call, endpoint: "chat" | "completions"): Promise<void> {
  // The server loads one model and takes any name, or none.
  const named = JSON.stringify({ model: modelName, ...parsedObject(call.bodyText) });
  const body = readOpenAiBody(named, endpoint);
  const isChat = endpoint === "chat";
  const answer = isChat
    ? call.engine.answerChat({ ...body, continues: undefined, isThinking: false })
    : {
        reasoning: "",
        text: call.engine.fillInMiddle({ ...splitFimPrompt(body.prompt), temperature: body.temperature }),
        calls: [],
      };
  const generation = generate(answer, { maxTokens: body.maxTokens ?? contextTokens, stop: body.stop });
  const promptText = isChat ? body.messages.map((message) => message.content ?? "").join("\n") : body.prompt;
  const promptTokens = countTokens(promptText);
  const usage = {
    completion_tokens: generation.completionTokens,
    prompt_tokens: promptTokens,
    total_tokens: promptTokens + generation.completionTokens,
  };
  const tail = (object: string) => ({
    created: call.createdSeconds,
    model: body.model,
    system_fingerprint: "midfill-emulator",
    object,
    id: `chatcmpl-${call.serial}`,
  });
  const finish_reason = call.behaviour.finishReason ?? generation.finishReason;
  const { text } = generation;
  if (!body.isStream) {
    const choice = isChat
      ? { finish_reason, index: 0, message: { role: "assistant", content: text } }
      : { text, index: 0, logprobs: null, finish_reason };
    const json = { choices: [choice], ...tail(isChat ? "chat.completion" : "text_completion"), usage };
    return await deliverJson(call, {}, JSON.stringify(json), generation.completionTokens);
  }
  const chunk = (choices: readonly object[], more: object = {}) =>
    JSON.stringify({ choices, ...tail(isChat ? "chat.completion.chunk" : "text_completion"), ...more });
  await deliverStream(
    call,
    {},
    (function* (): Generator<StreamEvent> {
      if (isChat) {
        yield {
          data: chunk([{ finish_reason: null, index: 0, delta: { role: "assistant", content: null } }]),
          tokens: 0,
        };
      }
      for (const piece of piecesOf(text, call.behaviour.tokensPerChunk)) {
        const choice = isChat
          ? { finish_reason: null, index: 0, delta: { content: piece } }
          : { text: piece, index: 0, logprobs: null, finish_reason: null };
        yield { data: chunk([choice]), tokens: countTokens(piece) };
      }
      const last = isChat
        ? { finish_reason, index: 0, delta: {} }
        : { text: "", index: 0, logprobs: null, finish_reason };
      yield { data: chunk([last]), tokens: 0 };
      if (body.includesUsage === true) yield { data: chunk([], { usage }), tokens: 0 };
    })(),
  );
}

/** llama.cpp's error object. */
export function llamaError(status: number, message: string, type: string): Refusal {
  return new Refusal(status, JSON.stringify({ error: { code: status, message, type } }), "application/json");
}

function parsedObject(text: string): Readonly<Record<string, unknown>> {
  try {
    return asObject(JSON.parse(text)) ?? {};
  } catch {
    throw llamaError(400, "Failed to parse the request body as JSON", "invalid_request_error");
  }
}

function sendPlain(call: Call, value: object): void {
  const json = JSON.stringify(value);
  call.response.writeHead(200, {
    "Content-Type": "application/json",
    "Content-Length": Buffer.byteLength(json),
  });
  call.response.end(json);
}
