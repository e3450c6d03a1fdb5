import type { MaterialFile } from "../engine/material";
import { asObject } from "../jsonText";
import { Refusal } from "../refusal";

/** The fields of POST /infill that shape an answer. */
export interface InfillBody {
  readonly prefix: string;
  readonly suffix: string;
  /** Text the model goes on with after the infill tokens, normally the cursor's line up to the cursor. */
  readonly prompt: string;
  readonly extra: readonly MaterialFile[];
  /** Below 0: no limit. */
  readonly maxTokens: number;
  readonly temperature: number | undefined;
  readonly stop: readonly string[];
  readonly isStream: boolean;
}

/** Reads a body of POST /infill; prefix and suffix are required (llama.cpp tools/server/README.md, 2026). */
export function readInfillBody(text: string): InfillBody {
  let fields: Readonly<Record<string, unknown>> | undefined;
  try {
    fields = asObject(JSON.parse(text));
  } catch {
    fields = undefined;
  }
  if (fields === undefined) throw refuse("Failed to parse the request body as JSON");
  const { input_prefix: prefix, input_suffix: suffix } = fields;
  if (typeof prefix !== "string") throw refuse('"input_prefix" is required');
  if (typeof suffix !== "string") throw refuse('"input_suffix" is required');
  const extra = Array.isArray(fields["input_extra"]) ? fields["input_extra"].map(asObject) : [];
  const stop = Array.isArray(fields["stop"]) ? fields["stop"] : [];
  return {
    prefix,
    suffix,
    prompt: typeof fields["prompt"] === "string" ? fields["prompt"] : "",
    extra: extra.flatMap((file) =>
      typeof file?.["text"] === "string"
        ? [{ path: typeof file["filename"] === "string" ? file["filename"] : "", text: file["text"] }]
        : [],
    ),
    maxTokens: typeof fields["n_predict"] === "number" ? fields["n_predict"] : -1,
    temperature: typeof fields["temperature"] === "number" ? fields["temperature"] : undefined,
    stop: stop.filter((item) => typeof item === "string"),
    isStream: fields["stream"] === true,
  };
}

function refuse(message: string): Refusal {
  const body = { error: { code: 400, message, type: "invalid_request_error" } };
  return new Refusal(400, JSON.stringify(body), "application/json");
}
