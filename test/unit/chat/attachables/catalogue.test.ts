import assert from "node:assert/strict";
import {
  AttachableCatalogue,
  type AttachableSource,
  type FoundAttachable,
} from "../../../../src/chat/attachables/catalogue";
import type { AttachableKind, AttachableView } from "../../../../src/chat/protocol";
import { ManualClock, settle } from "../fakeChat";
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
  const catalogue = new AttachableCatalogue({ sources, clock, log });
  /** All that a search gave, in its order. */
  const answers = async (query: string, kind?: AttachableKind, signal: AbortSignal = never) => {
    const given: (readonly AttachableView[])[] = [];
    await catalogue.search(query, kind, signal, (items) => given.push(items));
    return given;
  };
  const search = async (query: string, kind?: AttachableKind) => (await answers(query, kind)).at(-1) ?? [];
  return { catalogue, answers, search, clock, lines };
}

const labels = (items: readonly { readonly label: string }[]) => items.map(({ label }) => label);

describe("AttachableCatalogue", () => {
  it("merges the sources, best first, refused last, each thing once", async () => {
    const { search } = catalogueOf(
      source(["file"], [found("low", 1), found("secret", 9, { refusal: "No." }), found("both", 3)]),
      source(["editor"], [found("both", 5, { kind: "editor" }), found("top", 8, { kind: "editor" })]),
    );
    const items = await search("x");
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
    assert.deepEqual(labels(await search("x", "file")), ["both", "low", "secret"]);
  });

  it("leaves room for other kinds, and none where one is looked for", async () => {
    const files = Array.from({ length: 80 }, (_, index) => found(`file ${index}`, 100 - index));
    const { search } = catalogueOf(
      source(["file"], files),
      source(["symbol"], [found("symbol", 1, { kind: "symbol" })]),
    );
    const mixed = await search("x");
    assert.equal(mixed.length, 26);
    assert.equal(mixed.at(-1)?.label, "symbol");
    assert.equal((await search("x", "file")).length, 50);
  });

  it("attaches by the ids it issued lately and by no other", async () => {
    const { catalogue, search } = catalogueOf(source(["file"], [found("a", 1)]));
    const [first] = await search("");
    assert.ok(first !== undefined);
    assert.equal((await catalogue.attach(first.id))?.label, "a");
    assert.equal(await catalogue.attach("item-999"), undefined);
    for (let count = 0; count < 500; count++) await search("");
    assert.equal(await catalogue.attach(first.id), undefined);
  });

  it("shows what is there after a moment, and the rest when the slow ones have answered", async () => {
    let answer: (items: readonly FoundAttachable[]) => void = () => undefined;
    const slow: AttachableSource = {
      kinds: ["symbol"],
      search: () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    };
    const { answers, clock } = catalogueOf(slow, source(["file"], [found("a", 1)]));
    const searching = answers("a");
    await settle();
    clock.advance(400);
    answer([found("b", 2, { kind: "symbol" })]);
    assert.deepEqual((await searching).map(labels), [["a"], ["b", "a"]]);
    assert.equal(clock.timerCount, 0);
  });

  it("does without a source that fails, or never answers", async () => {
    let wasStopped = false;
    const stuck: AttachableSource = {
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
    const { answers, clock, lines } = catalogueOf(stuck, broken, source(["file"], [found("a", 1)]));
    const searching = answers("a");
    await settle();
    clock.advance(10_000);
    assert.deepEqual((await searching).map(labels), [["a"], ["a"]]);
    assert.equal(wasStopped, true);
    assert.deepEqual(lines, ["Searching changes failed: TypeError"]);
    assert.equal(clock.timerCount, 0);
  });

  it("ends at once, and gives nothing, when the search is given up", async () => {
    const { answers, clock } = catalogueOf({ kinds: ["file"], search: () => new Promise(() => undefined) });
    const controller = new AbortController();
    const searching = answers("a", undefined, controller.signal);
    controller.abort();
    assert.deepEqual(await searching, []);
    assert.deepEqual(await answers("a", undefined, controller.signal), []);
    assert.equal(clock.timerCount, 0);
  });
});
