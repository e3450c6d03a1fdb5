import { isLoopback } from "./endpoint";
import { ProviderError } from "./errors";

/** The editor's network settings and environment, as far as a connection depends on them. */
export interface NetworkSettings {
  /** `http.proxy`; empty or missing when not set. */
  readonly proxyUrl?: string;
  /** `http.proxySupport`; "off" means direct connections, whatever else is set. */
  readonly proxySupport: "off" | "on" | "override" | "fallback";
  /** `http.noProxy`; when empty, `NO_PROXY` of the environment counts. */
  readonly noProxy: readonly string[];
  /** `http.proxyAuthorization`: the value of the `proxy-authorization` header. */
  readonly proxyAuthorization?: string;
  /** `http.proxyStrictSSL`: false accepts any certificate, of the provider and of the proxy. */
  readonly isStrictSsl: boolean;
  /** `http.systemCertificates`: trust what the operating system trusts, beside the built-in authorities. */
  readonly useSystemCertificates: boolean;
  /** Where `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` are read, in either case. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Settings for a machine without any: direct, strict, the system's certificates. */
export const directNetwork: NetworkSettings = {
  proxySupport: "off",
  noProxy: [],
  isStrictSsl: true,
  useSystemCertificates: true,
  environment: {},
};

/**
 * The proxy a request goes through; undefined for a direct connection. VS Code's order (@vscode/proxy-agent
 * 0.45.0): this machine is always direct, then `http.noProxy` or else `NO_PROXY`, then `http.proxy`, then the
 * environment.
 *
 * @throws ProviderError of kind `proxy` when the address is malformed or not of `http:` or `https:`.
 */
export function proxyFor(url: URL, settings: NetworkSettings): URL | undefined {
  if (settings.proxySupport === "off" || isLoopback(url)) return undefined;
  const environment = (name: string) =>
    nonEmpty(settings.environment[name.toLowerCase()]) ?? nonEmpty(settings.environment[name.toUpperCase()]);

  const exceptions =
    settings.noProxy.length > 0 ? settings.noProxy : (environment("no_proxy") ?? "").split(/[\s,]+/);
  if (exceptions.some((pattern) => matchesHost(url, pattern))) return undefined;

  const fromSettings = nonEmpty(settings.proxyUrl);
  if (fromSettings !== undefined) return proxyUrl(fromSettings, "“http.proxy”");
  const fromEnvironment =
    url.protocol === "https:"
      ? (environment("https_proxy") ?? environment("http_proxy") ?? environment("all_proxy"))
      : (environment("http_proxy") ?? environment("all_proxy"));
  return fromEnvironment === undefined ? undefined : proxyUrl(fromEnvironment, "the environment");
}

/**
 * Whether an entry of a no-proxy list covers the URL: `*`, `host`, `.host` and `*.host` (the host and all below
 * it), each with an optional `:port`. Address ranges (CIDR) are not understood and match nothing.
 */
function matchesHost(url: URL, entry: string): boolean {
  const pattern = entry.trim().toLowerCase();
  if (pattern === "") return false;
  if (pattern === "*") return true;
  const { host, port } = splitPort(pattern);
  if (port !== undefined && port !== portOf(url)) return false;
  const suffix = host.replace(/^\*?\./, "");
  const name = url.hostname.replace(/^\[|\]$/g, "");
  return suffix !== "" && (name === suffix || name.endsWith(`.${suffix}`));
}

function splitPort(pattern: string): { host: string; port?: string } {
  const bracketed = /^\[([^\]]*)\](?::(\d+))?$/.exec(pattern);
  const plain = bracketed ?? /^([^:]*)(?::(\d+))?$/.exec(pattern);
  // Neither: a bare IPv6 address, whose colons are its own.
  if (plain === null) return { host: pattern };
  return { host: plain[1] ?? "", ...(plain[2] !== undefined && { port: plain[2] }) };
}

function portOf(url: URL): string {
  return url.port !== "" ? url.port : url.protocol === "https:" ? "443" : "80";
}

function proxyUrl(text: string, source: string): URL {
  let url: URL;
  try {
    url = new URL(text.includes("://") ? text : `http://${text}`);
  } catch {
    throw unusableProxy(`The proxy address in ${source} is not valid.`);
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw unusableProxy(
      `The proxy in ${source} is of a kind that is not supported (${url.protocol.slice(0, 16)}//).`,
    );
  }
  return url;
}

function unusableProxy(message: string): ProviderError {
  return new ProviderError("proxy", {
    message,
    nextStep: "Write it as http://host:port, or let the editor's own network stack send requests.",
    isRetryable: false,
  });
}

function nonEmpty(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === "" ? undefined : trimmed;
}
