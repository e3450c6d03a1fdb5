import { ownProperty } from "./ownProperty";

/** The few fields of a provider's error answer that we read, as they came: neither shortened nor redacted. */
export interface ErrorBody {
  readonly message?: string;
  /** Such as `invalid_request_error`. */
  readonly type?: string;
  /** Such as `model_not_found`; numbers are given as text. */
  readonly code?: string;
}

/**
 * Finds the sentence in an error answer. Tried in turn: `error.message`, `error` as text, `detail.error`,
 * `detail[0].msg`, `detail` as text, `message`, and the whole text when it is not JSON. The shapes are those of
 * the DeepSeek and DeepInfra APIs (2026-11-21); llama.cpp and Ollama use the first two.
 */
export function readErrorBody(bodyText: string): ErrorBody {
  const trimmed = bodyText.trim();
  if (trimmed === "") return {};
  try {
    return readErrorValue(JSON.parse(trimmed));
  } catch {
    return { message: trimmed };
  }
}

/** The same for an answer that is parsed already. */
export function readErrorValue(json: unknown): ErrorBody {
  const error = ownProperty(json, "error");
  const detail = ownProperty(json, "detail");
  const message =
    text(ownProperty(error, "message")) ??
    text(error) ??
    text(ownProperty(detail, "error")) ??
    text(ownProperty(ownProperty(detail, 0), "msg")) ??
    text(detail) ??
    text(ownProperty(json, "message"));
  const type = text(ownProperty(error, "type"));
  const code = text(ownProperty(error, "code"));
  return {
    ...(message !== undefined && { message }),
    ...(type !== undefined && { type }),
    ...(code !== undefined && { code }),
  };
}

/** Whether a JSON value announces an error: it has an `error` of its own that is an object or a non-empty text. */
export function holdsError(json: unknown): boolean {
  const error = ownProperty(json, "error");
  return typeof error === "string" ? error !== "" : typeof error === "object" && error !== null;
}

function text(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}
