import assert from "node:assert/strict";
import { answer, question, richText, snapshot } from "./conversations";
import { startWebviewBrowser, type WebviewBrowser, type WebviewPage } from "./webviewPage";

const megabyte = 1_000_000;
const repeated = (text: string) => text.repeat(Math.ceil(megabyte / text.length));

const texts: Readonly<Record<string, string>> = {
  "everything Markdown has": repeated(richText),
  "one block of code": `\`\`\`ts\n${repeated("const value = compute(1, 'two', /* three */ 4);\n")}\`\`\`\n`,
  "one difference": `\`\`\`diff\n${repeated("-const old = 1;\n+const newer = 1;\n same\n")}\`\`\`\n`,
  "one list": repeated("- an *item* with `code` and more words\n\n"),
  "one ordered list of lists": repeated("1. item\n   - *one*\n   - two\n\n"),
  "one quote": repeated("> a **quoted** line\n>\n"),
  tables: repeated(`| a | b | c |\n| - | - | - |\n${"| 1 | 2 | 3 |\n".repeat(1000)}\n`),
  "paragraphs of many small parts": repeated(`${"*a* `b` ".repeat(700)}\n\n`),
  "one line": repeated("words without end "),
};

describe("a message of 1 MB", () => {
  let browser: WebviewBrowser;
  let view: WebviewPage;
  before(async () => {
    browser = await startWebviewBrowser();
  });
  after(() => browser.close());
  beforeEach(async () => {
    view = await browser.open();
  });
  afterEach(async () => {
    assert.deepEqual(await view.incidents(), []);
    await view.page.context().close();
  });

  const nodeCount = () => view.page.evaluate<number>("document.querySelectorAll('*').length");
  const settle = () =>
    view.page.evaluate(async () => {
      for (let frame = 0; frame < 8; frame++) await new Promise((done) => requestAnimationFrame(done));
    });
  /** Waits until all of the text is parsed: nothing of it is shown as it came any more. */
  const parsed = () =>
    view.page.evaluate<void>(`(async () => {
      while (document.querySelector(".markdown") === null || document.querySelector(".markdown > .plain-text") !== null)
        await new Promise((done) => setTimeout(done, 50));
    })()`);

  for (const [name, text] of Object.entries(texts)) {
    it(`of ${name} keeps the page below 3,000 elements, at its end, start and middle`, async function () {
      this.timeout(180_000);
      await view.send(snapshot([question({ text: "x" }), answer({ text })]));
      await settle();
      const counts = [await nodeCount()];
      await parsed();
      const feed = view.page.getByRole("feed");
      for (const share of [1, 0, 0.5, 0.25]) {
        await feed.evaluate((element, part) => {
          element.scrollTop = element.scrollHeight * part;
        }, share);
        await settle();
        await settle();
        counts.push(await nodeCount());
        const isBlank = await view.page.evaluate<boolean>(
          `(() => {
            const box = document.querySelector(".transcript").getBoundingClientRect();
            const found = document.elementFromPoint(box.left + 60, box.top + box.height / 2);
            return found?.closest("[data-near][aria-hidden]") !== null;
          })()`,
        );
        assert.equal(isBlank, false, `nothing is drawn at ${share}`);
      }
      assert.ok(Math.max(...counts) < 3000, `elements: ${counts.join(", ")}`);
    });
  }

  it("of the user's own words is windowed as well", async () => {
    await view.send(snapshot([question({ text: repeated("line of a log file\n") })]));
    await settle();
    assert.ok((await nodeCount()) < 500);
    const shownChars = await view.page.evaluate<number>(
      "document.querySelector('.bubble').textContent.length",
    );
    assert.ok(shownChars < 100_000, `${shownChars} characters in the page`);
  });

  it("stands still where it is read while parts above it are drawn", async function () {
    this.timeout(120_000);
    await view.send(snapshot([question({ text: "x" }), answer({ text: repeated(richText) })]));
    await parsed();
    const feed = view.page.getByRole("feed");
    await feed.evaluate((element) => {
      element.scrollTop = element.scrollHeight / 2;
    });
    await settle();
    await settle();
    // Up in steps: what is in the view moves by the step and by nothing else.
    for (let step = 0; step < 10; step++) {
      const moved = await view.page.evaluate<number>(`(async () => {
        const feed = document.querySelector(".transcript");
        const shown = [...feed.querySelectorAll(".block-group p")].find((each) => each.getBoundingClientRect().top > 100);
        const before = shown.getBoundingClientRect().top;
        feed.scrollTop -= 150;
        for (let frame = 0; frame < 8; frame++) await new Promise((done) => requestAnimationFrame(done));
        return shown.getBoundingClientRect().top - before;
      })()`);
      assert.ok(Math.abs(moved - 150) <= 2, `moved by ${moved} px in step ${step}`);
    }
  });
});
