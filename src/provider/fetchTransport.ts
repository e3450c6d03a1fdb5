import type { Transport, TransportRequest, TransportResponse } from "./transport";

/**
 * Requests over a `fetch` that somebody else provides: the editor's, which knows its proxy, PAC scripts, Kerberos
 * and certificates. Redirects are not followed; one whose head `fetch` hides ("opaque redirect") comes back with
 * status 0. There is no separate wait for the connection here: the head may take the sum of both deadlines.
 */
export function createFetchTransport(fetchFunction: typeof fetch): Transport {
  const running = new Set<AbortController>();
  let isDisposed = false;

  return {
    async send(request) {
      request.signal.throwIfAborted();
      if (isDisposed) throw codedError("The transport is disposed", "UND_ERR_DESTROYED");
      const ending = new AbortController();
      const onAbort = () => ending.abort(request.signal.reason);
      request.signal.addEventListener("abort", onAbort, { once: true });
      running.add(ending);
      const release = () => {
        request.signal.removeEventListener("abort", onAbort);
        running.delete(ending);
      };
      try {
        const response = await withHeadDeadline(fetchFunction, request, ending);
        return answerOf(response, ending, release);
      } catch (error) {
        release();
        throw ending.signal.aborted ? ending.signal.reason : error;
      }
    },
    async dispose() {
      isDisposed = true;
      const reason = codedError("The transport is disposed", "UND_ERR_DESTROYED");
      for (const ending of running) ending.abort(reason);
      running.clear();
    },
  };
}

async function withHeadDeadline(
  fetchFunction: typeof fetch,
  request: TransportRequest,
  ending: AbortController,
): Promise<Response> {
  const deadlineMs = request.connectTimeoutMs + request.headersTimeoutMs;
  const timer = Number.isFinite(deadlineMs)
    ? setTimeout(
        () => ending.abort(codedError("No answer in time", "UND_ERR_HEADERS_TIMEOUT")),
        Math.max(1, deadlineMs),
      )
    : undefined;
  try {
    return await fetchFunction(request.url, {
      method: request.method,
      headers: { ...request.headers },
      ...(request.body !== undefined && { body: request.body }),
      redirect: "manual",
      credentials: "omit",
      signal: ending.signal,
    });
  } finally {
    clearTimeout(timer);
  }
}

function answerOf(response: Response, ending: AbortController, release: () => void): TransportResponse {
  const discard = () => {
    ending.abort(codedError("The answer was discarded", "UND_ERR_ABORTED"));
    release();
  };
  return {
    status: response.type === "opaqueredirect" ? 0 : response.status,
    headers: Object.fromEntries(response.headers),
    body: bytesOf(response, discard, release),
    discard,
  };
}

async function* bytesOf(
  response: Response,
  discard: () => void,
  release: () => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  let isComplete = false;
  try {
    if (response.body !== null) {
      const reader = response.body.getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        yield value;
      }
    }
    isComplete = true;
  } finally {
    if (isComplete) release();
    else discard();
  }
}

function codedError(message: string, code: string): Error {
  return Object.assign(new Error(message), { code });
}
