import assert from "node:assert/strict";
import { CompletionDriver, requestAt, settle } from "./completionDriver";

/** The end of what each request was asked with. */
function lastLines(driver: CompletionDriver): readonly (string | undefined)[] {
  return driver.requests.map(({ request }) => request.prefix.split("\n").findLast((line) => line !== ""));
}

/** Accepts nine suggestions, each in a document of its own: who accepts everything is asked ahead for most. */
async function acceptNine(driver: CompletionDriver): Promise<void> {
  for (let turn = 0; turn < 9; turn++) {
    const place = { documentId: `file:///${turn}.ts` };
    driver.change("█\n", place);
    await driver.lastRequest.send("f();");
    await driver.lastRequest.finish();
    const suggestion = await driver.provide("█\n", place);
    assert.ok(suggestion !== undefined);
    await driver.clock.tick(100);
    driver.engine.accepted(suggestion, suggestion.text.length);
  }
}

async function streamed(driver: CompletionDriver, marked: string, text: string): Promise<void> {
  driver.change(marked);
  await settle();
  await driver.lastRequest.send(text);
  await driver.lastRequest.finish();
}

describe("completion engine: asking in the change event", () => {
  it("asks at once, and once only: the editor's call waits for the same stream", async () => {
    const driver = new CompletionDriver();
    const request = requestAt("const a = █\n");
    driver.engine.changed(request);
    assert.equal(driver.requests.length, 1);
    const answer = driver.engine.provide(request, new AbortController().signal);
    await settle();
    await driver.lastRequest.send("1;\n");
    assert.equal((await answer)?.text, "1;");
    assert.equal(driver.requests.length, 1);
  });

  it("asks after a deletion when the editor does, and no other key has come in a usual key's time", async () => {
    const driver = new CompletionDriver();
    driver.change("const abc█\n");
    await settle();
    await driver.lastRequest.finish();
    driver.change("const ab█\n");
    assert.equal(driver.requests.length, 1);
    void driver.provide("const ab█\n", { version: 3 });
    await driver.clock.tick(60);
    assert.equal(driver.requests.length, 1);
    driver.change("const a█\n");
    void driver.provide("const a█\n", { version: 4 });
    await driver.clock.tick(400);
    assert.deepEqual(lastLines(driver), ["const abc", "const a"]);
  });

  it("ends a stream and asks anew as soon as its text disagrees, though nobody waits", async () => {
    const driver = new CompletionDriver();
    driver.change("a█\n");
    driver.change("ab█\n");
    await settle();
    assert.deepEqual(lastLines(driver), ["a"]);
    await driver.requests[0]?.send("x");
    assert.equal(driver.requests[0]?.signal.aborted, true);
    assert.deepEqual(lastLines(driver), ["a", "ab"]);
  });

  it("stops when the editor does not ask for completions any more, until it asks again", async () => {
    const driver = new CompletionDriver();
    for (let key = 1; key <= 8; key++) {
      driver.change(`${"a".repeat(key)}█\n`);
      await driver.clock.tick(1000);
      if (driver.openRequests.length > 0) await driver.lastRequest.finish();
    }
    const asked = driver.requests.length;
    assert.ok(asked < 5, `${asked} requests`);
    void driver.provide(`${"a".repeat(9)}█\n`, { version: 99 });
    await settle();
    assert.equal(driver.requests.length, asked + 1);
    await driver.lastRequest.finish();
    driver.change(`${"a".repeat(10)}█\n`);
    await driver.clock.tick(1000);
    assert.equal(driver.requests.length, asked + 2);
  });

  it("keeps what a gate forbids from being asked", () => {
    const driver = new CompletionDriver({ isEnabled: false });
    driver.change("a█\n");
    assert.equal(driver.requests.length, 0);
  });

  it("says in the log what was wrong with us, and throws nothing", () => {
    const driver = new CompletionDriver(
      {},
      {
        decide: () => {
          throw new Error("broken");
        },
        mask: (text) => ({ text, unmask: (masked) => masked }),
      },
    );
    driver.change("a█\n");
    assert.match(driver.log.join("\n"), /broken/);
  });
});

