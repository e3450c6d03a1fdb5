import assert from "node:assert/strict";
import type { ChatSpending, SpendingSource } from "../../../../src/chat/cost/chatSpending";
import type { Balance } from "../../../../src/provider/client";
import { ProviderError } from "../../../../src/provider/errors";
import { createBudget, type BudgetLimits } from "../../../../src/usage/budget";
import { sumOf } from "../../../../src/usage/ledger";
import { listPrices } from "../../usage/support/listPrices";
import { ManualClock } from "../../usage/support/manualClock";
import { SharedStore } from "../../usage/support/sharedStore";
import { fakeChat, settle } from "../fakeChat";

/** A chat whose day has cost `spentUsd` of a budget of one dollar. */
function chatWith(spentUsd: number, chat: BudgetLimits["chat"] = "stop") {
  const limits: BudgetLimits = { dailyUsd: 1, monthlyUsd: 0, chat };
  const money = { spentUsd, limits };
  const balance: { answer: () => Promise<Balance | undefined> } = { answer: async () => undefined };
  const budget = createBudget({
    ledger: { spentUsd: () => money.spentUsd },
    limits: () => money.limits,
    clock: new ManualClock(),
    store: new SharedStore().window(),
  });
  const spending: SpendingSource = {
    pricing: listPrices,
    sums: () => ({ day: sumOf([]), month: sumOf([]) }),
    budget: () => budget.state(),
    budgetSentence: () => undefined,
    hasBalance: (providerId) => providerId === "deepseek",
    askBalance: () => balance.answer(),
  };
  const fake = fakeChat({ changes: { spending } });
  const id = fake.sessions.create();
  const parts = () => fake.sessions.spendingParts(id);
  const spendingOf = (): ChatSpending => {
    assert.ok(fake.sessions.spending !== undefined);
    return fake.sessions.spending;
  };
  return { ...fake, id, money, balance, budget, parts, spendingOf };
}

