import { readFileSync } from "node:fs";
import path from "node:path";
import type { ChatRequest } from "../../../../src/provider/chatRequest";
import type { TokenLogprob } from "../../../../src/provider/events";
import type { FimRequest } from "../../../../src/provider/fimRequest";
import type { ProviderId } from "../../../../src/provider/profiles";

const folder = path.resolve("test/fixtures/transcripts");

/** What a transcript's `index.json` entry says Midfill makes of it; see the folder's README. */
export interface TranscriptExpectation {
  readonly text?: string;
  readonly json?: unknown;
  readonly reasoning?: string;
  readonly finishReason?: string;
  readonly totalTokens?: number;
  readonly logprobs?: readonly TokenLogprob[];
  readonly toolCalls?: readonly {
    readonly index: number;
    readonly name: string;
    readonly arguments: unknown;
  }[];
  readonly modelIds?: readonly string[];
  readonly isAvailable?: boolean;
  readonly error?: {
    readonly kind: string;
    readonly status?: number;
    readonly isRetryable?: boolean;
    readonly messageIncludes?: string;
    readonly availableModels?: readonly string[];
  };
}

interface CommonTranscript {
  readonly name: string;
  readonly provider: ProviderId;
  readonly basePath: string;
  readonly isStream: boolean;
  readonly notSentBecause?: string;
  readonly fieldsNotCompared?: readonly string[];
  readonly expect: TranscriptExpectation;
}

export type Transcript =
  | (CommonTranscript & { readonly call: "chat"; readonly request: ChatRequest })
  | (CommonTranscript & { readonly call: "complete"; readonly request: FimRequest })
  | (CommonTranscript & { readonly call: "models" })
  | (CommonTranscript & { readonly call: "balance" });

/** All exchanges of the fixture folder. */
export const transcripts: readonly Transcript[] = (
  JSON.parse(readFileSync(path.join(folder, "index.json"), "utf8")) as { cases: Transcript[] }
).cases;

/** The server's bytes. */
export function answerBytes(transcript: Transcript): Buffer {
  return readFileSync(path.join(folder, `${transcript.name}.res.txt`));
}

/** The client's bytes, taken apart. */
export function recordedRequest(transcript: Transcript): {
  readonly method: string;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
} {
  const text = readFileSync(path.join(folder, `${transcript.name}.req.txt`), "utf8");
  const headEnd = text.indexOf("\r\n\r\n");
  const [method = "", target = ""] = text.slice(0, text.indexOf("\r\n")).split(" ");
  const body = text.slice(headEnd + 4).trim();
  return { method, path: target, body: body === "" ? {} : (JSON.parse(body) as Record<string, unknown>) };
}

/** An answer taken apart: chunked framing is removed, as any HTTP client does. */
export function answerParts(transcript: Transcript): {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The body ends as HTTP promised. */
  readonly isWhole: boolean;
} {
  const bytes = answerBytes(transcript);
  const headEnd = bytes.indexOf("\r\n\r\n");
  const [statusLine = "", ...lines] = bytes.subarray(0, headEnd).toString("latin1").split("\r\n");
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const raw = bytes.subarray(headEnd + 4);
  const status = Number(statusLine.split(" ")[1]);
  return headers["transfer-encoding"] === "chunked"
    ? { status, headers, ...withoutChunkFraming(raw) }
    : { status, headers, body: raw, isWhole: true };
}

function withoutChunkFraming(raw: Buffer): { body: Buffer; isWhole: boolean } {
  const parts: Buffer[] = [];
  let at = 0;
  while (at < raw.length) {
    const lineEnd = raw.indexOf("\r\n", at);
    if (lineEnd < 0) break;
    const size = Number.parseInt(raw.subarray(at, lineEnd).toString("latin1"), 16);
    if (size === 0) return { body: Buffer.concat(parts), isWhole: true };
    parts.push(raw.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
  return { body: Buffer.concat(parts), isWhole: false };
}
