import assert from "node:assert/strict";
import * as fc from "fast-check";
import { activePath, pathTo, siblingGroups, siblingsOf } from "../../../src/chat/messageTree";
import type { TreeNode } from "../../../src/chat/messageTree";

/** Random trees: each node hangs on one that came before it, or is a first one. */
const trees = fc.array(fc.tuple(fc.nat(), fc.boolean()), { minLength: 1, maxLength: 40 }).map((links) => {
  const all: TreeNode[] = [];
  links.forEach(([link, isUser], index) => {
    const parent = all[link % (index + 1)];
    all.push({
      id: `m${index}`,
      role: isUser ? "user" : "assistant",
      ...(parent === undefined ? {} : { parentId: parent.id }),
    });
  });
  return all;
});

describe("message tree", () => {
  it("can show every message by selecting it and the messages above it", () => {
    fc.assert(
      fc.property(trees, fc.nat(), (all, pick) => {
        const wanted = all[pick % all.length];
        assert.ok(wanted !== undefined);
        const selected = new Map(pathTo(all, wanted.id).map((node) => [node.parentId, node.id]));
        assert.ok(activePath(all, selected).includes(wanted));
      }),
    );
  });

  it("finds the same siblings for one message as for many", () => {
    fc.assert(
      fc.property(trees, (all) => {
        const groups = siblingGroups(all);
        for (const node of all) assert.deepEqual(groups(node), siblingsOf(all, node));
      }),
    );
  });

  it("goes from a first message to a leaf, each behind its parent", () => {
    fc.assert(
      fc.property(trees, (all) => {
        const path = activePath(all, new Map());
        assert.equal(path[0]?.parentId, undefined);
        path.slice(1).forEach((node, index) => assert.equal(node.parentId, path[index]?.id));
        assert.ok(all.every((node) => node.parentId !== path.at(-1)?.id));
        assert.deepEqual(pathTo(all, path.at(-1)?.id ?? ""), path);
      }),
    );
  });

  it("counts as siblings only what could stand in the same place", () => {
    const all: TreeNode[] = [
      { id: "q", role: "user" },
      { id: "a1", role: "assistant", parentId: "q" },
      { id: "a2", role: "assistant", parentId: "q" },
      { id: "q2", role: "user", parentId: "q" },
    ];
    assert.deepEqual(
      siblingsOf(all, { id: "a2", role: "assistant", parentId: "q" }).map(({ id }) => id),
      ["a1", "a2"],
    );
    assert.deepEqual(pathTo(all, "gone"), []);
  });
});
