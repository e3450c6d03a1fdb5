import * as vscode from "vscode";
import { changesText } from "../../actions/commit/changesText";
import { commitMessageFrom, type MessageForm } from "../../actions/commit/commitMessageFrom";
import { commitMessages } from "../../actions/commit/commitMessages";
import { styleRules } from "../../actions/commit/styleRules";
import { toldScope } from "../../actions/commit/toldScope";
import { actionRequest } from "../../actions/request/actionRequest";
import type { FinishReason } from "../../provider/events";
import { gitRepositories, gitRepositoryOf, type GitRepository } from "../attachments/gitExtension";
import { showError } from "../showError";
import { showNotice } from "../showNotice";
import type { ActionDependencies } from "./actionDependencies";
import { nameOf, notice } from "./actionTarget";
import { commitChanges } from "./commitChanges";
import { commitHabits } from "./commitHabits";
import { CommitMessageBox, onDidChangeAnyBox } from "./commitMessageBox";
import { isPreparedMessage } from "./preparedMessage";

type CommitDependencies = Pick<ActionDependencies, "client" | "settings" | "privacy" | "mayAct" | "log">;

/** About 9,000 tokens, in UTF-16 code units. */
const maxChangesChars = 24_000;
const maxBeginningChars = 2_000;
/** A message has a tenth of it. */
const maxMessageTokens = 1_000;
/** The box is drawn anew no more often. */
const drawEveryMs = 80;
const tellMs = 8_000;

/** A message is being written. */
interface Run {
  readonly repository: GitRepository;
  readonly box: CommitMessageBox;
  readonly end: AbortController;
}

/** What was in a box, and what we put in its place. */
interface Written {
  readonly repository: GitRepository;
  readonly before: string;
  readonly after: string;
}

/**
 * Writes messages into the boxes of repositories, one at a time in each. A `place` is what the source control view
 * hands over; without one that is known the user is asked where there are several repositories.
 */
export class CommitMessageWriter implements vscode.Disposable {
  readonly #dependencies: CommitDependencies;
  /** By the repository's address. */
  readonly #runs = new Map<string, Run>();
  readonly #written = new Map<string, Written>();
  readonly #watched = new Map<string, vscode.Disposable>();
  readonly #subscription = onDidChangeAnyBox(() => this.#boxChanged());
  #shownKeys = "";

  constructor(dependencies: CommitDependencies) {
    this.#dependencies = dependencies;
  }

