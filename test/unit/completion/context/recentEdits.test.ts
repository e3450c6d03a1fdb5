import assert from "node:assert/strict";
import * as fc from "fast-check";
import { editHunk } from "../../../../src/completion/context/editHunk";
import { RecentEdits } from "../../../../src/completion/context/recentEdits";

const elsewhere = { documentId: "z", line: 0 };
const edit = (startLine: number, linesBefore = 1, linesAfter = 1, documentId = "a", atMs = 0) => ({
  documentId,
  startLine,
  linesBefore,
  linesAfter,
  atMs,
});
const places = (edits: RecentEdits, cursor = elsewhere, nowMs = 0) =>
  edits
    .regions(nowMs, cursor)
    .map(({ documentId, startLine, endLine }) => `${documentId} ${startLine}-${endLine}`);

describe("RecentEdits", () => {
  it("takes typing in one place for one edit that grows", () => {
    const edits = new RecentEdits();
    for (let key = 0; key < 20; key++) edits.record(edit(10));
    edits.record(edit(10, 1, 2));
    for (let key = 0; key < 20; key++) edits.record(edit(11));
    assert.deepEqual(places(edits), ["a 10-12"]);
  });

  it("has the newest first, and moves with the lines above", () => {
    const edits = new RecentEdits();
    edits.record(edit(50));
    edits.record(edit(5, 1, 4, "b"));
    edits.record(edit(10, 1, 3));
    assert.deepEqual(places(edits), ["a 10-13", "b 5-9", "a 52-53"]);
    edits.record(edit(20, 3, 1));
    assert.deepEqual(places(edits), ["a 20-21", "a 10-13", "b 5-9", "a 50-51"]);
  });

  it("leaves out what happens at the cursor, and what is long ago", () => {
    const edits = new RecentEdits();
    edits.record(edit(10));
    edits.record(edit(40));
    assert.deepEqual(places(edits, { documentId: "a", line: 41 }), ["a 10-11"]);
    assert.deepEqual(places(edits, { documentId: "b", line: 41 }), ["a 40-41", "a 10-11"]);
    assert.deepEqual(places(edits, elsewhere, 31 * 60_000), []);
  });

  it("takes a formatted or reverted file for no writing, but keeps its places right", () => {
    const edits = new RecentEdits();
    edits.record(edit(1_000));
    edits.record(edit(0, 500, 600));
    assert.deepEqual(places(edits), ["a 1100-1101"]);
  });

  it("holds the last 20 places", () => {
    const edits = new RecentEdits();
    for (let place = 0; place < 30; place++) edits.record(edit(place * 10));
    assert.equal(places(edits).length, 20);
    assert.equal(places(edits)[0], "a 290-291");
  });

  it("forgets a closed document", () => {
    const edits = new RecentEdits();
    edits.record(edit(1));
    edits.record(edit(1, 1, 1, "b"));
    edits.forget("a");
    assert.deepEqual(places(edits), ["b 1-2"]);
  });

  it("holds 20 places, all inside the document, whatever is edited", () => {
    const change = fc.record({
      at: fc.nat(),
      before: fc.integer({ min: 1, max: 30 }),
      after: fc.integer({ min: 1, max: 30 }),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
        const edits = new RecentEdits();
        let lineCount = 400;
        for (const { at, before, after } of changes) {
          const startLine = at % lineCount;
          const linesBefore = Math.min(before, lineCount - startLine);
          edits.record(edit(startLine, linesBefore, after));
          lineCount += after - linesBefore;
          const regions = edits.regions(0, elsewhere);
          assert.ok(regions.length <= 20);
          for (const { startLine: start, endLine } of regions) {
            assert.ok(
              0 <= start && start < endLine && endLine <= lineCount,
              `${start}-${endLine} of ${lineCount}`,
            );
          }
        }
      }),
    );
  });
});

describe("editHunk", () => {
  const lines = ["a", "b", "", "d", "e", ...Array.from({ length: 30 }, (_, at) => `f${at}`)];
  const hunk = (startLine: number, endLine: number) =>
    editHunk({ documentId: "a", startLine, endLine, atMs: 0 }, lines);

  it("shows the lines as they are now, with one before and behind", () => {
    assert.equal(hunk(1, 2), "a\nb");
    assert.equal(hunk(3, 4), "d\ne");
    assert.equal(hunk(0, 1), "a\nb");
  });
  it("is nothing where only blanks are left", () => assert.equal(hunk(2, 3), undefined));
  it("shows the start of a long one", () => assert.equal(hunk(5, 35)?.split("\n").length, 17));
});
