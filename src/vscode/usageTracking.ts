import * as vscode from "vscode";
import type { CompletionEvent } from "../completion/completionEvent";
import type { ExplainedRequest } from "../completion/explanation";
import type { Balance, ProviderClient } from "../provider/client";
import type { Clock } from "../provider/clock";
import type { Usage } from "../provider/events";
import { profileById, type ProviderId } from "../provider/profiles";
import { AcceptanceStatistics, sumOfAcceptance } from "../usage/acceptance";
import { createBudget, type Budget, type BudgetState } from "../usage/budget";
import { budgetSentence, budgetSetting, resetText, spentText } from "../usage/budgetSentence";
import { dayBefore, dayOf, monthStart } from "../usage/days";
import { Ledger, sumOf, type LedgerSums, type RequestUse } from "../usage/ledger";
import { ledgerCsv } from "../usage/ledgerCsv";
import { meterClient } from "../usage/meterClient";
import { dollars, moneyText } from "../usage/money";
import { Pricing } from "../usage/pricing";
import type { Connections } from "./connections";
import type { Log } from "./log";
import { share } from "./reportText";
import type { SettingsReader } from "./settingsReader";
import { statisticsReport } from "./statisticsReport";
import { SurvivalWatch } from "./survivalWatch";

const toldKey = "midfill.usage.budgetToldOn";
const yuanKey = "midfill.usage.yuanAccounts";

/** How long the status bar says that an explicit invoke was not sent. */
const messageMs = 8_000;

/**
 * Counts what every request costs and what becomes of suggestions, and holds the day's budget. All of it stays on this
 * machine, in the extension's global state, for all windows together.
 */
export class UsageTracking implements vscode.Disposable {
  /** What tokens cost, by the list that came with the extension and the user's settings. */
  readonly pricing: Pricing;
  readonly #connections: Connections;
  readonly #clock: Clock;
  readonly #state: vscode.Memento;
  readonly #log: Log;
  readonly #onBudgetChange: () => void;
  readonly #ledger: Ledger;
  readonly #acceptance: AcceptanceStatistics;
  readonly #survival: SurvivalWatch;
  readonly #budget: Budget;
  #lastPace: BudgetState["pace"] = "full";
  #isClosing = false;

