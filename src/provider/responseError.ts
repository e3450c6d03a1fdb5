import { type ErrorBody, readErrorBody, readErrorValue } from "./errorBody";
import { ProviderError, type ProviderErrorKind } from "./errors";
import { plainText } from "./plainText";
import { redact } from "./redact";
import { retryAfterMs } from "./retryAfter";

/** What is known about a request beside its answer. */
export interface ResponseErrorContext {
  /** Keys that were sent; no message repeats them. */
  readonly secrets?: readonly string[];
  /** False when no key is stored for the origin, so that a 401 can say that instead of "wrong key". */
  readonly hadKey?: boolean;
}

/**
 * The error for an answer whose status says that it failed. `headers` have lower-case names; `bodyText` may be
 * JSON, HTML, plain text or empty, of any length.
 */
export function responseError(
  providerLabel: string,
  status: number,
  headers: Readonly<Record<string, string>>,
  bodyText: string,
  context: ResponseErrorContext = {},
): ProviderError {
  return errorFrom(providerLabel, status, headers, readErrorBody(bodyText), context);
}

/**
 * The error for an error object inside an answer that began well: a data event `{"error":…}`, an `event: error`,
 * or a JSON body with status 200. Its own `code` decides the kind where it is an HTTP status.
 */
export function errorInAnswer(
  providerLabel: string,
  headers: Readonly<Record<string, string>>,
  json: unknown,
  context: ResponseErrorContext = {},
): ProviderError {
  const body = readErrorValue(json);
  const code = Number(body.code);
  const status = Number.isInteger(code) && code >= 400 && code <= 599 ? code : statusOfType(body);
  return errorFrom(providerLabel, status, headers, body, context);
}

/** The provider's id of a request, for a support request: DeepSeek's `x-ds-trace-id`, others' `x-request-id`. */
export function requestIdOf(headers: Readonly<Record<string, string>>): string | undefined {
  const id = headers["x-ds-trace-id"] ?? headers["x-request-id"];
  return id !== undefined && /^[\x21-\x7e]{1,128}$/.test(id) ? redact(id) : undefined;
}

/** The kinds that an answer can be of; the others come from the connection. */
type ResponseErrorKind = Extract<
  ProviderErrorKind,
  "auth" | "balance" | "rate-limit" | "model" | "context-length" | "bad-request" | "server"
>;

function errorFrom(
  providerLabel: string,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: ErrorBody,
  context: ResponseErrorContext,
): ProviderError {
  // Masked before it is cut: a key cut in half would no longer be recognised.
  const masked = redact(body.message ?? "", context.secrets);
  const said = plainText(masked);
  const kind = kindOf(status, said, body);
  const retryAfter = retryAfterMs(headers);
  const requestId = requestIdOf(headers);
  const availableModels = kind === "model" ? modelsNamedIn(plainText(masked, 4000)) : [];
  const { message, nextStep } = wordsFor(kind, {
    providerLabel,
    status,
    said: said === "" ? reasonPhrase(status) : said,
    hadKey: context.hadKey ?? true,
    ...(retryAfter !== undefined && { retryAfter }),
    availableModels,
  });
  return new ProviderError(kind, {
    message,
    nextStep,
    status,
    isRetryable: isRetryable(kind, headers["x-should-retry"]),
    ...(retryAfter !== undefined && { retryAfterMs: retryAfter }),
    ...(requestId !== undefined && { requestId }),
    ...(availableModels.length > 0 && { availableModels }),
  });
}

const unknownModel =
  /supported api model names|model not exist|no such model|unknown model|model\b.{0,200}\b(?:does not exist|not found|is not available|not supported)/i;

const contextTooLong =
  /maximum context length|context[_ ]length|maximum input length|exceeds? the (?:available )?context|context size|prompt is too long/i;

