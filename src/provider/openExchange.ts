import { checkBaseUrl, isLoopback, originOf } from "./endpoint";
import { ProviderError } from "./errors";
import type { Deadlines, Exchange, ExchangeDependencies } from "./exchange";
import { httpRequestOf } from "./httpRequest";
import { plainText } from "./plainText";
import { readText } from "./readText";
import { redact } from "./redact";
import { requestIdOf, responseError, type ResponseErrorContext } from "./responseError";
import { fromTransportFailure } from "./transportFailure";
import type { TransportResponse } from "./transport";

/** Of an answer that is only read for its error message, in bytes. */
const maxErrorBodyBytes = 65_536;

/** How long the body of an error answer may take, in ms; what came until then is used. */
const errorBodyMs = 5_000;

/** What `openExchange` needs beside the exchange. */
export interface OpenOptions {
  readonly dependencies: ExchangeDependencies;
  readonly deadlines: Deadlines;
  /** Value of the `accept` header. */
  readonly accept: string;
}

/** An answer that may hold what was asked for: its status is 2xx and its bytes are not compressed. */
export interface OpenedExchange {
  readonly response: TransportResponse;
  /** Without parameters, lower-case; empty when the header is missing. */
  readonly contentType: string;
  readonly requestId?: string;
  readonly providerLabel: string;
  readonly host: string;
  /** For errors found in the body. */
  readonly errorContext: ResponseErrorContext;
}

/**
 * Sends an exchange once and judges the head of the answer. The key goes along only when one is stored for
 * exactly the URL's origin.
 *
 * @throws ProviderError, or the signal's reason
 */
export async function openExchange(
  exchange: Exchange,
  options: OpenOptions,
  signal: AbortSignal,
): Promise<OpenedExchange> {
  const { dependencies } = options;
  const { url, method, providerLabel } = exchange;
  const startedAtMs = dependencies.clock.nowMs();
  const place = `${method} ${url.origin}${url.pathname}`;
  const tookMs = () => Math.round(dependencies.clock.nowMs() - startedAtMs);
  const secrets: string[] = [];
  const log = (level: "debug" | "info", line: string) =>
    dependencies.log(level, redact(`${place} ${line}`, secrets));
  try {
    assertSafe(url);
    const key = await keyOf(url, providerLabel, dependencies, signal);
    if (key !== undefined) secrets.push(key);
    else if (exchange.needsKey === true && !isLoopback(url)) throw missingKey(url, providerLabel);
    const response = await send(exchange, options, key, signal);
    const opened: OpenedExchange = {
      response,
      contentType: contentTypeOf(response),
      ...requestIdFact(response, secrets),
      providerLabel,
      host: url.host,
      errorContext: { secrets, hadKey: key !== undefined },
    };
    log("debug", `→ ${response.status} after ${tookMs()} ms`);
    await judgeHead(opened, dependencies, signal);
    return opened;
  } catch (error) {
    signal.throwIfAborted();
    const failure = fromTransportFailure(error, { providerLabel, host: url.host, bytesSeen: 0 });
    const { code, requestId } = failure.facts;
    log(
      "info",
      `failed after ${tookMs()} ms: ${failure.kind}${code === undefined ? "" : ` ${code}`}` +
        `${requestId === undefined ? "" : `, request id ${requestId}`}: ${failure.message}`,
    );
    throw failure;
  }
}

/** The last look before anything is sent: whatever built this URL, the rules for base URLs hold for it. */
function assertSafe(url: URL): void {
  const withoutQuery = new URL(url);
  withoutQuery.search = "";
  checkBaseUrl(withoutQuery.href);
}

