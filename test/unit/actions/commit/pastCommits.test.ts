import assert from "node:assert/strict";
import { pastMessages } from "../../../../src/actions/commit/pastCommits";

const commit = (message: string, authorEmail = "a@example.com", more: object = {}) => ({
  message,
  parents: ["1"],
  authorName: "A",
  authorEmail,
  ...more,
});
const subjects = (commits: Parameters<typeof pastMessages>[0], email?: string, max = 20) =>
  pastMessages(commits, email, max).map(({ subject }) => subject);

describe("the messages to learn from", () => {
  it("are the user's own first, then the newest", () => {
    const commits = [commit("one", "b@x"), commit("two"), commit("three", "b@x"), commit("four")];
    assert.deepEqual(subjects(commits, "A@example.com"), ["two", "four", "one", "three"]);
    assert.deepEqual(subjects(commits), ["one", "two", "three", "four"]);
    assert.deepEqual(subjects(commits, "", 2), ["one", "two"]);
  });
  it("leave out what nobody wrote, and what will be squashed away", () => {
    const commits = [
      commit("Merge branch 'a'"),
      commit("join", "a@x", { parents: ["1", "2"] }),
      commit('Revert "x"'),
      commit("fixup! one"),
      commit("Bump left-pad from 1 to 2"),
      commit("chore: deps", "1+dependabot[bot]@users.noreply.example.com"),
      commit("Merge the lists into one"),
      commit("x".repeat(300)),
      commit("  \n"),
    ];
    assert.deepEqual(subjects(commits), ["Merge the lists into one"]);
  });
  it("come without trailers and without the number of a merged request", () => {
    assert.deepEqual(
      pastMessages(
        [commit("Add a (#12)\r\n\r\nBecause.\r\nOf b.\r\n\r\nSigned-off-by: A <a@x>\r\n")],
        undefined,
        1,
      ),
      [{ subject: "Add a", body: "Because.\nOf b." }],
    );
  });
});
