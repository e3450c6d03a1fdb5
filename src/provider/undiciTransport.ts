import type { Agent, Dispatcher, Pool } from "undici";
import { trustedAuthorities } from "./certificates";
import { type NetworkSettings, proxyFor } from "./networkSettings";
import { ownProperty } from "./ownProperty";
import { ProxiedFailure } from "./proxiedFailure";
import type { Transport, TransportRequest, TransportResponse } from "./transport";

/**
 * How long an unused connection stays open. Ghost text asks every few seconds and pays a TLS handshake for each
 * new connection; undici's default of 4 s is shorter than many pauses in typing. A server's own `keep-alive`
 * hint still counts.
 */
const keepAliveMs = 30_000;

/** Failures that a connection shows when the server closed it while it was idle. */
const staleConnectionCodes: ReadonlySet<unknown> = new Set(["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"]);

/** Connections to all hosts reached in one way: directly or through one proxy, with one connect timeout. */
interface Lane {
  readonly dispatcher: Dispatcher;
  readonly proxyHost: string | undefined;
  /** Connections that were opened so far. */
  connectCount: number;
}

/**
 * Requests over undici: HTTP/1.1, keep-alive, nothing followed, nothing decoded, and no part in the process-wide
 * dispatcher that the editor's own `fetch` uses. Loads undici with the first request. When a server closed an
 * idle connection in the very moment it was used again, the request is sent once more on a new one.
 */
export function createUndiciTransport(settings: NetworkSettings): Transport {
  const lanes = new Map<string, Lane>();
  let isDisposed = false;

  const laneFor = async (request: TransportRequest): Promise<Lane> => {
    const undici = await loadUndici();
    if (isDisposed)
      throw Object.assign(new Error("The transport is disposed"), { code: "UND_ERR_DESTROYED" });
    const proxy = proxyFor(request.url, settings);
    const name = `${request.connectTimeoutMs} ${proxy?.href ?? "direct"}`;
    const existing = lanes.get(name);
    if (existing !== undefined) return existing;
    const lane = openLane(undici, proxy, request.connectTimeoutMs, settings);
    lanes.set(name, lane);
    return lane;
  };

  return {
    async send(request) {
      request.signal.throwIfAborted();
      const lane = await laneFor(request);
      const connectCountBefore = lane.connectCount;
      try {
        return await sendOnce(lane, request);
      } catch (error) {
        const wasStale =
          staleConnectionCodes.has(ownProperty(error, "code")) && lane.connectCount === connectCountBefore;
        if (!wasStale || request.signal.aborted) throw named(error, lane, request.signal);
      }
      try {
        return await sendOnce(lane, request);
      } catch (error) {
        throw named(error, lane, request.signal);
      }
    },
    async prepare() {
      await loadUndici();
      trustedAuthorities(settings.useSystemCertificates);
    },
    async dispose() {
      isDisposed = true;
      const closing = [...lanes.values()].map((lane) => lane.dispatcher.destroy());
      lanes.clear();
      await Promise.all(closing);
    },
  };
}

async function sendOnce(lane: Lane, request: TransportRequest): Promise<TransportResponse> {
  const { url, method, headers, body, headersTimeoutMs, signal } = request;
  const answer = await lane.dispatcher.request({
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    method,
    headers: { ...headers },
    body: body ?? null,
    headersTimeout: finiteMs(headersTimeoutMs),
    // Keep-alive comments feed it for ever; the stream's own clocks do this work (streamWatch.ts).
    bodyTimeout: 0,
    signal,
  });
  // A body that is destroyed while nobody reads it emits an error that would otherwise be uncaught.
  answer.body.on("error", () => {});
  return {
    status: answer.statusCode,
    headers: joined(answer.headers),
    body: answer.body,
    discard: () => void answer.body.destroy(),
  };
}

function openLane(
  undici: UndiciParts,
  proxy: URL | undefined,
  connectTimeoutMs: number,
  settings: NetworkSettings,
): Lane {
  const authorities = trustedAuthorities(settings.useSystemCertificates);
  const tls = {
    timeout: finiteMs(connectTimeoutMs),
    rejectUnauthorized: settings.isStrictSsl,
    ...(authorities !== undefined && { ca: [...authorities] }),
  };
  const options: Agent.Options = {
    allowH2: false,
    pipelining: 1,
    keepAliveTimeout: keepAliveMs,
    factory(origin: string | URL, poolOptions: object): Pool {
      const pool = new undici.Pool(origin, poolOptions);
      pool.on("connect", () => lane.connectCount++);
      return pool;
    },
  };
  const authorization = proxy === undefined ? undefined : proxyAuthorization(proxy, settings);
  const dispatcher =
    proxy === undefined
      ? new undici.Agent({ ...options, connect: tls, connectTimeout: tls.timeout })
      : new undici.ProxyAgent({
          ...options,
          uri: proxy.origin,
          requestTls: tls,
          proxyTls: tls,
          ...(authorization !== undefined && { token: authorization }),
        });
  const lane: Lane = { dispatcher, proxyHost: proxy?.host, connectCount: 0 };
  return lane;
}

/** User name and password of the proxy's address, or what `http.proxyAuthorization` says. */
function proxyAuthorization(proxy: URL, settings: NetworkSettings): string | undefined {
  if (proxy.username === "" && proxy.password === "") return settings.proxyAuthorization;
  const credentials = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return `Basic ${Buffer.from(credentials).toString("base64")}`;
}

function named(error: unknown, lane: Lane, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  return lane.proxyHost === undefined ? error : new ProxiedFailure(error, lane.proxyHost);
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
