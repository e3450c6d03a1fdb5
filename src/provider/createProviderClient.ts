import { addressesOf, type ApiAddresses } from "./apiAddresses";
import { chatExchange, requireModel } from "./chatExchange";
import { createChatReader } from "./chatReader";
import type { ChatRequest } from "./chatRequest";
import type { ChunkReader } from "./chunkReader";
import type { Balance, ModelInfo, ProviderClient } from "./client";
import { eachOf } from "./eachOf";
import { checkBaseUrl } from "./endpoint";
import { ProviderError } from "./errors";
import type { ChatEvent, FimEvent, FinishEvent } from "./events";
import type { Deadlines, Exchange, ExchangeDependencies, Limits, StreamStatus } from "./exchange";
import { fimBody, fimDialectsFor } from "./fim";
import { createFimReader } from "./fimReader";
import type { FimRequest } from "./fimRequest";
import { nearestModel } from "./nearestModel";
import type { FimDialect, ProviderProfile } from "./profiles";
import { readBalance } from "./readBalance";
import { readModels } from "./readModels";
import { requestJson } from "./requestJson";
import { translateRetiredModel } from "./retiredModels";
import type { LeftOutParameter } from "./selectParameters";
import { streamExchange } from "./streamExchange";

/** What a client is made of. */
export interface ProviderClientOptions {
  readonly profile: ProviderProfile;
  /** As the user wrote it; checked at every call, so that a wrong one is a typed error there and not here. */
  readonly baseUrl: string;
  readonly dependencies: ExchangeDependencies;
  /** See `deadlinesFor`. */
  readonly deadlines: { readonly chat: Deadlines; readonly fim: Deadlines };
  /** `chatLimits` and `fimLimits` of `defaultLimits.ts` where nothing else is wanted. */
  readonly limits: { readonly chat: Limits; readonly fim: Limits };
  /** The user's choice; undefined: the profile's ways, best first. */
  readonly fimDialect?: FimDialect;
  /** Told once for each model name that the provider did not know and that completions have replaced by a listed one. */
  onModelFallback?(fallback: { readonly wanted: string; readonly used: string }): void;
}

/** A request and what reads its answer; a new reader for each try. */
interface PreparedStream<T> extends Exchange {
  readonly createReader: () => ChunkReader<T>;
}

/**
 * A provider at an address. Completions help themselves: a model name that the provider refuses is replaced once by the
 * nearest of those it lists, and a way to completions that the server refuses by the next one; what worked is remembered as
 * long as the client lives. The chat does neither, because another model may cost more and answers differently.
 */
