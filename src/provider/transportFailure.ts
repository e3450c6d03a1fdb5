import { ProviderError } from "./errors";
import { ownProperty } from "./ownProperty";
import { ProxiedFailure } from "./proxiedFailure";
import { timeoutError } from "./timeoutError";

/** Where and when a request failed. */
export interface FailureContext {
  readonly providerLabel: string;
  /** Host and port of the provider, for the message. */
  readonly host: string;
  /** Bytes of the answer's body that had come. The codes alone do not tell "before" from "in the middle of". */
  readonly bytesSeen: number;
}

const unreachable: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EAI_NODATA",
  "EHOSTUNREACH",
  "EHOSTDOWN",
  "ENETUNREACH",
  "ENETDOWN",
  "EADDRNOTAVAIL",
]);

const connectTimeouts: ReadonlySet<string> = new Set(["UND_ERR_CONNECT_TIMEOUT", "ETIMEDOUT"]);

const resets: ReadonlySet<string> = new Set(["ECONNRESET", "ECONNABORTED", "EPIPE", "UND_ERR_SOCKET"]);

/** undici's own end of a request that somebody else ended: the transport was disposed while it ran. */
const disposals: ReadonlySet<string> = new Set(["UND_ERR_DESTROYED", "UND_ERR_CLOSED", "UND_ERR_ABORTED"]);

const brokenHttp: ReadonlySet<string> = new Set([
  "UND_ERR_HEADERS_OVERFLOW",
  "UND_ERR_RES_CONTENT_LENGTH_MISMATCH",
  "UND_ERR_RES_EXCEEDED_MAX_SIZE",
]);

const certificateCodes =
  /^(?:CERT_|ERR_TLS_|ERR_SSL_|EPROTO$|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|CRL_|INVALID_CA$|PATH_LENGTH_EXCEEDED$|INVALID_PURPOSE$|HOSTNAME_MISMATCH$|ERROR_IN_CERT_)/;

/** Chromium's names, for a `fetch` that is Electron's, and what they are called elsewhere. */
const chromiumCodes: Readonly<Record<string, string>> = {
  ERR_INTERNET_DISCONNECTED: "ENETDOWN",
  ERR_NETWORK_CHANGED: "ECONNRESET",
  ERR_NAME_NOT_RESOLVED: "ENOTFOUND",
  ERR_ADDRESS_UNREACHABLE: "EHOSTUNREACH",
  ERR_CONNECTION_REFUSED: "ECONNREFUSED",
  ERR_CONNECTION_RESET: "ECONNRESET",
  ERR_CONNECTION_CLOSED: "ECONNRESET",
  ERR_EMPTY_RESPONSE: "ECONNRESET",
  ERR_CONNECTION_TIMED_OUT: "ETIMEDOUT",
  ERR_TIMED_OUT: "ETIMEDOUT",
  ERR_PROXY_CONNECTION_FAILED: "PROXY_UNREACHABLE",
  ERR_TUNNEL_CONNECTION_FAILED: "PROXY_REFUSED",
  ERR_CERT_AUTHORITY_INVALID: "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  ERR_CERT_DATE_INVALID: "CERT_HAS_EXPIRED",
  ERR_CERT_COMMON_NAME_INVALID: "ERR_TLS_CERT_ALTNAME_INVALID",
};

/**
 * What the network stack threw, in our words. The codes are those of undici 7.30.2 and Node 20 to 24, measured on
 * loopback (2026-11-21); `fetch` hides them one or more `cause`s deep. The original error is not kept: it can
 * hold headers and bodies. A `ProviderError` comes back as it is.
 */
export function fromTransportFailure(error: unknown, context: FailureContext): ProviderError {
  if (error instanceof ProviderError) return error;
  const proxyHost = error instanceof ProxiedFailure ? error.proxyHost : undefined;
  const { code, name, message } = mostTelling(error instanceof ProxiedFailure ? error.cause : error);

  const viaProxy = proxyFailure(code, message, proxyHost, context);
  if (viaProxy !== undefined) return viaProxy;
  if (code !== undefined && certificateCodes.test(code)) return tlsFailure(code, context);
  if (code !== undefined && connectTimeouts.has(code)) return timeout("connect", code, context);
  if (code === "UND_ERR_HEADERS_TIMEOUT") return timeout("headers", code, context);
  if (code === "UND_ERR_BODY_TIMEOUT") return timeout("silent", code, context);
  if (code !== undefined && unreachable.has(code)) return unreachableFailure(code, context);
  if (code !== undefined && disposals.has(code)) return disposed(code, context);
  if (context.bytesSeen > 0) return cutShort(context.providerLabel, context.host, code ?? name);
  if (code !== undefined && resets.has(code)) return resetBeforeAnswer(code, context, proxyHost);
  if (
    name === "HTTPParserError" ||
    (code !== undefined && (brokenHttp.has(code) || code.startsWith("HPE_")))
  ) {
    return notHttp(code ?? name, context);
  }
  return new ProviderError("network", {
    message: `The request to ${server(context)} failed (${code ?? name}).`,
    nextStep: "Check the network and the proxy settings, then try again.",
    isRetryable: true,
    code: code ?? name,
  });
}

/** The error for an answer that ended before the provider said that it was complete. */
export function cutShort(providerLabel: string, host: string, code?: string): ProviderError {
  return new ProviderError("cut-short", {
    message: `The answer from ${providerLabel} (${host}) was cut off before it was complete.`,
    nextStep: "Continue the answer or try again.",
    isRetryable: true,
    ...(code !== undefined && { code }),
  });
}

interface Failure {
  readonly code?: string;
  readonly name: string;
  readonly message: string;
}

