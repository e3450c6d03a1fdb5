import assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeEditors } from "./support/closeEditors";
import { fimBody, forgetRequests, requests, untilAnswered } from "./support/emulator";
import { activeExtension } from "./support/extension";
import { openDocument, openFile } from "./support/openDocument";
import { reportMatching } from "./support/report";
import { acceptGhostText, triggerCompletion, typeText } from "./support/typing";
import { until } from "./support/until";
import { withSetting } from "./support/withSetting";
import { startWitness, type Witness } from "./support/witness";

const key = "midfill.completions.eagerness";

const quiet = { code: "full", comment: "manual", string: "single-line", prose: "manual", commit: "manual" };

/** What stands before and behind the place; each with its own name, because known answers are not asked for again. */
const places = {
  code: { languageId: "typescript", marked: "export function NAME(id: string)█\n" },
  comment: { languageId: "typescript", marked: "// NAME finds an order by its id█\n" },
  string: { languageId: "typescript", marked: 'const NAME = "an order█\n' },
  prose: { languageId: "markdown", marked: "# NAME\n\nThe order is found█\n" },
  fenced: { languageId: "markdown", marked: "# NAME\n\n```ts\nexport function NAME(id: string)█\n```\n" },
  commit: { languageId: "git-commit", marked: "NAME: find an order█\n" },
} as const;

describe("eagerness", () => {
  let witness: Witness;
  let count = 0;

  before(async () => {
    await activeExtension();
    witness = startWitness();
  });
  beforeEach(async () => {
    await closeEditors();
    await forgetRequests();
  });
  after(async () => {
    witness.dispose();
    await closeEditors();
  });

  async function openAt(place: keyof typeof places): Promise<{ editor: vscode.TextEditor; name: string }> {
    const { languageId, marked } = places[place];
    const name = `eager${(count += 1)}`;
    return { editor: await openDocument(marked.replaceAll("NAME", name), languageId), name };
  }

  /** Types a blank until `isSeen`: a key is lost while the focus is on its way to the editor. */
  const typeUntil = async (what: string, isSeen: () => boolean | PromiseLike<boolean>) => {
    await until(what, async () => {
      await typeText(" ");
      return until(what, isSeen, 1000).catch(() => false);
    });
  };
  /** Types a blank, and waits until VS Code has asked its extensions because of it. */
  const typeUnoffered = async ({ document }: vscode.TextEditor) => {
    const before = witness.count(document);
    await typeUntil(`VS Code to ask about ${document.uri.path}`, () => witness.count(document) > before);
  };

  /** Types at a place, and sees a request for it, or, where there is to be none, the gate's reason in the report. */
  const openAndType = async (place: keyof typeof places, reason: RegExp | undefined) => {
    const { editor, name } = await openAt(place);
    const isAsked = async () => (await requests()).some((record) => fimBody(record).prompt.includes(name));
    if (reason === undefined) {
      await typeUntil(`a request in ${place}`, isAsked);
    } else {
      await typeUnoffered(editor);
      await reportMatching(reason);
      assert.equal(await isAsked(), false, place);
    }
  };
  const table = (reasons: Partial<Readonly<Record<keyof typeof places, RegExp>>>) => async () => {
    for (const place of Object.keys(places) as (keyof typeof places)[])
      await openAndType(place, reasons[place]);
  };

  it("asks as one types where the grid says so, and nowhere else", () =>
    withSetting(
      key,
      quiet,
      table({
        comment: /· gate · completions come only when invoked in comments.*midfill\.completions\.eagerness/,
        prose: /· gate · completions come only when invoked in prose/,
        commit: /· gate · completions come only when invoked in commit messages/,
      }),
    ));

  it("asks everywhere when it is eager", () =>
    withSetting(
      key,
      { code: "full", comment: "full", string: "full", prose: "full", commit: "full" },
      table({}),
    ));

  for (const place of ["comment", "prose", "commit"] as const) {
    it(`asks in ${place} when invoked`, () =>
      withSetting(key, quiet, async () => {
        const { name } = await openAt(place);
        await triggerCompletion();
        const [request] = await untilAnswered(1);
        assert.ok(fimBody(request).prompt.includes(name));
      }));
  }

  it("shows one line where the grid allows one", () =>
    withSetting(key, { code: "single-line" }, async () => {
      const editor = await openDocument("export function findOrderById(id: string): Order {\n  █\n}\n");
      await triggerCompletion();
      assert.equal(await acceptGhostText(editor), "const order = orders.get(id);");
    }));

  it("says what is off, also when invoked", () =>
    withSetting(key, { comment: "off" }, async () => {
      const { editor } = await openAt("comment");
      await witness.sees(editor.document, triggerCompletion);
      await reportMatching(
        /· gate · completions are turned off in comments.*midfill\.completions\.eagerness/,
      );
      assert.deepEqual(await requests(), []);
    }));

  it("takes a preset from the menu and writes it to the user's settings", async () => {
    const before = vscode.workspace.getConfiguration().inspect(key)?.globalValue;
    try {
      const choice = vscode.commands.executeCommand("midfill.chooseEagerness");
      await until("the eager preset", async () => {
        // Balanced is selected, eager stands below it.
        await vscode.commands.executeCommand("workbench.action.quickOpenSelectNext");
        await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
        return vscode.workspace.getConfiguration().inspect(key)?.globalValue !== undefined;
      });
      await choice;
      assert.deepEqual(vscode.workspace.getConfiguration().inspect(key)?.globalValue, {
        code: "full",
        comment: "full",
        string: "full",
        prose: "full",
        commit: "full",
      });
    } finally {
      await vscode.workspace.getConfiguration().update(key, before, vscode.ConfigurationTarget.Global);
    }
  });

  it("asks nothing for a file that a pattern turns off, also when invoked", () =>
    withSetting("midfill.completions.disabledFiles", ["*.gen.ts"], async () => {
      const editor = await openFile("store.gen.ts", "export function findOrderById(id: string)█\n");
      await typeUnoffered(editor);
      await witness.sees(editor.document, triggerCompletion);
      await reportMatching(/· gate · .*files like “\*\.gen\.ts”.*midfill\.completions\.disabledFiles/);
      assert.deepEqual(await requests(), []);
    }));

  it("is put to rest by a snooze, but not against an invoke, until the snooze is ended", async () => {
    const choice = vscode.commands.executeCommand("midfill.snoozeCompletions");
    await until("the snooze to begin", async () => {
      await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
      return Promise.race([
        choice.then(() => true),
        new Promise<false>((resolve) => setTimeout(resolve, 50, false)),
      ]);
    });
    try {
      const editor = await openDocument("export function findOrderById(id: string)█");
      await typeUnoffered(editor);
      await reportMatching(/\*\*Now:\*\* snoozed, 5 min left[^]*· gate · completions are snoozed/);
      assert.deepEqual(await requests(), []);
      await vscode.window.showTextDocument(editor.document);
      await triggerCompletion();
      assert.match(await acceptGhostText(editor), /Order/);
    } finally {
      await vscode.commands.executeCommand("midfill.endSnooze");
    }
    await openAndType("code", undefined);
  });
});
