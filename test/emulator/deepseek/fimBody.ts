import type { BodyReader } from "./bodyReader";
import { readCommonBody, type CommonBody } from "./chatBody";
import { invalidRequest } from "./errors";
import { checkCommon } from "./validate";

/** A FIM request (DeepSeek API docs, "Create FIM Completion", 2026-09-11). */
export interface FimBody extends CommonBody {
  readonly prompt: string;
  readonly suffix?: string;
  readonly echoes: boolean;
  readonly logprobs?: number;
}

/** Reads a FIM body. */
export function readFimBody(body: BodyReader): FimBody {
  const { fields } = body;
  const common = readCommonBody(body);
  const prompt = body.string("prompt", fields["prompt"]);
  if (prompt === undefined) throw body.missing("", "prompt");
  const suffix = body.string("suffix", fields["suffix"]);
  const logprobs = body.integer("logprobs", fields["logprobs"], "u32");
  return {
    ...common,
    prompt,
    ...(suffix === undefined ? {} : { suffix }),
    echoes: body.boolean("echo", fields["echo"]) ?? false,
    ...(logprobs === undefined ? {} : { logprobs }),
  };
}

/**
 * Checks a FIM request. The limit of 4K output tokens is the FIM guide's; what the service says about more is
 * unknown, so a larger max_tokens is taken and the answer ends at 4096.
 */
export function checkFim(body: FimBody): void {
  checkCommon(body);
  if (body.logprobs !== undefined && body.logprobs > 20) {
    throw invalidRequest("Invalid logprobs value, the valid range of logprobs is [0, 20]");
  }
  if (body.echoes && (body.suffix !== undefined || body.logprobs !== undefined)) {
    throw invalidRequest("echo cannot be used together with suffix or logprobs");
  }
}
