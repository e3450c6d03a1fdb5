import type { ChatRequest, ChatRequestMessage, RequestImage, ToolDefinition } from "./chatRequest";
import { continuedMessages, continuedPartOf, type ContinuedPart } from "./continuedMessage";
import { modelTakesImages } from "./modelTakesImages";
import type { ProviderProfile, ReasoningEffort } from "./profiles";
import { defaultMaxTokens } from "./defaultMaxTokens";
import { translateRetiredModel } from "./retiredModels";
import { selectParameters, type LeftOutParameter, type ParameterContext } from "./selectParameters";
import { strictSchema } from "./strictSchema";

/** A chat request in the provider's words. */
export interface ChatBody {
  /** Keys in a fixed order, the conversation first: what a conversation grows by is appended. */
  readonly body: Readonly<Record<string, unknown>>;
  /** The model asked for, after translation; empty where the server has only one. */
  readonly model: string;
  /** The request needs the provider's beta address. */
  readonly needsBeta: boolean;
  /** What of the last message the answer goes on with; undefined: it is a new answer. */
  readonly continues?: ContinuedPart;
  readonly leftOut: readonly LeftOutParameter[];
}

/**
 * The body of a streaming chat request. What the request says wins over the user's parameters; what the provider does
 * not take is left out. The same conversation always gives the same messages, so that the provider's prefix cache hits.
 */
export function chatBody(profile: ProviderProfile, request: ChatRequest): ChatBody {
  const translated = translateRetiredModel(
    profile,
    request.model === "" ? profile.defaultChatModel : request.model,
  );
  const thinking = request.thinking ?? thinkingOf(request.parameters) ?? translated.thinking;
  const context = parameterContext(profile, request);
  const { isThinking } = context;
  const tools = request.tools ?? [];

  const selected = selectParameters(request.parameters, context);
  const effort = isThinking ? (request.effort ?? effortOf(selected.values)) : undefined;
  const maxTokens =
    request.maxTokens ?? selected.values["maxTokens"] ?? defaultMaxTokens(profile, isThinking);
  const stop = (request.stop ?? textsOf(selected.values["stop"])).slice(0, profile.maxStops);
  const continues = continuedPartOf(request);
  const isMarked = continues !== undefined && profile.continuation === "prefix-flag";
  const takesImages = request.takesImages ?? modelTakesImages(profile, translated.model);
  // Strict mode wants every tool of a request to be strict (DeepSeek API docs, "Tool Calls", read 2026-09-11).
  const isStrict =
    profile.takesStrictTools && tools.length > 0 && tools.every((tool) => tool.isStrict === true);

  return {
    body: {
      ...(translated.model !== "" && { model: translated.model }),
      messages: wireMessages(profile, request, continues, takesImages),
      ...(tools.length > 0 && { tools: tools.map((tool) => wireTool(tool, isStrict)) }),
      stream: true,
      // DeepSeek and DeepInfra send usage anyway, servers like OpenAI's only when asked.
      stream_options: { include_usage: true },
      ...(maxTokens !== undefined && { max_tokens: maxTokens }),
      ...(stop.length > 0 && { stop }),
      ...selected.fields,
      ...(tools.length > 0 && request.toolChoice !== undefined && { tool_choice: request.toolChoice }),
      ...thinkingFields(profile, thinking, effort, selected.values["chatTemplateKwargs"]),
      ...selected.extraFields,
    },
    model: translated.model,
    needsBeta: isMarked || isStrict,
    ...(continues !== undefined && { continues }),
    leftOut: selected.leftOut,
  };
}

/** What decides which of the user's parameters have an effect in a request. */
export function parameterContext(profile: ProviderProfile, request: ChatRequest): ParameterContext {
  const translated = translateRetiredModel(
    profile,
    request.model === "" ? profile.defaultChatModel : request.model,
  );
  const thinking = request.thinking ?? thinkingOf(request.parameters) ?? translated.thinking;
  const wishedEffort = request.effort ?? effortOf(request.parameters);
  return {
    profile,
    role: "chat",
    isThinking:
      thinking === undefined ? profile.thinksByDefault || wishedEffort !== undefined : thinking === "on",
    hasTools: (request.tools ?? []).length > 0,
    mentionsJson: request.messages.some((message) => /json/iu.test(message.text)),
  };
}

/** The messages; roles are those that every provider knows (`developer` is refused by DeepSeek's own converter, 2026-10). */
function wireMessages(
  profile: ProviderProfile,
  request: ChatRequest,
  continues: ContinuedPart | undefined,
  takesImages: boolean,
): readonly Readonly<Record<string, unknown>>[] {
  const usesTools =
    (request.tools ?? []).length > 0 ||
    request.messages.some((message) => message.role === "assistant" && (message.toolCalls ?? []).length > 0);
  const isMarked = continues !== undefined && profile.continuation === "prefix-flag";
  const messages =
    continues === undefined ? request.messages : continuedMessages(profile, request.messages, continues);
  return messages.map((message, position) =>
    wireMessage(profile, message, {
      usesTools,
      isMarked: isMarked && position === messages.length - 1,
      takesImages,
    }),
  );
}

