import assert from "node:assert/strict";
import { ProviderError, type ProviderErrorKind } from "../../../src/provider/errors";
import { accept, complete, CompletionDriver, requestAt, settle } from "./completionDriver";

function failure(kind: ProviderErrorKind, retryAfterMs?: number): ProviderError {
  const facts = { message: `it failed: ${kind}`, nextStep: "Wait.", isRetryable: true };
  return new ProviderError(kind, retryAfterMs === undefined ? facts : { ...facts, retryAfterMs });
}

async function shown(driver: CompletionDriver, marked: string, text: string): Promise<void> {
  const answer = driver.provide(marked);
  await settle();
  await driver.lastRequest.send(text);
  await driver.lastRequest.finish();
  assert.notEqual(await answer, undefined);
}

const selected = (marked: string, text: string, typed: string) => {
  const endOffset = marked.indexOf("█");
  return { selectedSuggestion: { text, startOffset: endOffset - typed.length, endOffset } };
};

async function fail(
  driver: CompletionDriver,
  kind: ProviderErrorKind,
  marked: string,
  retryAfterMs?: number,
) {
  const answer = driver.provide(marked);
  await settle();
  await driver.lastRequest.fail(failure(kind, retryAfterMs));
  assert.equal(await answer, undefined);
}

describe("completion engine: what is shown", () => {
  const table: readonly [
    name: string,
    marked: string,
    chunks: readonly string[],
    accepted: string | undefined,
  ][] = [
    [
      "the rest of a line",
      "function f(a, b) {\n  return █\n}",
      ["a +", " b;"],
      "function f(a, b) {\n  return a + b;█\n}",
    ],
    [
      "only the first line where a line is begun",
      "const a = █\n",
      ["1;\n", "const b = 2;\n"],
      "const a = 1;█\n",
    ],
    [
      "the body of a block that the editor has closed by itself, the bracket on a line of its own",
      "function f() {\n  if (x) {█}\n}\n",
      ["\n    a();\n", "    b();\n  "],
      "function f() {\n  if (x) {\n    a();\n    b();\n  █}\n}\n",
    ],
    [
      "the body of an empty block",
      "function f() {█\n\n",
      ["\n  a();\n", "  b();\n}\n"],
      "function f() {\n  a();\n  b();\n}█\n\n",
    ],
    [
      "a block's body without the bracket that stands there",
      "function f() {\n  █\n}",
      ["a();\n  b();\n}"],
      "function f() {\n  a();\n  b();█\n}",
    ],
    [
      "a body between brackets the editor closed",
      "use(() => {█})",
      ["\n  a();\n}"],
      "use(() => {\n  a();\n}█)",
    ],
    ["arguments over the closed bracket", "foo(█)", ["a, b)"], "foo(a, b)█"],
    ["what follows the closed bracket", "if (█)\nb();", ["a) {\n"], "if (a) {█\nb();"],
    ["a list of arguments, a line each", "foo(█)\n", ["\n  a,\n  b,\n);\nbar();"], "foo(\n  a,\n  b,\n);█\n"],
    ["the next line of arguments", "foo(\n  a,█)\n", ["\n  b,\n)\n"], "foo(\n  a,\n  b,█)\n"],
    ["one line in mid-line", "const a = █ + 2;", ["1\nnonsense"], "const a = 1█ + 2;"],
    ["nothing when mid-line begins with a line break", "const a = █ + 2;", ["\n  1"], undefined],
    ["nothing when the model has nothing to say", "const a = 1;█\n", [], undefined],
    ["code out of a fence", "const a = █\n", ["```ts\n", "1;\n```\n"], "const a = 1;█\n"],
    ["nothing that the next line says", "a();\n█\nb();", ["b();"], undefined],
    [
      "the document's line ends",
      "function f() {█\r\n\r\n",
      ["\n  a();\n}\n"],
      "function f() {\r\n  a();\r\n}█\r\n\r\n",
    ],
    ["whole characters over chunk borders", "const s = █\n", ['"\ud83d', '\ude00";'], 'const s = "😀";█\n'],
    ["no half of a character at a cut end", "const s = █\n", ['"a\ud83d'], 'const s = "a█\n'],
    [
      "a Python body, without the function after it",
      "def f():█\n",
      ["\n    return 1\n", "def g():\n"],
      "def f():\n    return 1█\n",
    ],
  ];
  for (const [name, marked, chunks, accepted] of table) {
    it(`shows ${name}`, async () => assert.equal(await complete(marked, chunks), accepted));
  }

  it("shows the first line as soon as it stands, and keeps reading for the next ones", async () => {
    const driver = new CompletionDriver();
    const answer = driver.provide("const a = █\n");
    await settle();
    await driver.lastRequest.send("one();\n");
    assert.equal((await answer)?.text, "one();");
    await driver.lastRequest.send("two();\n", "three();\n");
    await driver.lastRequest.finish();
    const next = await driver.provide("const a = one();█\n");
    assert.equal(next?.text, "\ntwo();");
    assert.equal(next?.source, "cache");
    assert.equal(driver.requests.length, 1);
  });

  it("shows the first line of a block between brackets as soon as it stands", async () => {
    const driver = new CompletionDriver();
    const answer = driver.provide("  if (a) {█}\n");
    await settle();
    assert.equal(driver.lastRequest.request.suffix, "", "the bracket is the editor's");
    await driver.lastRequest.send("\n    b();\n", "    c");
    const suggestion = await answer;
    assert.equal(suggestion?.text, "\n    b();\n  ");
    assert.equal((await driver.provide("  if (a) {\n    █\n  }\n"))?.text, "b();");
  });

  it("drops half a word that the length cut", async () => {
    const driver = new CompletionDriver();
    const answer = driver.provide("const a = █\n");
    await settle();
    await driver.lastRequest.send("first + secon");
    await driver.lastRequest.finish("length");
    assert.equal((await answer)?.text, "first +");
  });

  it("ends a stream that writes on for ever", async () => {
    const driver = new CompletionDriver();
    const answer = driver.provide("function f() {█\n");
    await settle();
    const stream = driver.lastRequest;
    for (let line = 0; line < 300 && !stream.isLeft; line++) await stream.send(`\n  line${line}();`);
    assert.equal(stream.isLeft, true);
    assert.equal((await answer)?.text, "\n  line0();");
    assert.equal((await driver.provide("function f() {\n  line0();█\n"))?.text, "\n  line1();");
  });

  it("ends a stream of one endless line", async () => {
    const driver = new CompletionDriver();
    void driver.provide("function f() {█\n");
    await settle();
    for (let sent = 0; sent < 200 && !driver.lastRequest.isLeft; sent++) {
      await driver.lastRequest.send(`abcdefghij${sent}`.repeat(8));
    }
    assert.equal(driver.lastRequest.isLeft, true);
  });
});

