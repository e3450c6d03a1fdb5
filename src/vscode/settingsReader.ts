import * as vscode from "vscode";
import { readSettings, type Settings } from "./settings";
import { settingSchemasOf, type SettingSchemas } from "./settingSchema";

/** The settings of this moment: read once, read again after a change. */
export class SettingsReader implements vscode.Disposable {
  readonly #schemas: SettingSchemas;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscription: vscode.Disposable;
  #current: Settings | undefined;

  /** Runs after `current` has the new values. */
  readonly onDidChange = this.#changed.event;

  /** @param manifest the extension's package.json, which holds types, ranges and defaults */
  constructor(manifest: unknown) {
    this.#schemas = settingSchemasOf(manifest);
    this.#subscription = vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration("midfill")) return;
      this.#current = undefined;
      this.#changed.fire();
    });
  }

  get current(): Settings {
    this.#current ??= readSettings(vscode.workspace.getConfiguration(), this.#schemas);
    return this.#current;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}