async function keyOf(
  url: URL,
  providerLabel: string,
  dependencies: ExchangeDependencies,
  signal: AbortSignal,
): Promise<string | undefined> {
  const key = await dependencies.keyFor(originOf(url)).catch(() => {
    throw new ProviderError("auth", {
      message: `The stored API key for ${providerLabel} could not be read.`,
      nextStep: "Check the system's keyring, or set the key again with “Midfill: Set API Key”.",
      isRetryable: false,
    });
  });
  signal.throwIfAborted();
  if (key === undefined || key === "") return undefined;
  // Header values are visible ASCII; a pasted line break or a typographic dash would fail deep in the network stack.
  if (!/^[\x21-\x7e]+$/.test(key)) {
    throw new ProviderError("auth", {
      message: `The stored API key for ${providerLabel} holds characters that no key has.`,
      nextStep: "Copy the key anew and set it with “Midfill: Set API Key”.",
      isRetryable: false,
    });
  }
  return key;
}

/** The answer would be a 401, and until it came somebody else's server would hold the user's text. */
function missingKey(url: URL, providerLabel: string): ProviderError {
  return new ProviderError("auth", {
    message: `There is no API key for ${providerLabel} at ${originOf(url)}; nothing was sent.`,
    nextStep: `Enter the ${providerLabel} key with “Midfill: Set API Key”.`,
    isRetryable: false,
  });
}

function send(
  exchange: Exchange,
  { dependencies, deadlines, accept }: OpenOptions,
  key: string | undefined,
  signal: AbortSignal,
): Promise<TransportResponse> {
  return dependencies.transport.send({
    ...httpRequestOf(exchange, accept, key === undefined ? undefined : `Bearer ${key}`),
    connectTimeoutMs: deadlines.connectMs,
    headersTimeoutMs: deadlines.headersMs,
    ...(exchange.isOftenAborted === true && { isOftenAborted: true }),
    signal,
  });
}

async function judgeHead(
  opened: OpenedExchange,
  dependencies: ExchangeDependencies,
  signal: AbortSignal,
): Promise<void> {
  const { response, providerLabel, host } = opened;
  const { status, headers } = response;
  if (status === 0 || (status >= 300 && status <= 399)) {
    response.discard();
    throw redirectError(opened);
  }
  const coding = (headers["content-encoding"] ?? "").trim().toLowerCase();
  if (coding !== "" && coding !== "identity") {
    response.discard();
    throw new ProviderError("bad-response", {
      message: `${providerLabel} (${host}) sent a compressed answer (${plainText(coding, 40)}) though none was asked for.`,
      nextStep: "Check the base URL; a proxy in between may compress answers.",
      status,
      isRetryable: false,
    });
  }
  if (status >= 200 && status <= 299) return;
  const bodyText = await readText(response, {
    maxBytes: maxErrorBodyBytes,
    maxMs: errorBodyMs,
    clock: dependencies.clock,
    signal,
  });
  throw responseError(providerLabel, status, headers, bodyText, opened.errorContext);
}

function redirectError({ response, providerLabel, host, requestId }: OpenedExchange): ProviderError {
  const target = redirectHost(response.headers["location"]);
  return new ProviderError("redirect", {
    message:
      target === undefined
        ? `${providerLabel} (${host}) answered with a redirect; nothing was sent on.`
        : `${providerLabel} (${host}) answered with a redirect to ${target}; nothing was sent there.`,
    nextStep: "If the server has moved, set its new base URL yourself.",
    ...(response.status !== 0 && { status: response.status }),
    isRetryable: false,
    ...(requestId !== undefined && { requestId }),
  });
}

/** Only scheme and host of the target: the rest may repeat what was sent. Relative targets name no host. */
function redirectHost(location: string | undefined): string | undefined {
  try {
    const target = new URL(location ?? "");
    return plainText(target.host === "" ? target.protocol : target.origin, 120);
  } catch {
    return undefined;
  }
}

function contentTypeOf({ headers }: TransportResponse): string {
  return (headers["content-type"]?.split(";")[0] ?? "").trim().toLowerCase();
}

function requestIdFact(response: TransportResponse, secrets: readonly string[]): { requestId?: string } {
  const requestId = requestIdOf(response.headers);
  return requestId === undefined ? {} : { requestId: redact(requestId, secrets) };
}