/**
 * - Text is always a string: an assistant message with `null` and no tool calls is a 400 (fixture
 *   11-deepseek-error-400-assistant-empty).
 * - Thinking goes back as soon as tools are in play: DeepSeek answers 400 without it (fixtures 05b, 05c); without tools
 *   it would be ignored, so it is not sent.
 * - A continued message carries `prefix: true` where the provider wants it, and the thinking it broke off in (DeepSeek
 *   prefix guide; fixture 07).
 */
function wireMessage(
  profile: ProviderProfile,
  message: ChatRequestMessage,
  {
    usesTools,
    isMarked,
    takesImages,
  }: { readonly usesTools: boolean; readonly isMarked: boolean; readonly takesImages: boolean },
): Readonly<Record<string, unknown>> {
  switch (message.role) {
    case "system":
      return { role: "system", content: message.text };
    case "user":
      return { role: "user", content: userContent(message.text, message.images ?? [], takesImages) };
    case "tool":
      return { role: "tool", tool_call_id: message.toolCallId, content: message.text };
    case "assistant": {
      const reasoning =
        usesTools && profile.replaysReasoning === "every-message"
          ? (message.reasoning ?? "")
          : message.reasoning;
      const sendsReasoning = reasoning !== undefined && (usesTools || (isMarked && reasoning !== ""));
      const toolCalls = message.toolCalls ?? [];
      return {
        role: "assistant",
        content: message.text,
        ...(sendsReasoning && { reasoning_content: reasoning }),
        ...(toolCalls.length > 0 && {
          tool_calls: toolCalls.map((call) => ({
            id: call.id,
            type: "function",
            function: { name: call.name, arguments: objectText(call.arguments) },
          })),
        }),
        ...(isMarked && { prefix: true }),
      };
    }
  }
}

/** Stands where an image was once sent to a model that takes images, in a conversation that goes on with another. */
const imageLeftOut = "(An image stood here. This model takes no images, so it was left out.)";

/**
 * Parts only where there are images: a plain string is what every server takes. Text first, then the images as data
 * URLs (DeepSeek API docs, 2026-09-11; OpenAI's form, so other servers read it, too).
 */
function userContent(text: string, images: readonly RequestImage[], takesImages: boolean): unknown {
  if (images.length === 0) return text;
  if (!takesImages)
    return [text, ...images.map(() => imageLeftOut)].filter((part) => part !== "").join("\n\n");
  return [
    ...(text === "" ? [] : [{ type: "text", text }]),
    ...images.map(({ mimeType, base64 }) => ({
      type: "image_url",
      image_url: { url: `data:${mimeType};base64,${base64}` },
    })),
  ];
}

/**
 * Arguments of an earlier call as JSON text of an object, always. The templates of V3.2 and V4 parse them again, and
 * vLLM (DeepInfra's kind of host) refuses a request whose history holds arguments that are none; what the model got
 * wrong goes back as one text under `arguments`, as DeepSeek's own encoder does (encoding_dsv32.py, read 2026-11-21).
 */
function objectText(argumentsText: string): string {
  if (argumentsText.trim() === "") return "{}";
  try {
    const value: unknown = JSON.parse(argumentsText);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return argumentsText;
  } catch {
    // Told as it is, below.
  }
  return JSON.stringify({ arguments: argumentsText });
}

function wireTool(tool: ToolDefinition, isStrict: boolean): Readonly<Record<string, unknown>> {
  return {
    type: "function",
    function: {
      name: tool.name,
      description: tool.description,
      parameters: isStrict ? strictSchema(tool.parameters) : tool.parameters,
      ...(isStrict && { strict: true }),
    },
  };
}

/** How thinking is asked for; nothing where nothing was said, so that the provider's default stands. */
function thinkingFields(
  profile: ProviderProfile,
  thinking: "on" | "off" | undefined,
  effort: ReasoningEffort | undefined,
  templateKwargs: unknown,
): Readonly<Record<string, unknown>> {
  const effortName = effort === undefined ? undefined : profile.effortNames[effort];
  const effortField = effortName === undefined ? {} : { reasoning_effort: effortName };
  switch (profile.thinkingSwitch) {
    case "thinking-object":
      // An object: a boolean is a 422 (fixture 14).
      return {
        ...(thinking !== undefined && { thinking: { type: thinking === "on" ? "enabled" : "disabled" } }),
        ...effortField,
      };
    case "effort":
      if (thinking === "off") return { reasoning_effort: "none" };
      if (thinking === "on" && effortName === undefined && !profile.thinksByDefault) {
        return { reasoning_effort: profile.effortNames.high };
      }
      return effortField;
    case "template-kwargs":
      return thinking === undefined
        ? {}
        : { chat_template_kwargs: { ...objectOf(templateKwargs), enable_thinking: thinking === "on" } };
    case "none":
      return effortField;
  }
}

function thinkingOf(parameters: Readonly<Record<string, unknown>>): "on" | "off" | undefined {
  const value = parameters["thinking"];
  return value === "on" || value === "off" ? value : undefined;
}

function effortOf(parameters: Readonly<Record<string, unknown>>): ReasoningEffort | undefined {
  const value = parameters["reasoningEffort"];
  return value === "low" || value === "medium" || value === "high" || value === "max" ? value : undefined;
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

function objectOf(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}