/** Follows `cause` and the first of an AggregateError's `errors` to the error that carries a code. */
function mostTelling(error: unknown): Failure {
  let current = error;
  let outermost: Failure | undefined;
  for (let depth = 0; depth < 6 && current instanceof Error; depth++) {
    const failure = failureOf(current);
    outermost ??= failure;
    if (failure.code !== undefined || failure.name === "HTTPParserError") return failure;
    current = current instanceof AggregateError ? current.errors[0] : current.cause;
  }
  return outermost ?? { name: "unknown failure", message: "" };
}

function failureOf(error: Error): Failure {
  const chromium = /net::(ERR_[A-Z_]{1,60})/.exec(error.message)?.[1];
  if (chromium !== undefined) {
    const code = chromiumCodes[chromium] ?? (chromium.startsWith("ERR_CERT_") ? "CERT_UNTRUSTED" : chromium);
    return { code, name: error.name, message: "" };
  }
  const code = ownProperty(error, "code") ?? inheritedCode(error);
  const isCode = typeof code === "string" && /^[A-Z][A-Z0-9_]{1,60}$/.test(code);
  return { ...(isCode && { code }), name: error.name, message: error.message };
}

/** undici 8 and Node's own fetch keep `code` on the prototype. */
function inheritedCode(error: Error): unknown {
  return "code" in error ? error.code : undefined;
}

function proxyFailure(
  code: string | undefined,
  message: string,
  proxyHost: string | undefined,
  context: FailureContext,
): ProviderError | undefined {
  const proxy = proxyHost === undefined ? "The proxy" : `The proxy ${proxyHost}`;
  const refusal = /^Proxy response \((\d{3})\)/.exec(message)?.[1];
  if (refusal !== undefined || code === "PROXY_REFUSED") {
    const isAuthentication = refusal === "407";
    return new ProviderError("proxy", {
      message: isAuthentication
        ? `${proxy} wants a user name and password for ${server(context)} (407).`
        : `${proxy} refused to connect to ${server(context)}${refusal === undefined ? "" : ` (${refusal})`}.`,
      nextStep: isAuthentication
        ? "Check “http.proxy” and “http.proxyAuthorization”, or let the editor's own network stack send requests."
        : "Ask for access to this host, add it to “http.noProxy”, or correct “http.proxy”.",
      ...(refusal !== undefined && { status: Number(refusal) }),
      isRetryable: false,
      ...(code !== undefined && { code }),
    });
  }
  const isUnreachable =
    code === "PROXY_UNREACHABLE" ||
    (proxyHost !== undefined && code !== undefined && (unreachable.has(code) || connectTimeouts.has(code)));
  if (!isUnreachable && code !== "UND_ERR_PRX_TLS") return undefined;
  return new ProviderError("proxy", {
    message: `${proxy} could not be reached (${code}); nothing was sent to ${server(context)}.`,
    nextStep: "Check “http.proxy” and the proxy environment variables, or whether the proxy is up.",
    isRetryable: true,
    ...(code !== undefined && { code }),
  });
}

function tlsFailure(code: string, context: FailureContext): ProviderError {
  return new ProviderError("tls", {
    message: `The connection to ${server(context)} is not trusted: ${certificateProblem(code)} (${code}).`,
    nextStep:
      "Behind a company proxy, install its certificate in the operating system and keep “http.systemCertificates” on; otherwise check the base URL.",
    isRetryable: false,
    code,
  });
}

function certificateProblem(code: string): string {
  if (code === "CERT_HAS_EXPIRED") return "its certificate has expired";
  if (code === "CERT_NOT_YET_VALID") return "its certificate is not valid yet";
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") return "its certificate is for another host";
  if (code.includes("SELF_SIGNED")) return "its certificate is self-signed";
  if (code.startsWith("UNABLE_TO_")) return "its certificate comes from an unknown authority";
  if (code === "EPROTO" || code.startsWith("ERR_SSL_")) return "it does not speak TLS as expected";
  return "its certificate was refused";
}

function unreachableFailure(code: string, context: FailureContext): ProviderError {
  const problem: Readonly<Record<string, string>> = {
    ECONNREFUSED: "the connection was refused",
    ENOTFOUND: "the host name is not known",
    EAI_AGAIN: "the host name could not be looked up",
  };
  return new ProviderError("network", {
    message: `Cannot reach ${server(context)}: ${problem[code] ?? "there is no route to it"} (${code}).`,
    nextStep: "Check that the server is running, the base URL, and the network.",
    isRetryable: true,
    code,
  });
}

function resetBeforeAnswer(
  code: string,
  context: FailureContext,
  proxyHost: string | undefined,
): ProviderError {
  const through = proxyHost === undefined ? "" : ` through the proxy ${proxyHost}`;
  return new ProviderError("network", {
    message: `The connection to ${server(context)}${through} was closed before an answer came (${code}).`,
    nextStep: "Try again; if it happens always, check the proxy settings and the base URL.",
    isRetryable: true,
    code,
  });
}

function disposed(code: string, context: FailureContext): ProviderError {
  return new ProviderError(context.bytesSeen > 0 ? "cut-short" : "network", {
    message: `The request to ${server(context)} ended because the connection settings changed.`,
    nextStep: "Try again.",
    isRetryable: true,
    code,
  });
}

function notHttp(code: string, context: FailureContext): ProviderError {
  return new ProviderError("bad-response", {
    message: `${server(context)} did not answer in valid HTTP (${code}).`,
    nextStep: "Check the base URL: scheme, host and port.",
    isRetryable: false,
    code,
  });
}

function timeout(
  phase: "connect" | "headers" | "silent",
  code: string,
  context: FailureContext,
): ProviderError {
  return timeoutError(context.providerLabel, context.host, phase, undefined, code);
}

function server({ providerLabel, host }: FailureContext): string {
  return `${providerLabel} (${host})`;
}