describe("completion engine: memory", () => {
  it("follows the shown suggestion over a bracket that the editor closes", async () => {
    const driver = new CompletionDriver();
    await shown(driver, "const a = █\n", "call(1, [2]);");
    for (const marked of ["const a = call(█)\n", "const a = call(1, [█])\n", "const a = call(1, [2]█)\n"]) {
      const suggestion = await driver.provide(marked);
      assert.equal(suggestion?.source, "typed-along", marked);
      assert.equal(accept(marked, suggestion), "const a = call(1, [2]);█\n");
    }
    // The second asks ahead for what follows.
    assert.deepEqual(
      driver.requests.map(({ request }) => request.prefix.split("\n").slice(1).join("\n")),
      ["const a = ", "const a = call(1, [2]);\n"],
    );
  });

  it("comes back when one deletes back to where it was asked for", async () => {
    const driver = new CompletionDriver();
    await shown(driver, "const a = █\n", "12345;");
    assert.equal((await driver.provide("const a = 1█\n"))?.text, "2345;");
    assert.equal((await driver.provide("const a = █\n"))?.text, "12345;");
    assert.equal(driver.requests.length, 1);
  });

  it("keeps an answer through a change further up", async () => {
    const driver = new CompletionDriver();
    const place = `${"// filler line\n".repeat(80)}const a = █\n`;
    await shown(driver, place, "12345;");
    assert.equal((await driver.provide(`import x;\n${place.replace("█", "12█")}`))?.text, "345;");
    assert.equal(driver.requests.length, 1);
  });

  it("follows when the editor indents differently", async () => {
    const driver = new CompletionDriver();
    await shown(driver, "function f() {█\n\n", "\n  a();\n  b();\n}");
    assert.equal((await driver.provide("function f() {\n    █\n\n"))?.source, "typed-along");
    assert.equal(driver.requests.length, 1);
  });

  it("does not mix up documents or different text behind the cursor", async () => {
    const driver = new CompletionDriver();
    await shown(driver, "const a = █\nnext", "1;");
    void driver.provide("const a = █\nnext", { documentId: "file:///b.ts" });
    void driver.provide("const a = █\nother");
    await settle();
    assert.equal(driver.requests.length, 3);
  });

  it("does not ask again where the model had nothing to say, unless invoked", async () => {
    const driver = new CompletionDriver();
    const first = driver.provide("done();█\n");
    await settle();
    await driver.lastRequest.finish();
    assert.equal(await first, undefined);
    assert.equal(await driver.provide("done();█\n"), undefined);
    assert.equal(driver.requests.length, 1);
    void driver.provide("done();█\n", { trigger: "explicit" });
    await settle();
    assert.equal(driver.requests.length, 2);
  });

  it("shows the rest at once after a part was accepted", async () => {
    const driver = new CompletionDriver();
    const answer = driver.provide("function f() {█\n\n");
    await settle();
    await driver.lastRequest.send("\n  a();\n  b();\n");
    await driver.lastRequest.send("  c();\n}\n");
    const suggestion = await answer;
    assert.ok(suggestion);
    driver.engine.accepted(suggestion, "\n  a();".length);
    assert.match((await driver.provide("function f() {\n  a();█\n\n"))?.text ?? "", /^\n {2}b\(\);/);
    assert.equal(driver.requests.length, 1);
  });
});

