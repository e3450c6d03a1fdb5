import { Refusal } from "../refusal";

/** DeepSeek's error envelope (issue threads and probes, 2024 to 2026). */
export function deepseekError(
  status: number,
  message: string,
  type: string,
  code = "invalid_request_error",
): Refusal {
  return new Refusal(
    status,
    JSON.stringify({ error: { message, type, param: null, code } }),
    "application/json",
  );
}

/** 400 with the type all request errors have. */
export function invalidRequest(message: string): Refusal {
  return deepseekError(400, message, "invalid_request_error");
}

/** 401 without an Authorization header: plain text without a content type (issue threads, 2025-26). */
export function noKey(): Refusal {
  return new Refusal(401, "Authentication Fails (governor)", undefined, "Authorization Required");
}

/** 401 for a key that is not known; the message shows its last four characters. */
export function badKey(key: string): Refusal {
  const message = `Authentication Fails, Your api key: ****${key.slice(-4)} is invalid`;
  return deepseekError(401, message, "authentication_error");
}

/** 402: no money left. */
export function noBalance(): Refusal {
  return deepseekError(402, "Insufficient Balance", "unknown_error");
}

/** 429: too many requests of one account at the same time (issue threads, 2026). */
export function tooManyRequests(current: number, limit: number): Refusal {
  const message =
    `Too many requests. Your current concurrency is ${current}, which exceeds your concurrency limit of ${limit} ` +
    "based on your remaining balance. Please top up your balance to restore your concurrency.";
  return deepseekError(429, message, "rate_limit_error");
}
