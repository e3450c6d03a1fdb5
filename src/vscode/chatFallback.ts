import * as vscode from "vscode";
import type { ChatSettings } from "../chat/chatDependencies";
import type { ConversationOptions } from "../chat/conversationOptions";
import { counterpartOf } from "../provider/counterpart";
import { isProviderId, profileById } from "../provider/profiles";
import type { ChatSettingsSource } from "./chatSettings";
import type { Connections } from "./connections";
import type { Log } from "./log";
import type { SettingsReader } from "./settingsReader";

/** An answer waits no longer than this for the user's word, in ms; a notification may go unseen for ever. */
const consentMs = 120_000;

const always = "Always";
const now = "This Time";
const never = "Never";

/** Who answers in the chat when the chosen provider cannot, and whether the user wants that. */
export class ChatFallback {
  readonly #settings: SettingsReader;
  readonly #connections: Connections;
  readonly #chatSettings: ChatSettingsSource;
  readonly #log: Log;
  /** The question that is open, by the provider it is about: several answers may fail at once. */
  readonly #open = new Map<string, Promise<boolean>>();

  constructor(parts: {
    readonly settings: SettingsReader;
    readonly connections: Connections;
    readonly chatSettings: ChatSettingsSource;
    readonly log: Log;
  }) {
    this.#settings = parts.settings;
    this.#connections = parts.connections;
    this.#chatSettings = parts.chatSettings;
    this.#log = parts.log;
  }

  /** See `ChatDependencies.fallback`. */
  async choose(
    failing: ChatSettings,
    options: ConversationOptions,
    reason: string,
  ): Promise<ChatSettings | undefined> {
    try {
      return await this.#choose(failing, options, reason);
    } catch (error) {
      this.#log("warn", `No other provider was asked: ${error instanceof Error ? error.name : "unknown"}`);
      return undefined;
    }
  }

  async #choose(
    failing: ChatSettings,
    options: ConversationOptions,
    reason: string,
  ): Promise<ChatSettings | undefined> {
    const { fallback } = this.#settings.current.chat;
    if (fallback === "never" || !vscode.workspace.isTrusted || !isProviderId(failing.providerId)) {
      return undefined;
    }
    const counterpart = counterpartOf(profileById(failing.providerId), failing.model);
    if (counterpart === undefined) return undefined;
    const { providerId, model, isSameModel } = counterpart;
    if ((await this.#connections.obstacle("chat", providerId)) !== undefined) return undefined;
    // It thinks as the one that was asked would have, whatever is its own default.
    const target = this.#chatSettings.for({ ...options, providerId, model, thinking: failing.thinking });
    if (fallback === "always") return target;
    const { label } = profileById(providerId);
    const { host } = this.#connections.baseUrl("chat", providerId);
    const question = [
      reason,
      `Send the conversation to ${label} (${host}) instead, for ${model}?`,
      ...(isSameModel ? [] : [`It has no ${failing.model} that Midfill knows of.`]),
    ].join(" ");
    const asked = this.#open.get(providerId) ?? this.#ask(question, label);
    this.#open.set(providerId, asked);
    try {
      return (await asked) ? target : undefined;
    } finally {
      this.#open.delete(providerId);
    }
  }

  /** Resolves to false also when the user does not answer in time. */
  async #ask(question: string, label: string): Promise<boolean> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), consentMs);
    });
    const shown = vscode.window.showWarningMessage(question, always, now, never);
    const choice = await Promise.race([shown, late]);
    clearTimeout(timer);
    if (choice === always || choice === never) {
      await vscode.workspace
        .getConfiguration("midfill.chat")
        .update("fallback", choice === always ? "always" : "never", vscode.ConfigurationTarget.Global);
      this.#log("info", `When the chat's provider fails: ${choice} ask ${label}.`);
    }
    return choice === always || choice === now;
  }
}
