import assert from "node:assert/strict";
import { property, assert as assertProperty, array, double, integer, string } from "fast-check";
import { OptionsSheet } from "../../../../src/chat/sheet/optionsSheet";
import { readSheetText, sheetText } from "../../../../src/chat/sheet/sheetValue";
import type { SheetRow, SheetView, ToWebviewMessage } from "../../../../src/chat/protocol";
import { parametersOf } from "../../../../src/provider/parameters";
import { fakeChat } from "../fakeChat";

async function openSheet(parameters: Readonly<Record<string, unknown>> = {}) {
  const chat = fakeChat();
  const { settings, dependencies, sessions } = chat;
  Object.assign(settings, { current: { ...settings.current, parameters } });
  const base = settings.current;
  // As `ChatSettingsSource.for` does.
  Object.assign(dependencies, {
    settings: (options: { parameters?: Readonly<Record<string, unknown>> }) => {
      const { maxTokens = base.maxTokens, ...own } = { ...base.parameters, ...options.parameters };
      return { ...base, parameters: own, maxTokens };
    },
  });
  const posted: (SheetView | undefined)[] = [];
  const sheet = new OptionsSheet(sessions, (message: ToWebviewMessage) => {
    if (message.type === "sheet") posted.push(message.sheet);
  });
  const conversationId = sessions.create();
  await sheet.open(conversationId);
  return {
    sheet,
    sessions,
    conversationId,
    posted,
    options: () => sessions.conversation(conversationId)?.options,
    row: (id: string): SheetRow => {
      const found = posted.at(-1)?.rows.find((each) => each.id === id);
      assert.ok(found !== undefined, `no row ${id}`);
      return found;
    },
    set: (rowId: string, text?: string) =>
      sheet.handle({
        type: "set-sheet-value",
        conversationId,
        rowId,
        ...(text === undefined ? {} : { text }),
      }),
  };
}

describe("OptionsSheet", () => {
  it("shows what the settings say, what the provider does by itself, and what has no effect", async () => {
    const { row, posted, set, sessions } = await openSheet({ topP: 0.97 });
    assert.equal(row("topP").inherited, "0.97 (new chats)");
    assert.equal(row("temperature").inherited, "1 (DeepSeek)");
    assert.equal(row("temperature").problem, "DeepSeek does not use it while thinking.");
    assert.equal(row("seed").problem, "DeepSeek accepts it without effect.");
    assert.equal(row("stop").problem, undefined);
    assert.deepEqual(
      posted.at(-1)?.rows.flatMap(({ id, isMore }) => (isMore ? [] : [id])),
      ["systemPrompt", "usesInstructions", "jsonMode", "temperature", "topP", "maxTokens", "stop"],
    );
    await set("topP", "0.99");
    assert.equal(row("topP").text, "0.99");
    assert.equal(row("topP").inherited, "0.97 (new chats)");
    await sessions.dispose();
  });

  it("keeps what is right, and takes it back one by one and all together", async () => {
    const { set, options, row, sheet, conversationId, sessions } = await openSheet();
    await sessions.setOptions(conversationId, { model: "deepseek-v4-pro", tools: ["read_file"] });
    await set("temperature", " 0.5 ");
    await set("stop", "END\n\\n\\n\nback\\\\slash");
    await set("systemPrompt", "Be brief.");
    await set("usesInstructions", "false");
    assert.equal(options()?.usesInstructions, false);
    await set("usesInstructions", "true");
    assert.equal(options()?.usesInstructions, undefined);
    await set("jsonMode", "true");
    assert.deepEqual(options(), {
      model: "deepseek-v4-pro",
      tools: ["read_file"],
      parameters: { temperature: 0.5, stop: ["END", "\n\n", "back\\slash"] },
      systemPrompt: "Be brief.",
      jsonMode: true,
    });
    assert.equal(row("stop").text, "END\n\\n\\n\nback\\\\slash");
    await set("temperature");
    await set("jsonMode", "false");
    await set("systemPrompt", " ");
    assert.deepEqual(options()?.parameters, { stop: ["END", "\n\n", "back\\slash"] });
    assert.equal(options()?.jsonMode, undefined);
    assert.equal(options()?.systemPrompt, undefined);
    await sheet.handle({ type: "reset-sheet", conversationId });
    assert.deepEqual(options(), { model: "deepseek-v4-pro", tools: ["read_file"] });
    await sessions.dispose();
  });

  it("says what is wanted instead, and is not closed over it unless it has to be", async () => {
    const { set, options, sheet, conversationId, posted, sessions } = await openSheet();
    const close = (isForced: boolean) => sheet.handle({ type: "close-sheet", conversationId, isForced });
    await set("temperature", "0,5");
    assert.deepEqual(posted.at(-1)?.rejected, {
      rowId: "temperature",
      text: "0,5",
      message: "Write a number from 0 to 2, with a point: 0.5.",
    });
    assert.deepEqual(options(), {});
    await close(false);
    assert.equal(posted.at(-1)?.rejected?.wantsFocus, true);
    await set("maxTokens", "1.5");
    assert.match(posted.at(-1)?.rejected?.message ?? "", /^Write a whole number from 1 to 1,000,000\.$/);
    await close(true);
    assert.equal(posted.at(-1), undefined);
    await set("temperature", "0.5");
    assert.deepEqual(options(), {}, "a closed sheet took a value");
    await sessions.dispose();
  });

  it("turns JSON mode off against the settings", async () => {
    const { set, options, row, sessions } = await openSheet({ responseFormat: "json_object" });
    assert.equal(row("jsonMode").inherited, "true");
    await set("jsonMode", "false");
    assert.equal(options()?.jsonMode, false);
    await set("jsonMode", "true");
    assert.equal(options()?.jsonMode, undefined);
    await sessions.dispose();
  });

  it("refuses what history would drop, and what is no option", async () => {
    const { set, options, posted, sessions } = await openSheet();
    await set("logitBias", JSON.stringify({ text: "x".repeat(20_000) }));
    assert.match(posted.at(-1)?.rejected?.message ?? "", /too long/);
    for (const name of ["thinking", "responseFormat", "__proto__", "model"]) {
      await set(name, "on");
      assert.equal(posted.at(-1)?.rejected?.message, "There is no such option.");
    }
    assert.deepEqual(options(), {});
    await sessions.dispose();
  });
});

describe("readSheetText", () => {
  it("reads what sheetText writes", () => {
    const same = (type: Parameters<typeof sheetText>[0], value: unknown) =>
      assert.deepEqual(readSheetText(type, sheetText(type, value)), { isValid: true, value });
    const numbers = { kind: "number", minimum: -2, maximum: 2, isWhole: false } as const;
    assertProperty(
      property(double({ min: -2, max: 2, noNaN: true }), (value) => same(numbers, value === 0 ? 0 : value)),
    );
    const texts = array(string({ minLength: 1 }), { minLength: 1, maxLength: 16 });
    assertProperty(property(texts, (value) => same({ kind: "texts", maxItems: 16 }, value)));
    const whole = array(integer(), { minLength: 1 });
    assertProperty(property(whole, (value) => same({ kind: "whole-numbers", maxItems: 16 }, value)));
  });

  it("takes no text of any kind for what it is not, and never throws", () => {
    const odd = ["", " ", "NaN", "Infinity", "1e999", "0x10", "true false", "null", "[1]", '"a"', "{", "∞"];
    for (const { type } of parametersOf("chat")) {
      if (type.kind === "texts" || type.kind === "text") continue;
      for (const text of odd) assert.equal(readSheetText(type, text).isValid, false, `${type.kind} ${text}`);
    }
  });
});
