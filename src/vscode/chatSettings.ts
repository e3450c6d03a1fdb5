import * as vscode from "vscode";
import type { ChatSettings } from "../chat/chatDependencies";
import type { ChatNotice } from "../chat/protocol";
import type { ModelInfo } from "../provider/client";
import { remediesFor } from "../provider/remedies";
import { translateRetiredModel } from "../provider/retiredModels";
import type { Connections } from "./connections";
import { selectModel, writeModel } from "./selectModel";
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
  readonly #disposal = new AbortController();
  #models: { readonly server: string; readonly listed: readonly ModelInfo[] } | undefined;

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
    const listed = this.#models?.server === this.#server() ? this.#models.listed : [];
    const contextTokens = listed.find(({ id }) => id === (model || profile.defaultChatModel))?.contextTokens;
    const obstacle = vscode.workspace.isTrusted ? this.#obstacle : untrusted;
    return {
      providerId: profile.id,
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

  /** Lets the user choose from the live list, which the panel's own menu then shows too. */
  async pickModel(): Promise<void> {
    await selectModel(this.#connections, "chat", (listed) => this.#setListed(listed));
  }

  /** Remembers what the provider listed, for the panel's menu and the size of the model's context. */
  #setListed(listed: readonly ModelInfo[]): void {
    this.#models = { server: this.#server(), listed };
    this.#changed.fire();
  }

  /**
   * Asks the provider once what it offers, unless that is known. Costs nothing; never called before the user's own
   * question was answered. @throws ProviderError
   */
  async listOnce(): Promise<void> {
    const server = this.#server();
    if (this.#models?.server === server) return;
    // Also a failure counts: the picker asks again when it is opened.
    this.#models = { server, listed: [] };
    const listed = await this.#connections.client("chat").listModels(this.#disposal.signal);
    if (this.#server() === server) this.#setListed(listed);
  }

  async selectModel(model: string): Promise<void> {
    await writeModel(this.#connections.providerId("chat"), "chat", model);
  }

  async setThinking(thinking: "on" | "off", effort: "low" | "high" | "max"): Promise<void> {
    const configuration = vscode.workspace.getConfiguration("midfill.chat.parameters");
    await configuration.update("thinking", thinking, vscode.ConfigurationTarget.Global);
    await configuration.update("reasoningEffort", effort, vscode.ConfigurationTarget.Global);
  }

  /** Provider and address together: each server has a list of its own. */
  #server(): string {
    const id = this.#connections.providerId("chat");
    return `${id} ${this.#settings.current.providers[id].baseUrl}`;
  }

  dispose(): void {
    this.#disposal.abort();
    this.#changed.dispose();
  }
}