describe("completion engine: streams", () => {
  it("does not end the stream when the editor cancels, and uses its text for the next key", async () => {
    const driver = new CompletionDriver();
    const cancelled = new AbortController();
    const first = driver.provide("const a = █\n", {}, cancelled.signal);
    await settle();
    cancelled.abort();
    assert.equal(await first, undefined);
    const second = driver.provide("const a = f█\n");
    await driver.lastRequest.send("foo();");
    await driver.lastRequest.finish();
    const suggestion = await second;
    assert.equal(suggestion?.text, "oo();");
    assert.equal(suggestion?.source, "in-flight");
    assert.equal(driver.requests.length, 1);
  });

  it("ends the stream at once when something else is typed, and asks anew", async () => {
    const driver = new CompletionDriver();
    void driver.provide("const a = █\n");
    await settle();
    await driver.requests[0]?.send("foo");
    void driver.provide("const a = b█\n");
    assert.equal(driver.requests[0]?.signal.aborted, true);
    await settle();
    assert.equal(driver.requests.length, 2);
    assert.match(driver.lastRequest.request.prefix, /b$/);
  });

  it("asks anew when what streams in disagrees with what was typed meanwhile", async () => {
    const driver = new CompletionDriver();
    void driver.provide("const a = █\n");
    await settle();
    const second = driver.provide("const a = b█\n");
    await settle();
    assert.equal(driver.requests.length, 1);
    await driver.requests[0]?.send("foo");
    assert.equal(driver.requests[0]?.signal.aborted, true);
    assert.equal(driver.requests.length, 2);
    await driver.lastRequest.send("ar;");
    await driver.lastRequest.finish();
    assert.equal((await second)?.text, "ar;");
  });

  it("lets only the newest key ask when an open stream disagrees with two", async () => {
    const driver = new CompletionDriver();
    void driver.provide("const a = █\n");
    await settle();
    void driver.provide("const a = b█\n");
    void driver.provide("const a = bc█\n");
    await driver.requests[0]?.send("foo");
    assert.equal(driver.requests.length, 2);
    assert.match(driver.lastRequest.request.prefix, /bc$/);
  });

  it("ends the oldest of three streams that deleting back has opened", async () => {
    const driver = new CompletionDriver();
    for (const marked of ["const a = 123█\n", "const a = 12█\n", "const a = 1█\n"]) {
      void driver.provide(marked);
      await driver.clock.tick(400);
    }
    assert.deepEqual(
      driver.requests.map((request) => request.signal.aborted),
      [true, false, false],
    );
  });

  it("asks anew where an answer is typed to its end", async () => {
    const driver = new CompletionDriver();
    await shown(driver, "const a = █\n", "12;");
    void driver.provide("const a = 12;█\n");
    await settle();
    assert.equal(driver.requests.length, 2);
  });

  it("never shows half a line of a stream it ended as a whole one", async () => {
    const driver = new CompletionDriver();
    void driver.provide("const a = █\n");
    await settle();
    await driver.lastRequest.send("incompl");
    void driver.provide("const a = x█\n");
    await settle();
    void driver.provide("const a = █\n");
    await driver.clock.tick(400);
    assert.equal(driver.requests.length, 3);
  });

  it("keeps the whole lines of a stream that broke", async () => {
    const driver = new CompletionDriver();
    const answer = driver.provide("function f() {█\n");
    await settle();
    await driver.lastRequest.send("\n  a();\n  b(");
    await driver.lastRequest.fail(failure("cut-short"));
    assert.equal((await answer)?.text, "\n  a();");
  });

  it("ends what streams for a document where completions are turned off", async () => {
    const driver = new CompletionDriver();
    void driver.provide("const a = █\n");
    await settle();
    driver.settings = { ...driver.settings, isEnabled: false };
    assert.equal(await driver.provide("const a = 1█\n"), undefined);
    assert.equal(driver.openRequests.length, 0);
  });

  it("ends everything on dispose and asks no more", async () => {
    const driver = new CompletionDriver({ debounceMs: 50 });
    const waiting = driver.provide("const a = █\n");
    driver.engine.dispose();
    assert.equal(await waiting, undefined);
    assert.equal(await driver.provide("const a = █\n"), undefined);
    assert.equal(driver.requests.length, 0);
    assert.equal(driver.clock.timerCount, 0);
  });

  it("reports nothing after dispose, though streams end then", async () => {
    const driver = new CompletionDriver();
    void driver.provide("const a = █\n");
    await settle();
    driver.engine.dispose();
    await settle();
    assert.deepEqual(driver.health, [{ state: "working" }]);
    assert.equal(driver.openRequests.length, 0);
  });

  it("sends a bounded number of requests for 1,000 keys and never has more than two open", async () => {
    const driver = new CompletionDriver({ debounceMs: 20 });
    const source = Array.from(
      { length: 60 },
      (_, line) => `const value${line} = compute(${line}, other);\n`,
    ).join("");
    for (let keys = 1; keys <= 1000; keys++) {
      const signal = new AbortController();
      void driver.provide(`${source.slice(0, keys)}█`, {}, signal.signal);
      await driver.clock.tick(keys % 3 === 0 ? 60 : 10);
      const open = driver.openRequests.at(-1);
      // The oracle knows the line's rest half of the time.
      const rest = source.slice(keys, source.indexOf("\n", keys) + 1);
      if (open !== undefined && keys % 4 === 0) await open.send(keys % 8 === 0 ? rest : "nonsense;\n");
      signal.abort();
      assert.ok(driver.openRequests.length <= 2);
    }
    assert.ok(driver.mostOpen <= 2);
    assert.ok(driver.requests.length < 350, `${driver.requests.length} requests`);
    driver.engine.dispose();
    await settle();
    assert.equal(driver.openRequests.length, 0);
  });
});