describe("completion engine: asking ahead", () => {
  it("asks for what follows a suggestion that is typed along, and has it when it is reached", async () => {
    const driver = new CompletionDriver();
    await streamed(driver, "const a = █\n", "f(x);");
    await driver.provide("const a = █\n", { version: 2 });
    driver.change("const a = f█\n");
    assert.equal(driver.requests.length, 1, "one character proves little");
    driver.change("const a = f(x█\n");
    await settle();
    assert.deepEqual(lastLines(driver), ["const a = ", "const a = f(x);"]);
    await driver.lastRequest.send("next();\n");
    await driver.lastRequest.finish();
    const next = await driver.provide("const a = f(x);█\n");
    assert.equal(next?.text, "\nnext();");
    assert.equal(next?.source, "cache");
  });

  it("takes the bracket that the editor closed for typed over", async () => {
    const driver = new CompletionDriver();
    await streamed(driver, "call(█);\nend\n", "first, second)");
    driver.change("call(first, se█);\nend\n");
    driver.change("call(first, sec█);\nend\n");
    await settle();
    assert.equal(driver.requests.length, 2);
    assert.match(driver.lastRequest.request.prefix, /call\(first, second\);\n$/);
    assert.equal(driver.lastRequest.request.suffix, "\nend\n");
    // The line break that was told is part of the answer.
    await driver.lastRequest.send("more();");
    await driver.lastRequest.finish();
    assert.equal((await driver.provide("call(first, second);█\nend\n"))?.text, "\nmore();");
  });

  it("goes on with the next line once it is known that nothing follows the bracket typed over", async () => {
    const driver = new CompletionDriver();
    await streamed(driver, "call(█)\nend\n", "first, second");
    driver.change("call(first, s█)\nend\n");
    driver.change("call(first, se█)\nend\n");
    await settle();
    // Behind the bracket anything may come, `.then` or nothing: no line break is told.
    assert.equal(driver.requests.length, 2);
    assert.match(driver.lastRequest.request.prefix, /call\(first, second\)$/);
    await driver.lastRequest.finish();
    assert.equal(driver.requests.length, 3);
    assert.match(driver.lastRequest.request.prefix, /call\(first, second\)\n$/);
    await driver.lastRequest.send("more();");
    await driver.lastRequest.finish();
    assert.equal((await driver.provide("call(first, second)█\nend\n"))?.text, "\nmore();");
    assert.equal(driver.requests.length, 3);
  });

  it("asks for the next line once, also where the model only repeats what stands there", async () => {
    const driver = new CompletionDriver();
    const below = "\ncall(this.result);\n";
    await streamed(driver, `const a = █${below}`, "f(x);");
    for (const typed of ["f", "f(", "f(x"]) driver.change(`const a = ${typed}█${below}`);
    await settle();
    for (let count = 0; count < 3; count += 1) await driver.lastRequest.send("call(this.result);\n");
    assert.deepEqual(lastLines(driver), ["const a = ", "const a = f(x);"]);
  });

  it("ends the stream ahead as soon as something else is typed", async () => {
    const driver = new CompletionDriver();
    await streamed(driver, "const a = █\n", "f(x);");
    for (const typed of ["f", "f(", "f(x"]) driver.change(`const a = ${typed}█\n`);
    await settle();
    const ahead = driver.lastRequest;
    assert.equal(driver.requests.length, 2);
    driver.change("const a = f(xy█\n");
    assert.equal(ahead.signal.aborted, true);
  });

  it("does not ask where the end was asked for already", async () => {
    const driver = new CompletionDriver();
    await streamed(driver, "const a = █\n", "f(x);");
    for (const typed of ["f", "f(", "f(x"]) driver.change(`const a = ${typed}█\n`);
    await settle();
    await driver.lastRequest.finish();
    driver.change("const a = f(x)█\n");
    assert.equal(driver.requests.length, 2);
    // Told of a line break it had nothing to say; what it says without is not known yet.
    driver.change("const a = f(x);█\n");
    assert.deepEqual(lastLines(driver).at(-1), "const a = f(x);");
    assert.equal(driver.requests.length, 3);
  });

  it("asks as soon as a suggestion is shown to one who mostly accepts", async () => {
    const driver = new CompletionDriver();
    await acceptNine(driver);
    assert.equal(lastLines(driver).at(-1), "f();");
  });
});

