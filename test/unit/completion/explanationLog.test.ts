import assert from "node:assert/strict";
import { ExplanationLog } from "../../../src/completion/explanationLog";
import { ExplanationRecorder } from "../../../src/completion/explanationRecorder";
import type { Clock } from "../../../src/provider/clock";

class StandingClock implements Clock {
  time = 0;
  nowMs = () => this.time;
  wallMs = () => 1_790_000_000_000 + this.time;
  setTimer = () => () => undefined;
}

const usage = { promptTokens: 900, completionTokens: 12, totalTokens: 912, cacheHitTokens: 896 };

describe("ExplanationLog", () => {
  let clock: StandingClock;
  let log: ExplanationLog;

  beforeEach(() => {
    clock = new StandingClock();
    log = new ExplanationLog();
  });

  function keystroke(path: string): ExplanationRecorder {
    const record = new ExplanationRecorder(clock, path);
    log.add(record);
    return record;
  }

  function ask(requestId: number): void {
    log.note({
      type: "asked",
      requestId,
      purpose: "typing",
      atMs: clock.wallMs(),
      promptChars: 2000,
      model: "",
      parts: {
        prefixChars: 1500,
        suffixChars: 300,
        snippets: ["definition from b.ts: 9 lines, 200 characters"],
      },
    });
  }

  function end(requestId: number): void {
    log.note({
      type: "ended",
      requestId,
      purpose: "typing",
      askedAtMs: 0,
      atMs: clock.wallMs(),
      model: "deepseek-flash",
      usage,
      promptChars: 2000,
      textChars: 31,
      firstTokenMs: 150,
      totalMs: 400,
      end: "stop",
    });
  }

  it("keeps ten keystrokes, the newest first, and sees what is written into them later", () => {
    const records = Array.from({ length: 12 }, (_, index) => keystroke(`${index}.ts`));
    records[11]?.end("shown");
    const recent = log.recent();
    assert.deepEqual(
      recent.map(({ path }) => path),
      ["11.ts", "10.ts", "9.ts", "8.ts", "7.ts", "6.ts", "5.ts", "4.ts", "3.ts", "2.ts"],
    );
    assert.equal(recent[0]?.outcome, "shown");
  });

  it("splits the time between the editor, the own wait and the request", () => {
    const record = keystroke("a.ts");
    clock.time = 4;
    ask(1);
    record.asked(1);
    clock.time = 52;
    record.editorAsked();
    clock.time = 900;
    record.editorAsked();
    end(1);
    const [explanation] = log.recent();
    assert.equal(explanation?.waitMs, 4);
    assert.equal(explanation?.editorMs, 52);
    assert.equal(explanation?.request?.firstTokenMs, 150);
    assert.equal(explanation?.request?.totalMs, 400);
  });

  it("gives the request's tokens to every keystroke that it served, when they are known", () => {
    const first = keystroke("a.ts");
    ask(1);
    first.asked(1);
    const second = keystroke("a.ts");
    second.answered(1, "raw text", "text");
    assert.equal(log.recent()[0]?.request?.usage, undefined);
    end(1);
    const [later, earlier] = log.recent();
    assert.deepEqual(later?.request, earlier?.request);
    assert.deepEqual(later?.request?.usage, usage);
    assert.equal(later?.request?.model, "deepseek-flash");
    assert.equal(later?.request?.parts?.snippets.length, 1);
    assert.equal(later?.rawText, "raw text");
    assert.equal(later?.shownText, "text");
    assert.equal(later?.waitMs, undefined);
  });

  it("keeps apart a text that the filters refused and one that never came", () => {
    keystroke("a.ts").answered(1, "raw text", undefined);
    const [refused] = log.recent();
    assert.equal(refused?.rawText, "raw text");
    assert.ok(refused !== undefined && !("shownText" in refused) && !("request" in refused));
  });

  it("knows what decided, also when more follows", () => {
    const record = keystroke("a.ts");
    record.step("stream", "the first piece stands");
    assert.equal(log.recent()[0]?.decisive, undefined);
    record.end("shown");
    record.step("stream", "ended");
    assert.equal(log.recent()[0]?.decisive?.text, "the first piece stands");
    assert.equal(log.recent()[0]?.steps.length, 2);
  });

  it("forgets old requests, and an end whose beginning it has not seen", () => {
    const first = keystroke("a.ts");
    ask(0);
    first.asked(0);
    for (let requestId = 1; requestId <= 20; requestId++) ask(requestId);
    end(99);
    assert.equal(log.recent()[0]?.request, undefined);
    keystroke("a.ts").asked(99);
    assert.equal(log.recent()[0]?.request, undefined);
  });
});
