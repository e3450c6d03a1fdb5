import * as vscode from "vscode";
import type { Action } from "../../actions/action";
import { actionTable } from "../../actions/actionTable";
import { withOverride } from "../../actions/own/actionOverrides";
import { promptFileAction } from "../../actions/own/promptFileAction";
import type { Settings } from "../settings";
import type { WorkspacePrompt } from "./promptFiles";

/** What a catalogue is made of. */
interface CatalogDependencies {
  readonly settings: () => Settings["actions"];
  /** Empty in a workspace that is not trusted. */
  readonly promptFiles: () => Promise<readonly WorkspacePrompt[]>;
}

/**
 * All actions: the built-in ones, the user's own, and those of the workspace's prompt files, each with the user's word
 * on model and thinking. No id can be taken by a later one: own ids begin with `own:`, a workspace's with `workspace:`.
 * Everything is read when it is asked for, so that nothing here can be out of date.
 */
export class ActionCatalog {
  readonly #dependencies: CatalogDependencies;
  readonly #told = new Set<string>();

  constructor(dependencies: CatalogDependencies) {
    this.#dependencies = dependencies;
  }

  /** The action of this id, if there is one now. The disk is read for a workspace's only. */
  async get(id: string): Promise<Action | undefined> {
    const actions = id.startsWith("workspace:") ? await this.all() : this.ofUser();
    return actions.find((action) => action.id === id);
  }

  /** In the order of menus. */
  async all(): Promise<readonly Action[]> {
    const { overrides } = this.#dependencies.settings();
    const prompts = await this.#dependencies.promptFiles();
    return [
      ...this.ofUser(),
      ...prompts.map(({ name, path, file }) => withOverride(promptFileAction(name, path, file), overrides)),
    ];
  }

  /** The built-in ones and the user's own. */
  ofUser(): readonly Action[] {
    const { own, overrides } = this.#dependencies.settings();
    this.#tellProblems();
    return [...actionTable, ...own].map((action) => withOverride(action, overrides));
  }

  /** Where the file of a workspace's action is. */
  async fileOf(id: string): Promise<vscode.Uri | undefined> {
    const prompts = await this.#dependencies.promptFiles();
    return prompts.find(({ name }) => `workspace:${name}` === id)?.uri;
  }

  /** Each sentence once: the user is told when they look for an action, not while they write another. */
  #tellProblems(): void {
    const { problems } = this.#dependencies.settings();
    for (const name of ["own", "overrides"] as const) {
      for (const problem of problems[name].filter((each) => !this.#told.has(each))) {
        this.#told.add(problem);
        void vscode.window
          .showWarningMessage(problem, "Open Settings")
          .then((answer) => answer && openActionSettings(name));
      }
    }
  }
}

/** Opens the user's settings file at one of the actions' settings. */
export async function openActionSettings(name: "own" | "overrides"): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.openSettingsJson", {
    revealSetting: { key: `midfill.actions.${name}`, edit: true },
  });
}
