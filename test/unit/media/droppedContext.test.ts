import assert from "node:assert/strict";
import { readDropped, type DroppedData } from "../../../media/chat/droppedContext";

function dropped(data: Readonly<Record<string, string>>, files: readonly File[] = []): DroppedData {
  return { types: Object.keys(data), files, getData: (type) => data[type] ?? "" };
}

const image = new File(["x"], "shot.png", { type: "image/png" });
const document = new File(["x"], "plan.pdf", { type: "application/pdf" });
const nothing = { uris: [], images: [], unknown: [], leftOut: 0 };

describe("readDropped", () => {
  it("reads the editor's addresses, each once, and no comments", () => {
    const list = "# from the Explorer\r\nfile:///w/a.ts\r\nfile:///w/b\r\nfile:///w/a.ts\r\n";
    assert.deepEqual(
      readDropped(dropped({ "application/vnd.code.uri-list": list, "text/uri-list": "x:y" }, [image])),
      { ...nothing, uris: ["file:///w/a.ts", "file:///w/b"] },
    );
  });

  it("takes an image's pixels from outside, and addresses where there are some", () => {
    assert.deepEqual(readDropped(dropped({ "text/uri-list": "file:///t/shot.png" }, [image])), {
      ...nothing,
      images: [image],
    });
    assert.deepEqual(readDropped(dropped({ "text/uri-list": "file:///t/plan.pdf" }, [document])), {
      ...nothing,
      uris: ["file:///t/plan.pdf"],
    });
    assert.deepEqual(readDropped(dropped({ Files: "" }, [document])), { ...nothing, unknown: ["plan.pdf"] });
  });

  it("leaves links to the web alone, and says how many it left out", () => {
    assert.deepEqual(readDropped(dropped({ "text/uri-list": "https://example.org/" })), nothing);
    const many = Array.from({ length: 53 }, (_, index) => `file:///w/${index}`).join("\n");
    const { uris, leftOut } = readDropped(dropped({ "application/vnd.code.uri-list": many }));
    assert.deepEqual([uris.length, leftOut], [50, 3]);
  });
});
