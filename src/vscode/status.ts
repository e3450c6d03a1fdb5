import * as vscode from "vscode";
import type { CompletionHealth } from "../completion/health";
import type { Clock } from "../provider/clock";
import type { ProviderError } from "../provider/errors";
import { isOnForLanguage } from "./completionToggles";
import type { Connections } from "./connections";
import type { SettingsReader } from "./settingsReader";
import { StatusBar } from "./statusBar";
import { statusLook, type StatusFacts } from "./statusLook";

/** Collects what the status bar tells, and redraws it when any of it changes. */
export class Status implements vscode.Disposable {
  readonly #bar = new StatusBar();
  readonly #settings: SettingsReader;
  readonly #connections: Connections;
  readonly #clock: Clock;
  readonly #subscriptions: readonly vscode.Disposable[];
  #health: CompletionHealth = { state: "ready" };
  #obstacle: ProviderError | undefined;
  #cancelCountdown: (() => void) | undefined;

  constructor(settings: SettingsReader, connections: Connections, clock: Clock) {
    this.#settings = settings;
    this.#connections = connections;
    this.#clock = clock;
    this.#subscriptions = [
      vscode.window.onDidChangeActiveTextEditor(() => this.redraw()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.redraw()),
    ];
  }

  setHealth(health: CompletionHealth): void {
    this.#health = health;
    this.redraw();
  }

  /** Keys or settings changed: looks again for what stands in the way. */
  async refresh(): Promise<void> {
    this.#obstacle = await this.#connections.obstacle("completion");
    this.redraw();
  }

  /** The status in a sentence. */
  get sentence(): string {
    const look = statusLook(this.facts);
    return `${look.label}. ${look.detail}`;
  }

  get facts(): StatusFacts {
    const settings = this.#settings.current;
    const profile = this.#connections.profile("completion");
    const languageId = vscode.window.activeTextEditor?.document.languageId;
    const fallback = this.#connections.completionFallback();
    return {
      isTrusted: vscode.workspace.isTrusted,
      isEnabled: settings.completions.isEnabled,
      isManualOnly: settings.completions.isManualOnly,
      health: this.#health,
      providerLabel: profile.label,
      model:
        fallback?.used ??
        (this.#connections.model("completion") || profile.defaultCompletionModel || "the server's model"),
      problems: settings.problems,
      nowMs: this.#clock.nowMs(),
      ...(languageId !== undefined && {
        language: { id: languageId, isOn: isOnForLanguage(settings.completions.languages, languageId) },
      }),
      ...(fallback !== undefined && { refusedModel: fallback.wanted }),
      ...(this.#obstacle !== undefined && { obstacle: this.#obstacle }),
    };
  }

  /** Shows the facts as they are now. */
  redraw(): void {
    this.#bar.show(this.facts);
    this.#cancelCountdown?.();
    const isCounting = this.#health.state === "paused" && (this.#health.retryAtMs ?? 0) > this.#clock.nowMs();
    this.#cancelCountdown = isCounting ? this.#clock.setTimer(() => this.redraw(), 1000) : undefined;
  }

  dispose(): void {
    this.#cancelCountdown?.();
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#bar.dispose();
  }
}
