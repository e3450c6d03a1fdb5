import { providerProfiles } from "../../../../src/provider/profiles";
import {
  parametersOf,
  type ParameterType,
  type RequestParameter,
  type RequestRole,
} from "../../../../src/provider/parameters";

/** A part of the manifest's `contributes.configuration`. */
export interface ManifestCategory {
  readonly title: string;
  readonly properties: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** What the manifest must say about the parameters of a role. */
export function manifestCategory(role: RequestRole): ManifestCategory {
  const section = role === "chat" ? "chat" : "completions";
  return {
    title: role === "chat" ? "Chat: request parameters" : "Completions: request parameters",
    properties: Object.fromEntries(
      parametersOf(role).map((parameter, position) => [
        `midfill.${section}.parameters.${parameter.name}`,
        {
          order: position,
          // A workspace must not decide what is sent under whose name, and at what price.
          scope: "application",
          default: null,
          ...schemaOf(parameter.type),
          markdownDescription: descriptionOf(parameter),
        },
      ]),
    ),
  };
}

function schemaOf(type: ParameterType): object {
  switch (type.kind) {
    case "number":
      return {
        type: [type.isWhole ? "integer" : "number", "null"],
        minimum: type.minimum,
        maximum: type.maximum,
      };
    case "boolean":
      return { type: ["boolean", "null"] };
    case "text":
      return {
        type: ["string", "null"],
        maxLength: type.maxChars,
        ...(type.pattern !== undefined && { pattern: type.pattern }),
      };
    case "choice":
      return {
        type: ["string", "null"],
        enum: [...Object.keys(type.choices), null],
        enumDescriptions: [...Object.values(type.choices), "The provider decides"],
      };
    case "texts":
      return { type: ["array", "null"], items: { type: "string", minLength: 1 }, maxItems: type.maxItems };
    case "whole-numbers":
      return { type: ["array", "null"], items: { type: "integer" }, maxItems: type.maxItems };
    case "object":
      return { type: ["object", "null"] };
  }
}

/** Description, range, and a list of who takes it with which default. */
function descriptionOf(parameter: RequestParameter): string {
  const { type } = parameter;
  const range = type.kind === "number" ? ` Range: ${type.minimum} … ${type.maximum}.` : "";
  const lines = providerProfiles.map(({ id, label }) => {
    const applicability = parameter.providers[id];
    if (applicability.does === "ignores") return `- ${label}: not sent; it ${applicability.why}`;
    const maximum = applicability.maximum === undefined ? "" : `, at most ${applicability.maximum}`;
    return `- ${label}: default ${applicability.defaultText}${maximum}`;
  });
  const providers = parameter.name === "extraBody" ? "" : `\n\n${lines.join("\n")}`;
  return `${parameter.description}${range} Empty: the provider decides.${providers}`;
}
