import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { Action } from "../../../../src/actions/action";
import { actionTable } from "../../../../src/actions/actionTable";
import { groupActions } from "../../../../src/actions/own/groupActions";
import { readOwnActions } from "../../../../src/actions/own/readOwnActions";

const own = readOwnActions({ log: { prompt: "Log.", result: "replace" } }).actions;
const workspace = own.map((action): Action => ({ ...action, id: "workspace:log", origin: "workspace" }));
const all: readonly Action[] = [...actionTable, ...own, ...workspace];
const shown = (recentIds: readonly string[], actions = all) =>
  groupActions(actions, recentIds).map(({ title, actions: inside }) => [title, inside.map(({ id }) => id)]);

describe("groupActions", () => {
  it("sorts actions by what they do", () => {
    assert.deepEqual(shown([]), [
      ["Understand", ["explain", "ask", "review"]],
      ["Change", ["edit", "fix", "refactor", "simplify", "optimise", "add-types", "translate"]],
      ["Write", ["document", "write-tests"]],
      ["Own", ["own:log"]],
      ["From this workspace", ["workspace:log"]],
    ]);
  });

  it("puts the three last used on top, and nowhere else", () => {
    assert.deepEqual(shown(["fix", "own:gone", "own:log", "explain", "edit"]).slice(0, 3), [
      ["Recently used", ["fix", "own:log", "explain"]],
      ["Understand", ["ask", "review"]],
      ["Change", ["edit", "refactor", "simplify", "optimise", "add-types", "translate"]],
    ]);
  });

  it("shows each action once, whatever was used", () => {
    const ids = fc.array(fc.constantFrom(...all.map(({ id }) => id), "own:gone"), { maxLength: 12 });
    fc.assert(
      fc.property(fc.subarray([...all]), fc.uniqueArray(ids.map(([first = ""]) => first)), (some, recent) => {
        const groups = groupActions(some, recent);
        assert.deepEqual(
          groups
            .flatMap(({ actions }) => actions)
            .map(({ id }) => id)
            .toSorted(),
          some.map(({ id }) => id).toSorted(),
        );
        assert.ok(groups.every(({ actions }) => actions.length > 0));
      }),
    );
  });
});
