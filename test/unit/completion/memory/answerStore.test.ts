import assert from "node:assert/strict";
import { array, assert as assertProperty, constantFrom, integer, nat, property, record } from "fast-check";
import { Answer, type Place } from "../../../../src/completion/memory/answer";
import { AnswerStore } from "../../../../src/completion/memory/answerStore";

const documentText = Array.from({ length: 60 }, (_, line) => `const value${line} = read(${line * 7});`).join(
  "\n",
);

/** A cursor behind so many characters of the text. */
function placeAt(offset: number, typed = ""): Place {
  return {
    documentId: "file:///a.ts",
    prefix: documentText.slice(0, offset) + typed,
    suffix: documentText.slice(offset),
  };
}

function answerAt(offset: number, text = ""): Answer {
  const answer = new Answer(placeAt(offset), { requestId: offset, purpose: "typing", isAlternative: false });
  answer.update(text);
  return answer;
}

describe("The store of answers", () => {
  it("finds an answer from any place along it, until it is removed or forgotten, whatever came and went", () => {
    const step = record({
      act: constantFrom("add", "remove", "clear"),
      offset: integer({ min: 60, max: 90 }),
      pick: nat(),
    });
    assertProperty(
      property(array(step, { maxLength: 80 }), nat({ max: 5 }), (steps, typedChars) => {
        const store = new AnswerStore();
        let kept: readonly { readonly offset: number; readonly answer: Answer }[] = [];
        for (const { act, offset, pick } of steps) {
          if (act === "clear" && pick % 10 === 0) {
            store.clear();
            kept = [];
          } else if (act === "remove") {
            const gone = kept[pick % Math.max(1, kept.length)];
            if (gone !== undefined) store.remove(gone.answer);
            kept = kept.filter((other) => other !== gone);
          } else {
            const answer = answerAt(offset, ">>>>>> typed next");
            store.add(answer);
            kept = [...kept, { offset, answer }];
          }
        }
        for (const { offset } of steps) {
          const newest = kept.findLast((other) => other.offset === offset);
          const found = store.find(placeAt(offset, ">".repeat(typedChars)));
          assert.equal(found?.answer, newest?.answer);
        }
      }),
    );
  });

  it("says with its revision when it may find something else", () => {
    const store = new AnswerStore();
    const answer = answerAt(100);
    let last = store.revision;
    const grows = (what: string, change: () => void) => {
      change();
      assert.ok(store.revision > last, what);
      last = store.revision;
    };
    grows("an answer comes", () => store.add(answer));
    grows("text comes", () => answer.update("one\ntw"));
    grows("a stream is ended", () => answer.breakOff());
    grows("an answer goes", () => store.remove(answer));
    const other = answerAt(200, "two");
    grows("another comes", () => store.add(other));
    grows("a stream ends by itself", () => other.complete());
    grows("all is forgotten", () => store.clear());
    store.find(placeAt(200));
    other.complete();
    assert.equal(store.revision, last, "looking changes nothing");
  });
});
