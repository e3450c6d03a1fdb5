import * as vscode from "vscode";
import type { ChatSettings } from "../chat/chatDependencies";
import type { AnswerChoice, ConversationOptions } from "../chat/conversationOptions";
import type { ChatNotice, ProviderOption } from "../chat/protocol";
import type { ModelInfo } from "../provider/client";
import { defaultMaxTokens } from "../provider/defaultMaxTokens";
import { modelTakesImages } from "../provider/modelTakesImages";
import { providerProfiles, isProviderId, profileById, type ProviderId } from "../provider/profiles";
import { remediesFor } from "../provider/remedies";
import { translateRetiredModel } from "../provider/retiredModels";
import { modelFacts } from "../usage/priceList";
import type { Connections } from "./connections";
import { pickModel, selectModel, writeModel } from "./selectModel";
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
  /** By server. */
  readonly #models = new Map<string, readonly ModelInfo[]>();

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
      ...(options.jsonMode !== undefined && { responseFormat: options.jsonMode ? "json_object" : "text" }),
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
    const listed = this.#models.get(this.#server(id)) ?? [];
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

  /** Who can be asked now, with the models that are known; none whose models are not known at all. */
  providers(): readonly ProviderOption[] {
    return providerProfiles.flatMap(({ id, label, defaultChatModel }) => {
      if (this.#obstacles.has(id)) return [];
      const listed = (this.#models.get(this.#server(id)) ?? []).map((model) => model.id);
      const named = [this.#connections.model("chat", id), defaultChatModel].filter(
        (model, index, all) => model !== "" && all.indexOf(model) === index && !listed.includes(model),
      );
      const models = [...named, ...listed];
      return models.length === 0 ? [] : [{ id, label, models }];
    });
  }

  /** Lets the user choose the settings' model from the live list, which the panel's own menu then shows too. */
  async pickModel(): Promise<void> {
    await selectModel(this.#connections, "chat", (listed) => this.#setListed(this.#ownId, listed));
  }

  /**
   * Lets the user choose a model for a conversation, and first a provider unless one is given; the settings stay as
   * they are. Undefined when the user chose none. @throws ProviderError for an address that cannot be used
   */
  async pickFor(
    options: ConversationOptions,
    providerId: string | undefined,
  ): Promise<AnswerChoice | undefined> {
    const given = providerId ?? "";
    const id = isProviderId(given) ? given : await this.#pickProvider();
    if (id === undefined) return undefined;
    const own = this.for(options);
    const current = own.providerId === id ? own.model : this.#connections.model("chat", id);
    const model = await pickModel(this.#connections, "chat", { id, current }, (listed) =>
      this.#setListed(id, listed),
    );
    return model === undefined ? undefined : { providerId: id, model };
  }

  async #pickProvider(): Promise<ProviderId | undefined> {
    const items = providerProfiles.map(({ id, label }) => {
      const obstacle = this.#obstacles.get(id);
      return { id, label, description: obstacle?.message ?? "", obstacle };
    });
    const picked = await vscode.window.showQuickPick(items, { title: "Midfill: provider for this chat" });
    if (picked?.obstacle !== undefined) {
      const { message, nextStep } = picked.obstacle;
      await vscode.window.showWarningMessage(`${message} ${nextStep}`);
      return undefined;
    }
    return picked?.id;
  }

  /** Remembers what the provider listed, for the panel's menu and the size of the model's context. */
  #setListed(id: ProviderId, listed: readonly ModelInfo[]): void {
    this.#models.set(this.#server(id), listed);
    this.#changed.fire();
  }

  /**
   * Asks a provider once what it offers, unless that is known. Costs nothing; never called before the user's own
   * question was answered by it. @throws ProviderError
   */
  async listOnce(providerId: string): Promise<void> {
    if (!isProviderId(providerId)) return;
    const server = this.#server(providerId);
    if (this.#models.has(server)) return;
    // Also a failure counts: the picker asks again when it is opened.
    this.#models.set(server, []);
    const listed = await this.#connections.client("chat", providerId).listModels(this.#disposal.signal);
    if (this.#server(providerId) === server) this.#setListed(providerId, listed);
  }

  /** Writes who answers, and with which model, to the user settings. */
  async selectModel(providerId: string, model: string): Promise<void> {
    if (!isProviderId(providerId)) return;
    if (providerId !== this.#ownId) {
      await vscode.workspace
        .getConfiguration("midfill")
        .update("chat.provider", providerId, vscode.ConfigurationTarget.Global);
    }
    await writeModel(providerId, "chat", model === profileById(providerId).defaultChatModel ? "" : model);
  }

  async setThinking(thinking: "on" | "off", effort: "low" | "high" | "max"): Promise<void> {
    const configuration = vscode.workspace.getConfiguration("midfill.chat.parameters");
    await configuration.update("thinking", thinking, vscode.ConfigurationTarget.Global);
    await configuration.update("reasoningEffort", effort, vscode.ConfigurationTarget.Global);
  }

  /** Who the settings name. */
  get #ownId(): ProviderId {
    return this.#connections.providerId("chat");
  }

  /** Provider and address together: each server has a list of its own. */
  #server(id: ProviderId): string {
    return `${id} ${this.#settings.current.providers[id].baseUrl}`;
  }

  dispose(): void {
    this.#disposal.abort();
    this.#changed.dispose();
  }
}
