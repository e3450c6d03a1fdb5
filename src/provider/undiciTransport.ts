import type { buildConnector, Dispatcher } from "undici";
import { trustedContext } from "./certificates";
import { ConnectionPool } from "./connectionPool";
import { type NetworkSettings, proxyFor } from "./networkSettings";
import { ProxiedFailure } from "./proxiedFailure";
import { createTunnelConnector } from "./proxyTunnel";
import type { Transport, TransportRequest, TransportResponse } from "./transport";

/**
 * How long an unused connection stays open. Ghost text asks every few seconds and pays a TLS handshake for each
 * new connection; undici's default of 4 s is shorter than many pauses in typing. A server's own `keep-alive`
 * hint still counts.
 */
const keepAliveMs = 30_000;

/**
 * How many open connections wait for the next request beside one that will probably be aborted. Measured over TLS with
 * a round trip of 120 ms and a key 60 ms after each first token (bench figure `after-abort`), from request to first
 * token, p50 / p99: none 398 / 456 ms, one 158 / 187, two 154 / 159, HTTP/2 153 / 158, where 150 is the least possible.
 *
 * HTTP/2 would need no spares, but undici 7.30.2 destroys its session when the server announces that it will close it
 * (GOAWAY without an error, which servers send after some requests or hours), so that answers are lost which the server
 * would have ended; and a request that is sent in the same turn as another is aborted did not begin in 10 of 32 tries.
 */
const spareCount = 2;

/** Connections to one origin, directly or through one proxy, with one connect timeout. */
interface Lane {
  readonly pool: ConnectionPool;
  readonly proxyHost: string | undefined;
}

/**
 * Requests over undici: HTTP/1.1, keep-alive, nothing followed, nothing decoded, and no part in the process-wide
 * dispatcher that the editor's own `fetch` uses. Loads undici with the first request. When a server closed an
 * idle connection in the very moment it was used again, the request is sent once more on a new one.
 *
 * Beside a request over TLS that is often aborted, connections for the next ones are held open, for `keepAliveMs`
 * after the last of them: an abort ends an HTTP/1.1 connection.
 */
export function createUndiciTransport(settings: NetworkSettings): Transport {
  const lanes = new Map<string, Lane>();
  let isDisposed = false;

  const laneFor = async (request: TransportRequest): Promise<Lane> => {
    const undici = await loadUndici();
    if (isDisposed)
      throw Object.assign(new Error("The transport is disposed"), { code: "UND_ERR_DESTROYED" });
    const proxy = proxyFor(request.url, settings);
    const name = `${request.connectTimeoutMs} ${proxy?.href ?? "direct"} ${request.url.origin}`;
    const existing = lanes.get(name);
    if (existing !== undefined) return existing;
    const lane = openLane(undici, request, proxy, settings);
    lanes.set(name, lane);
    return lane;
  };

  return {
    async send(request) {
      request.signal.throwIfAborted();
      const { pool, proxyHost } = await laneFor(request);
      try {
        const answer = pool.request(undiciRequest(request));
        if (request.isOftenAborted === true && request.url.protocol === "https:") pool.keepSpares(spareCount);
        return response(await answer);
      } catch (error) {
        if (request.signal.aborted) throw request.signal.reason;
        throw proxyHost === undefined ? error : new ProxiedFailure(error, proxyHost);
      }
    },
    async prepare() {
      await loadUndici();
      trustedContext(settings.useSystemCertificates);
    },
    async dispose() {
      isDisposed = true;
      const closing = [...lanes.values()].map(({ pool }) => pool.destroy());
      lanes.clear();
      await Promise.all(closing);
    },
  };
}

function undiciRequest(request: TransportRequest) {
  const { url, method, headers, body, headersTimeoutMs, signal } = request;
  return {
    path: `${url.pathname}${url.search}`,
    method,
    headers: { ...headers },
    body: body ?? null,
    headersTimeout: finiteMs(headersTimeoutMs),
    // Keep-alive comments feed it for ever; the stream's own clocks do this work (streamWatch.ts).
    bodyTimeout: 0,
    signal,
  };
}

function response({ statusCode, headers, body }: Dispatcher.ResponseData): TransportResponse {
  // A body that is destroyed while nobody reads it emits an error that would otherwise be uncaught.
  body.on("error", () => {});
  return {
    status: statusCode,
    headers: joined(headers),
    body,
    discard: () => void body.destroy(),
  };
}

function openLane(
  undici: UndiciParts,
  { url, connectTimeoutMs }: TransportRequest,
  proxy: URL | undefined,
  settings: NetworkSettings,
): Lane {
  const secureContext = trustedContext(settings.useSystemCertificates);
  const tls: buildConnector.BuildOptions = {
    allowH2: false,
    timeout: finiteMs(connectTimeoutMs),
    rejectUnauthorized: settings.isStrictSsl,
    ...(secureContext !== undefined && { secureContext }),
  };
  const connect =
    proxy === undefined
      ? undici.buildConnector(tls)
      : createTunnelConnector(undici, proxy, tls, proxyAuthorization(proxy, settings));
  const options = { connect, allowH2: false, pipelining: 1, keepAliveTimeout: keepAliveMs };
  return {
    pool: new ConnectionPool(() => new undici.Client(url.origin, options)),
    proxyHost: proxy?.host,
  };
}

/** User name and password of the proxy's address, or what `http.proxyAuthorization` says. */
function proxyAuthorization(proxy: URL, settings: NetworkSettings): string | undefined {
  if (proxy.username === "" && proxy.password === "") return settings.proxyAuthorization;
  const credentials = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return `Basic ${Buffer.from(credentials).toString("base64")}`;
}

function joined(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) result[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return result;
}

/** undici writes "no limit" as 0. */
function finiteMs(durationMs: number): number {
  return Number.isFinite(durationMs) ? Math.max(1, Math.ceil(durationMs)) : 0;
}

type UndiciParts = typeof import("./undiciDispatchers");

/** A file of its own in what ships: starting the editor does not even read it. */
function loadUndici(): Promise<UndiciParts> {
  return import("./undiciDispatchers");
}