function kindOf(status: number, said: string, body: ErrorBody): ResponseErrorKind {
  const names = `${body.type ?? ""} ${body.code ?? ""}`;
  if (status === 402 || names.includes("insufficient_quota")) return "balance";
  if (status === 401) return "auth";
  if (status === 429) return "rate-limit";
  // DeepInfra answered 500 to a prompt that is too long in 2024, and says 400 since (its errors page, 2026-11-21).
  if (contextTooLong.test(said) || /context_length_exceeded|exceed_context_size/.test(names)) {
    return "context-length";
  }
  if (status < 500 && (unknownModel.test(said) || names.includes("model_not_found"))) return "model";
  if (status === 403) return "auth";
  // 408, 409 and 425 ask for the same request once more; openai-node 7.55 and deepseek-mcp-server do so too.
  if (status >= 500 || status === 408 || status === 409 || status === 425) return "server";
  return "bad-request";
}

/** The status an error object without one would have had. */
function statusOfType({ type = "", code = "" }: ErrorBody): number {
  const names = `${type} ${code}`;
  if (/authentication|invalid_api_key|permission/.test(names)) return 401;
  if (/rate_limit/.test(names)) return 429;
  if (/invalid_request|not_found|exceed_context/.test(names)) return 400;
  return 500;
}

/** `x-should-retry` (an OpenAI convention) may forbid any repetition, and ask for one where it could help. */
function isRetryable(kind: ResponseErrorKind, shouldRetry: string | undefined): boolean {
  if (shouldRetry === "false") return false;
  if (kind === "rate-limit" || kind === "server") return true;
  return kind === "bad-request" && shouldRetry === "true";
}

/**
 * The names in "The supported API model names are A, B, but you passed X." (DeepSeek, 400; seen 2026-11). At most
 * 100, each of characters that model names have.
 */
function modelsNamedIn(said: string): readonly string[] {
  const list = /supported API model names are (.{1,2000}?),? but you passed/i.exec(said)?.[1] ?? "";
  return list
    .split(/,| and | or /)
    .map((name) => name.trim().replace(/^[`'"]|[`'"]$/g, ""))
    .filter((name) => /^[\w./:@-]{1,100}$/.test(name))
    .slice(0, 100);
}

interface WordingFacts {
  readonly providerLabel: string;
  readonly status: number;
  readonly said: string;
  readonly hadKey: boolean;
  readonly retryAfter?: number;
  readonly availableModels: readonly string[];
}

function wordsFor(kind: ResponseErrorKind, facts: WordingFacts): { message: string; nextStep: string } {
  const { providerLabel: label, status, said, availableModels } = facts;
  switch (kind) {
    case "auth":
      return facts.hadKey
        ? {
            message: `${label} did not accept the API key (${status}): ${said}`,
            nextStep: `Set a valid ${label} key with “Midfill: Set API Key”.`,
          }
        : {
            message: `${label} asks for an API key, and none is stored for this address (${status}): ${said}`,
            nextStep: `Enter the ${label} key with “Midfill: Set API Key”.`,
          };
    case "balance":
      return {
        message: `The ${label} account has no balance left (${status}): ${said}`,
        nextStep: `Top up the account at ${label}, then try again.`,
      };
    case "rate-limit":
      return {
        message: `${label} takes no more requests for the moment (${status}): ${said}`,
        nextStep:
          facts.retryAfter === undefined
            ? "Wait a moment and try again."
            : `Try again in ${Math.ceil(facts.retryAfter / 1000)} s.`,
      };
    case "model":
      return {
        message: `${label} does not offer the chosen model (${status}): ${said}`,
        nextStep:
          availableModels.length === 0
            ? `Choose a model that ${label} offers.`
            : `Choose one of: ${availableModels.slice(0, 12).join(", ")}.`,
      };
    case "context-length":
      return {
        message: `The request is too long for the model at ${label} (${status}): ${said}`,
        nextStep: "Attach less, start a new conversation, or choose a model with a longer context.",
      };
    case "server":
      return {
        message: `${label} could not answer (${status}): ${said}`,
        nextStep: "Try again in a moment.",
      };
    case "bad-request":
      return {
        message: `${label} refused the request (${status}): ${said}`,
        nextStep: `Check the model, the base URL and the request settings for ${label}.`,
      };
  }
}

const reasonPhrases: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  402: "Payment Required",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  408: "Request Timeout",
  409: "Conflict",
  413: "Content Too Large",
  422: "Unprocessable Content",
  429: "Too Many Requests",
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

function reasonPhrase(status: number): string {
  return reasonPhrases[status] ?? "no explanation came with it";
}
