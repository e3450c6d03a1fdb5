import assert from "node:assert/strict";
import { ContextKeeper, type GatheredContext } from "../../../../src/completion/context/contextKeeper";
import type { ContextSettings } from "../../../../src/completion/context/contextSettings";
import { ManualClock } from "../manualClock";

const all: ContextSettings = {
  openFiles: true,
  recentEdits: true,
  definitions: true,
  imports: true,
  notebookCells: true,
  clipboard: true,
  maxChars: 3000,
};

/** A gather that the test answers when it wants to. */
interface Gather {
  readonly documentId: string;
  readonly signal: AbortSignal;
  find(text: string, line?: number, isComplete?: boolean): Promise<void>;
  fail(error: Error): Promise<void>;
}

class Rig {
  readonly clock = new ManualClock();
  readonly gathers: Gather[] = [];
  readonly log: string[] = [];
  settings = all;
  readonly keeper = new ContextKeeper({
    clock: this.clock,
    settings: () => this.settings,
    gather: (documentId, signal) =>
      new Promise<GatheredContext | undefined>((resolve, reject) => {
        this.gathers.push({
          documentId,
          signal,
          find: async (text, line = 0, isComplete = true) => {
            resolve({
              languageId: "typescript",
              line,
              shownText: "",
              snippets: [{ source: "definition", path: "src/b.ts", text }],
              isComplete,
            });
            await this.clock.tick(0);
          },
          fail: async (error) => {
            reject(error);
            await this.clock.tick(0);
          },
        });
      }),
    log: (level, line) => this.log.push(`${level} ${line}`),
  });

  get lastGather(): Gather {
    const last = this.gathers.at(-1);
    if (last === undefined) throw new Error("Nothing was gathered.");
    return last;
  }
  shown(documentId = "a"): string {
    return this.keeper
      .snippetsFor({ documentId })
      .map(({ text }) => text)
      .join();
  }
  /** Keys with usual pauses between them. */
  async type(count: number): Promise<void> {
    for (let key = 0; key < count; key++) {
      this.keeper.edited("a");
      await this.clock.tick(180);
    }
  }
  /** A document whose context was gathered. */
  async visit(text: string, documentId = "a"): Promise<void> {
    this.keeper.visited(documentId);
    await this.clock.tick(200);
    await this.lastGather.find(text);
  }
}

