import type { Balance } from "../../provider/client";
import type { BudgetState } from "../../usage/budget";
import { balanceText } from "../../usage/balanceText";
import type { LedgerSums } from "../../usage/ledger";
import type { Pricing } from "../../usage/pricing";
import type { ChatSettings } from "../chatDependencies";
import { noticeForError } from "../notices";
import type { Conversation } from "../reducer";
import { defaultSystemText } from "../requestMessages";
import { budgetNotice, budgetNoticeName, type BudgetNotice } from "./budgetNotice";
import { cacheHints, type CacheHints } from "./cacheHints";
import { conversationFigures, ledgerFigures, type BalanceView, type SpendingView } from "./spendingView";

/** What the conversations are told about money. */
export interface SpendingSource {
  readonly pricing: Pick<Pricing, "pricesAt">;
  /** All features together. */
  readonly sums: () => { readonly day: LedgerSums; readonly month: LedgerSums };
  readonly budget: () => BudgetState;
  /** The budget in a sentence; undefined where none is set. */
  readonly budgetSentence: () => string | undefined;
  readonly hasBalance: (providerId: string) => boolean;
  /** Undefined where the provider has none to ask for. @throws ProviderError */
  readonly askBalance: (providerId: string) => Promise<Balance | undefined>;
}

/** Something that the budget has stopped. */
interface Held {
  readonly kind: "message" | "other";
  /** @param text what stands in the composer now */
  readonly run: (text: string) => Promise<void>;
}

/** The parts of the panel that tell about money. */
interface SpendingParts {
  readonly spending: SpendingView;
  readonly budgetNotice?: BudgetNotice;
  readonly cacheHints?: CacheHints;
}

/**
 * Money in the chat, for all panels of a window: what was spent, the balance the user asked for, and what the budget
 * keeps from being sent until the user has said so.
 */
export class ChatSpending {
  readonly #source: SpendingSource;
  readonly #wallMs: () => number;
  readonly #onChange: () => void;
  readonly #balances = new Map<string, BalanceView>();
  readonly #held = new Map<string, Held>();
  /** Conversations whose next request goes whatever it costs. */
  readonly #passes = new Set<string>();
  #closedNotice: string | undefined;

  /** `onChange`: the panels look again. */
  constructor(source: SpendingSource, wallMs: () => number, onChange: () => void) {
    this.#source = source;
    this.#wallMs = wallMs;
    this.#onChange = onChange;
  }

  /** Whether a request of this conversation may go now. If not, it is kept for the user's word, instead of an older one. */
  admits(conversationId: string, held: Held): boolean {
    const isAllowed = this.#passes.delete(conversationId) || this.#source.budget().chat !== "ask";
    if (isAllowed) this.#held.delete(conversationId);
    else this.#held.set(conversationId, held);
    this.#onChange();
    return isAllowed;
  }

  /** The user wants what was kept to be sent over the budget. Nothing where nothing was kept. */
  async goAnyway(conversationId: string, text: string): Promise<void> {
    const held = this.#held.get(conversationId);
    if (held === undefined) return;
    this.#passes.add(conversationId);
    try {
      await held.run(text);
    } finally {
      // It may have found another obstacle before it asked.
      this.#passes.delete(conversationId);
    }
  }

  /** The user has read the warning; the next one is about another sum or another day. */
  closeWarning(): void {
    const state = this.#source.budget();
    if (state.tighter !== undefined) this.#closedNotice = budgetNoticeName(state, state.tighter);
    this.#onChange();
  }

  /** Asks for the balance; the panels show it, or why there is none. Nothing while it is asked for. */
  async showBalance(providerId: string): Promise<void> {
    if (this.#balances.get(providerId)?.state === "asking") return;
    this.#setBalance(providerId, { state: "asking" });
    this.#setBalance(providerId, await this.#balance(providerId));
  }

  /** What a panel shows that looks at this conversation. */
  parts(conversation: Conversation, settings: ChatSettings): SpendingParts {
    const { pricing, sums, budget, budgetSentence, hasBalance } = this.#source;
    const { providerId, providerLabel, model, models } = settings;
    const { day, month } = sums();
    const balance = this.#balances.get(providerId);
    const sentence = budgetSentence();
    const hints = cacheHints({
      conversation,
      defaultSystemText,
      providerId,
      model,
      models,
      pricing,
      atMs: this.#wallMs(),
    });
    const notice = this.#notice(conversation.id, budget());
    return {
      spending: {
        conversation: conversationFigures(conversation.all),
        day: ledgerFigures(day),
        month: ledgerFigures(month),
        ...(sentence === undefined ? {} : { budget: sentence }),
        ...(balance === undefined ? {} : { balance }),
        ...(hasBalance(providerId) ? { balanceOf: providerLabel } : {}),
      },
      ...(notice === undefined ? {} : { budgetNotice: notice }),
      ...(hints === undefined ? {} : { cacheHints: hints }),
    };
  }

  #notice(conversationId: string, state: BudgetState): BudgetNotice | undefined {
    const notice = budgetNotice(state, this.#held.get(conversationId)?.kind);
    const isClosed =
      notice?.look === "warning" && budgetNoticeName(state, notice.period) === this.#closedNotice;
    return isClosed ? undefined : notice;
  }

  #setBalance(providerId: string, view: BalanceView): void {
    this.#balances.set(providerId, view);
    this.#onChange();
  }

  async #balance(providerId: string): Promise<BalanceView> {
    try {
      const balance = await this.#source.askBalance(providerId);
      return balance === undefined
        ? { state: "failed", text: "There is no balance to ask for." }
        : { state: "known", text: balanceText(balance), askedMs: this.#wallMs() };
    } catch (error) {
      const { message, nextStep } = noticeForError(error);
      return { state: "failed", text: `${message} ${nextStep}`.trim() };
    }
  }
}
