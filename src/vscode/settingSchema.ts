/** The part of a setting's JSON schema (package.json, `contributes.configuration`) that we check ourselves. */
export interface SettingSchema {
  readonly type: string | readonly string[];
  readonly default: unknown;
  readonly scope?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: { readonly type?: string };
  readonly additionalProperties?: unknown;
}

/** Every setting by its full key. */
export type SettingSchemas = Readonly<Record<string, SettingSchema>>;

/**
 * The settings of a manifest (`context.extension.packageJSON`). Defaults, types and ranges live there and nowhere
 * else; reading them at run time keeps the descriptions out of the bundle.
 */
export function settingSchemasOf(manifest: unknown): SettingSchemas {
  const schemas: Record<string, SettingSchema> = {};
  for (const category of membersOf(memberOf(memberOf(manifest, "contributes"), "configuration"))) {
    for (const [key, schema] of Object.entries(objectOf(memberOf(category, "properties")))) {
      if (isSettingSchema(schema)) schemas[key] = schema;
    }
  }
  return schemas;
}

function isSettingSchema(value: unknown): value is SettingSchema {
  return typeof value === "object" && value !== null && "type" in value && "default" in value;
}

function objectOf(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}

function memberOf(value: unknown, name: string): unknown {
  return Object.entries(objectOf(value)).find(([key]) => key === name)?.[1];
}

function membersOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A setting's value as it may be used, and what was wrong with the one that was found. */
export interface CheckedSetting {
  readonly value: unknown;
  /** A sentence for the person; missing when the value was fine. */
  readonly problem?: string;
}

/**
 * Checks a value that a person wrote. A number outside its range is moved to the nearest border; anything else
 * that does not fit is replaced by the default. VS Code only underlines such values, it still hands them out.
 */
export function checkSetting(key: string, schema: SettingSchema, found: unknown): CheckedSetting {
  if (found === undefined) return { value: schema.default };
  const types = typeof schema.type === "string" ? [schema.type] : schema.type;
  if (!types.some((type) => hasType(type, found, schema))) {
    return {
      value: schema.default,
      problem: `The setting ${key} must be ${types.map((type) => typeName(type, schema)).join(" or ")}; its default is used instead.`,
    };
  }
  if (schema.enum !== undefined && !schema.enum.includes(found)) {
    const choices = schema.enum.filter((choice) => typeof choice === "string").join(", ");
    return {
      value: schema.default,
      problem: `The setting ${key} must be one of ${choices}; its default is used instead.`,
    };
  }
  if (typeof found === "number") {
    const value = Math.min(Math.max(found, schema.minimum ?? -Infinity), schema.maximum ?? Infinity);
    if (value !== found) {
      return { value, problem: `The setting ${key} is out of its range; ${value} is used instead.` };
    }
  }
  return { value: found };
}

function hasType(type: string, value: unknown, schema: SettingSchema): boolean {
  switch (type) {
    case "null":
      return value === null;
    case "integer":
      return Number.isInteger(value);
    case "number":
      return typeof value === "number" && Number.isFinite(value);
    case "array":
      return (
        Array.isArray(value) &&
        value.every(
          (item) => schema.items?.type === undefined || hasType(schema.items.type, item, { ...schema, type }),
        )
      );
    case "object":
      return (
        typeof value === "object" &&
        value !== null &&
        !Array.isArray(value) &&
        Object.values(value).every((member) => hasMemberType(schema.additionalProperties, member))
      );
    default:
      return typeof value === type;
  }
}

function hasMemberType(memberSchema: unknown, value: unknown): boolean {
  if (typeof memberSchema !== "object" || memberSchema === null || !("type" in memberSchema)) return true;
  const { type } = memberSchema;
  return typeof type !== "string" || hasType(type, value, { type, default: undefined });
}

function typeName(type: string, schema: SettingSchema): string {
  switch (type) {
    case "null":
      return "null";
    case "integer":
      return "a whole number";
    case "number":
      return "a number";
    case "boolean":
      return "true or false";
    case "string":
      return "a text";
    case "array":
      return schema.items?.type === "string" ? "a list of texts" : "a list";
    default:
      return "an object";
  }
}