describe("completion engine: schedule", () => {
  it("asks when the wait after the key is over, not before", async () => {
    const driver = new CompletionDriver({ debounceMs: 75 });
    void driver.provide("const a = █\n");
    await driver.clock.tick(74);
    assert.equal(driver.requests.length, 0);
    await driver.clock.tick(1);
    assert.equal(driver.requests.length, 1);
  });

  it("asks for the last of several quick keys only", async () => {
    const driver = new CompletionDriver({ debounceMs: 75 });
    const first = driver.provide("const a = █\n");
    await driver.clock.tick(30);
    void driver.provide("const a = 1█\n");
    assert.equal(await first, undefined);
    await driver.clock.tick(75);
    assert.equal(driver.requests.length, 1);
    assert.match(driver.lastRequest.request.prefix, /= 1$/);
  });

  it("asks at once when invoked", async () => {
    const driver = new CompletionDriver({ debounceMs: 75 });
    void driver.provide("const a = █\n", { trigger: "explicit" });
    await settle();
    assert.equal(driver.requests.length, 1);
  });

  it("answers from memory without the wait", async () => {
    const driver = new CompletionDriver({ debounceMs: 75 });
    const answer = driver.provide("const a = █\n");
    await driver.clock.tick(75);
    await driver.lastRequest.send("12;");
    await driver.lastRequest.finish();
    await answer;
    assert.equal((await driver.provide("const a = 1█\n"))?.text, "2;");
  });
});

