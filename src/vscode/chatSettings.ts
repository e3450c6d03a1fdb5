import * as vscode from "vscode";
import type { ChatSettings } from "../chat/chatDependencies";
import type { ConversationOptions } from "../chat/conversationOptions";
import type { ChatNotice } from "../chat/protocol";
import type { ModelInfo } from "../provider/client";
import { defaultMaxTokens } from "../provider/defaultMaxTokens";
import { modelTakesImages } from "../provider/modelTakesImages";
import { providerProfiles, isProviderId, profileById, type ProviderId } from "../provider/profiles";
import { remediesFor } from "../provider/remedies";
import { translateRetiredModel } from "../provider/retiredModels";
import { modelFacts } from "../usage/priceList";
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
  /** Why nothing can be sent to a provider. */
  readonly #obstacles = new Map<ProviderId, ChatNotice>();
  readonly #disposal = new AbortController();
  #models: { readonly server: string; readonly listed: readonly ModelInfo[] } | undefined;

  /** Something in `current` is different now. */
  readonly onDidChange = this.#changed.event;

  constructor(settings: SettingsReader, connections: Connections) {
    this.#settings = settings;
    this.#connections = connections;
  }

  /** The settings alone: what a conversation without options of its own is asked with. */
  get current(): ChatSettings {
    return this.for({});
  }

  /** The settings behind what a conversation has of its own. */
  for(options: ConversationOptions): ChatSettings {
    const wanted = options.providerId ?? "";
    const id = isProviderId(wanted) ? wanted : this.#connections.providerId("chat");
    const profile = profileById(id);
    const chosen: Readonly<Record<string, unknown>> = {
      ...this.#settings.current.chat.parameters,
      ...options.parameters,
      ...(options.thinking !== undefined && { thinking: options.thinking }),
      ...(options.effort !== undefined && { reasoningEffort: options.effort }),
      ...(options.jsonMode === true && { responseFormat: "json_object" }),
    };
    const { maxTokens, ...parameters } = chosen;
    const { thinking: wantedThinking, reasoningEffort } = parameters;
    const model = options.model ?? this.#connections.model("chat", id);
    const retiredThinking = translateRetiredModel(profile, model).thinking;
    const thinking =
      wantedThinking === "on" || wantedThinking === "off"
        ? wantedThinking
        : (retiredThinking ?? (profile.thinksByDefault ? "on" : "off"));
    const answerTokens =
      typeof maxTokens === "number" ? maxTokens : defaultMaxTokens(profile, thinking === "on");
    const listed = this.#models?.server === this.#server(id) ? this.#models.listed : [];
    const asked = model || profile.defaultChatModel;
    const info = listed.find((each) => each.id === asked);
    // Until the provider has listed its models, or where its list says nothing: what came with the extension.
    const contextTokens = info?.contextTokens ?? modelFacts(id, asked)?.contextTokens;
    const obstacle = vscode.workspace.isTrusted ? this.#obstacles.get(id) : untrusted;
    return {
      providerId: profile.id,
      providerLabel: profile.label,
      model: asked,
      models: listed.map((each) => each.id),
      thinking,
      effort: reasoningEffort === "low" || reasoningEffort === "max" ? reasoningEffort : "high",
      canSwitchThinking: profile.thinkingSwitch !== "none",
      takesImages: modelTakesImages(profile, model, info?.takesImages),
      parameters,
      ...(answerTokens !== undefined && { maxTokens: answerTokens }),
      ...(contextTokens !== undefined && { contextTokens }),
      ...(obstacle !== undefined && { obstacle }),
    };
  }

  /** Looks again at addresses and keys. Asks no server. */
  async refresh(): Promise<void> {
    for (const { id } of providerProfiles) {
      const error = await this.#connections.obstacle("chat", id);
      if (error === undefined) this.#obstacles.delete(id);
      else {
        const { message, facts } = error;
        this.#obstacles.set(id, { message, nextStep: facts.nextStep, remedies: remediesFor(error) });
      }
    }
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
  #server(id = this.#connections.providerId("chat")): string {
    return `${id} ${this.#settings.current.providers[id].baseUrl}`;
  }

  dispose(): void {
    this.#disposal.abort();
    this.#changed.dispose();
  }
}
