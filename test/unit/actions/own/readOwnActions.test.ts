import assert from "node:assert/strict";
import * as fc from "fast-check";
import { actionResults, ownContextParts, readOwnActions } from "../../../../src/actions/own/readOwnActions";

const good = { prompt: "Do it.", result: "chat" };

describe("readOwnActions", () => {
  it("reads every field", () => {
    const { actions, problems } = readOwnActions({
      " log it ": {
        title: "Log\nit",
        description: " Adds a log line. ",
        prompt: "Log ${symbol} at ${input}.\n",
        result: "insert-before",
        model: "deepseek-pro",
        thinking: "off",
        context: ["definitions", "diagnostics"],
        input: "Level?",
      },
    });
    assert.deepEqual(problems, []);
    assert.deepEqual(actions, [
      {
        id: "own:log it",
        title: "Log it",
        description: "Adds a log line.",
        prompt: "Log ${symbol} at ${input}.",
        result: "insert-before",
        context: ["diagnostics", "definitions"],
        thinking: "off",
        model: "deepseek-pro",
        input: { placeholder: "Level?" },
        origin: "user",
      },
    ]);
  });

  it("needs no more than a prompt and a result", () => {
    assert.deepEqual(readOwnActions({ short: good }), {
      actions: [
        {
          id: "own:short",
          title: "short",
          description: "Do it.",
          prompt: "Do it.",
          result: "chat",
          context: [],
          origin: "user",
        },
      ],
      problems: [],
    });
  });

  const bad: readonly [unknown, string][] = [
    [null, "it must be an object with prompt and result."],
    ["Do it.", "it must be an object with prompt and result."],
    [[], "it must be an object with prompt and result."],
    [{ result: "chat" }, "prompt is missing; it says what is asked for."],
    [{ prompt: " \n", result: "chat" }, "prompt is missing; it says what is asked for."],
    [{ prompt: ["Do it."], result: "chat" }, "prompt must be a text."],
    [{ prompt: "x".repeat(100_001), result: "chat" }, "prompt must have at most 100,000 characters."],
    [
      { prompt: "Do it." },
      "result must be one of chat, replace, insert-before, insert-after, new-file, test-file.",
    ],
    [
      { ...good, result: "terminal" },
      "result must be one of chat, replace, insert-before, insert-after, new-file, test-file.",
    ],
    [{ ...good, thinking: true }, "thinking must be on or off."],
    [{ ...good, thinking: "max" }, "thinking must be on or off."],
    [{ ...good, context: "diagnostics" }, "context must be a list of diagnostics, definitions."],
    [{ ...good, context: ["test-setup"] }, "context must be a list of diagnostics, definitions."],
    [{ ...good, title: 3 }, "title must be a text."],
    [{ ...good, model: null }, "model must be a text."],
    [{ ...good, input: true }, "input must be a text."],
  ];
  for (const [entry, sentence] of bad) {
    it(`leaves ${JSON.stringify(entry)?.slice(0, 60)} out and keeps the others`, () => {
      const { actions, problems } = readOwnActions({ before: good, x: entry, after: good });
      assert.deepEqual(problems, [`Own action “x”: ${sentence} It is left out.`]);
      assert.deepEqual(
        actions.map(({ id }) => id),
        ["own:before", "own:after"],
      );
    });
  }

  it("says what is wrong with a name", () => {
    const { actions, problems } = readOwnActions({
      " ": good,
      [`a${"b".repeat(60)}`]: good,
      "two\nlines": good,
      same: good,
      "same ": good,
    });
    assert.deepEqual(
      actions.map(({ id }) => id),
      ["own:same"],
    );
    assert.equal(problems.length, 4);
    assert.match(problems.join("\n"), /at most 60 characters[^]+on one line[^]+two of this name/u);
  });

  it("reads anything without an error; what it takes is whole, what it leaves out is told by name", () => {
    const entry = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.record(
        {
          title: fc.oneof(fc.string(), fc.jsonValue()),
          prompt: fc.oneof(fc.string(), fc.jsonValue()),
          result: fc.oneof(fc.constantFrom(...actionResults), fc.jsonValue()),
          thinking: fc.oneof(fc.constantFrom("on", "off"), fc.jsonValue()),
          context: fc.oneof(fc.subarray([...ownContextParts]), fc.jsonValue()),
          model: fc.oneof(fc.string(), fc.jsonValue()),
          input: fc.oneof(fc.string(), fc.jsonValue()),
        },
        { requiredKeys: [] },
      ),
    );
    const setting = fc.oneof(fc.jsonValue(), fc.dictionary(fc.string(), entry, { maxKeys: 5 }));
    fc.assert(
      fc.property(setting, (value) => {
        const { actions, problems } = readOwnActions(value);
        const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
        assert.equal(actions.length + problems.length, isObject ? Object.keys(value).length : 0);
        for (const action of actions) {
          assert.match(action.id, /^own:\P{Cc}+$/u);
          assert.notEqual(action.prompt.trim(), "");
          assert.ok(actionResults.some((result) => result === action.result));
          assert.ok(action.thinking === undefined || ["on", "off"].includes(action.thinking));
          assert.doesNotMatch(`${action.title}${action.description}`, /[\r\n]/u);
          assert.equal(action.origin, "user");
        }
        assert.equal(new Set(actions.map(({ id }) => id)).size, actions.length);
        for (const problem of problems) assert.match(problem, /^Own action “.*”: .+\.$/u);
      }),
      { numRuns: 1000 },
    );
  });
});
