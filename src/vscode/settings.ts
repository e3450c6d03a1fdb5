import type { Action } from "../actions/action";
import { actionTable } from "../actions/actionTable";
import { readActionOverrides, type ActionOverrides } from "../actions/own/actionOverrides";
import { readOwnActions } from "../actions/own/readOwnActions";
import type { ContextSettings } from "../completion/context/contextSettings";
import type { CompletionSettings } from "../completion/settings";
import { readPriceOverrides, type PriceOverrides } from "../usage/priceOverrides";
import type { BudgetLimits } from "../usage/budget";
import { isProviderId, type FimDialect, type ProviderId } from "../provider/profiles";
import { readEagerness } from "./eagernessSetting";
import { isOnForLanguage } from "./isOnForLanguage";
import { checkSetting, type SettingSchema, type SettingSchemas } from "./settingSchema";

/** What is read of `vscode.WorkspaceConfiguration`; handed in, so that a hostile workspace can be played in tests. */
export interface ConfigurationReader {
  inspect(key: string): WrittenLevels | undefined;
}

/** What each level of settings says about a setting or a section, unchecked. */
interface WrittenLevels {
  readonly globalValue?: unknown;
  readonly workspaceValue?: unknown;
  readonly workspaceFolderValue?: unknown;
}

/** Where one provider is and what it is asked for. Empty model: the provider's default. */
interface ProviderSettings {
  readonly baseUrl: string;
  readonly completionModel: string;
  readonly chatModel: string;
}

/** All settings, checked and frozen. Read anew after every change; never written to. */
export interface Settings {
  readonly completions: Omit<CompletionSettings, "model" | "maxTokens" | "stop" | "pausedBy"> & {
    readonly providerId: ProviderId;
    /** Undefined: the provider's own ways, best first. */
    readonly dialect: FimDialect | undefined;
    /** Nothing comes by itself while the machine runs on battery. */
    readonly isPausedOnBattery: boolean;
    /** Whether the key that tells fresh ghost text from older is wanted; the keybindings read the setting themselves. */
    readonly isTabSafe: boolean;
  };
  readonly context: ContextSettings;
  readonly chat: {
    readonly providerId: ProviderId;
    /** A model names conversations. */
    readonly hasModelTitles: boolean;
    readonly parameters: Readonly<Record<string, unknown>>;
    /** Whether another provider may answer when the chosen one cannot. */
    readonly fallback: "ask" | "always" | "never";
    /** Tools by name, on or off; what is not named has its default. */
    readonly tools: Readonly<Record<string, boolean>>;
    /** Whether `AGENTS.md` and the like go into the system prompt. */
    readonly usesInstructionFiles: boolean;
    /** The user's own prompts by the name that is typed behind a slash. */
    readonly prompts: Readonly<Record<string, string>>;
  };
  readonly actions: {
    /** Whether the light bulb offers them. */
    readonly hasCodeActions: boolean;
    /** The user's own. */
    readonly own: readonly Action[];
    readonly overrides: ActionOverrides;
    /** Sentences about these two; they are among all problems, too. */
    readonly problems: Readonly<Record<"own" | "overrides", readonly string[]>>;
  };
  readonly budget: BudgetLimits;
  /** What the user says about prices. */
  readonly prices: PriceOverrides;
  readonly providers: Readonly<Record<ProviderId, ProviderSettings>>;
  readonly transport: "direct" | "editor";
  /** Glob patterns beside the built-in ones, from user and workspace together. */
  readonly secretFiles: readonly string[];
  /** Whether `.gitignore` keeps files here, too: any level may turn it on, none can take it back. */
  readonly respectsGitignore: boolean;
  /** Sentences for the person about values that could not be used. */
  readonly problems: readonly string[];
}

const dialects: readonly FimDialect[] = [
  "deepseek-fim",
  "openai-fim",
  "template",
  "llamacpp-infill",
  "chat-infill",
];

/**
 * The one reader of settings. A setting whose scope is `machine` or `application` decides where text and keys go
 * or what is paid: it is taken from the user's own settings only (`inspect().globalValue`, else the default), never
 * through `get()`, because a hostile workspace reaches that on older editors whatever the scope says
 * (microsoft/vscode#335112).
 */
