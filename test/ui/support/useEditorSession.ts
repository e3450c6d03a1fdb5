import assert from "node:assert/strict";
import { startEditorSession, type EditorSession, type EditorSessionOptions } from "../../host/editorSession";

/**
 * Gives the tests of the enclosing `describe` one editor, started before the first and stopped after the last. Keeps
 * logs and a screenshot of each failed test in `.vscode-test/`, and fails the suite on errors that nobody handled.
 */
export function useEditorSession(options: EditorSessionOptions = {}): () => EditorSession {
  let session: EditorSession | undefined;
  before(async function () {
    // An installation may come first.
    this.timeout(5 * 60_000);
    session = await startEditorSession(options);
  });
  afterEach(async function () {
    const { currentTest } = this;
    if (currentTest?.isFailed() !== true) return;
    const name = `ui-${currentTest
      .fullTitle()
      .replaceAll(/[^a-z0-9]+/gi, "-")
      .slice(0, 80)}`;
    console.log(`Logs are kept in ${await session?.keepLogs(name)}`);
  });
  after(async () => {
    const unhandled = await session?.unhandledErrors();
    await session?.stop();
    assert.deepEqual(unhandled ?? [], []);
  });
  return () => {
    if (session === undefined) throw new Error("The editor runs only while tests do.");
    return session;
  };
}
