import { ProviderError } from "./errors";
import type { OpenedExchange } from "./openExchange";
import { plainText } from "./plainText";
import { redact } from "./redact";

/** How much of a page that is no API answer is repeated in the message, in UTF-16 code units. */
const excerptChars = 200;

/** An answer without anything in it: DeepSeek's sign of overload in 2025 (DeepSeek-V3 issues 407 and 599). */
export function emptyAnswer(opened: OpenedExchange): ProviderError {
  return badResponse(opened, "sent an empty answer", "Try again in a moment; the provider is busy.", true);
}

/** JSON that cannot be read. The message holds nothing of it: it may be the model's text. */
export function malformedJson(opened: OpenedExchange): ProviderError {
  return badResponse(opened, "sent JSON that cannot be read", "Try again; if it happens often, see the log.");
}

/** JSON that can be read but is not what was asked for. */
export function unexpectedJson(opened: OpenedExchange): ProviderError {
  return badResponse(
    opened,
    "sent an answer in a form that is not understood",
    "Check that the base URL belongs to an OpenAI-compatible API.",
  );
}

/** Something else than the API: a captive portal, a proxy's page, the wrong server. */
export function notAnApiAnswer(opened: OpenedExchange, bodyText: string): ProviderError {
  const excerpt = plainText(redact(bodyText, opened.errorContext.secrets), excerptChars);
  const what = opened.contentType === "" ? "something" : plainText(opened.contentType, 60);
  return badResponse(
    opened,
    `answered with ${what}, not with an API answer${excerpt === "" ? "" : `: “${excerpt}”`}`,
    "Check the base URL, or whether this network wants a log-in in the browser first.",
  );
}

function badResponse(
  { providerLabel, host, response, requestId }: OpenedExchange,
  what: string,
  nextStep: string,
  isRetryable = false,
): ProviderError {
  return new ProviderError("bad-response", {
    message: `${providerLabel} (${host}) ${what}.`,
    nextStep,
    status: response.status,
    isRetryable,
    ...(requestId !== undefined && { requestId }),
  });
}