describe("completion engine: at rest", () => {
  it("sends a bounded number of requests for one key, whatever the model answers", async () => {
    for (const said of ["", "\n", "x", "x\n", ")\n", "\n\n", "a();\n", "  ", "}"]) {
      for (const marked of ["const a = █\n", "call(█)\nend\n", "if (a) {█}\n", "█", "x = [█];\n"]) {
        const driver = new CompletionDriver();
        await acceptNine(driver);
        const before = driver.requests.length;
        driver.change(marked);
        void driver.provide(marked, { version: 10 });
        for (let turn = 0; turn < 12; turn++) {
          for (const open of driver.openRequests) {
            await open.send(said);
            await open.finish();
          }
          await driver.clock.tick(1000);
        }
        const sent = driver.requests.length - before;
        assert.ok(sent <= 4, `${sent} requests at ${marked} for ${JSON.stringify(said)}`);
        driver.engine.dispose();
      }
    }
  });
});

describe("completion engine: budget and bad guesses", () => {
  it("never asks so far ahead that the stream would be ended as useless and asked again, for ever", async () => {
    const driver = new CompletionDriver();
    await acceptNine(driver);
    const long = `const name = make(${"argument, ".repeat(60)});\n`;
    const head = "const first = 1;\nconst second = 2;\nconst third = 3;\n";
    driver.change(`${head}const █\n`);
    const asked = driver.requests.length;
    await driver.lastRequest.send(`zero = make("");\n${long}`);
    await driver.lastRequest.finish();
    await driver.provide(`${head}const █\n`, { version: 99 });
    for (let turn = 0; turn < 5; turn++) {
      for (const open of driver.openRequests) await open.send("x\n");
    }
    assert.ok(driver.requests.length <= asked + 1, `${driver.requests.length - asked} requests`);
  });

  it("sends nothing when the budget is used up, and still shows what is known", async () => {
    const driver = new CompletionDriver();
    await streamed(driver, "const a = █\n", "1;\n");
    driver.pace = "paused";
    assert.equal((await driver.provide("const a = █\n"))?.text, "1;");
    assert.equal(await driver.provide("let b = █\n"), undefined);
    assert.equal(driver.requests.length, 1);
    assert.equal(driver.engine.explainRecent()[0]?.steps.at(-1)?.setting, "midfill.budget.*");
  });

  it("waits longer, plans one line and does not ask ahead when the budget runs low", async () => {
    const driver = new CompletionDriver();
    driver.pace = "lowered";
    driver.change("function f() {█\n");
    assert.equal(driver.requests.length, 0);
    await driver.clock.tick(600);
    assert.equal(driver.requests.length, 1);
    await driver.lastRequest.send("\n  g();\n}\n");
    await driver.lastRequest.finish();
    assert.equal((await driver.provide("function f() {█\n"))?.text, "\n  g();");
    for (const typed of ["\n  g", "\n  g(", "\n  g()"]) driver.change(`function f() {${typed}█\n`);
    await driver.clock.tick(600);
    assert.equal(driver.requests.length, 1);
  });

  it("holds requests back once answers are wrong from their first character on", async () => {
    const driver = new CompletionDriver();
    let asked = 0;
    for (const word of ["a", "ab", "abc", "abcd", "abcde", "abcdef"]) {
      driver.change(`${word}█\n`);
      if (driver.requests.length === asked) break;
      asked = driver.requests.length;
      await driver.lastRequest.send("?!\n");
      await driver.lastRequest.finish();
      await driver.clock.tick(50);
    }
    assert.ok(asked < 6, "it must not ask at every key");
    await driver.clock.tick(2000);
    assert.equal(driver.requests.length, asked + 1, "the last key asks when the wait is over");
  });
});

