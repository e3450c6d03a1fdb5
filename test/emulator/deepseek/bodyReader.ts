import { asObject } from "../jsonText";
import { JsonSyntaxError, parseLocatedJson, type LocatedJson } from "../locatedJson";
import { deepseekError } from "./errors";
import type { Refusal } from "../refusal";

/**
 * Reads a request body as the service's Rust code does (official deepseek-recipe, 2026-09): unknown fields are
 * ignored, null is absent, and the first field of a wrong type ends in serde's words with the field's place.
 */
export class BodyReader {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly #json: LocatedJson;
  readonly #wrongShapeStatus: 400 | 422;

  /** Throws `Refusal` for text that is no JSON object. */
  constructor(text: string, wrongShapeStatus: 400 | 422) {
    this.#wrongShapeStatus = wrongShapeStatus;
    try {
      this.#json = parseLocatedJson(text);
    } catch (error) {
      if (!(error instanceof JsonSyntaxError)) throw error;
      throw deepseekError(
        400,
        `Failed to parse the request body as JSON: ${error.message}`,
        "invalid_request_error",
      );
    }
    const fields = asObject(this.#json.value);
    if (fields === undefined) throw this.wrongType("", this.#json.value, "struct Request");
    this.fields = fields;
  }

  /** The refusal for a problem at a place. */
  wrong(path: string, problem: string, status = this.#wrongShapeStatus): Refusal {
    const shown = path.replace(/\.(\d+)/g, "[$1]");
    const message =
      "Failed to deserialize the JSON body into the target type: " +
      `${shown === "" ? "" : `${shown}: `}${problem}${this.#json.at(path)}`;
    return deepseekError(status, message, "invalid_request_error");
  }

  wrongType(path: string, value: unknown, expected: string, status = this.#wrongShapeStatus): Refusal {
    return this.wrong(path, `invalid type: ${described(value)}, expected ${expected}`, status);
  }

  missing(path: string, name: string): Refusal {
    return this.wrong(path, `missing field \`${name}\``);
  }

  string(path: string, value: unknown): string | undefined {
    if (value === undefined || value === null) return undefined;
    if (typeof value !== "string") throw this.wrongType(path, value, "a string");
    return value;
  }

  boolean(path: string, value: unknown): boolean | undefined {
    if (value === undefined || value === null) return undefined;
    if (typeof value !== "boolean") throw this.wrongType(path, value, "a boolean");
    return value;
  }

  number(path: string, value: unknown): number | undefined {
    if (value === undefined || value === null) return undefined;
    if (typeof value !== "number") throw this.wrongType(path, value, "f64");
    return value;
  }

  integer(path: string, value: unknown, kind: "u32" | "i64"): number | undefined {
    if (value === undefined || value === null) return undefined;
    if (typeof value !== "number" || !Number.isInteger(value)) throw this.wrongType(path, value, kind);
    if (kind === "u32" && value < 0)
      throw this.wrong(path, `invalid value: integer \`${value}\`, expected u32`);
    return value;
  }

  object(
    path: string,
    value: unknown,
    name: string,
    status?: 400 | 422,
  ): Readonly<Record<string, unknown>> | undefined {
    if (value === undefined || value === null) return undefined;
    const object = asObject(value);
    if (object === undefined) throw this.wrongType(path, value, `struct ${name}`, status);
    return object;
  }

  array(path: string, value: unknown): readonly unknown[] | undefined {
    if (value === undefined || value === null) return undefined;
    if (!Array.isArray(value)) throw this.wrongType(path, value, "a sequence");
    return value;
  }

  /** One of a closed set. */
  variant<T extends string>(path: string, value: unknown, variants: readonly T[]): T | undefined {
    const text = this.string(path, value);
    if (text === undefined) return undefined;
    const found = variants.find((variant) => variant === text);
    if (found === undefined) {
      const expected = variants.map((variant) => `\`${variant}\``).join(", ");
      throw this.wrong(
        path,
        `unknown variant \`${text}\`, expected ${variants.length > 1 ? "one of " : ""}${expected}`,
      );
    }
    return found;
  }

  /** One string or a list of them. */
  strings(path: string, value: unknown): readonly string[] {
    if (value === undefined || value === null) return [];
    if (typeof value === "string") return [value];
    if (!Array.isArray(value)) throw this.wrongType(path, value, "a string or a sequence of strings");
    return value.map((item: unknown, index) => {
      if (typeof item !== "string") throw this.wrongType(`${path}.${index}`, item, "a string");
      return item;
    });
  }
}

function described(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "sequence";
  if (typeof value === "boolean") return `boolean \`${value}\``;
  if (typeof value === "string") return `string ${JSON.stringify(value)}`;
  if (typeof value !== "number") return "map";
  return Number.isInteger(value) ? `integer \`${value}\`` : `floating point \`${value}\``;
}
