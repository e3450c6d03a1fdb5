import * as vscode from "vscode";
import { lowerEagerness } from "../completion/gates/eagerness";
import { disablingPattern } from "../completion/gates/fileOff";
import type { CompletionHealth } from "../completion/health";
import { documentScope } from "../completion/scope/scopeAt";
import type { Clock } from "../provider/clock";
import type { ProviderError } from "../provider/errors";
import type { Connections } from "./connections";
import type { Settings } from "./settings";
import { isCompletable } from "./inlineCompletionProvider";
import type { SettingsReader } from "./settingsReader";
import { isOnForLanguage } from "./isOnForLanguage";
import { StatusBar } from "./statusBar";
import { statusLook, type StatusFacts } from "./statusLook";
import type { UsageTracking } from "./usageTracking";

/** What puts completions to rest for a while. */
export interface Pauses {
  /** What is left of a snooze, in ms; `Infinity` until a restart, 0 when there is none. */
  readonly snoozeMs: number;
  readonly isPausedOnBattery: boolean;
}

/** Collects what the status bar tells, and redraws it when any of it changes. */
export class Status implements vscode.Disposable {
  readonly #bar = new StatusBar();
  readonly #settings: SettingsReader;
  readonly #connections: Connections;
  readonly #usage: UsageTracking;
  readonly #clock: Clock;
  readonly #pauses: Pauses;
  readonly #subscriptions: readonly vscode.Disposable[];
  #health: CompletionHealth = { state: "ready" };
  #obstacle: ProviderError | undefined;
  #cancelCountdown: (() => void) | undefined;

  constructor(
    settings: SettingsReader,
    connections: Connections,
    usage: UsageTracking,
    clock: Clock,
    pauses: Pauses,
  ) {
    this.#settings = settings;
    this.#connections = connections;
    this.#usage = usage;
    this.#clock = clock;
    this.#pauses = pauses;
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
    const document = vscode.window.activeTextEditor?.document;
    const fallback = this.#connections.completionFallback();
    const { budgetHold } = this.#usage;
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
      snoozeMs: this.#pauses.snoozeMs,
      isPausedOnBattery: this.#pauses.isPausedOnBattery,
      today: this.#usage.todayLines(),
      ...(budgetHold !== undefined && { budgetHold }),
      ...(document !== undefined && isCompletable(document) && documentFacts(document, settings)),
      ...(fallback !== undefined && { refusedModel: fallback.wanted }),
      ...(this.#obstacle !== undefined && { obstacle: this.#obstacle }),
    };
  }

  /** Shows the facts as they are now. */
  redraw(): void {
    this.#bar.show(this.facts);
    this.#cancelCountdown?.();
    const isCounting = this.#health.state === "paused" && (this.#health.retryAtMs ?? 0) > this.#clock.nowMs();
    const { snoozeMs } = this.#pauses;
    // A snooze tells minutes: the next look is due when the present one is over.
    const snoozeTickMs = snoozeMs > 0 && snoozeMs !== Infinity ? (snoozeMs - 1) % 60_000 : undefined;
    const waitMs = isCounting ? 1000 : snoozeTickMs === undefined ? undefined : snoozeTickMs + 1;
    this.#cancelCountdown =
      waitMs === undefined ? undefined : this.#clock.setTimer(() => this.redraw(), waitMs);
  }

  dispose(): void {
    this.#cancelCountdown?.();
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#bar.dispose();
  }
}

/** What the active document has to do with completions. */
function documentFacts(
  document: vscode.TextDocument,
  { completions }: Settings,
): Pick<StatusFacts, "language" | "fileOffBy" | "here"> {
  const { languageId, uri } = document;
  const path = vscode.workspace.asRelativePath(uri, false);
  const scope = documentScope(languageId, path);
  const level = completions.eagerness[scope];
  const fileOffBy = disablingPattern(completions.disabledFiles, path, uri.fsPath);
  return {
    language: { id: languageId, isOn: isOnForLanguage(completions.languages, languageId) },
    here: { scope, level: completions.isManualOnly ? lowerEagerness(level, "manual") : level },
    ...(fileOffBy !== undefined && { fileOffBy }),
  };
}
