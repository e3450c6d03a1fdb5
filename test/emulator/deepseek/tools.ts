import type { BodyReader } from "./bodyReader";

/** A function offered to the model. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  readonly parameters: unknown;
  /** Strict mode (beta): arguments follow the schema to the letter. */
  readonly isStrict?: boolean;
}

/** What the request says about using tools. */
export type ToolChoice =
  { readonly kind: "none" | "auto" | "required" } | { readonly kind: "named"; readonly name: string };

/** Reads `tools`. */
export function readTools(body: BodyReader): readonly Tool[] {
  return (body.array("tools", body.fields["tools"]) ?? []).map((item, index) => {
    const path = `tools.${index}`;
    const fields = body.object(path, item, "Tool");
    body.variant(`${path}.type`, fields?.["type"], ["function"] as const);
    const described = body.object(`${path}.function`, fields?.["function"], "FunctionDefinition");
    if (described === undefined) throw body.missing(path, "function");
    const name = body.string(`${path}.function.name`, described["name"]);
    if (name === undefined) throw body.missing(`${path}.function`, "name");
    return {
      name,
      description: body.string(`${path}.function.description`, described["description"]) ?? "",
      parameters: described["parameters"] ?? { type: "object", properties: {} },
      isStrict: body.boolean(`${path}.function.strict`, described["strict"]) ?? false,
    };
  });
}

/** Reads `tool_choice`; auto with tools and none without is the default (DeepSeek API docs, 2026-09-11). */
export function readToolChoice(body: BodyReader, tools: readonly Tool[]): ToolChoice {
  const value = body.fields["tool_choice"];
  if (value === undefined || value === null) return { kind: tools.length > 0 ? "auto" : "none" };
  if (typeof value === "string") {
    const kind = body.variant("tool_choice", value, ["none", "auto", "required"] as const);
    return { kind: kind ?? "auto" };
  }
  const fields = body.object("tool_choice", value, "ToolChoice");
  const named = body.object("tool_choice.function", fields?.["function"], "NamedFunction");
  const name = body.string("tool_choice.function.name", named?.["name"]);
  if (name === undefined) throw body.missing("tool_choice", "function");
  return { kind: "named", name };
}
