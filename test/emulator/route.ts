import type { Personality } from "./options";

/** What a path asks for. */
export type Endpoint =
  "chat" | "completions" | "models" | "model" | "balance" | "infill" | "health" | "props";

/** A path understood. */
export interface Route {
  readonly personality: Personality;
  readonly endpoint: Endpoint;
  readonly method: "GET" | "POST";
  /** DeepSeek's /beta. */
  readonly isBeta: boolean;
  /** For `model`: the id asked for. */
  readonly modelId?: string;
}

interface Row {
  readonly pattern: RegExp;
  readonly endpoint: Endpoint;
  readonly method: "GET" | "POST";
  readonly isBeta?: true;
}

/** DeepSeek API docs (2026-09-11) and a probe of 2026-09-23: everything answers at / and under /v1. */
const deepseekRows: readonly Row[] = [
  { pattern: /^(?:\/v1)?\/chat\/completions$/, endpoint: "chat", method: "POST" },
  { pattern: /^\/beta(?:\/v1)?\/chat\/completions$/, endpoint: "chat", method: "POST", isBeta: true },
  { pattern: /^(?:\/v1)?\/completions$/, endpoint: "completions", method: "POST" },
  { pattern: /^\/beta(?:\/v1)?\/completions$/, endpoint: "completions", method: "POST", isBeta: true },
  { pattern: /^(?:\/v1|\/beta)?\/models$/, endpoint: "models", method: "GET" },
  { pattern: /^(?:\/v1|\/beta)?\/models\/(?<id>[^/]+)$/, endpoint: "model", method: "GET" },
  { pattern: /^(?:\/v1)?\/user\/balance$/, endpoint: "balance", method: "GET" },
];

/** DeepInfra's OpenAPI document (2026-03-25): /v1/openai and the short form /v1. */
const deepinfraRows: readonly Row[] = [
  { pattern: /^\/v1(?:\/openai)?\/chat\/completions$/, endpoint: "chat", method: "POST" },
  { pattern: /^\/v1(?:\/openai)?\/completions$/, endpoint: "completions", method: "POST" },
  { pattern: /^\/v1(?:\/openai)?\/models$/, endpoint: "models", method: "GET" },
];

/** llama.cpp's server (tools/server/README.md, 2026). */
const llamacppRows: readonly Row[] = [
  { pattern: /^\/infill$/, endpoint: "infill", method: "POST" },
  { pattern: /^\/health$/, endpoint: "health", method: "GET" },
  { pattern: /^\/props$/, endpoint: "props", method: "GET" },
  { pattern: /^(?:\/v1)?\/chat\/completions$/, endpoint: "chat", method: "POST" },
  { pattern: /^\/v1\/completions$/, endpoint: "completions", method: "POST" },
  { pattern: /^(?:\/v1)?\/models$/, endpoint: "models", method: "GET" },
];

const rowsOf: Readonly<Record<Personality, readonly Row[]>> = {
  deepseek: deepseekRows,
  deepinfra: deepinfraRows,
  llamacpp: llamacppRows,
};

/** The personality a path belongs to, and the path as that service would see it. */
export function splitPath(pathname: string, root: Personality): { personality: Personality; path: string } {
  for (const personality of ["deepseek", "deepinfra", "llamacpp"] as const) {
    if (pathname.startsWith(`/${personality}/`)) {
      return { personality, path: pathname.slice(personality.length + 1) };
    }
  }
  if (pathname.startsWith("/v1/openai")) return { personality: "deepinfra", path: pathname };
  if (/^\/(?:infill|health|props)$/.test(pathname)) return { personality: "llamacpp", path: pathname };
  return { personality: root, path: pathname };
}

/** The route of a request; a number is the status to refuse it with: 404 no such path, 405 wrong method. */
export function routeOf(method: string, pathname: string, root: Personality): Route | 404 | 405 {
  const { personality, path } = splitPath(pathname, root);
  let isKnownPath = false;
  for (const row of rowsOf[personality]) {
    const match = row.pattern.exec(path);
    if (match === null) continue;
    isKnownPath = true;
    if (row.method !== method) continue;
    const id = match.groups?.["id"];
    return {
      personality,
      endpoint: row.endpoint,
      method: row.method,
      isBeta: row.isBeta === true,
      ...(id === undefined ? {} : { modelId: decodeURIComponent(id) }),
    };
  }
  // DeepInfra answers a trailing slash with an empty 405 (issue report, 2025).
  if (personality === "deepinfra" && path.endsWith("/")) return 405;
  return isKnownPath ? 405 : 404;
}