export function readSettings(reader: ConfigurationReader, schemas: SettingSchemas): Settings {
  const problems: string[] = [];

  const schemaOf = (key: string): SettingSchema => {
    const schema = schemas[key];
    if (schema === undefined) throw new Error(`No setting ${key} in package.json`);
    return schema;
  };

  const inspected = new Map<string, WrittenLevels | undefined>();
  /**
   * What the levels hold under this name. The sections around it are looked at first: where nobody has touched one, and
   * that is most of them, all below it is known without another look. One look takes VS Code 0.1 to 0.7 ms, and there are
   * sixty settings.
   */
  const inspect = (key: string): WrittenLevels | undefined => {
    if (inspected.has(key)) return inspected.get(key);
    const section = key.includes(".") ? inspect(key.slice(0, key.lastIndexOf("."))) : undefined;
    const found = section !== undefined && isUntouched(section) ? section : reader.inspect(key);
    inspected.set(key, found);
    return found;
  };

  const read = (key: string): unknown => {
    const schema = schemaOf(key);
    const found = inspect(key);
    const isUserOnly = schema.scope === "machine" || schema.scope === "application";
    const value = isUserOnly
      ? found?.globalValue
      : (found?.workspaceFolderValue ?? found?.workspaceValue ?? found?.globalValue);
    const checked = checkSetting(key, schema, value);
    if (checked.problem !== undefined) problems.push(checked.problem);
    return checked.value;
  };

  /** The values that the levels hold, the user's first; the default where the user has none. */
  const readLevels = (key: string): readonly unknown[] => {
    const schema = schemaOf(key);
    const found = inspect(key);
    const nearer = [found?.workspaceValue, found?.workspaceFolderValue].filter(
      (value) => value !== undefined,
    );
    return [found?.globalValue, ...nearer].map((value) => {
      const checked = checkSetting(key, schema, value);
      if (checked.problem !== undefined) problems.push(checked.problem);
      return checked.value;
    });
  };

  const text = (key: string) => String(read(key));
  const number = (key: string) => Number(read(key));
  const providerId = (key: string): ProviderId => {
    const id = text(key);
    // The manifest names the same ids; a test holds that.
    return isProviderId(id) ? id : "deepseek";
  };

  /** Values under `prefix` that the person has set; null stands for the provider's default and is left out. */
  const parameters = (prefix: string): Readonly<Record<string, unknown>> =>
    Object.fromEntries(
      Object.keys(schemas)
        .filter((key) => key.startsWith(prefix))
        .map((key) => [key.slice(prefix.length), read(key)] as const)
        .filter(([, value]) => value !== null && value !== undefined),
    );

  const fallback = (): Settings["chat"]["fallback"] => {
    const value = text("midfill.chat.fallback");
    return value === "always" || value === "never" ? value : "ask";
  };

  const providerSettings = (id: ProviderId): ProviderSettings => ({
    baseUrl: text(`midfill.${id}.baseUrl`).trim(),
    completionModel: text(`midfill.${id}.completionModel`).trim(),
    chatModel: text(`midfill.${id}.chatModel`).trim(),
  });

  /**
   * The user's entries over the default's; a workspace can turn a language off, never on, because what is offered is
   * also sent and paid. `*` stands for what a level does not list, so each name is judged at every level.
   */
  const languages = (): Readonly<Record<string, boolean>> => {
    const key = "midfill.completions.languages";
    const schema = schemaOf(key);
    const found = inspect(key);
    const [user = {}, ...others] = [
      found?.globalValue,
      found?.workspaceValue,
      found?.workspaceFolderValue,
    ].map((written) => {
      const { problem } = checkSetting(key, schema, written);
      if (problem !== undefined) problems.push(problem);
      return Object.fromEntries(problem === undefined ? booleanEntries(written) : []);
    });
    const levels = [{ ...Object.fromEntries(booleanEntries(schema.default)), ...user }, ...others];
    const names = new Set(levels.flatMap((level) => Object.keys(level)));
    return Object.fromEntries(
      [...names].map((name) => [name, levels.every((level) => isOnForLanguage(level, name))]),
    );
  };

  const eagerness = () =>
    readEagerness(
      inspect("midfill.completions.eagerness"),
      schemaOf("midfill.completions.eagerness").default,
      booleanEntries(inspect("midfill.completions.languages")?.globalValue).some(
        ([id, isOn]) => id === "scminput" && isOn,
      ),
      (problem) => problems.push(problem),
    );

  /** Patterns of all levels together: a workspace can add some, never take one away. */
  const patterns = (key: string): readonly string[] => {
    const found = inspect(key);
    return [found?.globalValue, found?.workspaceValue, found?.workspaceFolderValue].flatMap((written) => {
      const checked = checkSetting(key, { type: "array", items: { type: "string" }, default: [] }, written);
      if (checked.problem !== undefined) problems.push(checked.problem);
      return Array.isArray(checked.value) ? checked.value.map(String) : [];
    });
  };

  const dialectId = read("midfill.completions.dialect");
  const gitignore = inspect("midfill.privacy.respectGitignore");
  const prices = (): PriceOverrides => {
    const { overrides, problems: found } = readPriceOverrides(read("midfill.prices"));
    problems.push(...found);
    return overrides;
  };

  const actions = (): Settings["actions"] => {
    const own = readOwnActions(read("midfill.actions.own"));
    const { overrides, problems: found } = readActionOverrides(
      read("midfill.actions.overrides"),
      actionTable.map(({ id }) => id),
    );
    problems.push(...own.problems, ...found);
    return Object.freeze({
      hasCodeActions: read("midfill.actions.codeActions") === true,
      own: own.actions,
      overrides,
      problems: { own: own.problems, overrides: found },
    });
  };

  return Object.freeze({
    completions: Object.freeze({
      isEnabled: readLevels("midfill.completions.enabled").every((isEnabled) => isEnabled === true),
      providerId: providerId("midfill.completions.provider"),
      dialect: dialects.find((dialect) => dialect === dialectId),
      languages: languages(),
      disabledFiles: patterns("midfill.completions.disabledFiles"),
      eagerness: eagerness(),
      isPausedOnBattery: read("midfill.completions.pauseOnBattery") === true,
      isTabSafe: read("midfill.completions.tabSafety") !== "off",
      // A workspace can hold completions back further than the user does, never less: the rest is paid by the user.
      isManualOnly: readLevels("midfill.completions.trigger").includes("manual"),
      multiline: readLevels("midfill.completions.multiline").includes("never") ? "never" : "auto",
      debounceMs: Math.max(...readLevels("midfill.completions.debounceMs").map(Number)),
      maxPrefixChars: number("midfill.completions.maxPrefixChars"),
      maxSuffixChars: number("midfill.completions.maxSuffixChars"),
      parameters: parameters("midfill.completions.parameters."),
    }),
    context: Object.freeze({
      openFiles: read("midfill.completions.context.openFiles") === true,
      recentEdits: read("midfill.completions.context.recentEdits") === true,
      definitions: read("midfill.completions.context.definitions") === true,
      imports: read("midfill.completions.context.imports") === true,
      notebookCells: read("midfill.completions.context.notebookCells") === true,
      clipboard: read("midfill.completions.context.clipboard") === true,
      maxChars: number("midfill.completions.context.maxChars"),
    }),
    chat: Object.freeze({
      providerId: providerId("midfill.chat.provider"),
      hasModelTitles: read("midfill.chat.modelTitles") === true,
      parameters: parameters("midfill.chat.parameters."),
      fallback: fallback(),
      tools: Object.freeze(Object.fromEntries(booleanEntries(read("midfill.chat.tools")))),
      usesInstructionFiles: read("midfill.chat.useInstructionFiles") === true,
      prompts: textEntries(read("midfill.chat.prompts")),
    }),
    actions: actions(),
    budget: Object.freeze({
      dailyUsd: number("midfill.budget.dailyUsd"),
      monthlyUsd: number("midfill.budget.monthlyUsd"),
      chat: read("midfill.budget.chat") === "stop" ? "stop" : "warn",
    }),
    prices: prices(),
    providers: Object.freeze({
      deepseek: providerSettings("deepseek"),
      deepinfra: providerSettings("deepinfra"),
      llamacpp: providerSettings("llamacpp"),
      ollama: providerSettings("ollama"),
      compatible: providerSettings("compatible"),
    }),
    transport: read("midfill.network.transport") === "editor" ? "editor" : "direct",
    secretFiles: patterns("midfill.privacy.secretFiles"),
    respectsGitignore: [
      gitignore?.globalValue,
      gitignore?.workspaceValue,
      gitignore?.workspaceFolderValue,
    ].includes(true),
    problems: Object.freeze(problems),
  } satisfies Settings);
}

function isUntouched({ globalValue, workspaceValue, workspaceFolderValue }: WrittenLevels): boolean {
  return globalValue === undefined && workspaceValue === undefined && workspaceFolderValue === undefined;
}

function textEntries(value: unknown): Readonly<Record<string, string>> {
  const entries = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

function booleanEntries(value: unknown): readonly (readonly [string, boolean])[] {
  const entries = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return entries.filter((entry): entry is [string, boolean] => typeof entry[1] === "boolean");
}