describe("ContextKeeper", () => {
  it("gathers for the document that is worked in, once somebody has settled there", async () => {
    const rig = new Rig();
    rig.keeper.visited("a");
    await rig.clock.tick(150);
    rig.keeper.visited("b");
    await rig.clock.tick(1_000);
    assert.deepEqual(
      rig.gathers.map(({ documentId }) => documentId),
      ["b"],
    );
    await rig.lastGather.find("type Order = string");
    assert.equal(rig.shown("b"), "type Order = string");
    assert.equal(rig.shown("a"), "");
  });

  it("keeps one set while a burst of typing lasts, and takes the new one at the next rest", async () => {
    const rig = new Rig();
    await rig.visit("const first = 1");
    const before = rig.keeper.snippetsFor({ documentId: "a" });
    await rig.type(30);
    assert.equal(rig.gathers.length, 1);
    await rig.clock.tick(2_000);
    assert.equal(rig.gathers.length, 2);
    await rig.type(3);
    await rig.lastGather.find("const second = 2");
    await rig.type(10);
    assert.equal(rig.keeper.snippetsFor({ documentId: "a" }), before);
    await rig.clock.tick(2_000);
    assert.equal(rig.shown(), "const second = 2");
  });

  it("takes a new set at once when nobody typed meanwhile", async () => {
    const rig = new Rig();
    await rig.visit("const first = 1");
    await rig.type(1);
    await rig.clock.tick(2_000);
    await rig.lastGather.find("const second = 2");
    assert.equal(rig.shown(), "const second = 2");
  });

  it("shows a document's first context also in the middle of a burst", async () => {
    const rig = new Rig();
    rig.keeper.visited("a");
    await rig.type(5);
    await rig.lastGather.find("const first = 1");
    assert.equal(rig.shown(), "const first = 1");
  });

  it("renews after a save, without waiting for a rest", async () => {
    const rig = new Rig();
    await rig.visit("const first = 1");
    await rig.type(3);
    rig.keeper.saved();
    await rig.clock.tick(0);
    await rig.lastGather.find("const second = 2");
    assert.equal(rig.shown(), "const second = 2");
  });

  it("renews after a jump, not after a step", async () => {
    const rig = new Rig();
    await rig.visit("const first = 1");
    rig.keeper.moved("a", 39);
    await rig.clock.tick(1_000);
    assert.equal(rig.gathers.length, 1);
    rig.keeper.moved("a", 40);
    await rig.clock.tick(200);
    await rig.lastGather.find("const second = 2", 40);
    assert.equal(rig.shown(), "const second = 2");
  });

  it("does not gather again where somebody just was", async () => {
    const rig = new Rig();
    await rig.visit("const first = 1");
    await rig.visit("const other = 1", "b");
    rig.keeper.visited("a");
    await rig.clock.tick(5_000);
    assert.equal(rig.gathers.length, 2);
    rig.keeper.visited("b");
    await rig.clock.tick(20_000);
    rig.keeper.visited("a");
    await rig.clock.tick(200);
    assert.equal(rig.gathers.length, 3);
  });

  it("gives the very same array as long as the same was found", async () => {
    const rig = new Rig();
    await rig.visit("const first = 1");
    const before = rig.keeper.snippetsFor({ documentId: "a" });
    await rig.type(1);
    await rig.clock.tick(2_000);
    await rig.lastGather.find("const first = 1");
    assert.equal(rig.keeper.snippetsFor({ documentId: "a" }), before);
  });

  it("stops when the document closes, and forgets it", async () => {
    const rig = new Rig();
    await rig.visit("const first = 1");
    await rig.type(1);
    await rig.clock.tick(2_000);
    rig.keeper.closed("a");
    assert.equal(rig.lastGather.signal.aborted, true);
    await rig.lastGather.find("const second = 2");
    assert.equal(rig.shown(), "");
    assert.equal(rig.clock.timerCount, 0);
  });

  it("forgets everything when what may be sent changed, and gathers anew", async () => {
    const rig = new Rig();
    await rig.visit("const first = 1");
    await rig.type(1);
    await rig.clock.tick(2_000);
    const running = rig.lastGather;
    rig.keeper.clear();
    assert.equal(rig.shown(), "");
    assert.equal(running.signal.aborted, true);
    await rig.clock.tick(200);
    await rig.lastGather.find("const second = 2");
    assert.equal(rig.shown(), "const second = 2");
  });

  it("gives a gather up after 4 s, and logs one that fails", async () => {
    const rig = new Rig();
    rig.keeper.visited("a");
    await rig.clock.tick(200);
    await rig.clock.tick(4_000);
    assert.equal(rig.lastGather.signal.aborted, true);
    rig.keeper.saved();
    await rig.clock.tick(0);
    await rig.lastGather.fail(new Error("no server"));
    assert.deepEqual(rig.log, ["warn context: no server"]);
    assert.equal(rig.clock.timerCount, 0);
  });

  it("asks again soon where a source was too slow, a few times", async () => {
    const rig = new Rig();
    await rig.visit("const first = 1");
    await rig.type(1);
    await rig.clock.tick(2_000);
    for (let count = 0; count < 5; count++) {
      const { length } = rig.gathers;
      await rig.lastGather.find("const second = 2", 0, false);
      await rig.clock.tick(2_900);
      assert.equal(rig.gathers.length, length);
      await rig.clock.tick(100);
      assert.equal(rig.gathers.length, length + 1);
    }
    await rig.lastGather.find("const second = 2", 0, false);
    await rig.clock.tick(60_000);
    assert.equal(rig.gathers.length, 7);
  });

  it("gathers nothing while context is off", async () => {
    const rig = new Rig();
    rig.settings = { ...all, maxChars: 0 };
    rig.keeper.visited("a");
    await rig.type(3);
    await rig.clock.tick(10_000);
    assert.equal(rig.gathers.length, 0);
  });

  it("keeps no more than the last 20 documents", async () => {
    const rig = new Rig();
    for (let count = 0; count < 21; count++) await rig.visit(`const value${count} = 1`, `d${count}`);
    assert.equal(rig.shown("d0"), "");
    assert.equal(rig.shown("d1"), "const value1 = 1");
  });
});
