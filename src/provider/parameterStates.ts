import { parameterContext } from "./chat";
import type { ChatRequest } from "./chatRequest";
import { parametersOf, type ParameterType, type RequestParameter } from "./parameters";
import { isProviderId, profileById } from "./profiles";
import { selectParameters } from "./selectParameters";

/** What becomes of one chat parameter in a request. */
export interface ParameterState {
  readonly parameter: RequestParameter;
  /** What happens where nothing is set, for people; undefined where the provider has no use for it. */
  readonly defaultText: string | undefined;
  /** Why a value has no effect in this request, as a sentence; undefined where it has. */
  readonly problem: string | undefined;
}

/** All chat parameters as a provider takes them in a request like this, whether they are set or not. */
export function parameterStates(providerId: string, request: ChatRequest): readonly ParameterState[] {
  if (!isProviderId(providerId)) return [];
  const profile = profileById(providerId);
  const context = parameterContext(profile, request);
  return parametersOf("chat").map((parameter) => {
    const { name, type, providers } = parameter;
    const applicability = providers[providerId];
    const value = request.parameters[name] ?? sampleOf(type);
    const { leftOut } = selectParameters({ ...request.parameters, [name]: value }, context);
    return {
      parameter,
      defaultText: applicability.does === "takes" ? applicability.defaultText : undefined,
      problem: leftOut.find((each) => each.name === name)?.reason,
    };
  });
}

/** Why a provider has no use for a chat parameter in any request, as a sentence; undefined where it has. */
export function whyIgnored(providerId: string, name: string): string | undefined {
  if (!isProviderId(providerId)) return undefined;
  const applicability = parametersOf("chat").find((each) => each.name === name)?.providers[providerId];
  return applicability?.does === "ignores"
    ? `${profileById(providerId).label} ${applicability.why}.`
    : undefined;
}

/** Any value of this type: what it says does not matter. */
function sampleOf(type: ParameterType): unknown {
  switch (type.kind) {
    case "number":
      return type.minimum;
    case "boolean":
      return true;
    case "text":
      return "a";
    case "choice":
      return Object.keys(type.choices)[0];
    case "texts":
      return ["a"];
    case "whole-numbers":
      return [1];
    case "object":
      return {};
  }
}