describe("completion engine: alternatives", () => {
  const request = requestAt("const a = █\n", { trigger: "explicit" });
  const { signal } = new AbortController();

  /** Invokes once, and lets the provider say `1;`. */
  async function invoked(): Promise<CompletionDriver> {
    const driver = new CompletionDriver();
    const first = driver.engine.provideAlternatives(request, signal);
    await settle();
    await driver.lastRequest.send("1;\n");
    await driver.lastRequest.finish();
    assert.deepEqual(
      (await first).map(({ text }) => text),
      ["1;"],
    );
    assert.equal(driver.requests.length, 1, "who wants no others pays for none");
    return driver;
  }

  it("offers up to three different suggestions when invoked again", async () => {
    const driver = await invoked();
    const answer = driver.engine.provideAlternatives(request, signal);
    await settle();
    assert.equal(driver.requests.length, 3);
    await driver.requests[1]?.send("2;\n");
    await driver.requests[1]?.finish();
    await driver.requests[2]?.send("1;\n");
    await driver.requests[2]?.finish();
    assert.deepEqual(
      (await answer).map(({ text }) => text),
      ["1;", "2;"],
    );
    const temperatures = driver.requests.map(({ request: sent }) => sent.parameters["temperature"]);
    assert.equal(new Set(temperatures).size, 3);
  });

  it("keeps those that come too late for the next invoke, and asks no more", async () => {
    const driver = await invoked();
    const answer = driver.engine.provideAlternatives(request, signal);
    await settle();
    await driver.clock.tick(3000);
    assert.equal((await answer).length, 1);
    await driver.requests[1]?.send("2;\n");
    await driver.requests[1]?.finish();
    await driver.requests[2]?.finish();
    assert.equal((await driver.engine.provideAlternatives(request, signal)).length, 2);
    assert.equal(driver.requests.length, 3);
  });

  /** Both are offered, the first is drawn. */
  async function offered() {
    const driver = await invoked();
    const answer = driver.engine.provideAlternatives(request, signal);
    await settle();
    await driver.requests[1]?.send("second + third;\n");
    await driver.requests[1]?.finish();
    await driver.requests[2]?.finish();
    const [, alternative] = await answer;
    assert.ok(alternative !== undefined);
    await driver.clock.tick(100);
    const told = () => driver.events.map(({ type }) => type).filter((type) => !/asked|ended/.test(type));
    return { driver, alternative, told };
  }

  it("tells that an alternative was accepted, and not that the first one was rejected", async () => {
    const { driver, alternative, told } = await offered();
    driver.change("const a = second + third;█\n");
    driver.engine.accepted(alternative, alternative.text.length);
    driver.change("const a = second + third; █\n");
    assert.deepEqual(told(), ["shown", "shown", "accepted"]);
    const whole = driver.events.findLast((event) => event.type === "accepted");
    assert.ok(whole?.isWhole && whole.suggestionId === alternative.id);
  });

  it("tells that a part of an alternative was accepted", async () => {
    const { driver, alternative, told } = await offered();
    driver.change("const a = second█\n");
    assert.deepEqual(told(), ["shown", "shown", "accepted"]);
    const part = driver.events.findLast((event) => event.type === "accepted");
    assert.deepEqual([part?.suggestionId, part?.text, part?.isWhole], [alternative.id, "second", false]);
  });

  it("tells a rejection when something else is typed than any of them", async () => {
    const { driver, told } = await offered();
    driver.change("const a = other█\n");
    assert.deepEqual(told(), ["shown", "rejected"]);
  });
});