describe("completion engine: the suggest widget", () => {
  it("asks as if the item were accepted and extends it over the same range", async () => {
    const driver = new CompletionDriver();
    const marked = "console.l█\n";
    const answer = driver.provide(marked, selected(marked, "log", "l"));
    await settle();
    assert.match(driver.lastRequest.request.prefix, /console\.log$/);
    await driver.lastRequest.send("(1);");
    await driver.lastRequest.finish();
    const suggestion = await answer;
    assert.equal(suggestion?.text, "log(1);");
    assert.equal(suggestion.replaceStartOffset, "console.".length);
    assert.equal(suggestion.replaceEndOffset, "console.l".length);
  });

  it("asks for what is typed only, once told of it, and shows what agrees with the item", async () => {
    const driver = new CompletionDriver();
    const marked = "console.l█\n";
    driver.change(marked, { version: 2 });
    const answer = driver.provide(marked, { version: 2, ...selected(marked, "log", "l") });
    await settle();
    assert.equal(driver.requests.length, 1);
    await driver.lastRequest.send("og(first);");
    await driver.lastRequest.finish();
    const suggestion = await answer;
    assert.equal(suggestion?.text, "log(first);");
    assert.equal(suggestion.replaceStartOffset, "console.".length);
    // The next key finds what was shown, with another item too.
    driver.change("console.lo█\n", { version: 3 });
    const next = await driver.provide("console.lo█\n", { version: 3 });
    assert.equal(next?.text, "g(first);");
    assert.equal(next.source, "typed-along");
    const other = { version: 3, ...selected("console.lo█\n", "location", "lo") };
    assert.equal(await driver.provide("console.lo█\n", other), undefined);
    assert.ok(driver.requests.every(({ request }) => !request.prefix.includes("location")));
  });

  it("replaces more than the item does only where the text goes on behind it", async () => {
    const marked = "f(a.l█)\n";
    const item = selected(marked, "l", "l");
    assert.equal(await complete(marked, ["ength)"], item), "f(a.length█)\n");
    assert.equal(await complete(marked, ["ength, b) {\n"], item), "f(a.length, b) {█\n");
  });
});

describe("completion engine: what leaves", () => {
  it("sends the masked text and puts back what the model repeats", async () => {
    const driver = new CompletionDriver(
      {},
      {
        decide: () => ({ isAllowed: true }),
        mask: (text) => ({
          text: text.replaceAll("sk-secret", "MASK1"),
          unmask: (masked) => masked.replaceAll("MASK1", "sk-secret"),
        }),
      },
    );
    const answer = driver.provide('const key = "sk-secret";\nuse(█)\n');
    await settle();
    assert.ok(!driver.lastRequest.request.prefix.includes("sk-secret"));
    await driver.lastRequest.send('"MA', 'SK1"');
    await driver.lastRequest.finish();
    assert.equal((await answer)?.text, '"sk-secret"');
  });

  it("names the file by its path in the workspace, and only by its name outside", async () => {
    const driver = new CompletionDriver();
    void driver.provide("a = █\n", { languageId: "python", path: "pkg\\a.py" });
    void driver.provide("b = █\n", { languageId: "python", path: "/home/somebody/b.py" });
    await settle();
    assert.deepEqual(
      driver.requests.map((request) => request.request.prefix.split("\n")[0]),
      ["# pkg/a.py", "# b.py"],
    );
  });

  it("judges a file by its whole path", async () => {
    const driver = new CompletionDriver(
      {},
      {
        decide: (path) =>
          path.includes(".ssh") ? { isAllowed: false, reason: "secret" } : { isAllowed: true },
        mask: (text) => ({ text, unmask: (masked) => masked }),
      },
    );
    assert.equal(
      await driver.provide("Host █\n", { path: "config", absolutePath: "/home/me/.ssh/config" }),
      undefined,
    );
    assert.equal(driver.requests.length, 0);
  });

  it("passes model, parameters and stop sequences on, sixteen at most", async () => {
    const driver = new CompletionDriver({
      model: "m",
      parameters: { temperature: 0 },
      stop: Array.from({ length: 20 }, (_, index) => `s${index}`),
      maxTokens: 10,
    });
    void driver.provide("a(█, b)\n");
    await settle();
    const { request } = driver.lastRequest;
    assert.equal(request.model, "m");
    assert.equal(request.maxTokens, 10);
    assert.equal(request.stop.length, 16);
    assert.equal(request.stop[0], "\n");
    assert.deepEqual(request.parameters, { temperature: 0 });
  });
});