describe("the chat's budget", () => {
  it("lets messages go while there is enough, and says nothing", async () => {
    const { sessions, client, id, parts } = chatWith(0.5);
    client.answer("Hi.");
    await sessions.send(id, "Hello");
    assert.equal(client.requests.length, 1);
    assert.equal(parts()?.budgetNotice, undefined);
  });

  it("warns from 80 % on, and sends", async () => {
    const { sessions, client, id, parts } = chatWith(0.83);
    client.answer("Hi.");
    await sessions.send(id, "Hello");
    assert.equal(client.requests.length, 1);
    assert.equal(parts()?.budgetNotice?.look, "warning");
    assert.match(parts()?.budgetNotice?.message ?? "", /^\$0\.8300 of today's budget of \$1\.00 is spent\.$/);
  });

  it("only warns when all is spent, where the user wants no more", async () => {
    const { sessions, client, id, parts } = chatWith(1.5, "warn");
    client.answer("Hi.");
    await sessions.send(id, "Hello");
    assert.equal(client.requests.length, 1);
    assert.equal(parts()?.budgetNotice?.look, "warning");
    assert.match(parts()?.budgetNotice?.nextStep ?? "", /all the same/);
  });

  it("keeps a closed warning closed until there is news", () => {
    const { money, parts, spendingOf } = chatWith(0.83, "warn");
    spendingOf().closeWarning();
    assert.equal(parts()?.budgetNotice, undefined);
    money.spentUsd = 0.9;
    assert.equal(parts()?.budgetNotice, undefined);
    money.spentUsd = 1.1;
    assert.equal(parts()?.budgetNotice?.look, "warning");
  });

  it("stops a message when all is spent, and loses nothing of it", async () => {
    const { sessions, client, id, parts } = chatWith(1);
    await sessions.send(id, "Hello");
    await sessions.send(id, "Hello");
    await settle();
    assert.equal(client.requests.length, 0);
    assert.equal(sessions.conversation(id)?.messages.length, 0);
    assert.equal(sessions.conversation(id)?.draft, "Hello");
    assert.equal(parts()?.budgetNotice?.look, "stopped");
    assert.match(parts()?.budgetNotice?.nextStep ?? "", /your message is still here/);
  });

  it("sends it anyway when the user says so, as it stands in the composer by then, and only this one", async () => {
    const { sessions, client, id, parts, spendingOf } = chatWith(1);
    await sessions.send(id, "Hello");
    client.answer("Hi.");
    await spendingOf().goAnyway(id, "Hello there");
    assert.deepEqual(
      sessions.conversation(id)?.messages.map(({ text }) => text),
      ["Hello there", "Hi."],
    );
    assert.equal(sessions.conversation(id)?.draft, "");
    assert.equal(parts()?.budgetNotice, undefined);
    await sessions.send(id, "And now?");
    assert.equal(client.requests.length, 1);
    assert.equal(parts()?.budgetNotice?.look, "stopped");
  });

  it("stops a retry and an edit too", async () => {
    const { sessions, client, id, money, parts, spendingOf } = chatWith(0);
    client.answer("Hi.");
    await sessions.send(id, "Hello");
    money.spentUsd = 1;
    await sessions.retry(id);
    assert.equal(client.requests.length, 1);
    assert.equal(parts()?.budgetNotice?.look, "stopped");
    assert.doesNotMatch(parts()?.budgetNotice?.nextStep ?? "", /message/);
    client.answer("Hi again.");
    await spendingOf().goAnyway(id, "");
    assert.equal(sessions.conversation(id)?.messages.at(-1)?.text, "Hi again.");
    const question = sessions.conversation(id)?.messages[0]?.id ?? "";
    await sessions.resend(id, question, "Good day");
    assert.equal(client.requests.length, 2);
    // The edited words wait in the composer, so that they are not lost.
    assert.equal(sessions.conversation(id)?.draft, "Good day");
    client.answer("Good day.");
    await spendingOf().goAnyway(id, "Good day!");
    assert.equal(sessions.conversation(id)?.messages[0]?.text, "Good day!");
    assert.equal(sessions.conversation(id)?.messages.length, 2);
  });

  it("stops what waits in the queue, which stays there", async () => {
    const { sessions, client, id, money, parts, spendingOf } = chatWith(0);
    const sent = sessions.send(id, "One");
    await settle();
    await sessions.send(id, "Two");
    money.spentUsd = 1;
    client.answer("1");
    await sent;
    await settle();
    assert.equal(client.requests.length, 1);
    assert.deepEqual(
      sessions.queued(id).map(({ text }) => text),
      ["Two"],
    );
    assert.equal(parts()?.budgetNotice?.look, "stopped");
    client.answer("2");
    await spendingOf().goAnyway(id, "");
    assert.equal(sessions.conversation(id)?.messages.at(-1)?.text, "2");
  });

  it("goes on when the budget is raised or lifted", async () => {
    const { sessions, client, id, money, budget, parts } = chatWith(1);
    await sessions.send(id, "Hello");
    money.limits = { ...money.limits, dailyUsd: 10 };
    assert.equal(parts()?.budgetNotice, undefined);
    money.limits = { ...money.limits, dailyUsd: 1 };
    await budget.lift();
    assert.equal(parts()?.budgetNotice, undefined);
    client.answer("Hi.");
    await sessions.send(id, "Hello");
    assert.equal(client.requests.length, 1);
  });

  it("does nothing when nothing waits", async () => {
    const { client, id, spendingOf } = chatWith(1);
    await spendingOf().goAnyway(id, "Hello");
    assert.equal(client.requests.length, 0);
  });
});

describe("the balance in the panel", () => {
  it("is asked for with a click, and shown", async () => {
    const { sessions, id, balance, parts } = chatWith(0);
    assert.equal(parts()?.spending.balanceOf, "DeepSeek");
    assert.equal(parts()?.spending.balance, undefined);
    const answers: ((balance: Balance) => void)[] = [];
    balance.answer = () => new Promise((resolve) => answers.push(resolve));
    const asked = sessions.showBalance(id);
    assert.deepEqual(parts()?.spending.balance, { state: "asking" });
    await sessions.showBalance(id);
    assert.equal(answers.length, 1);
    answers[0]?.({
      isAvailable: true,
      amounts: [{ currency: "CNY", total: "110.00", granted: "10.00", toppedUp: "100.00" }],
    });
    await asked;
    const shown = parts()?.spending.balance;
    assert.equal(shown?.state, "known");
    assert.equal(shown.text, "110.00 CNY (10.00 granted, 100.00 topped up).");
  });

  it("says why there is none", async () => {
    const { sessions, id, balance, parts } = chatWith(0);
    balance.answer = async () => {
      throw new ProviderError("auth", {
        message: "DeepSeek refused the key.",
        nextStep: "Set another.",
        isRetryable: false,
      });
    };
    await sessions.showBalance(id);
    assert.deepEqual(parts()?.spending.balance, {
      state: "failed",
      text: "DeepSeek refused the key. Set another.",
    });
    balance.answer = async () => undefined;
    await sessions.showBalance(id);
    assert.equal(parts()?.spending.balance?.state, "failed");
  });
});
