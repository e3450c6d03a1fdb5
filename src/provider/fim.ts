import { chatBody } from "./chat";
import type { FimRequest } from "./fimRequest";
import { fimTemplateFor } from "./fimTemplates";
import type { FimDialect, ProviderProfile } from "./profiles";
import { selectParameters, type LeftOutParameter } from "./selectParameters";

/** A completion request in the provider's words. */
export interface FimBody {
  readonly body: Readonly<Record<string, unknown>>;
  readonly leftOut: readonly LeftOutParameter[];
}

/**
 * The ways to a completion that are worth trying for a model, best first. `chosen` is the user's own choice and then the
 * only one. Without a known template the raw completion endpoint would only continue the prefix, so it is left out.
 */
export function fimDialectsFor(
  profile: ProviderProfile,
  model: string,
  chosen: FimDialect | undefined,
): readonly FimDialect[] {
  const dialects = chosen === undefined ? profile.fimDialects : [chosen];
  const possible = dialects.filter(
    (dialect) => dialect !== "template" || fimTemplateFor(model) !== undefined,
  );
  return possible.length > 0 ? possible : ["chat-infill"];
}

/**
 * The body of a streaming completion request in one dialect. `model` is the name to ask for, after translation and
 * fallback; empty where the server has only one.
 */
export function fimBody(
  profile: ProviderProfile,
  dialect: FimDialect,
  model: string,
  request: FimRequest,
): FimBody {
  if (dialect === "chat-infill") return chatInfillBody(profile, model, request);

  const selected = selectParameters(request.parameters, {
    profile,
    role: "fim",
    isThinking: false,
    hasTools: false,
    mentionsJson: true,
  });
  const maxTokens = cappedMaxTokens(request, selected.values["maxTokens"]);
  const common = (stop: readonly string[]) => ({
    stream: true,
    ...(stop.length > 0 && { stop: stop.slice(0, profile.maxStops) }),
    ...selected.fields,
    ...selected.extraFields,
  });
  const modelField = model === "" ? {} : { model };
  const { leftOut } = selected;

  switch (dialect) {
    case "deepseek-fim":
    case "openai-fim":
      // The raw text on both sides, without FIM tokens (DeepSeek FIM guide, 2026-09-11; fixture 02).
      return {
        body: {
          ...modelField,
          prompt: request.prefix,
          suffix: request.suffix,
          max_tokens: maxTokens,
          stream_options: { include_usage: true },
          ...common(request.stop),
        },
        leftOut,
      };
    case "template": {
      const template = fimTemplateFor(model);
      // The model's own tokens come first: where only some stop sequences fit, these must not be shown.
      return {
        body: {
          ...modelField,
          prompt: template?.prompt(request.prefix, request.suffix) ?? request.prefix,
          max_tokens: maxTokens,
          stream_options: { include_usage: true },
          ...common([...(template?.stop ?? []), ...request.stop]),
        },
        leftOut,
      };
    }
    case "llamacpp-infill":
      // The server puts the model's tokens in (llama.cpp tools/server/README.md, read 2026-11-21).
      return {
        body: {
          ...modelField,
          input_prefix: request.prefix,
          input_suffix: request.suffix,
          n_predict: maxTokens,
          cache_prompt: true,
          ...common(request.stop),
        },
        leftOut,
      };
  }
}

/** End tokens that a dialect may leave in its text. */
export function fimEndTokens(
  profile: ProviderProfile,
  dialect: FimDialect,
  model: string,
): readonly string[] {
  const ofTemplate = dialect === "template" ? (fimTemplateFor(model)?.stop ?? []) : [];
  return [...profile.strayEndTokens, ...ofTemplate];
}

/** The setting is an upper bound: a position that wants one line asks for less. */
function cappedMaxTokens(request: FimRequest, bound: unknown): number {
  return typeof bound === "number" ? Math.min(request.maxTokens, bound) : request.maxTokens;
}

/** Parameters of completions that mean the same in a chat request. */
const chatInfillParameters: ReadonlySet<string> = new Set([
  "temperature",
  "topP",
  "minP",
  "topK",
  "frequencyPenalty",
  "presencePenalty",
  "repetitionPenalty",
  "seed",
  "promptCacheKey",
  "extraBody",
]);

const chatInfillInstructions = [
  "You fill holes in source files. The user sends a file in which <hole></hole> marks one hole.",
  "Reply with exactly the text that belongs in the hole, so that the file is right when it takes the hole's place.",
  "Keep the indentation. Do not repeat what stands before or after the hole. Do not explain. If nothing is missing, reply with nothing.",
].join(" ");

/**
 * A chat that asks for the hole's text. Where the provider continues a trailing assistant message, that message opens a
 * fence and the closing fence stops the answer (DeepSeek prefix guide; fixture 07); elsewhere the fence is taken away
 * from the answer, and stop sequences of white space alone are not sent because they would end it behind the opening fence.
 */
function chatInfillBody(profile: ProviderProfile, model: string, request: FimRequest): FimBody {
  const entries = Object.entries(request.parameters);
  const isContinued = profile.continuation !== "prompt";
  const question = {
    role: "user" as const,
    text: `Language: ${request.languageId}\n\n${request.prefix}<hole></hole>${request.suffix}`,
  };
  const chat = chatBody(profile, {
    model,
    messages: [
      { role: "system", text: chatInfillInstructions },
      question,
      ...(isContinued ? [{ role: "assistant" as const, text: `\`\`\`${request.languageId}\n` }] : []),
    ],
    thinking: "off",
    maxTokens: cappedMaxTokens(request, request.parameters["maxTokens"]),
    stop: isContinued ? ["```", ...request.stop] : request.stop.filter((text) => text.trim() !== ""),
    continuesLastMessage: isContinued,
    parameters: Object.fromEntries(entries.filter(([name]) => chatInfillParameters.has(name))),
  });
  const unused = entries.filter(
    ([name, value]) =>
      value !== null && !chatInfillParameters.has(name) && name !== "maxTokens" && name !== "stop",
  );
  return {
    body: chat.body,
    leftOut: [
      ...chat.leftOut,
      ...unused.map(([name]) => ({ name, reason: "It has no counterpart in a chat request." })),
    ],
  };
}
