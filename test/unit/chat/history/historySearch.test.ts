import assert from "node:assert/strict";
import { assert as check, property, string } from "fast-check";
import type { StoredEvent } from "../../../../src/chat/conversationEvent";
import { HistorySearch } from "../../../../src/chat/history/historySearch";
import type { SearchHit } from "../../../../src/chat/history/historySearch";
import { writeRecord } from "../../../../src/chat/history/record";
import { readSearchQuery, snippetOf } from "../../../../src/chat/history/searchQuery";
import type { SearchQuery } from "../../../../src/chat/history/searchQuery";
import { ManualClock, memoryFiles } from "../fakeChat";

function queryOf(text: string): SearchQuery {
  const query = readSearchQuery(text);
  assert.ok(query !== undefined);
  return query;
}

function question(messageId: string, text: string): StoredEvent {
  return { type: "user-message", atMs: 1, messageId, text, requestText: "SENT", attachments: [] };
}

function answer(messageId: string, ...pieces: string[]): readonly StoredEvent[] {
  let offset = 0;
  return pieces.map((text) => {
    const event = { type: "text-delta", atMs: 2, messageId, offset, text } as const;
    offset += text.length;
    return event;
  });
}

function linesOf(events: readonly StoredEvent[]): Uint8Array {
  return new TextEncoder().encode(events.map((event) => `${writeRecord(event)}\n`).join(""));
}

function searchOver(conversations: Readonly<Record<string, readonly StoredEvent[]>>) {
  const { disk, files } = memoryFiles();
  for (const [id, events] of Object.entries(conversations)) disk.files.set(`${id}.w1.jsonl`, linesOf(events));
  const search = new HistorySearch({ files, clock: new ManualClock() });
  const find = async (text: string, signal = new AbortController().signal) => {
    const hits: SearchHit[] = [];
    let completions = 0;
    await search.search(queryOf(text), {
      signal,
      onProgress: (progress) => {
        hits.push(...progress.hits);
        if (progress.isComplete) completions++;
      },
    });
    assert.equal(completions, 1);
    return hits;
  };
  return { disk, find };
}

describe("the search over all conversations", () => {
  it("finds all words in any order, in questions, answers and titles, also across pieces of a stream", async () => {
    const { find } = searchOver({
      c1: [question("q1", "How do I sort a Map?"), ...answer("a1", "Spread its ent", "ries, then so", "rt.")],
      c2: [question("q2", "Ships?"), { type: "title-change", atMs: 3, title: "Harbour Entries", by: "user" }],
    });
    assert.deepEqual(
      (await find("ENTRIES")).map(({ conversationId }) => conversationId),
      ["c1", "c2"],
    );
    assert.deepEqual(await find("sort map entries"), [
      {
        conversationId: "c1",
        messageId: "q1",
        snippet: { text: "How do I sort a Map?", marks: [[9, 13], [16, 19]] }, // prettier-ignore
      },
    ]);
    assert.equal((await find('"then sort"')).length, 1);
    assert.equal((await find('"sort then"')).length, 0);
    assert.deepEqual((await find("harbour ships"))[0]?.conversationId, "c2");
    assert.deepEqual(await find("SENT"), []);
    assert.deepEqual(await find("user-message"), []);
  });

  it("reads again only what has changed", async () => {
    const { disk, find } = searchOver({
      c1: [question("q1", "apple")],
      c2: [question("q2", "pear")],
    });
    await find("apple");
    const before = disk.reads;
    assert.equal((await find("pear")).length, 1);
    assert.equal(disk.reads, before);
    disk.files.set("c2.w2.jsonl", linesOf([question("q3", "plum")]));
    assert.equal((await find("plum")).length, 1);
    assert.ok(disk.reads - before < 400);
  });

  it("reads files longer than a piece, and damaged ones as far as they go", async () => {
    const long = "ä".repeat(700_000);
    const { disk, find } = searchOver({
      c1: [question("q1", `${long} needle ${long}`), question("q2", "end")],
    });
    const hits = await find("needle");
    assert.ok((hits[0]?.snippet?.text.length ?? 999) <= 162);
    assert.equal((await find("end")).length, 1);
    disk.files.get("c1.w1.jsonl")?.fill(0, 10, 40);
    disk.files.set("c1.w2.jsonl", new Uint8Array(5));
    assert.equal((await find("needle")).length, 0);
    assert.equal((await find("end")).length, 1);
  });

  it("ends at once when it is called off, and tells nothing more", async () => {
    const { find } = searchOver({ c1: [question("q1", "apple")] });
    const controller = new AbortController();
    const found = find("apple", controller.signal);
    controller.abort();
    await assert.rejects(found, { name: "AbortError" });
  });
});

describe("a snippet", () => {
  it("is short, on one line, and marks exactly what was found", () => {
    check(
      property(
        string({ unit: "grapheme", maxLength: 300 }),
        string({ unit: "grapheme", minLength: 1, maxLength: 5 }),
        string({ unit: "grapheme", maxLength: 300 }),
        (before, word, after) => {
          const query = readSearchQuery(word);
          if (query === undefined) return;
          const snippet = snippetOf(query, before + word + after);
          if (snippet === undefined) return;
          assert.ok(snippet.text.length <= 162);
          assert.doesNotMatch(snippet.text, /[\r\n\t]/u);
          let last = 0;
          for (const [start, end] of snippet.marks) {
            assert.ok(start >= last && end > start && end <= snippet.text.length);
            last = end;
          }
          assert.doesNotMatch(snippet.text, /\p{Cs}/u);
        },
      ),
    );
  });

  it("takes no longer for words that look like patterns", () => {
    const query = queryOf('(a+)+$ "[x" \\');
    assert.equal(snippetOf(query, "a".repeat(100_000)), undefined);
    assert.equal(snippetOf(query, "of (a+)+$ here")?.text, "of (a+)+$ here");
  });

  it("asks for nothing where there is no word", () => {
    for (const text of ["", "  ", '""', '" "']) assert.equal(readSearchQuery(text), undefined);
  });
});
