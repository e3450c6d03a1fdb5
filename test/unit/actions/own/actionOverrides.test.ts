import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { Action } from "../../../../src/actions/action";
import { readActionOverrides, withOverride } from "../../../../src/actions/own/actionOverrides";

const builtIn = ["edit", "fix"];
const read = (value: unknown) => readActionOverrides(value, builtIn);
const edit: Action = {
  id: "edit",
  title: "Edit",
  description: "",
  prompt: "${input}",
  result: "replace",
  context: [],
  thinking: "off",
  origin: "built-in",
};

describe("readActionOverrides", () => {
  it("reads model and thinking of any action", () => {
    const { overrides, problems } = read({
      edit: { thinking: "on" },
      fix: { model: " deepseek-pro " },
      "own:log": { model: "a", thinking: "chat" },
      "workspace:review": {},
    });
    assert.deepEqual(problems, []);
    assert.deepEqual(Object.fromEntries(overrides), {
      edit: { thinking: "on" },
      fix: { model: "deepseek-pro" },
      "own:log": { model: "a", thinking: "chat" },
      "workspace:review": {},
    });
  });

  const bad: readonly [unknown, RegExp][] = [
    [{ fixx: { thinking: "on" } }, /“fixx”: there is no such action\.$/u],
    [{ edit: "on" }, /“edit”: it must be an object with model, thinking or both\.$/u],
    [{ edit: null }, /“edit”: it must be an object/u],
    [{ edit: { model: 3 } }, /“edit”: model must be a text\.$/u],
    [{ edit: { thinking: true } }, /“edit”: thinking must be on, off or chat\.$/u],
  ];
  for (const [value, problem] of bad) {
    it(`says what is wrong with ${JSON.stringify(value)} and reads the rest`, () => {
      const { overrides, problems } = read({ ...(value as object), fix: { thinking: "off" } });
      assert.equal(problems.length, 1);
      assert.match(problems[0] ?? "", problem);
      assert.deepEqual(overrides.get("fix"), { thinking: "off" });
    });
  }

  it("reads anything without an error", () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.record({ edit: fc.jsonValue() })), (value) => {
        const changed = withOverride(edit, read(value).overrides);
        assert.deepEqual({ ...changed, model: "", thinking: "off" }, { ...edit, model: "" });
      }),
    );
  });
});

describe("withOverride", () => {
  const changed = (entry: object) => withOverride(edit, read({ edit: entry }).overrides);

  it("puts the user's word before the action's", () => {
    assert.deepEqual(changed({ thinking: "on", model: "m" }), { ...edit, thinking: "on", model: "m" });
    assert.deepEqual(changed({ model: "m" }), { ...edit, model: "m" });
    assert.deepEqual(changed({}), edit);
  });

  it("gives thinking back to the chat's switch", () => {
    assert.equal("thinking" in changed({ thinking: "chat" }), false);
  });

  it("leaves other actions alone", () => {
    assert.equal(withOverride(edit, read({ fix: { thinking: "on" } }).overrides), edit);
  });
});