export function createProviderClient(options: ProviderClientOptions): ProviderClient {
  const { profile, dependencies } = options;
  const replacedModels = new Map<string, string>();
  const workingDialects = new Map<string, FimDialect>();

  function addresses(): ApiAddresses {
    return addressesOf(profile, checkBaseUrl(options.baseUrl));
  }

  function logLeftOut(leftOut: readonly LeftOutParameter[]): void {
    for (const { name, reason } of leftOut) dependencies.log("debug", `Left out ${name}: ${reason}`);
  }

  async function* stream<T extends { readonly type: string }>(
    prepare: () => PreparedStream<T>,
    limits: { readonly deadlines: Deadlines; readonly limits: Limits },
    signal: AbortSignal,
  ): AsyncGenerator<readonly (T | StreamStatus | FinishEvent)[], void, undefined> {
    const { createReader, ...exchange } = prepare();
    let reader = createReader();
    let requestId: string | undefined;
    try {
      const items = streamExchange<T>(
        exchange,
        { dependencies, ...limits, parse: (chunk) => reader.read(chunk) },
        signal,
      );
      for await (const item of items) {
        if (item.type === "events") {
          yield item.events;
          signal.throwIfAborted();
        } else if (item.type === "head") {
          requestId = item.requestId;
        } else {
          if (item.status === "retrying") reader = createReader();
          yield [item];
        }
      }
    } catch (error) {
      // Cut off: what was held back to look for a tag is text after all.
      if (error instanceof ProviderError) yield reader.rest();
      throw error;
    }
    yield [{ ...reader.finish(), ...(requestId !== undefined && { requestId }) }];
  }

  function streamChat(request: ChatRequest, signal: AbortSignal): AsyncGenerator<ChatEvent, void, undefined> {
    const prepare = () => {
      const { exchange, model, offersTools, continues, leftOut } = chatExchange(
        profile,
        options.baseUrl,
        request,
      );
      logLeftOut(leftOut);
      return {
        ...exchange,
        createReader: () => createChatReader(profile, model, offersTools ? "call" : "drop", continues),
      };
    };
    const limits = { deadlines: options.deadlines.chat, limits: options.limits.chat };
    return eachOf(stream<ChatEvent>(prepare, limits, signal), signal);
  }

  function streamFim(
    dialect: FimDialect,
    model: string,
    request: FimRequest,
    signal: AbortSignal,
  ): AsyncGenerator<readonly FimEvent[], void, undefined> {
    const prepare = () => {
      const { body, leftOut } = fimBody(profile, dialect, model, request);
      logLeftOut(leftOut);
      return {
        method: "POST" as const,
        url: fimAddress(profile, addresses(), dialect),
        body,
        providerLabel: profile.label,
        needsKey: profile.needsKey,
        isOftenAborted: true,
        createReader: () => createFimReader(profile, dialect, model),
      };
    };
    return stream<FimEvent>(
      prepare,
      { deadlines: options.deadlines.fim, limits: options.limits.fim },
      signal,
    );
  }

  function complete(request: FimRequest, signal: AbortSignal): AsyncGenerator<FimEvent, void, undefined> {
    return eachOf(streamCompletion(request, signal), signal);
  }

  async function* streamCompletion(
    request: FimRequest,
    signal: AbortSignal,
  ): AsyncGenerator<readonly FimEvent[], void, undefined> {
    const asked = request.model === "" ? profile.defaultCompletionModel : request.model;
    const wanted = translateRetiredModel(profile, asked).model;
    requireModel(profile, wanted);
    let model = replacedModels.get(wanted) ?? wanted;
    let hasReplacedModel = false;
    let dialects = remainingDialects(model);

    for (;;) {
      const [dialect = "chat-infill", ...laterDialects] = dialects;
      let hasText = false;
      try {
        for await (const events of streamFim(dialect, model, request, signal)) {
          for (const event of events) {
            if (event.type === "text-delta") hasText = true;
            else if (event.type === "finish") workingDialects.set(model, dialect);
          }
          yield events;
        }
        return;
      } catch (error) {
        if (!(error instanceof ProviderError) || hasText || signal.aborted) throw error;
        const replacement = hasReplacedModel ? undefined : replacementFor(model, error);
        if (replacement !== undefined) {
          dependencies.log(
            "info",
            `${profile.label} does not know ${model}; completions use ${replacement}.`,
          );
          replacedModels.set(wanted, replacement);
          options.onModelFallback?.({ wanted, used: replacement });
          hasReplacedModel = true;
          model = replacement;
          dialects = remainingDialects(model);
        } else if (laterDialects.length > 0 && isDialectRefusal(error)) {
          dependencies.log(
            "info",
            `${profile.label} refused ${dialect} completions; trying ${laterDialects[0] ?? ""}.`,
          );
          dialects = laterDialects;
        } else {
          throw error;
        }
      }
    }
  }

  /** The dialects of a model from the one that worked last time on. */
  function remainingDialects(model: string): readonly FimDialect[] {
    const all = fimDialectsFor(profile, model, options.fimDialect);
    const working = workingDialects.get(model);
    return working === undefined ? all : all.slice(Math.max(0, all.indexOf(working)));
  }

  function replacementFor(model: string, error: ProviderError): string | undefined {
    if (error.kind !== "model") return undefined;
    const available = (error.facts.availableModels ?? []).filter((name) => name !== model);
    return nearestModel(model, available, profile.defaultCompletionModel);
  }

  async function get(url: URL, signal: AbortSignal): Promise<unknown> {
    const { label: providerLabel, needsKey } = profile;
    const exchange: Exchange = { method: "GET", url, providerLabel, needsKey };
    const { chat: deadlines } = options.deadlines;
    const { chat: limits } = options.limits;
    return (await requestJson(exchange, { dependencies, deadlines, limits }, signal)).json;
  }

  async function listModels(signal: AbortSignal): Promise<readonly ModelInfo[]> {
    const models = readModels(await get(addresses().models, signal));
    if (models === undefined) throw unexpectedAnswer(profile, "a list of models");
    return models;
  }

  async function balance(signal: AbortSignal): Promise<Balance | undefined> {
    const url = addresses().balance;
    if (url === undefined) return undefined;
    const read = readBalance(await get(url, signal));
    if (read === undefined) throw unexpectedAnswer(profile, "a balance");
    return read;
  }

  return { label: profile.label, complete, streamChat, listModels, balance };
}

function fimAddress(profile: ProviderProfile, addresses: ApiAddresses, dialect: FimDialect): URL {
  switch (dialect) {
    case "deepseek-fim":
    case "openai-fim":
    case "template":
      return addresses.completions;
    case "llamacpp-infill":
      return addresses.infill ?? addresses.completions;
    case "chat-infill":
      return profile.continuation !== "prompt" ? addresses.chatBeta : addresses.chat;
  }
}

/**
 * Whether the server refused the way and not this request: no such route (404, 405), a field it does not take (400, 422),
 * or llama.cpp's 501 for a model without FIM tokens.
 */
function isDialectRefusal(error: ProviderError): boolean {
  return error.kind === "bad-request" || error.facts.status === 501;
}

function unexpectedAnswer(profile: ProviderProfile, expected: string): ProviderError {
  return new ProviderError("bad-response", {
    message: `${profile.label} did not answer with ${expected}.`,
    nextStep: "Check the base URL.",
    isRetryable: false,
  });
}