describe("completion engine: failures", () => {
  for (const kind of ["auth", "balance", "endpoint", "model", "redirect"] as const) {
    it(`asks no more after ${kind} until told to`, async () => {
      const driver = new CompletionDriver();
      await fail(driver, kind, "a = █\n");
      assert.equal(driver.health.at(-1)?.state, "paused");
      await driver.clock.tick(3_600_000);
      assert.equal(await driver.provide("a = 1█\n"), undefined);
      assert.equal(driver.requests.length, 1);
      driver.engine.resume();
      assert.equal(driver.health.at(-1)?.state, "ready");
      void driver.provide("a = 12█\n");
      await settle();
      assert.equal(driver.requests.length, 2);
    });
  }

  it("pauses 30 s after three failures, then twice as long, up to five minutes", async () => {
    const driver = new CompletionDriver();
    for (const text of ["a", "b", "c"]) await fail(driver, "server", `${text} = █\n`);
    for (const pauseMs of [30_000, 60_000, 120_000, 240_000, 300_000, 300_000]) {
      const asked = driver.requests.length;
      assert.equal(driver.health.at(-1)?.state, "paused");
      await driver.clock.tick(pauseMs - 1);
      await driver.provide("d = █\n");
      assert.equal(driver.requests.length, asked);
      await driver.clock.tick(1);
      assert.equal(driver.health.at(-1)?.state, "ready");
      await fail(driver, "server", "d = █\n");
    }
  });

  it("counts failures in a row only, and gives-up are none", async () => {
    const driver = new CompletionDriver();
    await fail(driver, "network", "a = █\n");
    await fail(driver, "network", "b = █\n");
    void driver.provide("c = █\n");
    await settle();
    void driver.provide("other █\n");
    await settle();
    await driver.lastRequest.finish();
    await fail(driver, "network", "d = █\n");
    assert.equal(driver.health.at(-1)?.state, "ready");
  });

  it("waits from the first refusal on as long as the server asks for", async () => {
    const driver = new CompletionDriver();
    await fail(driver, "rate-limit", "a = █\n", 45_000);
    const paused = driver.health.at(-1);
    assert.ok(paused?.state === "paused");
    assert.equal(paused.retryAtMs, driver.clock.nowMs() + 45_000);
    await driver.clock.tick(44_999);
    await driver.provide("b = █\n");
    assert.equal(driver.requests.length, 1);
    await driver.clock.tick(1);
    assert.equal(driver.health.at(-1)?.state, "ready");
    await fail(driver, "rate-limit", "c = █\n", 1000);
    await driver.clock.tick(1000);
    await fail(driver, "rate-limit", "d = █\n", 1000);
    const third = driver.health.at(-1);
    assert.ok(third?.state === "paused");
    assert.equal(third.retryAtMs, driver.clock.nowMs() + 30_000);
  });

  it("asks anew where it has asked before, once settings or keys have changed", async () => {
    const driver = new CompletionDriver();
    void driver.provide("a = █\n");
    await settle();
    await driver.lastRequest.finish();
    void driver.provide("b = █\n");
    await settle();
    driver.engine.resume();
    await settle();
    assert.equal(driver.openRequests.length, 0);
    void driver.provide("a = █\n");
    await settle();
    assert.equal(driver.requests.length, 3);
  });

  it("tries in a pause when invoked", async () => {
    const driver = new CompletionDriver();
    await fail(driver, "auth", "a = █\n");
    const answer = driver.provide("a = █\n", { trigger: "explicit" });
    await settle();
    assert.equal(driver.requests.length, 2);
    await driver.lastRequest.send("1;");
    await driver.lastRequest.finish();
    assert.equal((await answer)?.text, "1;");
    assert.equal(driver.health.at(-1)?.state, "ready");
  });

  it("never rejects, and says in the log what was wrong with us", async () => {
    const driver = new CompletionDriver();
    const text = {
      length: 1,
      slice: () => {
        throw new Error("closed");
      },
    };
    const result = await driver.engine.provide({ ...requestAt("█"), text }, new AbortController().signal);
    assert.equal(result, undefined);
    assert.match(driver.log.join("\n"), /warn completion failed: Error: closed/);
  });

  it("survives an error that is not the provider's", async () => {
    const driver = new CompletionDriver();
    const answer = driver.provide("a = █\n");
    await settle();
    await driver.lastRequest.fail(new TypeError("secret code"));
    assert.equal(await answer, undefined);
    assert.ok(!driver.log.join("\n").includes("secret code"));
  });
});

