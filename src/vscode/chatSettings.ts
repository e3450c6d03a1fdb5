import * as vscode from "vscode";
import type { ChatSettings } from "../chat/chatDependencies";
import type { ChatNotice } from "../chat/protocol";
import type { ModelInfo } from "../provider/client";
import { remediesFor } from "../provider/remedies";
import { translateRetiredModel } from "../provider/retiredModels";
import type { Connections } from "./connections";
import { writeModel } from "./selectModel";
import type { SettingsReader } from "./settingsReader";

const untrusted: ChatNotice = {
  message: "This workspace is not trusted, so nothing is sent.",
  nextStep: "Trust the workspace to use the chat.",
  remedies: ["manage-trust"],
};

/**
 * What the chat is told by settings, keys and trust. Keys are looked up asynchronously, so what stands in the way is
 * found by `refresh` and remembered until the next one.
 */
export class ChatSettingsSource implements vscode.Disposable {
  readonly #settings: SettingsReader;
  readonly #connections: Connections;
  readonly #changed = new vscode.EventEmitter<void>();
  #obstacle: ChatNotice | undefined;
  #models: { readonly providerId: string; readonly listed: readonly ModelInfo[] } | undefined;

  /** Something in `current` is different now. */
  readonly onDidChange = this.#changed.event;

  constructor(settings: SettingsReader, connections: Connections) {
    this.#settings = settings;
    this.#connections = connections;
  }

  get current(): ChatSettings {
    const profile = this.#connections.profile("chat");
    const { maxTokens, ...parameters } = this.#settings.current.chat.parameters;
    const { thinking, reasoningEffort } = parameters;
    const model = this.#connections.model("chat");
    const retiredThinking = translateRetiredModel(profile, model).thinking;
    const listed = this.#models?.providerId === profile.id ? this.#models.listed : [];
    const contextTokens = listed.find(({ id }) => id === (model || profile.defaultChatModel))?.contextTokens;
    const obstacle = vscode.workspace.isTrusted ? this.#obstacle : untrusted;
    return {
      providerLabel: profile.label,
      model: model || profile.defaultChatModel,
      models: listed.map(({ id }) => id),
      thinking:
        thinking === "on" || thinking === "off"
          ? thinking
          : (retiredThinking ?? (profile.thinksByDefault ? "on" : "off")),
      effort: reasoningEffort === "low" || reasoningEffort === "max" ? reasoningEffort : "high",
      canSwitchThinking: profile.thinkingSwitch !== "none",
      parameters,
      ...(typeof maxTokens === "number" && { maxTokens }),
      ...(contextTokens !== undefined && { contextTokens }),
      ...(obstacle !== undefined && { obstacle }),
    };
  }

  /** Looks again at address and key. Asks no server. */
  async refresh(): Promise<void> {
    const error = await this.#connections.obstacle("chat");
    this.#obstacle =
      error === undefined
        ? undefined
        : { message: error.message, nextStep: error.facts.nextStep, remedies: remediesFor(error) };
    this.#changed.fire();
  }

  /** Remembers what the provider listed, for the panel's picker and the size of the model's context. */
  setListedModels(listed: readonly ModelInfo[]): void {
    this.#models = { providerId: this.#connections.providerId("chat"), listed };
    this.#changed.fire();
  }

  async selectModel(model: string): Promise<void> {
    await writeModel(this.#connections.providerId("chat"), "chat", model);
  }

  async setThinking(thinking: "on" | "off", effort: "low" | "high" | "max"): Promise<void> {
    const configuration = vscode.workspace.getConfiguration("midfill.chat.parameters");
    await configuration.update("thinking", thinking, vscode.ConfigurationTarget.Global);
    await configuration.update("reasoningEffort", effort, vscode.ConfigurationTarget.Global);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
