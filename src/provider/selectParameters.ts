import {
  parametersOf,
  protectedFields,
  type Condition,
  type ParameterType,
  type RequestParameter,
  type RequestRole,
} from "./parameters";
import type { ProviderProfile } from "./profiles";

/** What decides which parameters have an effect. */
export interface ParameterContext {
  readonly profile: ProviderProfile;
  readonly role: RequestRole;
  /** Whether the model will think; false for completions. */
  readonly isThinking: boolean;
  readonly hasTools: boolean;
  /** The word "json", in any case, stands in a message. */
  readonly mentionsJson: boolean;
}

/** A value that was set and is not sent. */
export interface LeftOutParameter {
  readonly name: string;
  /** A sentence for people. */
  readonly reason: string;
}

/** What goes into a request. */
export interface SelectedParameters {
  /** By the provider's names. Thinking and effort are not among them: `chat.ts` knows how they are switched. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Checked fields of `extraBody`, to be merged last. */
  readonly extraFields: Readonly<Record<string, unknown>>;
  /** Checked values by our own names, also those that other parts of a request are made from. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly leftOut: readonly LeftOutParameter[];
}

/** Made into fields by `chat.ts` and `fim.ts`, together with what the request itself says. */
const decidedElsewhere: ReadonlySet<string> = new Set(["thinking", "reasoningEffort", "maxTokens", "stop"]);

/**
 * Picks from the user's values what this provider takes for this request; tells what was left out and why. Values of
 * another type or out of range are left out too, never repaired: a request must not differ from the settings unseen.
 * Null and undefined mean that nothing is set; names that are no parameters are left out.
 */
export function selectParameters(
  set: Readonly<Record<string, unknown>>,
  context: ParameterContext,
): SelectedParameters {
  const fields: Record<string, unknown> = {};
  const values: Record<string, unknown> = {};
  const leftOut: LeftOutParameter[] = [];
  let extraFields: Readonly<Record<string, unknown>> = {};

  const parameters = parametersOf(context.role);
  for (const parameter of parameters) {
    const value = Object.hasOwn(set, parameter.name) ? set[parameter.name] : undefined;
    if (value === undefined || value === null) continue;
    const reason = valueProblem(parameter.type, value) ?? obstacleOf(parameter, value, set, context);
    if (reason !== undefined) {
      leftOut.push({ name: parameter.name, reason });
      continue;
    }
    if (parameter.name === "extraBody") {
      const { allowed, refused } = splitExtraBody(value);
      extraFields = allowed;
      for (const name of refused) {
        leftOut.push({
          name: `extraBody.${name}`,
          reason: "Midfill sets this field itself.",
        });
      }
      continue;
    }
    values[parameter.name] = value;
    if (!decidedElsewhere.has(parameter.name))
      fields[wireNameOf(parameter, context.profile)] = wireValue(parameter, value);
  }
  for (const name of Object.keys(set)) {
    if (!parameters.some((parameter) => parameter.name === name)) {
      leftOut.push({ name, reason: "There is no such parameter." });
    }
  }
  return { fields, extraFields, values, leftOut };
}

/** A parameter's name in this provider's requests. */
function wireNameOf(parameter: RequestParameter, profile: ProviderProfile): string {
  const applicability = parameter.providers[profile.id];
  return applicability.does === "takes" ? (applicability.wireName ?? parameter.wireName) : parameter.wireName;
}

function wireValue(parameter: RequestParameter, value: unknown): unknown {
  return parameter.name === "responseFormat" ? { type: value } : value;
}

/** Why a value is none of this type, as a sentence; undefined when it is fine. */
export function valueProblem(type: ParameterType, value: unknown): string | undefined {
  switch (type.kind) {
    case "number":
      if (typeof value !== "number" || !Number.isFinite(value)) return "It is not a number.";
      if (type.isWhole && !Number.isInteger(value)) return "It is not a whole number.";
      return value >= type.minimum && value <= type.maximum
        ? undefined
        : `It is outside ${type.minimum} … ${type.maximum}.`;
    case "boolean":
      return typeof value === "boolean" ? undefined : "It is neither true nor false.";
    case "text":
      if (typeof value !== "string" || value === "") return "It is not a text.";
      if (value.length > type.maxChars) return `It is longer than ${type.maxChars} characters.`;
      return type.pattern === undefined || new RegExp(type.pattern, "u").test(value)
        ? undefined
        : `It does not match ${type.pattern}.`;
    case "choice":
      return typeof value === "string" && Object.hasOwn(type.choices, value)
        ? undefined
        : `It is none of ${Object.keys(type.choices).join(", ")}.`;
    case "texts":
      return Array.isArray(value) && value.every((item) => typeof item === "string" && item !== "")
        ? undefined
        : "It is not a list of texts.";
    case "whole-numbers":
      return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item))
        ? undefined
        : "It is not a list of whole numbers.";
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value)
        ? undefined
        : "It is not an object.";
  }
}

/** Why the provider would not use a value in this request; undefined when it would. */
function obstacleOf(
  parameter: RequestParameter,
  value: unknown,
  set: Readonly<Record<string, unknown>>,
  context: ParameterContext,
): string | undefined {
  const { label } = context.profile;
  const applicability = parameter.providers[context.profile.id];
  if (applicability.does !== "takes") return `${label} ${applicability.why}.`;
  const { maximum } = applicability;
  if (maximum !== undefined && typeof value === "number" && value > maximum) {
    return `${label} takes at most ${maximum}.`;
  }
  return applicability.when === undefined
    ? undefined
    : unmetCondition(applicability.when, label, value, set, context);
}

function unmetCondition(
  condition: Condition,
  label: string,
  value: unknown,
  set: Readonly<Record<string, unknown>>,
  context: ParameterContext,
): string | undefined {
  switch (condition) {
    case "thinking-off":
      return context.isThinking ? `${label} does not use it while thinking.` : undefined;
    case "thinking-on":
      return context.isThinking ? undefined : `${label} uses it only while thinking.`;
    case "tools":
      return context.hasTools ? undefined : "The request offers no tools.";
    case "tools-not-required-while-thinking":
      if (!context.hasTools) return "The request offers no tools.";
      return context.isThinking && value === "required"
        ? `${label} refuses “required” while thinking.`
        : undefined;
    case "logprobs":
      return set["logprobs"] === true ? undefined : "It needs logprobs.";
    case "json-mentioned":
      return value === "text" || context.mentionsJson
        ? undefined
        : `${label} refuses it unless a message holds the word “json”.`;
  }
}

function splitExtraBody(value: unknown): {
  readonly allowed: Readonly<Record<string, unknown>>;
  readonly refused: readonly string[];
} {
  const entries = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return {
    allowed: Object.fromEntries(entries.filter(([name]) => !isRefused(name))),
    refused: entries.map(([name]) => name).filter(isRefused),
  };
}

/** Also `__proto__`, which would not be a field but the body's prototype. */
function isRefused(name: string): boolean {
  return protectedFields.has(name) || name === "__proto__";
}