describe("completion engine: events", () => {
  const types = (driver: CompletionDriver) => driver.events.map(({ type }) => type);

  it("tells of a request from sending to its end", async () => {
    const driver = new CompletionDriver();
    await streamed(driver, "const a = █\n", "1;\n");
    assert.deepEqual(types(driver), ["asked", "ended"]);
    const [, ended] = driver.events;
    assert.ok(ended?.type === "ended");
    assert.equal(ended.end, "stop");
    assert.equal(ended.textChars, 3);
  });

  it("calls a suggestion shown when it has stood for a moment, once", async () => {
    const driver = new CompletionDriver();
    await streamed(driver, "const a = █\n", "1 + 2;\n");
    await driver.provide("const a = █\n", { version: 2 });
    await driver.clock.tick(10);
    assert.ok(!types(driver).includes("shown"));
    await driver.clock.tick(100);
    await driver.provide("const a = 1█\n", { version: 3 });
    await driver.clock.tick(100);
    assert.equal(types(driver).filter((type) => type === "shown").length, 1);
  });

  it("tells whole and partial acceptance, and rejection", async () => {
    const driver = new CompletionDriver();
    await streamed(driver, "const a = █\n", "first + second;\n");
    const suggestion = await driver.provide("const a = █\n", { version: 2 });
    assert.ok(suggestion !== undefined);
    await driver.clock.tick(100);
    driver.change("const a = first█\n");
    const partly = driver.events.at(-1);
    assert.ok(partly?.type === "accepted");
    assert.deepEqual([partly.text, partly.isWhole, partly.offset], ["first", false, 10]);
    driver.change("const a = first █\n");
    assert.equal(driver.events.at(-1), partly, "typing along is no acceptance");
    driver.engine.accepted(suggestion, suggestion.text.length);
    const whole = driver.events.at(-1);
    assert.ok(whole?.type === "accepted" && whole.isWhole);

    const other = { documentId: "file:///b.ts" };
    driver.change("let b = █\n", other);
    await settle();
    await driver.lastRequest.send("3;\n");
    await driver.lastRequest.finish();
    await driver.provide("let b = █\n", other);
    await driver.clock.tick(100);
    driver.change("let b = x█\n", other);
    assert.ok(types(driver).includes("rejected"));
  });
});

describe("completion engine: the suggest widget beside a suggestion", () => {
  const selected = (text: string) => ({ selectedSuggestion: { text, startOffset: 10, endOffset: 10 } });
  const types = (driver: CompletionDriver) => driver.events.map(({ type }) => type);

  async function shown(): Promise<CompletionDriver> {
    const driver = new CompletionDriver();
    await streamed(driver, "const a = █\n", "first + second;\n");
    await driver.provide("const a = █\n", { version: 2 });
    await driver.clock.tick(100);
    return driver;
  }

  for (const item of ["first", "other"]) {
    it(`says nothing about the suggestion while “${item}” is only selected`, async () => {
      const driver = await shown();
      void driver.provide("const a = █\n", { version: 2, ...selected(item) });
      await settle();
      assert.ok(!types(driver).includes("accepted"));
      assert.ok(!types(driver).includes("rejected"));
    });
  }

  it("does not take an accepted item for an accepted part of the suggestion", async () => {
    const driver = await shown();
    await driver.provide("const a = █\n", { version: 2, ...selected("first") });
    driver.change("const a = first█\n");
    assert.ok(!types(driver).includes("accepted"));
    assert.equal((await driver.provide("const a = first█\n"))?.text, " + second;");
  });

  it("does not count items that one walks past as guesses that failed", async () => {
    const driver = await shown();
    for (const item of ["alpha", "beta", "gamma", "delta"]) {
      void driver.provide("const a = █\n", { version: 2, ...selected(item) });
      await settle();
      await driver.lastRequest.send("?!\n");
      await driver.lastRequest.finish();
    }
    const asked = driver.requests.length;
    driver.change("const a = 12█\n");
    assert.equal(driver.requests.length, asked + 1);
  });
});

describe("completion engine: text that was held back", () => {
  it("is shown once the user has begun to type it", async () => {
    const driver = new CompletionDriver();
    const below = "\ncall(this.result);\n";
    await streamed(driver, `a();\n█${below}`, "call(this.result);");
    assert.equal(await driver.provide(`a();\n█${below}`), undefined);
    for (const typed of ["c", "ca"]) {
      driver.change(`a();\n${typed}█${below}`);
      await settle();
      await driver.lastRequest.send("call(this.result);".slice(typed.length));
      await driver.lastRequest.finish();
    }
    assert.equal((await driver.provide(`a();\nca█${below}`))?.text, "ll(this.result);");
  });

  it("is forgotten with everything else when settings change", async () => {
    const driver = new CompletionDriver();
    const below = "\ncall(this.result);\n";
    await streamed(driver, `a();\n█${below}`, "call(this.result);");
    driver.engine.resume();
    await streamed(driver, `a();\nca█${below}`, "ll(this.result);");
    assert.equal(await driver.provide(`a();\nca█${below}`), undefined);
  });
});
