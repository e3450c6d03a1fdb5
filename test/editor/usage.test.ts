import assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeEditors } from "./support/closeEditors";
import { forgetRequests, requests, untilAnswered } from "./support/emulator";
import { activeExtension } from "./support/extension";
import { openFile } from "./support/openDocument";
import { reportMatching, reportUri } from "./support/report";
import { acceptGhostText, triggerCompletion } from "./support/typing";
import { until } from "./support/until";
import { withSetting } from "./support/withSetting";
import { startWitness } from "./support/witness";

/** The numbers in a row of the statistics: today, 7 days, 30 days. */
function counts(report: string, label: string): number[] {
  const line = report.split("\n").find((each) => each.startsWith(`| ${label} `)) ?? "";
  return line
    .split("|")
    .slice(2, -1)
    .map((cell) => Number(cell.replaceAll(",", "")));
}

const statistics = () => reportMatching(/^\| requests /m, "showStatistics");

describe("usage", () => {
  let fileCount = 0;
  const open = () => openFile(`usage${(fileCount += 1)}.ts`, "export function findOrderById(id: string)█\n");

  before(activeExtension);
  beforeEach(async () => {
    await closeEditors();
    await forgetRequests();
  });
  after(closeEditors);

  it("counts what was asked, shown and accepted", async () => {
    const before = await statistics();
    const editor = await open();
    await triggerCompletion();
    const accepted = await acceptGhostText(editor);
    const asked = await untilAnswered(1);
    const more = (label: string, report: string) =>
      (counts(report, label)[0] ?? 0) - (counts(before, label)[0] ?? 0);
    // The editor tells of the acceptance after it has put the text there.
    const report = await until("the acceptance to be counted", async () => {
      const now = await statistics();
      return more("accepted", now) === 1 ? now : undefined;
    });
    assert.equal(more("shown", report), 1);
    assert.equal(more("accepted characters", report), accepted.length);
    assert.ok(more("requests", report) >= 1 && more("requests", report) <= asked.length);
    assert.ok(more("tokens in", report) > 0);
    assert.match(report, /^\| typescript /m);
    assert.match(report, /^\| completion · deepseek · deepseek-flash /m);
  });

  it("explains what was sent, what came, how long it took and what it cost", async () => {
    await open();
    await triggerCompletion();
    await untilAnswered(1);
    const report = await reportMatching(
      /in usage\d+\.ts\n\nOutcome: \*\*a completion was shown\*\*[^]*^- tokens: [1-9][^]*^- cost: /m,
    );
    assert.match(report, /^- number \d+, sent because it was invoked/m);
    assert.match(report, /^- the provider: first text \d/m);
    assert.match(report, /^- \d[\d,]* characters before the cursor, context included/m);
    assert.match(report, /### The model's text\n```\n/);
  });

  it("links the settings that it names", async () => {
    await withSetting("editor.inlineSuggest.minShowDelay", 5, async () => {
      await open();
      await reportMatching(/\[editor\.inlineSuggest\.minShowDelay\]/);
    });
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      "vscode.executeLinkProvider",
      reportUri("explainCompletion"),
    );
    const target = links.find(({ target: uri }) => uri?.scheme === "command")?.target;
    assert.equal(target?.path, "workbench.action.openSettings");
    assert.equal(target.query, '["@id:editor.inlineSuggest.minShowDelay"]');
  });

  it("sends nothing over the day's budget, also when invoked, until the user says so", async () => {
    const witness = startWitness();
    try {
      // The tests before have spent more than this.
      await withSetting("midfill.budget.dailyUsd", 0.000_000_1, async () => {
        const editor = await open();
        await witness.sees(editor.document, triggerCompletion);
        const report = await reportMatching(/today's budget of .* is spent.*\[midfill\.budget\.dailyUsd\]/);
        assert.match(report, /\*\*Now:\*\* paused by the budget\./);
        assert.deepEqual(await requests(), []);

        await vscode.commands.executeCommand("midfill.continueOverBudget");
        const again = await open();
        await triggerCompletion();
        await acceptGhostText(again);
        assert.ok((await requests()).length > 0);
      });
    } finally {
      witness.dispose();
    }
  });
});