describe("completion engine: mistakes of ours", () => {
  it("reach the log and nobody else, also when a wait has ended", async () => {
    const driver = new CompletionDriver(
      { debounceMs: 20 },
      {
        decide: () => ({ isAllowed: true }),
        mask: () => {
          throw new Error("broken");
        },
      },
    );
    const answer = driver.provide("foo(█)\n");
    await driver.clock.tick(20);
    assert.equal(await answer, undefined);
    assert.match(driver.log.join("\n"), /broken/);
  });
});

describe("completion engine: explanation", () => {
  it("tells each stage with its time and the setting that decides", async () => {
    const driver = new CompletionDriver({ debounceMs: 20 });
    assert.equal(driver.engine.explainRecent()[0], undefined);
    const answer = driver.provide("foo(█)\n");
    await driver.clock.tick(20);
    await driver.clock.tick(100);
    await driver.lastRequest.send("a)");
    await driver.lastRequest.finish();
    await answer;
    const explanation = driver.engine.explainRecent()[0];
    assert.equal(explanation?.outcome, "shown");
    assert.equal(explanation.path, "src/a.ts");
    const stages = explanation.steps.map((step) => step.stage);
    for (const stage of ["schedule", "prompt", "stream", "filter"] as const)
      assert.ok(stages.includes(stage), stage);
    const waited = explanation.steps.find((step) => step.stage === "schedule");
    assert.equal(waited?.elapsedMs, 20);
    assert.equal(waited.setting, "midfill.completions.debounceMs");
    assert.equal(explanation.steps.find((step) => step.stage === "stream")?.elapsedMs, 120);
  });

  it("tells all of a wait, though the editor asks in the middle of it, and why", async () => {
    const driver = new CompletionDriver({ debounceMs: 20 });
    driver.pace = "lowered";
    const request = requestAt("foo(█)\n");
    driver.engine.changed(request);
    await driver.clock.tick(50);
    void driver.engine.provide(request, new AbortController().signal);
    await driver.clock.tick(550);
    assert.equal(driver.requests.length, 1);
    const step = driver.engine.explainRecent()[0]?.steps.find(({ stage }) => stage === "schedule");
    assert.equal(step?.text, "asked 600 ms after the key: the budget runs low");
    assert.equal(step.setting, "midfill.budget.*");
  });

  it("says a thing once, however often it is looked at", async () => {
    const driver = new CompletionDriver();
    driver.pace = "paused";
    const request = requestAt("foo(█)\n");
    driver.engine.changed(request);
    await driver.engine.provide(request, new AbortController().signal);
    const explanation = driver.engine.explainRecent()[0];
    assert.deepEqual(
      explanation?.steps.map(({ text }) => text),
      ["the budget is used up"],
    );
    assert.equal(explanation?.decisive?.text, "the budget is used up");
  });

  it("tells the gate, and that the editor asked no longer", async () => {
    const driver = new CompletionDriver({ languages: { "*": true, markdown: false } });
    await driver.provide("█", { languageId: "markdown" });
    const [step] = driver.engine.explainRecent()[0]?.steps ?? [];
    assert.equal(step?.stage, "gate");
    assert.equal(step.setting, "midfill.completions.languages");
    const controller = new AbortController();
    const answer = driver.provide("a = █\n", {}, controller.signal);
    await settle();
    controller.abort();
    await answer;
    assert.equal(driver.engine.explainRecent()[0]?.outcome, "cancelled");
  });
});
