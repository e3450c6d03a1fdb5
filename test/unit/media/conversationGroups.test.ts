import assert from "node:assert/strict";
import { groupsOf } from "../../../media/chat/conversationGroups";

const noon = new Date(2026, 2, 30, 12).getTime();

function at(id: string, daysAgo: number, isPinned = false) {
  const updatedMs = new Date(2026, 2, 30 - daysAgo, 23, 30).getTime();
  return { id, title: id, updatedMs, isRunning: false, isPinned };
}

describe("groupsOf", () => {
  it("puts the pinned first and the rest under their days, also over a change of the clock", () => {
    const conversations = [9, 8, 31, 30, 7, 1, 0].map((days) => at(`${days}`, days));
    const groups = groupsOf([...conversations, at("pinned", 400, true)], noon);
    assert.deepEqual(
      groups.map(({ label, conversations: group }) => [label, group.map(({ id }) => id)]),
      [
        ["Pinned", ["pinned"]],
        ["Today", ["0"]],
        ["Yesterday", ["1"]],
        ["Previous 7 Days", ["7"]],
        ["Previous 30 Days", ["8", "9", "30"]],
        ["Older", ["31"]],
      ],
    );
  });
});
