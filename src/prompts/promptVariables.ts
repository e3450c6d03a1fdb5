/** What the variables of a prompt stand for. Undefined: there is none now. */
export interface PromptValues {
  /** The selected text. */
  readonly selection: string | undefined;
  /** Path of the active file inside the workspace, such as `src/main.go`. */
  readonly file: string | undefined;
  /** Name of the workspace folder: its place on the disk is nobody's business. */
  readonly workspaceFolder: string | undefined;
  /** Editor language id of that file, such as `go`. */
  readonly language: string | undefined;
  /** What the editor reports as wrong there, a line each; empty where nothing is. */
  readonly diagnostics: string | undefined;
  /** Name of the function, class or the like around the selection. */
  readonly symbol: string | undefined;
}

/** An input that a prompt asks for: `${input}`, `${input:name}` or `${input:name:what to write}`. */
export interface PromptInput {
  /** Empty for `${input}`. */
  readonly name: string;
  readonly placeholder: string;
}

/** The text to send, or the sentence why there is none. */
export type ExpandedPrompt =
  | { readonly isComplete: true; readonly text: string }
  | { readonly isComplete: false; readonly problem: string };

const fileNeeded = "This prompt is about a file. Open one first.";

const variable = /\$\{([A-Za-z]+)(?::([^{}:]+)(?::([^{}]*))?)?\}/gu;

/** The inputs that a prompt asks for, each once, in order. */
export function inputsOf(body: string): readonly PromptInput[] {
  const inputs = new Map<string, PromptInput>();
  for (const [, kind, rawName = "", placeholder = ""] of body.matchAll(variable)) {
    const name = rawName.trim();
    if (kind === "input" && !inputs.has(name)) inputs.set(name, { name, placeholder: placeholder.trim() });
  }
  return [...inputs.values()];
}

/** The variables without a name of their own that a prompt holds, ours or not, such as `selection`. */
export function variablesOf(body: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [, kind = "", rawName] of body.matchAll(variable)) if (rawName === undefined) found.add(kind);
  return found;
}

/** Whether a prompt brings the selected text along itself. */
export function bringsSelection(body: string): boolean {
  const variables = variablesOf(body);
  return variables.has("selection") || variables.has("selectedText");
}

/**
 * Reads what stands behind a command's name: `name=value` or `name="two words"` for the inputs; the rest is the first
 * input that is not named, and where there is none, it is left over.
 */
export function readArguments(
  args: string,
  inputs: readonly PromptInput[],
): { readonly given: ReadonlyMap<string, string>; readonly rest: string } {
  const given = new Map<string, string>();
  const rest = args
    .replaceAll(
      /(^|\s)([\w-]+)=("(?:[^"\\]|\\.)*"|\S+)/gu,
      (whole, before: string, name: string, value: string) => {
        if (!inputs.some((input) => input.name === name)) return whole;
        given.set(name, value.startsWith('"') ? value.slice(1, -1).replaceAll(/\\(.)/gu, "$1") : value);
        return before;
      },
    )
    .trim();
  const open = inputs.find(({ name }) => !given.has(name));
  if (rest === "" || open === undefined) return { given, rest };
  given.set(open.name, rest);
  return { given, rest: "" };
}

/**
 * A prompt with its variables filled in, once: what a value brings along is not read as a variable again. What is no
 * variable of ours stays as it is; `rest` follows at the end.
 */
export function expandPrompt(
  body: string,
  values: PromptValues,
  inputs: ReadonlyMap<string, string>,
  rest: string,
): ExpandedPrompt {
  let problem: string | undefined;
  const needed = (value: string | undefined, sentence: string): string => {
    if (value === undefined) problem ??= sentence;
    return value ?? "";
  };
  const file = () => needed(values.file, fileNeeded);
  const text = body.replaceAll(variable, (whole, kind: string, rawName: string | undefined) => {
    if (kind === "input") return inputs.get(rawName?.trim() ?? "") ?? "";
    if (rawName !== undefined) return whole;
    switch (kind) {
      case "selection":
      case "selectedText":
        return needed(values.selection, "This prompt is about a selection. Select something first.");
      case "file":
      case "relativeFile":
        return file();
      case "fileBasename":
        return nameOf(file());
      case "fileBasenameNoExtension":
        return nameOf(file()).replace(/(?<=.)\.[^.]*$/u, "");
      case "fileDirname":
        return file().split("/").slice(0, -1).join("/") || ".";
      case "workspaceFolder":
      case "workspaceFolderBasename":
        return needed(values.workspaceFolder, "This prompt is about a folder. Open one first.");
      case "language":
        return needed(values.language, fileNeeded);
      case "diagnostics":
        return needed(values.diagnostics, fileNeeded) || "(no problems)";
      case "symbol":
        return needed(
          values.symbol,
          "This prompt is about a function, a class or the like. Put the cursor into one first.",
        );
      default:
        return whole;
    }
  });
  if (problem !== undefined) return { isComplete: false, problem };
  return { isComplete: true, text: rest === "" ? text : `${text}\n\n${rest}` };
}

function nameOf(path: string): string {
  return path.split("/").at(-1) ?? path;
}
