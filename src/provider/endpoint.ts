import { ProviderError } from "./errors";

/** Longest base URL taken, in UTF-16 code units. */
const maxBaseUrlChars = 2048;

const loopbackHosts: ReadonlySet<string> = new Set(["127.0.0.1", "[::1]", "localhost"]);

/**
 * Reads a base URL as a person wrote it. What comes back is `https:` (or `http:` on this machine), holds no user
 * name, query or fragment, and its path has no slash at the end (except the root's own).
 *
 * Stricter than `new URL`: forms that `URL` repairs in silence (`https:host`, `https:\\host`, `%2e`, full-width
 * letters) are refused, because a person reading the setting could take them for another host than the one the
 * key would go to.
 *
 * @throws ProviderError of kind `endpoint`; its message never repeats user names or passwords.
 */
export function checkBaseUrl(text: string): URL {
  const trimmed = text.trim();
  if (trimmed === "")
    throw refused("The base URL is empty", "Enter the server's address, or reset the setting.");
  if (trimmed.length > maxBaseUrlChars) throw refused("The base URL is too long");
  if (hasSpaceOrControl(trimmed)) throw refused("The base URL holds a space or a control character");
  if (trimmed.includes("\\"))
    throw refused("The base URL holds a backslash", "Write it with forward slashes.");

  const parts = /^(https?):\/\/([^/?#]+)([^?#]*)(.*)$/i.exec(trimmed);
  if (parts === null) throw refused("The base URL does not begin with https:// and a host name");
  const [, , authority = "", , queryOrFragment = ""] = parts;
  if (authority.includes("@")) {
    throw refused(
      "The base URL holds a user name or password",
      "Remove it; keys are stored with “Set API Key”.",
    );
  }
  if (queryOrFragment !== "") {
    throw refused("The base URL holds a query or a fragment", "Remove everything from “?” or “#” on.");
  }
  if (!/^[\x21-\x7e]+$/.test(authority) || authority.includes("%")) {
    throw refused(
      "The base URL's host name holds characters outside plain ASCII",
      "Write the host in its ASCII form (xn--…).",
    );
  }
  const url = parse(trimmed);
  if (url.hostname.endsWith(".")) {
    throw refused("The base URL's host name ends with a dot", "Remove the dot.");
  }
  if (url.protocol === "http:" && !isLoopback(url)) {
    throw refused(
      `The base URL http://${url.host} is not encrypted: key and code could be read on the way`,
      "Use https://; http:// works for 127.0.0.1, [::1] and localhost only.",
    );
  }
  url.pathname = withoutTrailingSlashes(url.pathname);
  return url;
}

/** What a key is bound to: scheme, host and port, such as `https://api.deepseek.com`. */
export function originOf(url: URL): string {
  return url.origin;
}

/** Whether the URL names this machine in one of the three ways that may use `http:`. */
export function isLoopback(url: URL): boolean {
  return loopbackHosts.has(url.hostname);
}

/**
 * The address of one call: `endpointUrl(https://host/beta, "/completions")` is `https://host/beta/completions`.
 * `path` holds no query; the origin is always the base URL's.
 */
export function endpointUrl(baseUrl: URL, path: string): URL {
  const url = new URL(baseUrl);
  url.pathname = `${withoutTrailingSlashes(baseUrl.pathname)}/${path.replace(/^\/+/, "")}`;
  return url;
}

function parse(text: string): URL {
  try {
    return new URL(text);
  } catch {
    throw refused("The base URL is not a valid address");
  }
}

function withoutTrailingSlashes(path: string): string {
  let end = path.length;
  while (end > 0 && path[end - 1] === "/") end--;
  return path.slice(0, end);
}

function hasSpaceOrControl(text: string): boolean {
  return /[\s\p{Cc}\p{Cf}]/u.test(text);
}

function refused(
  message: string,
  nextStep = "Enter an address such as https://api.example.com/v1.",
): ProviderError {
  return new ProviderError("endpoint", { message: `${message}.`, nextStep, isRetryable: false });
}
