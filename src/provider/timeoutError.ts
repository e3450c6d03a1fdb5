import { ProviderError, type TimeoutPhase } from "./errors";

/** The error for a wait that lasted too long. `waitedMs` is told in seconds; leave it out when it is not known. */
export function timeoutError(
  providerLabel: string,
  host: string,
  phase: TimeoutPhase,
  waitedMs?: number,
  code?: string,
): ProviderError {
  const within = waitedMs === undefined ? "in time" : `within ${formatSeconds(waitedMs)}`;
  const after = waitedMs === undefined ? "" : ` for ${formatSeconds(waitedMs)}`;
  const { message, nextStep } = wordsFor(phase, `${providerLabel} (${host})`, within, after);
  return new ProviderError("timeout", {
    message,
    nextStep,
    phase,
    isRetryable: true,
    ...(code !== undefined && { code }),
  });
}

function wordsFor(
  phase: TimeoutPhase,
  server: string,
  within: string,
  after: string,
): { message: string; nextStep: string } {
  switch (phase) {
    case "connect":
      return {
        message: `No connection to ${server} ${within}.`,
        nextStep: "Check the network, the proxy settings and the base URL, then try again.",
      };
    case "headers":
      return { message: `${server} did not answer ${within}.`, nextStep: "Try again in a moment." };
    case "queued":
      return {
        message: `${server} accepted the request but did not begin to answer ${within}.`,
        nextStep: "Try again later; the provider is busy.",
      };
    case "stalled":
      return {
        message: `${server} made no progress${after}; the answer was cut off.`,
        nextStep: "Continue or try again.",
      };
    case "silent":
      return {
        message: `${server} sent nothing${after}; the answer was cut off.`,
        nextStep: "Check the network, then continue or try again.",
      };
    case "total":
      return {
        message: `${server} did not finish its answer ${within}; it was cut off.`,
        nextStep: "Continue, or ask for a shorter answer.",
      };
  }
}

function formatSeconds(durationMs: number): string {
  return durationMs < 120_000
    ? `${Math.max(1, Math.round(durationMs / 1000))} s`
    : `${Math.round(durationMs / 60_000)} min`;
}
