import assert from "node:assert/strict";
import { Session } from "node:inspector/promises";
import { emptyDocument, extendDocument } from "../../../../media/chat/markdown/markdownDocument";
import { splitFileNames } from "../../../../media/chat/markdown/fileNames";
import { splitInvisible } from "../../../../media/chat/markdown/invisibleCharacters";
import { growing } from "./growingTexts";

/** How often functions were called during `work`: steps that no other load of the machine changes. */
async function stepsOf(session: Session, work: () => void): Promise<number> {
  await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
  work();
  const { result } = await session.post("Profiler.takePreciseCoverage");
  await session.post("Profiler.stopPreciseCoverage");
  return result
    .flatMap(({ functions }) => functions)
    .flatMap(({ ranges }) => ranges)
    .reduce((sum, { count }) => sum + count, 0);
}

/** In eight pieces: an open block is read again with each. */
function streamed(text: string): void {
  let document = emptyDocument;
  for (let piece = 1; piece < 8; piece++) {
    document = extendDocument(document, text.slice(0, (text.length * piece) / 8), false);
  }
  extendDocument(document, text, true);
}

describe("the work for a text", () => {
  let session: Session;
  before(async () => {
    session = new Session();
    session.connect();
    await session.post("Profiler.enable");
  });
  after(async () => {
    await session.post("Profiler.disable");
    session.disconnect();
  });

  const smallChars = 2048;
  for (const [name, make] of Object.entries(growing)) {
    it(`grows with its length, not with the square: ${name}`, async function () {
      this.timeout(60_000);
      const steps: number[] = [];
      for (const chars of [smallChars, 4 * smallChars]) {
        const text = make(chars);
        steps.push(
          await stepsOf(session, () => {
            extendDocument(emptyDocument, text, true);
            streamed(text);
            splitFileNames(text);
            splitInvisible(text);
          }),
        );
      }
      const [small = 0, large = 0] = steps;
      assert.ok(small > 0);
      assert.ok(
        large <= 9 * small,
        `${small} steps for ${smallChars} characters, ${large} for four times as many`,
      );
    });
  }
});
