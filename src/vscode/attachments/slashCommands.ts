import * as vscode from "vscode";
import type { Action } from "../../actions/action";
import {
  promptFileAction,
  promptFileDescription,
  promptFileResult,
} from "../../actions/own/promptFileAction";
import type { SlashCommandView } from "../../chat/protocol";
import { parsePromptFile, type PromptFile } from "../../prompts/promptFile";
import {
  bringsSelection,
  expandPrompt,
  inputsOf,
  readArguments,
  variablesOf,
  type PromptInput,
} from "../../prompts/promptVariables";
import { commandName, type WorkspacePrompt } from "../actions/promptFiles";
import { promptValues } from "../actions/promptValues";
import type { ChatContext } from "../chatContext";
import type { AttachmentReader } from "./attachmentReader";
import { oneLine } from "../../text/oneLine";

const maxHintChars = 200;

/** What slash commands need. */
interface SlashDependencies {
  readonly context: ChatContext;
  readonly reader: AttachmentReader;
  /** The actions on a selection, without those of prompt files. */
  readonly actions: () => readonly Action[];
  /** Empty in a workspace that is not trusted. */
  readonly promptFiles: () => Promise<readonly WorkspacePrompt[]>;
  /** The user's own prompts by name (`midfill.chat.prompts`). */
  readonly userPrompts: () => Readonly<Record<string, string>>;
}

/** A command, and what it does; `run` gives the text to send, if there is one. */
interface SlashCommand extends Omit<SlashCommandView, "id"> {
  run(args: string): Promise<string | undefined>;
}

/**
 * What `/` offers: the actions on a selection, built-in and the user's own, the user's prompts, and in a trusted
 * workspace its prompt files; those that say where their answer goes are actions, too. Of two with one name the earlier
 * counts: a workspace cannot take the place of what the user knows.
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
    const { actions, promptFiles } = this.#dependencies;
    const files = await promptFiles();
    const ofFiles = files.map(({ name, path, file }) =>
      promptFileResult(file) === undefined
        ? this.#prompt(name, file, path)
        : this.#action(promptFileAction(name, path, file), file.argumentHint),
    );
    const listed = new Map<string, SlashCommand>();
    for (const command of [
      ...actions().map((action) => this.#action(action)),
      ...this.#userPrompts(),
      ...ofFiles,
    ]) {
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
    return Object.entries(this.#dependencies.userPrompts()).map(([name, prompt]) => {
      const file = parsePromptFile(prompt);
      return this.#prompt(commandName(file.name ?? name), file, file.body.split("\n")[0] ?? "");
    });
  }

  /** An action is the editor's to run, on what is selected in the editor that was active last. */
  #action(action: Action, argumentHint?: string): SlashCommand {
    const inputs = inputsOf(action.prompt);
    const names = inputs.length === 0 && action.input !== undefined ? [""] : inputs.map(({ name }) => name);
    return {
      name: commandName(action.id.slice(action.id.indexOf(":") + 1)),
      description: action.description,
      kind: "action",
      ...hintOf(argumentHint ?? argumentHints[action.id] ?? namesText(names)),
      run: async (args) => {
        const uri = this.#dependencies.context.lastEditor()?.document.uri;
        await vscode.commands.executeCommand("midfill.runAction", { action: action.id, input: args, uri });
        return undefined;
      },
    };
  }

  /** @param origin what stands for the description where there is none */
  #prompt(name: string, file: PromptFile, origin: string): SlashCommand {
    const { argumentHint, body } = file;
    const inputs = inputsOf(body);
    return {
      name,
      description: promptFileDescription(origin, file),
      kind: "prompt",
      ...hintOf(argumentHint ?? namesText(inputs.map((input) => input.name))),
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

/** What may stand behind the names of actions whose one input has no name. */
const argumentHints: Readonly<Record<string, string>> = {
  ask: "[question]",
  edit: "[what to change]",
  translate: "[language]",
};

function namesText(names: readonly string[]): string {
  return names.map((name) => `[${name || "input"}]`).join(" ");
}

function hintOf(hint: string): Pick<SlashCommandView, "argumentHint"> {
  return hint === "" ? {} : { argumentHint: oneLine(hint).slice(0, maxHintChars) };
}

async function warn(sentence: string): Promise<undefined> {
  void vscode.window.showWarningMessage(sentence);
  return undefined;
}