  constructor(options: {
    readonly settings: SettingsReader;
    readonly connections: Connections;
    readonly clock: Clock;
    readonly state: vscode.Memento;
    readonly log: Log;
    /** The budget's pace has changed. */
    readonly onBudgetChange: () => void;
  }) {
    const { settings, clock, state, log } = options;
    this.#connections = options.connections;
    this.#clock = clock;
    this.#state = state;
    this.#log = log;
    this.#onBudgetChange = options.onBudgetChange;
    const store = {
      store: state,
      clock,
      onFailure: (error: unknown) => {
        if (!this.#isClosing) log("warn", `Statistics could not be kept: ${String(error)}`);
      },
    };
    this.pricing = new Pricing({
      overrides: () => settings.current.prices,
      isInYuan: (providerId) => this.#yuanAccounts().includes(providerId),
    });
    this.#ledger = new Ledger({ ...store, pricing: this.pricing });
    this.#acceptance = new AcceptanceStatistics(store);
    this.#survival = new SurvivalWatch(clock, this.#acceptance);
    this.#budget = createBudget({
      ledger: this.#ledger,
      limits: () => settings.current.budget,
      clock,
      store: state,
    });
  }

  /**
   * The client that serves this feature now; what is asked through it is counted.
   *
   * @param providerId another provider than the feature's own
   */
  client(feature: RequestUse["feature"], providerId?: ProviderId): ProviderClient {
    const role = feature === "completion" ? "completion" : "chat";
    const id = providerId ?? this.#connections.providerId(role);
    const { defaultCompletionModel, defaultChatModel } = profileById(id);
    return meterClient(this.#connections.client(role, id), {
      feature,
      providerId: id,
      defaultModel: role === "completion" ? defaultCompletionModel : defaultChatModel,
      clock: this.#clock,
      record: (use) => {
        this.#ledger.record(use);
        this.budgetMayHaveChanged();
      },
    });
  }

  /** What a completion's request is taken to have used that did not tell. */
  estimate({ promptChars, textChars = 0 }: ExplainedRequest): Usage {
    const providerId = this.#connections.providerId("completion");
    return this.#ledger.estimate({ feature: "completion", providerId, promptChars, textChars });
  }

  /** How freely completions may ask. */
  pace(): BudgetState["pace"] {
    return this.#budget.pace();
  }

  /** The budget in words, where it holds completions back. */
  get budgetHold():
    { readonly isPaused: boolean; readonly sentence: string; readonly setting: string } | undefined {
    const state = this.#budget.state();
    return state.pace === "full"
      ? undefined
      : {
          isPaused: state.pace === "paused",
          sentence: budgetSentence(state),
          setting: budgetSetting(state.tighter ?? "day"),
        };
  }

  /** Takes what the completion engine did. */
  onEvent(event: CompletionEvent): void {
    switch (event.type) {
      case "shown":
        this.#acceptance.shown(event.suggestionId, event.languageId, event.atMs);
        return;
      case "accepted":
        this.#acceptance.accepted(event.suggestionId, event.chars, event.isWhole);
        this.#survival.accepted(event);
        return;
      case "asked":
      case "ended":
      case "rejected":
        return;
    }
  }

  /** The day so far for tooltip and report, as lines of Markdown; empty when nothing happened yet. */
  todayLines(): readonly string[] {
    const today = dayOf(this.#clock.wallMs());
    const { shown, accepted } = sumOfAcceptance(this.#acceptance.rows(today, today));
    const all = sumOf(this.#ledger.rows(today, today));
    const { day } = this.#budget.state();
    return [
      ...(shown === 0 ? [] : [`Accepted today: ${accepted} of ${shown} (${share(accepted, shown)})`]),
      ...(all.requests === 0
        ? []
        : [
            `Cost today: ${moneyText(all)}${day.limitUsd > 0 ? ` of ${dollars(day.limitUsd)}` : ""}`,
            `From the provider's cache: ${share(all.cacheHitTokens, all.promptTokens)} of the prompts`,
          ]),
    ];
  }

  /** Today, 7 days and 30 days as Markdown. */
  statistics(): string {
    const atMs = this.#clock.wallMs();
    const last = dayOf(atMs);
    const periods = [
      { title: "Today", days: 1 },
      { title: "7 days", days: 7 },
      { title: "30 days", days: 30 },
    ].map(({ title, days }) => {
      const first = dayBefore(atMs, days - 1);
      return {
        title,
        ledger: this.#ledger.rows(first, last),
        acceptance: this.#acceptance.rows(first, last),
      };
    });
    return statisticsReport(periods, this.#budget.state());
  }

  /** Everything that is kept, this month and the last one at least, as CSV. */
  csv(): string {
    return ledgerCsv(this.#ledger.days("0000-01-01", dayOf(this.#clock.wallMs())));
  }

  /** The budget as it stands. */
  get budget(): BudgetState {
    return this.#budget.state();
  }

  /** Whether the budget lets an action be sent. Where it does not, the user is asked; true when they want it all the same. */
  async mayAct(): Promise<boolean> {
    const state = this.#budget.state();
    if (state.chat !== "ask" || state.tighter === undefined) return true;
    const sendAnyway = "Send Anyway";
    const openSetting = "Open Setting";
    const choice = await vscode.window.showWarningMessage(
      `${spentText(state, state.tighter)}. Nothing was sent.`,
      sendAnyway,
      openSetting,
    );
    if (choice === openSetting) await openBudgetSetting(state.tighter);
    return choice === sendAnyway;
  }

  /** The budget in a sentence; undefined where none is set. */
  get budgetLine(): string | undefined {
    const state = this.#budget.state();
    return state.tighter === undefined ? undefined : budgetSentence(state);
  }

  /** The sums of today and of this calendar month, all features together. */
  sums(): { readonly day: LedgerSums; readonly month: LedgerSums } {
    const atMs = this.#clock.wallMs();
    const today = dayOf(atMs);
    return {
      day: sumOf(this.#ledger.rows(today, today)),
      month: sumOf(this.#ledger.rows(monthStart(atMs), today)),
    };
  }

  /**
   * Asks a provider that serves the chat for its balance; undefined where it has none to ask for. From then on amounts
   * are in the balance's currency, where the price list has it. @throws ProviderError
   */
  async askBalance(providerId: ProviderId, signal: AbortSignal): Promise<Balance | undefined> {
    const balance = await this.#connections.client("chat", providerId).balance(signal);
    if (balance === undefined) return undefined;
    const { amounts } = balance;
    const isInYuan = amounts.length > 0 && amounts.every(({ currency }) => currency === "CNY");
    const others = this.#yuanAccounts().filter((each) => each !== providerId);
    await this.#state.update(yuanKey, isInYuan ? [...others, providerId] : others);
    return balance;
  }

  /** Forgets every count after the user has agreed. The day's budget begins anew with that. */
  async clear(): Promise<void> {
    const choice = await vscode.window.showWarningMessage(
      "Forget all of Midfill's statistics and costs on this machine?",
      { modal: true, detail: "What was spent today is forgotten too, so the day's budget begins anew." },
      "Forget",
    );
    if (choice === undefined) return;
    await Promise.all([this.#ledger.clear(), this.#acceptance.clear()]);
    this.budgetMayHaveChanged();
  }

  /** Lets completions go on today whatever they cost. */
  async continueOverBudget(): Promise<void> {
    await this.#budget.lift();
    this.budgetMayHaveChanged();
  }

  /** The user has invoked a completion: says so where the budget keeps it from being sent. */
  invoked(): void {
    const hold = this.budgetHold;
    if (hold?.isPaused !== true) return;
    // The status bar cuts long messages off; its item beside this one has the whole sentence.
    const state = this.#budget.state();
    vscode.window.setStatusBarMessage(
      `$(warning) Midfill did not ask: the budget is spent until ${resetText(state, state.tighter ?? "day")}`,
      messageMs,
    );
  }

  /** After a request and after a change of the setting: tells a new pace, and once a day that completions pause. */
  budgetMayHaveChanged(): void {
    const pace = this.pace();
    if (pace === this.#lastPace) return;
    this.#lastPace = pace;
    this.#onBudgetChange();
    if (pace !== "paused") return;
    this.#tellPaused().catch((error: unknown) => this.#log("warn", `Budget: ${String(error)}`));
  }

  /** Writes what is not yet in the store, before the window closes; the log may be gone already. */
  async save(): Promise<void> {
    this.#isClosing = true;
    await Promise.all([this.#ledger.dispose(), this.#acceptance.dispose()]);
  }

  dispose(): void {
    this.#survival.dispose();
  }

  #yuanAccounts(): readonly unknown[] {
    const accounts = this.#state.get(yuanKey);
    return Array.isArray(accounts) ? accounts : [];
  }

  async #tellPaused(): Promise<void> {
    const today = dayOf(this.#clock.wallMs());
    if (this.#state.get(toldKey) === today) return;
    await this.#state.update(toldKey, today);
    const state = this.#budget.state();
    const choice = await vscode.window.showWarningMessage(
      budgetSentence(state),
      "Continue Today",
      "Open Setting",
    );
    if (choice === "Continue Today") await this.continueOverBudget();
    if (choice === "Open Setting") await openBudgetSetting(state.tighter ?? "day");
  }
}

async function openBudgetSetting(period: "day" | "month"): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.openSettings", `@id:${budgetSetting(period)}`);
}
