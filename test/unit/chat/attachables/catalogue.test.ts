import assert from "node:assert/strict";
import {
  AttachableCatalogue,
  type AttachableSource,
  type FoundAttachable,
} from "../../../../src/chat/attachables/catalogue";
import type { AttachableKind } from "../../../../src/chat/protocol";
import { ManualClock } from "../fakeChat";
import { pendingFile } from "../fakeContext";

const never = new AbortController().signal;

function found(label: string, score: number, more: Partial<FoundAttachable> = {}): FoundAttachable {
  return {
    key: label,
    kind: "file",
    label,
    detail: "",
    icon: "file",
    score,
    attach: async () => pendingFile(label, "text"),
    ...more,
  };
}

function source(kinds: readonly AttachableKind[], items: readonly FoundAttachable[]): AttachableSource {
  return { kinds, search: async () => items };
}

function catalogueOf(...sources: readonly AttachableSource[]) {
  const clock = new ManualClock();
  const lines: string[] = [];
  const log = (_: unknown, line: string) => lines.push(line);
  return { catalogue: new AttachableCatalogue({ sources, clock, log }), clock, lines };
}

const labels = (items: readonly { readonly label: string }[]) => items.map(({ label }) => label);

describe("AttachableCatalogue", () => {
  it("merges the sources, best first, refused last, each thing once", async () => {
    const { catalogue } = catalogueOf(
      source(["file"], [found("low", 1), found("secret", 9, { refusal: "No." }), found("both", 3)]),
      source(["editor"], [found("both", 5, { kind: "editor" }), found("top", 8, { kind: "editor" })]),
    );
    const items = await catalogue.search("x", undefined, never);
    assert.deepEqual(labels(items), ["top", "both", "low", "secret"]);
    assert.deepEqual(
      items.map(({ kind, refusal }) => [kind, refusal]),
      [
        ["editor", undefined],
        ["editor", undefined],
        ["file", undefined],
        ["file", "No."],
      ],
    );
    assert.deepEqual(labels(await catalogue.search("x", "file", never)), ["both", "low", "secret"]);
  });

  it("leaves room for other kinds, and none where one is looked for", async () => {
    const files = Array.from({ length: 80 }, (_, index) => found(`file ${index}`, 100 - index));
    const { catalogue } = catalogueOf(
      source(["file"], files),
      source(["symbol"], [found("symbol", 1, { kind: "symbol" })]),
    );
    const mixed = await catalogue.search("x", undefined, never);
    assert.equal(mixed.length, 26);
    assert.equal(mixed.at(-1)?.label, "symbol");
    assert.equal((await catalogue.search("x", "file", never)).length, 50);
  });

  it("attaches by the ids it issued lately and by no other", async () => {
    const { catalogue } = catalogueOf(source(["file"], [found("a", 1)]));
    const [first] = await catalogue.search("", undefined, never);
    assert.ok(first !== undefined);
    assert.equal((await catalogue.attach(first.id))?.label, "a");
    assert.equal(await catalogue.attach("item-999"), undefined);
    for (let count = 0; count < 500; count++) await catalogue.search("", undefined, never);
    assert.equal(await catalogue.attach(first.id), undefined);
  });

  it("does without a source that fails or takes too long", async () => {
    let wasStopped = false;
    const slow: AttachableSource = {
      kinds: ["symbol"],
      search: (_query, _kind, signal) =>
        new Promise(() => {
          signal.addEventListener("abort", () => {
            wasStopped = true;
          });
        }),
    };
    const broken: AttachableSource = {
      kinds: ["changes"],
      search: () => Promise.reject(new TypeError("secret text")),
    };
    const { catalogue, clock, lines } = catalogueOf(slow, broken, source(["file"], [found("a", 1)]));
    const searching = catalogue.search("a", undefined, never);
    await Promise.resolve();
    clock.advance(700);
    assert.deepEqual(labels(await searching), ["a"]);
    assert.equal(wasStopped, true);
    assert.deepEqual(lines, ["Searching changes failed: TypeError"]);
    assert.equal(clock.timerCount, 0);
  });

  it("ends at once when the search is given up", async () => {
    const { catalogue, clock } = catalogueOf({ kinds: ["file"], search: () => new Promise(() => undefined) });
    const controller = new AbortController();
    const searching = catalogue.search("a", undefined, controller.signal);
    controller.abort();
    assert.deepEqual(await searching, []);
    assert.deepEqual(await catalogue.search("a", undefined, controller.signal), []);
    assert.equal(clock.timerCount, 0);
  });
});
