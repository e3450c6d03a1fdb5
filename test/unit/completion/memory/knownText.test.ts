import assert from "node:assert/strict";
import * as fc from "fast-check";
import { Answer } from "../../../../src/completion/memory/answer";
import { AnswerStore } from "../../../../src/completion/memory/answerStore";
import { KnownText } from "../../../../src/completion/memory/knownText";
import { ShownSuggestion } from "../../../../src/completion/memory/shownSuggestion";
import { readCursor } from "../../../../src/completion/prompt/cursor";
import { planStream } from "../../../../src/completion/stream/streamPlan";
import { requestAt } from "../completionDriver";

const above = "const first = read();";
const head = `${above}\n`;
const line = "const second = sum(first, 2);\nreturn second;";

/** A keystroke behind this text, on a line of its own. */
function keystrokeAfter(typed: string) {
  const request = requestAt(`${head}${typed}█\n`);
  const cursor = readCursor(request);
  return { request, cursor, plan: planStream(cursor, "auto", 2), verdict: undefined };
}

describe("What is known at a keystroke", () => {
  it("is the same whether it was asked before or not, whatever has changed meanwhile", () => {
    const keystrokes = [0, 3, 6, 9].flatMap((typed) =>
      [line, above].map((text) => keystrokeAfter(text.slice(0, typed))),
    );
    const texts = [line, line.slice(0, 12), above, "other();\n", "", "\n"];
    const step = fc.record({
      act: fc.constantFrom("add", "update", "complete", "breakOff", "remove", "show", "holdBack", "forget"),
      at: fc.nat({ max: keystrokes.length - 1 }),
      text: fc.constantFrom(...texts),
      pick: fc.nat(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const store = new AnswerStore();
        const known = new KnownText(store);
        const answers: Answer[] = [];
        for (const { act, at, text, pick } of steps) {
          const cursor = keystrokes[at]?.cursor;
          assert.ok(cursor);
          const made = new Answer(cursor, { requestId: 1, purpose: "typing", isAlternative: false });
          const answer = answers[pick % Math.max(1, answers.length)] ?? made;
          if (act === "add") store.add(answers[answers.push(made) - 1] ?? made);
          else if (act === "update") answer.update(text);
          else if (act === "complete") answer.complete();
          else if (act === "breakOff") answer.breakOff();
          else if (act === "remove") store.remove(answer);
          else if (act === "show") known.show(new ShownSuggestion(cursor, text, pick, answer));
          else if (act === "holdBack") known.holdBack(cursor, text, answer);
          else known.forget();
          for (const keystroke of keystrokes) {
            const notes: string[] = [];
            const freshNotes: string[] = [];
            const found = known.at(keystroke, (note) => notes.push(note));
            assert.deepEqual(
              found,
              known.at({ ...keystroke }, (note) => freshNotes.push(note)),
            );
            assert.deepEqual(notes, freshNotes);
            if (found.state !== "shown" && found.state !== "piece") continue;
            assert.deepEqual(
              known.behind(keystroke.cursor, found.draft),
              known.behind(keystroke.cursor, { ...found.draft }),
            );
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it("is looked up once while nothing changes", () => {
    const store = new AnswerStore();
    const known = new KnownText(store);
    const keystroke = keystrokeAfter("");
    const answer = new Answer(keystroke.cursor, { requestId: 1, purpose: "typing", isAlternative: false });
    store.add(answer);
    answer.update(line);
    answer.complete();
    const found = known.at(keystroke);
    assert.equal(found.state, "piece");
    assert.equal(known.at(keystroke), found);
    known.show(new ShownSuggestion(keystroke.cursor, line, 1, answer));
    assert.equal(known.at(keystroke).state, "shown");
  });

  it("is looked up anew once a text was held back that is being typed", () => {
    const store = new AnswerStore();
    const known = new KnownText(store);
    const [start, typing] = [keystrokeAfter(""), keystrokeAfter(above.slice(0, 3))];
    const answer = new Answer(start.cursor, { requestId: 1, purpose: "typing", isAlternative: false });
    answer.update(above);
    answer.complete();
    store.add(answer);
    assert.equal(known.at(start).state, "nothing", "it repeats the line above");
    assert.equal(known.at(typing).state, "unknown");
    known.holdBack(start.cursor, above, answer);
    assert.equal(known.at(typing).state, "piece");
  });
});
