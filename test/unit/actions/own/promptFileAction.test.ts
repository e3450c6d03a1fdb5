import assert from "node:assert/strict";
import { promptFileAction, promptFileResult } from "../../../../src/actions/own/promptFileAction";
import { parsePromptFile } from "../../../../src/prompts/promptFile";

const path = ".github/prompts/tidy.prompt.md";
const actionOf = (text: string) => promptFileAction("tidy", path, parsePromptFile(text));

describe("promptFileAction", () => {
  it("takes what a file says", () => {
    const text =
      "---\ntitle: Tidy up\ndescription: Sorts members\nresult: replace\nthinking: off\n---\nSort ${selection}.";
    assert.deepEqual(actionOf(text), {
      id: "workspace:tidy",
      title: "Tidy up",
      description: "Sorts members",
      prompt: "Sort ${selection}.",
      result: "replace",
      context: [],
      thinking: "off",
      origin: "workspace",
    });
  });

  it("asks in the chat where the file says nothing", () => {
    const action = actionOf("Look.");
    assert.equal(action.result, "chat");
    assert.equal(action.title, "tidy");
    assert.equal(action.description, path);
    assert.equal(promptFileResult(parsePromptFile("Look.")), undefined);
  });

  it("lets no file choose a model or make it think, and says so", () => {
    const action = actionOf("---\nmodel: deepseek-pro\nthinking: on\ndescription: Look\n---\nGo.");
    assert.equal(action.model, undefined);
    assert.equal(action.thinking, undefined);
    assert.equal(action.description, "Look (without its model, thinking)");
  });

  it("says what a result is that nobody knows", () => {
    const action = actionOf("---\nresult: shell\n---\nGo.");
    assert.equal(action.result, "chat");
    assert.match(action.description, /\(in the chat: its result “shell” is none of chat, replace, .+\)$/u);
  });
});
