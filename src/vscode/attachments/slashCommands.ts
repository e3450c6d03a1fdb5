import * as vscode from "vscode";
import type { SlashCommandView } from "../../chat/protocol";
import { parsePromptFile } from "../../prompts/promptFile";
import {
  bringsSelection,
  expandPrompt,
  inputsOf,
  readArguments,
  variablesOf,
  type PromptInput,
} from "../../prompts/promptVariables";
import type { RealPathOf } from "../../privacy/privacyGate";
import { promptValues } from "../actions/promptValues";
import type { ChatContext } from "../chatContext";
import type { AttachmentReader } from "./attachmentReader";
import { workspacePlace } from "./workspacePlace";

const promptFiles = ".github/prompts/*.prompt.md";
const maxPromptFiles = 200;
const maxPromptChars = 100_000;
const maxNameChars = 60;
const maxDescriptionChars = 200;

/** What slash commands need. */
interface SlashDependencies {
  readonly context: ChatContext;
  readonly reader: AttachmentReader;
  readonly realPathOf: RealPathOf;
  /** The user's own prompts by name (`midfill.chat.prompts`). */
  readonly userPrompts: () => Readonly<Record<string, string>>;
}

/** A command, and what it does; `run` gives the text to send, if there is one. */
interface SlashCommand extends Omit<SlashCommandView, "id"> {
  run(args: string): Promise<string | undefined>;
}

/**
 * What `/` offers: the actions on a selection, the user's own prompts, and in a trusted workspace its prompt files. Of
 * two with one name the earlier counts: a workspace cannot take the place of what the user knows.
 */
export class SlashCommands {
  readonly #dependencies: SlashDependencies;
  readonly #commands = new Map<string, SlashCommand>();
  readonly #ids = new Map<string, string>();

  constructor(dependencies: SlashDependencies) {
    this.#dependencies = dependencies;
  }

  /** Reads them anew. An id stays with its name. */
  async list(): Promise<readonly SlashCommandView[]> {
    const files = vscode.workspace.isTrusted ? await this.#filePrompts() : [];
    const listed = new Map<string, SlashCommand>();
    for (const command of [...actions, ...this.#userPrompts(), ...files]) {
      if (command.name !== "" && !listed.has(command.name)) listed.set(command.name, command);
    }
    this.#commands.clear();
    return [...listed.values()].map((command) => {
      const id = this.#ids.get(command.name) ?? `command-${this.#ids.size + 1}`;
      this.#ids.set(command.name, id);
      this.#commands.set(id, command);
      const { name, description, kind, argumentHint } = command;
      return { id, name, description, kind, ...(argumentHint === undefined ? {} : { argumentHint }) };
    });
  }

  /** Runs one of the last list; undefined for any other id, and when there is nothing to send. */
  async run(commandId: string, args: string): Promise<string | undefined> {
    return this.#commands.get(commandId)?.run(args);
  }

  #userPrompts(): readonly SlashCommand[] {
    return Object.entries(this.#dependencies.userPrompts()).map(([name, prompt]) =>
      this.#prompt(name, prompt, ""),
    );
  }

  async #filePrompts(): Promise<readonly SlashCommand[]> {
    const { reader, realPathOf } = this.#dependencies;
    const found = await Promise.all(
      (vscode.workspace.workspaceFolders ?? []).map((folder) =>
        vscode.workspace.findFiles(new vscode.RelativePattern(folder, promptFiles), null, maxPromptFiles),
      ),
    );
    const uris = found.flat().toSorted((a, b) => (a.path < b.path ? -1 : 1));
    const prompts = await Promise.all(
      uris.map(async (uri) => {
        if (!workspacePlace(uri, realPathOf).isInside) return [];
        const read = await reader.textOf(uri, maxPromptChars);
        if (!read.isText) return [];
        const fileName = (uri.path.split("/").at(-1) ?? "").replace(/\.prompt\.md$/u, "");
        return [this.#prompt(fileName, read.text, vscode.workspace.asRelativePath(uri))];
      }),
    );
    return prompts.flat();
  }

  /** @param origin the file it stands in; empty for one of the settings */
  #prompt(fileName: string, text: string, origin: string): SlashCommand {
    const { name, description, argumentHint, ignored, body } = parsePromptFile(text);
    const inputs = inputsOf(body);
    const [firstLine = ""] = body.split("\n");
    const said = description ?? (origin === "" ? firstLine : origin);
    const note = ignored.length === 0 ? "" : ` (without its ${ignored.join(", ")})`;
    const hint = argumentHint ?? inputs.map((input) => `[${input.name || "input"}]`).join(" ");
    return {
      name: commandName(name ?? fileName),
      description: `${oneLine(said).slice(0, maxDescriptionChars)}${note}`,
      kind: "prompt",
      ...(hint === "" ? {} : { argumentHint: oneLine(hint).slice(0, maxDescriptionChars) }),
      run: (args) => this.#expand(body, inputs, args),
    };
  }

  async #expand(body: string, inputs: readonly PromptInput[], args: string): Promise<string | undefined> {
    const { context, reader } = this.#dependencies;
    const editor = context.lastEditor();
    const { given, rest } = readArguments(args, inputs);
    const answers = new Map(given);
    for (const { name, placeholder } of inputs) {
      if (answers.has(name)) continue;
      // oxlint-disable-next-line no-await-in-loop -- one question after the other
      const answer = await vscode.window.showInputBox({
        title: name || "Input",
        prompt:
          placeholder === "" ? `The prompt asks for ${name === "" ? "an input" : `“${name}”`}.` : placeholder,
        ignoreFocusOut: true,
      });
      if (answer === undefined) return undefined;
      answers.set(name, answer);
    }
    const usesEditor = bringsSelection(body) || variablesOf(body).has("diagnostics");
    const refusal = usesEditor && editor !== undefined ? reader.refusalOf(editor.document.uri) : undefined;
    if (refusal !== undefined) return warn(refusal);
    const place = editor && {
      document: editor.document,
      range: editor.selection,
      selection: editor.selection.isEmpty ? undefined : editor.document.getText(editor.selection),
    };
    const expanded = expandPrompt(body, await promptValues(body, place), answers, rest);
    return expanded.isComplete ? expanded.text : warn(expanded.problem);
  }
}

/** The actions on a selection that `actionCommands.ts` registers. */
const actions: readonly SlashCommand[] = [
  {
    name: "explain",
    description: "Explain the selection",
    kind: "action",
    run: async () => {
      await vscode.commands.executeCommand("midfill.explainSelection");
      return undefined;
    },
  },
  {
    name: "edit",
    description: "Edit the selection and review the changes in place",
    kind: "action",
    argumentHint: "[what to change]",
    run: async (args) => {
      await vscode.commands.executeCommand("midfill.editSelection", { instruction: args });
      return undefined;
    },
  },
];

async function warn(sentence: string): Promise<undefined> {
  void vscode.window.showWarningMessage(sentence);
  return undefined;
}

/** A name that can be typed behind a slash: blanks become `-`, other signs go. */
function commandName(text: string): string {
  return text
    .trim()
    .replaceAll(/\s+/gu, "-")
    .replaceAll(/[^\p{L}\p{N}_.-]/gu, "")
    .slice(0, maxNameChars);
}

function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\s]+/gu, " ").trim();
}
