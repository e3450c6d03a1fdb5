import { parseArgs } from "node:util";
import { defaultBehaviour, type EmulatorOptions } from "./options";

/** What `--help` prints. */
export const help = `A server on 127.0.0.1 that speaks the APIs of DeepSeek, DeepInfra and llama.cpp. It is no language model:
answers come from what it is sent and from the files of --folder.

  --port N               port (default: any free one)
  --tls VERSION          TLS with a certificate that nobody trusts: http/1.1, or h2 for both (default: plain HTTP)
  --round-trip-ms N      how far away it is (default 0)
  --folder DIR           files the answers may use
  --root NAME            who answers at /: deepseek (default), deepinfra, llamacpp
  --first-token-ms N     milliseconds to the first token (default 0)
  --tokens-per-second N  pace of the answer (default 0: as fast as possible)
  --tokens-per-chunk N   tokens in one chunk of a stream (default 1)
  --keep-alives N        keep-alives before each answer (default 0)
  --keep-alive-ms N      milliseconds between them (default 5000)
  --concurrency N        requests at once for each key and model (default 500)
  --require-key          refuse requests without a key (default: any key or none)
  --key KEY              a good key; may be repeated; all others are refused
  --no-balance-key KEY   a good key without money; may be repeated

Keys ending in -no-balance have no money; without --key those ending in -invalid are refused.`;

/** Reads the arguments; "help" when that was asked for. Throws with a sentence for a wrong one. */
export function readCommandLine(args: readonly string[]): EmulatorOptions | "help" {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: "boolean", short: "h" },
      port: text,
      tls: text,
      "round-trip-ms": text,
      folder: text,
      root: text,
      "first-token-ms": text,
      "tokens-per-second": text,
      "tokens-per-chunk": text,
      "keep-alives": text,
      "keep-alive-ms": text,
      concurrency: text,
      "require-key": { type: "boolean" },
      key: { type: "string", multiple: true },
      "no-balance-key": { type: "string", multiple: true },
    },
  });
  if (values.help === true) return "help";
  const { root = "deepseek", tls } = values;
  if (root !== "deepseek" && root !== "deepinfra" && root !== "llamacpp") {
    throw new Error(`--root must be deepseek, deepinfra or llamacpp, not ${root}.`);
  }
  if (tls !== undefined && tls !== "http/1.1" && tls !== "h2") {
    throw new Error(`--tls must be http/1.1 or h2, not ${tls}.`);
  }
  const withoutBalance = values["no-balance-key"] ?? [];
  return {
    root,
    port: numberOf("--port", values.port, 0),
    ...(tls === undefined ? {} : { tls }),
    roundTripMs: numberOf("--round-trip-ms", values["round-trip-ms"], 0),
    ...(values.folder === undefined ? {} : { folder: values.folder }),
    firstTokenMs: numberOf("--first-token-ms", values["first-token-ms"], defaultBehaviour.firstTokenMs),
    tokensPerSecond: numberOf(
      "--tokens-per-second",
      values["tokens-per-second"],
      defaultBehaviour.tokensPerSecond,
    ),
    tokensPerChunk: Math.max(1, numberOf("--tokens-per-chunk", values["tokens-per-chunk"], 1)),
    queue: {
      keepAlives: numberOf("--keep-alives", values["keep-alives"], 0),
      everyMs: numberOf("--keep-alive-ms", values["keep-alive-ms"], 5000),
    },
    concurrencyLimit: numberOf("--concurrency", values.concurrency, defaultBehaviour.concurrencyLimit),
    keys: {
      isRequired: values["require-key"] === true || values.key !== undefined,
      ...(values.key === undefined ? {} : { accepted: [...values.key, ...withoutBalance] }),
      withoutBalance,
    },
  };
}

function numberOf(name: string, value: string | undefined, otherwise: number): number {
  if (value === undefined) return otherwise;
  const number = Number(value);
  if (value.trim() === "" || !Number.isFinite(number) || number < 0)
    throw new Error(`${name} must be a number from 0 on, not ${value}.`);
  return number;
}
