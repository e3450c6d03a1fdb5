import type { ProviderError } from "./errors";

/** What a button beside an error or an empty state may offer. The editor's side gives each its command. */
export const remedyIds = [
  "set-api-key",
  "open-settings",
  "select-model",
  "retry",
  "top-up",
  "show-log",
  "manage-trust",
] as const;

/** One of `remedyIds`. */
export type RemedyId = (typeof remedyIds)[number];

/** The remedies worth offering for an error, most useful first. */
export function remediesFor(error: ProviderError): readonly RemedyId[] {
  switch (error.kind) {
    case "auth":
      return ["set-api-key"];
    case "balance":
      return ["top-up"];
    case "model":
      return ["select-model"];
    case "endpoint":
    case "redirect":
    case "bad-response":
    case "tls":
    case "proxy":
      return ["open-settings", "show-log"];
    case "bad-request":
    case "context-length":
      return ["open-settings"];
    case "rate-limit":
    case "server":
    case "network":
    case "timeout":
    case "cut-short":
    case "too-large":
      return ["retry"];
  }
}
