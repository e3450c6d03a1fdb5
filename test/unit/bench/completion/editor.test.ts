import assert from "node:assert/strict";
import type { BenchEngine } from "../../../../bench/completion/engines/benchEngine";
import { Editor } from "../../../../bench/completion/world/editor";
import { Typist } from "../../../../bench/completion/world/typist";
import { settleMicrotasks, VirtualTime } from "../../../../bench/completion/world/virtualTime";
import type { CompletionRequest, Suggestion } from "../../../../src/completion/completionRequest";
import { benchTrace } from "./benchTrace";

const trace = benchTrace();
const habits = { closesPairs: false, mistypes: false, pauses: false, opensWidget: false };

interface Asked {
  readonly atMs: number;
  readonly request: CompletionRequest;
  readonly signal: AbortSignal;
  readonly answer: (text: string | undefined) => void;
}

function setUp() {
  const time = new VirtualTime();
  const typist = new Typist(trace, habits, 1);
  const changes: number[] = [];
  const asked: Asked[] = [];
  const engine: BenchEngine = {
    changed: () => changes.push(time.nowMs()),
    provide: (request, signal) =>
      new Promise((resolve) => {
        const answer = (text: string | undefined) => {
          const at = request.offset;
          const suggestion: Suggestion | undefined =
            text === undefined
              ? undefined
              : { id: 1, text, replaceStartOffset: at, replaceEndOffset: at, source: "network" };
          resolve(suggestion);
        };
        asked.push({ atMs: time.nowMs(), request, signal, answer });
      }),
    dispose: () => {},
  };
  const editor = new Editor({ trace, typist, time, engine, documentId: "file:///orders.ts" });
  const key = () => {
    const edit = typist.next();
    assert.ok(edit !== undefined);
    editor.apply(edit);
  };
  const answer = async (text: string | undefined) => {
    asked.at(-1)?.answer(text);
    await settleMicrotasks();
  };
  const truth = (chars: number) => trace.text.slice(typist.trueOffset, typist.trueOffset + chars);
  const restOfLine = () => truth(trace.text.indexOf("\n", typist.trueOffset) - typist.trueOffset);
  return { time, typist, editor, changes, asked, key, answer, truth, restOfLine };
}

describe("Editor", () => {
  it("tells the engine of a change at once and asks it 50 ms later", async () => {
    const { time, changes, asked, key } = setUp();
    key();
    assert.deepEqual(changes, [0]);
    await time.runUntil(49);
    assert.equal(asked.length, 0);
    await time.runUntil(50);
    assert.equal(asked[0]?.atMs, 50);
  });

  it("cancels the call with the next change, and asks anew 50 ms after that", async () => {
    const { time, asked, key } = setUp();
    key();
    await time.runUntil(60);
    key();
    assert.equal(asked[0]?.signal.aborted, true);
    await time.runUntil(110);
    assert.equal(asked.length, 2);
  });

  it("does not ask at all between two fast keys", async () => {
    const { time, asked, key } = setUp();
    key();
    await time.runUntil(40);
    key();
    await time.runUntil(89);
    assert.equal(asked.length, 0);
  });

  it("drops an answer for an older text", async () => {
    const { time, editor, asked, key, restOfLine } = setUp();
    key();
    await time.runUntil(50);
    const line = restOfLine();
    key();
    asked[0]?.answer(line);
    await settleMicrotasks();
    assert.equal(editor.sight, "none");
  });

  it("keeps what is shown while it is typed along, and takes it away at the first other character", async () => {
    const { time, editor, key, answer, truth } = setUp();
    key();
    await time.runUntil(50);
    await answer(`${truth(2)}~`);
    assert.equal(editor.sight, "wrong");
    key();
    key();
    assert.equal(editor.sight, "wrong");
    key();
    assert.equal(editor.sight, "none");
  });

  it("takes away what is shown when the engine has nothing", async () => {
    const { time, editor, key, answer, restOfLine } = setUp();
    key();
    await time.runUntil(50);
    await answer(restOfLine());
    assert.equal(editor.sight, "right");
    key();
    await time.runUntil(100);
    assert.equal(editor.sight, "right");
    await answer(undefined);
    assert.equal(editor.sight, "none");
    assert.equal(editor.flickerCount, 1);
  });

  it("does not call it flicker when the same line comes again with more behind it", async () => {
    const { time, editor, key, answer, restOfLine } = setUp();
    key();
    await time.runUntil(50);
    await answer(restOfLine());
    key();
    await time.runUntil(100);
    await answer(`${restOfLine()}\nmore`);
    assert.equal(editor.flickerCount, 0);
    assert.equal(editor.appearances.length, 1);
  });

  it("asks at once when it is invoked", async () => {
    const { editor, asked, key } = setUp();
    key();
    editor.invoke();
    assert.equal(asked[0]?.request.trigger, "explicit");
  });

  it("calls a true part of a line neither right nor wrong", async () => {
    const { time, editor, key, answer, truth } = setUp();
    key();
    await time.runUntil(50);
    await answer(truth(5));
    assert.equal(editor.sight, "partly");
  });

  it("takes a right suggestion over with its text", async () => {
    const { time, typist, editor, key, answer, restOfLine } = setUp();
    key();
    await time.runUntil(50);
    const line = restOfLine();
    await answer(line);
    const before = typist.trueOffset;
    assert.equal(editor.acceptable, line);
    editor.accept();
    assert.equal(typist.trueOffset, before + line.length);
    assert.equal(editor.sight, "none");
  });

  it("takes nothing over that is wrong in a later line", async () => {
    const { time, editor, key, answer, restOfLine } = setUp();
    key();
    await time.runUntil(50);
    await answer(`${restOfLine()}\n~~~~`);
    assert.equal(editor.sight, "right");
    assert.equal(editor.acceptable, undefined);
  });
});
