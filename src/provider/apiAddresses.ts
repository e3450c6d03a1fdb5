import { ProviderError } from "./errors";
import { providerProfiles, type ProviderProfile } from "./profiles";

/** Complete addresses of one provider at one base URL. */
export interface ApiAddresses {
  readonly chat: URL;
  /** For a request whose last assistant message is to be continued, and for strict tools. */
  readonly chatBeta: URL;
  readonly completions: URL;
  /** llama.cpp's own completion endpoint. */
  readonly infill?: URL;
  readonly models: URL;
  readonly balance?: URL;
}

/** Ends of addresses that people copy from documentation although only the part before is the base. */
const endpointEnds = [
  "/chat/completions",
  "/completions",
  "/infill",
  "/models",
  "/user/balance",
  "/responses",
];

/**
 * Where to ask, for a base URL in any of the forms people write: with or without a trailing slash, `/v1`, DeepSeek's
 * `/beta`, DeepInfra's `/v1/openai`, or even a whole endpoint. A base on another host, such as a gateway, keeps its path.
 *
 * @throws ProviderError kind `endpoint`, saying what to enter, for a base URL that cannot be this provider's API: another
 * provider's host, a web site, an unknown path on the official host, a query or fragment.
 */
export function addressesOf(profile: ProviderProfile, baseUrl: URL): ApiAddresses {
  refuseWrongHost(profile, baseUrl);
  if (baseUrl.search !== "" || baseUrl.hash !== "") {
    throw endpointError(profile, `The base URL of ${profile.label} has a query or a fragment.`);
  }
  const root = rootOf(profile, baseUrl);
  const at = (path: string) => new URL(root + profile.apiPath + path, baseUrl.origin);
  const { infill, balance } = profile.paths;
  return {
    chat: at(profile.paths.chat),
    chatBeta: at(profile.paths.chatBeta),
    completions: at(profile.paths.completions),
    ...(infill !== undefined && { infill: at(infill) }),
    models: at(profile.paths.models),
    ...(balance !== undefined && { balance: at(balance) }),
  };
}

/** The base's path without endpoints, without the ends that a profile adds itself, and without trailing slashes. */
function rootOf(profile: ProviderProfile, baseUrl: URL): string {
  const given = withoutEnd(withoutTrailingSlashes(baseUrl.pathname), endpointEnds);
  if (profile.id === "compatible") return given === "" ? "/v1" : given;

  const root = withoutEnd(given, profile.knownBaseEnds);
  if (baseUrl.hostname === profile.apiHost && root !== "") {
    throw endpointError(profile, `${profile.label} has no API at ${baseUrl.hostname}${root}.`);
  }
  return root;
}

function refuseWrongHost(profile: ProviderProfile, baseUrl: URL): void {
  if (profile.webHosts.includes(baseUrl.hostname)) {
    throw endpointError(profile, `${baseUrl.hostname} is a web site, not the API of ${profile.label}.`);
  }
  // An unknown compatible server may well be one of the known ones: its paths then simply are as given.
  if (profile.id === "compatible") return;
  const owner = providerProfiles.find(
    (each) => each.id !== profile.id && each.apiHost !== undefined && each.apiHost === baseUrl.hostname,
  );
  if (owner !== undefined) {
    throw new ProviderError("endpoint", {
      message: `The base URL of ${profile.label} points to ${owner.label}.`,
      nextStep: `Choose ${owner.label} as the provider, or correct the base URL of ${profile.label}.`,
      isRetryable: false,
    });
  }
}

function endpointError(profile: ProviderProfile, message: string): ProviderError {
  const right = profile.apiHost === undefined ? undefined : `https://${profile.apiHost}${profile.apiPath}`;
  return new ProviderError("endpoint", {
    message,
    nextStep:
      right === undefined
        ? `Correct the base URL of ${profile.label} in the settings.`
        : `Set the base URL of ${profile.label} to ${right}.`,
    isRetryable: false,
  });
}

function withoutTrailingSlashes(path: string): string {
  let end = path.length;
  while (end > 0 && path[end - 1] === "/") end -= 1;
  return path.slice(0, end);
}

/** `text` without the first of `ends` that it ends with, and without the slashes before it. */
function withoutEnd(text: string, ends: readonly string[]): string {
  const end = ends.find((each) => text.endsWith(each));
  return end === undefined ? text : withoutTrailingSlashes(text.slice(0, text.length - end.length));
}
