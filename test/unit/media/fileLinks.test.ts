import assert from "node:assert/strict";
import FakeTimers from "@sinonjs/fake-timers";
import { FileLinks } from "../../../media/chat/fileLinks";
import type { FromWebviewMessage } from "../../../src/chat/protocol";

describe("FileLinks", () => {
  let timers: ReturnType<typeof FakeTimers.install>;
  const posted: FromWebviewMessage[] = [];
  beforeEach(() => {
    timers = FakeTimers.install({ toFake: ["setTimeout", "clearTimeout"] });
    posted.length = 0;
  });
  afterEach(() => timers.uninstall());

  it("asks about the names of a message together, each once, and tells when one is a file", () => {
    const links = new FileLinks((message) => posted.push(message));
    let changes = 0;
    const end = links.watch("m1", "a.ts", () => changes++);
    links.watch("m1", "a.ts", () => changes++);
    links.watch("m1", "b.ts", () => assert.fail("b.ts is no file"));
    links.watch("m2", "c.ts", () => undefined);
    assert.deepEqual(posted, []);
    timers.tick(200);
    assert.deepEqual(posted, [
      { type: "find-files", messageId: "m1", candidates: ["a.ts", "b.ts"] },
      { type: "find-files", messageId: "m2", candidates: ["c.ts"] },
    ]);
    links.open("a.ts");
    assert.equal(posted.length, 2);
    end();
    links.receive({ type: "found-files", messageId: "m1", files: [{ text: "a.ts", fileId: "file-1" }] });
    assert.equal(changes, 1);
    assert.equal(links.idOf("a.ts"), "file-1");
    links.open("a.ts");
    assert.deepEqual(posted.at(-1), { type: "open-file", fileId: "file-1" });
    links.watch("m1", "a.ts", () => undefined);
    timers.tick(200);
    assert.equal(posted.length, 3);
  });
});
