import type { ProviderProfile } from "./profiles";

/** The longest answer that a request without a limit asks for, in tokens; undefined where the server decides. */
export function defaultMaxTokens(profile: ProviderProfile, isThinking: boolean): number | undefined {
  const { thinking, plain } = profile.defaultMaxTokens ?? {};
  return isThinking ? thinking : plain;
}
