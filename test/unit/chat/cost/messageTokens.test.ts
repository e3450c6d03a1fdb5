import assert from "node:assert/strict";
import { messageTokens } from "../../../../src/chat/cost/messageTokens";

const words = (count: number) => "word ".repeat(count);
const question = (count: number) => ({ role: "user" as const, requestText: words(count), toolCalls: [] });
const answer = (count: number, promptTokens?: number) => ({
  role: "assistant" as const,
  requestText: words(count),
  toolCalls: [],
  ...(promptTokens !== undefined && {
    usage: { promptTokens, completionTokens: 10, totalTokens: promptTokens + 10 },
  }),
});
/** 5 characters a word, 0.42 token a character. */
const guessOf = (count: number) => Math.ceil(count * 5 * 0.42);

describe("messageTokens", () => {
  it("guesses from the characters, the system prompt first", () => {
    assert.deepEqual(messageTokens(words(20), [question(100), answer(50)]), [20, 100, 50].map(guessOf));
  });

  it("corrects the guess by what the provider has counted", () => {
    const counted = Math.round((guessOf(20) + guessOf(100)) * 0.7);
    const ratio = counted / (guessOf(20) + guessOf(100));
    assert.deepEqual(
      messageTokens(words(20), [question(100), answer(50, counted)]),
      [20, 100, 50].map((count) => Math.round(guessOf(count) * ratio)),
    );
  });

  it("takes the newest count, and does not believe one that is about something else", () => {
    const guessed = guessOf(100) + guessOf(50) + guessOf(10);
    const messages = [question(100), answer(50, 99_999), question(10), answer(5, guessed)];
    assert.deepEqual(messageTokens("", messages), [0, 100, 50, 10, 5].map(guessOf));
    assert.equal(messageTokens("", [question(100), answer(50, 99_999)])[1], 2 * guessOf(100));
  });

  it("counts tool calls with their arguments and results", () => {
    const call = { arguments: words(10), result: { text: words(30) } };
    const [, tokens] = messageTokens("", [{ ...answer(5), toolCalls: [call, { arguments: words(2) }] }]);
    assert.equal(tokens, guessOf(5) + guessOf(10) + guessOf(30) + guessOf(2));
  });
});