  dispose(): void {
    for (const { end } of this.#runs.values()) end.abort();
    this.#runs.clear();
    for (const watch of this.#watched.values()) watch.dispose();
    this.#subscription.dispose();
  }

  /** Resolves when the message is there, or has ended otherwise. Stops one that is being written. */
  async write(place: unknown): Promise<void> {
    const repository = await repositoryAt(place);
    if (repository === undefined) return;
    if (this.#runs.has(keyOf(repository))) {
      this.#stop(repository);
      return;
    }
    const obstacle = vscode.workspace.isTrusted
      ? this.#dependencies.settings({}).obstacle
      : notice(
          "This workspace is not trusted yet, so nothing is sent.",
          "Trust it to use actions on its code.",
          ["manage-trust"],
        );
    if (obstacle !== undefined) {
      showNotice(obstacle);
      return;
    }
    const box = new CommitMessageBox(repository);
    if (await isPreparedMessage(repository.rootUri, box.text)) {
      const replace = "Replace It";
      const answer = await vscode.window.showWarningMessage(
        "The box holds the message that git has prepared. Replace it by one about the changes?",
        replace,
      );
      if (answer !== replace) return;
    }
    if (!(await this.#dependencies.mayAct())) return;
    // Asked for once more while the questions stood open.
    if (this.#runs.has(keyOf(repository))) return;
    await this.#run(repository);
  }

  /** Ends the run of the repository that a button belongs to, else all of them; what came stays. */
  stop(place: unknown): void {
    const root = rootOf(place)?.toString();
    const meant = [...this.#runs].filter(([key]) => key === root);
    for (const [, { repository }] of meant.length > 0 ? meant : this.#runs) this.#stop(repository);
  }

  /** Puts back what was in the box before the message; nothing where the box holds something else by now. */
  async undo(place: unknown): Promise<void> {
    const root = rootOf(place)?.toString();
    const offered = this.#undoable();
    const [written] = offered.filter(({ repository }) => root === undefined || keyOf(repository) === root);
    if (written === undefined) return;
    await new CommitMessageBox(written.repository).write(written.before);
    this.#written.delete(keyOf(written.repository));
    this.#showState();
  }

  #stop(repository: GitRepository): void {
    this.#runs.get(keyOf(repository))?.end.abort();
  }

  async #run(repository: GitRepository): Promise<void> {
    const key = keyOf(repository);
    const run: Run = { repository, box: new CommitMessageBox(repository), end: new AbortController() };
    this.#runs.set(key, run);
    if (!this.#watched.has(key)) {
      this.#watched.set(
        key,
        repository.state.onDidChange(() => this.#boxChanged()),
      );
    }
    this.#showState();
    const before = run.box.text;
    const again = () => this.write({ rootUri: repository.rootUri });
    try {
      await vscode.window.withProgress({ location: vscode.ProgressLocation.SourceControl }, () =>
        this.#writeMessage(run, before, again),
      );
    } catch (error) {
      if (!run.end.signal.aborted) {
        await run.box.write(before);
        // Not awaited: the run is over, however long the message stays.
        void showError(error, again);
      }
    } finally {
      this.#runs.delete(key);
      const after = run.box.text;
      if (!run.box.isChanged && after !== before) this.#written.set(key, { repository, before, after });
      this.#showState();
    }
  }

  async #writeMessage(run: Run, before: string, again: () => Promise<void>): Promise<void> {
    const { repository, box, end } = run;
    const { client, log } = this.#dependencies;
    const request = await this.#requestFor(repository, before);
    if (end.signal.aborted || request === undefined) return;
    vscode.window.setStatusBarMessage(request.told, tellMs);
    let answer = "";
    let finishReason: FinishReason = "other";
    let drawnAtMs = 0;
    for await (const event of client().streamChat(request.body, end.signal)) {
      if (event.type === "finish") ({ finishReason } = event);
      if (event.type === "text-delta") answer += event.text;
      const nowMs = performance.now();
      if (nowMs - drawnAtMs < drawEveryMs) continue;
      drawnAtMs = nowMs;
      const soFar = commitMessageFrom(answer, request.form, false);
      if (soFar !== "" && !(await box.write(soFar))) end.abort();
    }
    if (end.signal.aborted) return;
    const message = commitMessageFrom(answer, request.form, true);
    log("debug", `Commit message: ${message.length} characters, ${finishReason}`);
    if (message === "" || finishReason === "content-filter" || finishReason === "tool-calls") {
      await box.write(before);
      offerAgain("The model gave no commit message, so the box is as it was.", again);
      return;
    }
    const isWritten = await box.write(message);
    const isCut =
      finishReason === "length" || finishReason === "insufficient-resource" || finishReason === "aborted";
    if (isWritten && isCut)
      offerAgain("The provider ended the commit message early: look at its end.", again);
  }

  /** Undefined where there is nothing to describe, which is told. Rejects where git fails. */
  async #requestFor(repository: GitRepository, before: string) {
    const { privacy, settings } = this.#dependencies;
    const [changes, habits] = await Promise.all([
      commitChanges(repository, privacy),
      commitHabits(repository, privacy),
    ]);
    const name = nameOf(repository.rootUri);
    const { files, leftOut } = changes;
    if (files.length === 0) {
      showNotice(
        leftOut.length === 0
          ? notice(`There are no changes in ${name}.`, "Change something first.")
          : notice(
              `All changes in ${name} are in files that are not sent (${leftOut.slice(0, 3).join(", ")}).`,
              "Write the message yourself.",
            ),
      );
      return undefined;
    }
    const branch = repository.state.HEAD?.name ?? "";
    const { style, template } = habits;
    const mask = (text: string) => privacy.mask(text).text;
    const isTemplate = before.trim() === template.replaceAll("\r\n", "\n").trim();
    const messages = commitMessages({
      rules: styleRules(style, branch, habits.subjectLimitChars),
      examples: habits.examples.map(({ subject, body }) => ({ subject: mask(subject), body: mask(body) })),
      ruleFiles: habits.ruleFiles.map(({ path, text }) => ({ path, text: mask(text) })),
      branch: mask(branch),
      beginning: isTemplate ? "" : mask(before.trim()).slice(0, maxBeginningChars),
      changes: changesText(files, leftOut, maxChangesChars),
    });
    const form: MessageForm = {
      keepsFullStop: style?.endsWithFullStop ?? false,
      ...(style?.wrapsBody === true && { wrapBodyAtChars: 72 }),
    };
    return {
      body: actionRequest(settings({ thinking: "off" }), messages, maxMessageTokens),
      form,
      told: toldScope(changes),
    };
  }

  #undoable(): readonly Written[] {
    return [...this.#written.values()].filter(
      ({ repository, after }) =>
        !this.#runs.has(keyOf(repository)) && new CommitMessageBox(repository).text === after,
    );
  }

  #boxChanged(): void {
    for (const { box, end } of this.#runs.values()) if (box.isChanged) end.abort();
    this.#showState();
  }

  /** Tells the menus in which repositories a message is written, and in which one can be taken back. */
  #showState(): void {
    const running = [...this.#runs.keys()];
    const undoable = this.#undoable().map(({ repository }) => keyOf(repository));
    const keys = JSON.stringify([running, undoable]);
    if (keys === this.#shownKeys) return;
    this.#shownKeys = keys;
    setRoots("midfill.isWritingCommitMessage", running);
    setRoots("midfill.canUndoCommitMessage", undoable);
  }
}

/** Undefined where it is empty, so that its name alone is a condition as well. */
function setRoots(contextKey: string, roots: readonly string[]): void {
  void vscode.commands.executeCommand("setContext", contextKey, roots.length === 0 ? undefined : roots);
}

/** Not awaited by anybody: the run is over, however long the message stays. */
function offerAgain(message: string, again: () => Promise<void>): void {
  void vscode.window.showWarningMessage(message, "Try Again").then((chosen) => chosen && again());
}

/** The repository of a button, of the active editor, or the one that is picked; undefined with a notice, or without. */
async function repositoryAt(place: unknown): Promise<GitRepository | undefined> {
  const repositories = await gitRepositories();
  const root = rootOf(place)?.toString();
  const meant = repositories.find((repository) => keyOf(repository) === root);
  if (meant !== undefined) return meant;
  const [first, ...others] = repositories;
  if (first === undefined) {
    showNotice(
      notice("No git repository is open.", "Open a folder that git knows, with the Git extension on."),
    );
    return undefined;
  }
  if (others.length === 0) return first;
  const active = vscode.window.activeTextEditor?.document.uri;
  const near = active === undefined ? undefined : await gitRepositoryOf(active);
  if (near !== undefined) return near;
  const picked = await vscode.window.showQuickPick(
    repositories.map((repository) => ({
      label: nameOf(repository.rootUri),
      description: repository.state.HEAD?.name ?? "",
      detail: repository.rootUri.fsPath,
      repository,
    })),
    { title: "Midfill: write the commit message of" },
  );
  return picked?.repository;
}

/** A button in the source control view brings its `SourceControl` along. */
function rootOf(place: unknown): vscode.Uri | undefined {
  if (typeof place !== "object" || place === null || !("rootUri" in place)) return undefined;
  return place.rootUri instanceof vscode.Uri ? place.rootUri : undefined;
}

function keyOf({ rootUri }: GitRepository): string {
  return rootUri.toString();
}
