import assert from "node:assert/strict";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { emptyDocument, extendDocument } from "../../../../media/chat/markdown/markdownDocument";

describe("the memory of a text that grows", () => {
  it("does not hold a copy of the whole text for each of its blocks", () => {
    setFlagsFromString("--expose-gc");
    const collectGarbage: unknown = runInNewContext("gc");
    assert.ok(typeof collectGarbage === "function");
    const heapMb = (): number => {
      collectGarbage();
      return process.memoryUsage().heapUsed / 1e6;
    };
    const startMb = heapMb();
    let text = "";
    let document = emptyDocument;
    for (let step = 0; step < 2000; step++) {
      text += `Paragraph ${step} of the answer, in one line of text.\n\n`;
      document = extendDocument(document, text, false);
    }
    const grownMb = heapMb() - startMb;
    // 100 KB of text; with a copy for each block it took 100 MB.
    assert.ok(grownMb < 25, `${grownMb.toFixed(1)} MB for ${document.blocks.length} blocks`);
  });
});
