/** A tool the model may call. `parameters` is a JSON Schema of type object. */
export interface ToolDefinition {
  /** Letters, digits, `-` and `_`, at most 64. */
  readonly name: string;
  readonly description: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /**
   * The tool takes an empty text, 0 or false for whatever it does not require, so that strict arguments can be asked
   * for, where every property is required. They are asked for only when all tools of a request say so.
   */
  readonly isStrict?: boolean;
}

/** A call the model made. `arguments` is the JSON text as it came, valid or not. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: string;
}

/** An image inside a message. The formats are those that DeepSeek takes (its docs for clients, read 2026-09). */
export interface RequestImage {
  readonly mimeType: "image/png" | "image/jpeg" | "image/webp" | "image/gif";
  /** Standard alphabet, with padding, without line breaks. */
  readonly base64: string;
}

/** One message of a request, in our words; `chat.ts` turns it into the provider's. */
export type ChatRequestMessage =
  | { readonly role: "system"; readonly text: string }
  | {
      readonly role: "user";
      readonly text: string;
      /** In the order in which the text speaks of them. */
      readonly images?: readonly RequestImage[];
    }
  | {
      readonly role: "assistant";
      readonly text: string;
      /** The thinking that came with it; sent back where the provider needs it. */
      readonly reasoning?: string;
      readonly toolCalls?: readonly ToolCall[];
    }
  | { readonly role: "tool"; readonly toolCallId: string; readonly text: string };

/** A conversation to go on with. */
export interface ChatRequest {
  /** Empty: the profile's default chat model. */
  readonly model: string;
  readonly messages: readonly ChatRequestMessage[];
  /** Undefined: the provider decides (DeepSeek: on). */
  readonly thinking?: "on" | "off";
  readonly effort?: "low" | "high" | "max";
  readonly maxTokens?: number;
  readonly stop?: readonly string[];
  /** The last message is the assistant's and is to be continued; only the new text comes back. */
  readonly continuesLastMessage?: boolean;
  /** In a fixed order: they stand at the head of the prompt, so that any change loses the provider's prefix cache. */
  readonly tools?: readonly ToolDefinition[];
  /**
   * Whether the model takes images; to one that does not, earlier images go as a note in words. Undefined: what is
   * known of the model.
   */
  readonly takesImages?: boolean;
  /** `none`: the tools stay in the request, but the model may not call one. */
  readonly toolChoice?: "none";
  /** Values of the user's settings by our parameter name (see `parameters.ts`); unset ones are missing. */
  readonly parameters: Readonly<Record<string, unknown>>;
}
