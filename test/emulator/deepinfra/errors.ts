import { pythonJson } from "../jsonText";
import { Refusal } from "../refusal";

/** A JSON answer with blanks after the signs, as DeepInfra's non-stream samples have. */
export function refuse(status: number, body: object): Refusal {
  return new Refusal(status, pythonJson(body, true), "application/json");
}

/** No key (issue thread, 2026-05). */
export function notAuthenticated(): Refusal {
  return refuse(401, {
    error: { message: "Not authenticated", type: "invalid_request_error", param: null, code: null },
  });
}

/** A key that is not known (issue thread, 2025). */
export function forbidden(): Refusal {
  return refuse(403, { detail: { error: "Not authenticated" } });
}

/** An unknown model: here `error` is a string (OpenAPI document, 2026-03-25). */
export function modelNotFound(): Refusal {
  return refuse(404, { error: "Model not found" });
}

/** More requests at once than the account may have (issue thread; limit: docs 2026). */
export function modelBusy(): Refusal {
  return refuse(429, { error: { message: "Model busy, retry later" } });
}

/** The prompt does not fit (docs 2026: 400; in 2024 it was 500). */
export function inputTooLong(inputTokens: number, maxTokens: number): Refusal {
  return refuse(400, {
    error: { message: `Requested input length ${inputTokens} exceeds maximum input length ${maxTokens}` },
  });
}

/** One finding of the body's validation (OpenAPI document, 2026-03-25). */
export interface Finding {
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly type: string;
}

/** 422 with all findings. */
export function invalidBody(findings: readonly Finding[]): Refusal {
  return refuse(422, { detail: findings });
}
