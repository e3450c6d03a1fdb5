import assert from "node:assert/strict";
import { CompletionDriver, requestAt, settle } from "./completionDriver";

describe("explainRecent", () => {
  it("joins the keystroke, its request and what was made of the answer", async () => {
    const driver = new CompletionDriver();
    const marked = "const sum = █;\n";
    driver.engine.changed(requestAt(marked));
    await driver.clock.tick(50);
    const answer = driver.provide(marked);
    await driver.clock.tick(100);
    await driver.lastRequest.send(" a + b;");
    await driver.lastRequest.finish();
    await answer;
    const [explanation] = driver.engine.explainRecent();
    assert.equal(explanation?.outcome, "shown");
    assert.equal(explanation.editorMs, 50);
    assert.equal(explanation.waitMs, 0);
    assert.equal(explanation.rawText, " a + b;");
    assert.equal(explanation.shownText, "a + b;");
    assert.equal(explanation.request?.purpose, "typing");
    assert.equal(explanation.request.end, "stop");
    assert.equal(explanation.request.firstTokenMs, 150);
    assert.equal(explanation.request.parts?.suffixChars, 2);
    driver.engine.dispose();
  });

  it("names the earlier request for a keystroke that was answered from memory", async () => {
    const driver = new CompletionDriver();
    const first = driver.provide("const sum = █\n");
    await settle();
    await driver.lastRequest.send("left + right;");
    await driver.lastRequest.finish();
    await first;
    await driver.provide("const sum = le█\n", { version: 2 });
    const [later, earlier] = driver.engine.explainRecent();
    assert.equal(later?.request?.requestId, earlier?.request?.requestId);
    assert.equal(later?.waitMs, undefined);
    assert.equal(later?.rawText, "ft + right;");
    driver.engine.dispose();
  });

  it("keeps the text that the filters refused", async () => {
    const driver = new CompletionDriver();
    const answer = driver.provide("const sum = 1;\n█\nconst product = 2;\n");
    await settle();
    await driver.lastRequest.send("const product = 2;\n");
    await driver.lastRequest.finish();
    assert.equal(await answer, undefined);
    const [explanation] = driver.engine.explainRecent();
    assert.equal(explanation?.outcome, "nothing");
    assert.match(explanation.rawText ?? "", /const product = 2;/);
    assert.equal(explanation.shownText, undefined);
    driver.engine.dispose();
  });

  it("knows that the editor has not asked after a change", () => {
    const driver = new CompletionDriver();
    driver.engine.changed(requestAt("const sum = █\n"));
    const [explanation] = driver.engine.explainRecent();
    assert.ok(explanation !== undefined && explanation.editorMs === undefined);
    driver.engine.dispose();
  });
});
