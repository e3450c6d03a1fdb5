import * as vscode from "vscode";
import { answerSoFar } from "../../actions/answer/answerSoFar";
import {
  answerToReplacement,
  type EditAnswer,
  type EditTarget,
} from "../../actions/answer/answerToReplacement";
import type { EditWarning } from "../../actions/answer/editWarnings";
import { insertionFromAnswer } from "../../actions/answer/insertionFromAnswer";
import { incompleteBecause } from "../../actions/answer/collectAnswer";
import { codeChangeWarnings } from "../../actions/document/changedCodeLines";
import { followUpMessage } from "../../actions/request/actionMessages";
import type { ChatRequestMessage } from "../../provider/chatRequest";
import { indentUnitOf } from "../codeBlocks/indentUnit";
import type { PendingEdit } from "../review/pendingEdit";
import { showError } from "../showError";
import type { ActionDependencies } from "./actionDependencies";
import { maskedRequest, sourceOf, type ActionSource } from "./actionSource";
import { nameOf } from "./actionTarget";
import { askForAnswer, progressText } from "./askForAnswer";
import { gatherContext, type ContextGatherers } from "./gatherContext";

type EditResult = "replace" | "insert-before" | "insert-after";

const writeItOut =
  "Your answer leaves code out. Write the whole text out, every line of it, without placeholders.";

/**
 * Lets the model write into the document, for review. The document must be as it was when the source was taken; from
 * here on the review follows its changes.
 */
export async function runEdit(
  dependencies: ActionDependencies,
  gatherers: ContextGatherers,
  source: ActionSource,
  result: EditResult,
): Promise<void> {
  const { document } = source.target;
  if (dependencies.review.pendingOf(document) === undefined) {
    await new EditRun(dependencies, gatherers, source, result).start();
    return;
  }
  const show = "Show Review";
  const answer = await vscode.window.showInformationMessage(
    `${nameOf(document.uri)} has an edit already. Accept or reject it first.`,
    show,
  );
  if (answer === show) await vscode.commands.executeCommand("midfill.showReview");
}

/** One edit and its conversation, from the first request to the last change that the user asks for. */
class EditRun {
  readonly #dependencies: ActionDependencies;
  readonly #gatherers: ContextGatherers;
  readonly #result: EditResult;
  #source: ActionSource;
  readonly #edit: PendingEdit;
  /** What was said so far, free of secrets. */
  #messages: readonly ChatRequestMessage[] = [];
  #unmask = (text: string): string => text;

  constructor(
    dependencies: ActionDependencies,
    gatherers: ContextGatherers,
    source: ActionSource,
    result: EditResult,
  ) {
    this.#dependencies = dependencies;
    this.#gatherers = gatherers;
    this.#source = source;
    this.#result = result;
    this.#edit = dependencies.review.begin({
      target: source.target,
      title: source.action.title.replace(/…$/u, ""),
      instruction: source.instruction,
      restart: () => this.#restart(),
      retry: () => this.#retry(),
      askForChanges: (wish) => this.#askForChanges(wish),
    });
  }

  async start(): Promise<void> {
    await this.#write(async (signal) => {
      const context = await gatherContext(
        this.#gatherers,
        this.#source.action.context,
        this.#source.target,
        signal,
      );
      this.#dependencies.review.progress(this.#edit, { used: context.used });
      const { messages, unmask } = maskedRequest(
        this.#dependencies.privacy,
        this.#source,
        this.#result,
        context,
      );
      this.#unmask = unmask;
      return messages;
    });
  }

  /** The same text where it still stands; otherwise what is selected in that same document now. */
  async #restart(): Promise<void> {
    const { target, selection } = this.#source;
    const { document, range } = target;
    const isSame = !document.isClosed && document.getText().slice(range.start, range.end) === selection;
    if (isSame) {
      await runEdit(this.#dependencies, this.#gatherers, sourceOf(this.#source), this.#result);
    } else await this.#source.runAnew(await vscode.window.showTextDocument(document.uri));
  }

  /** Asks once more, as if for the first time, about what stands in the range now. */
  async #retry(): Promise<void> {
    const { range } = this.#edit;
    if (range === undefined || !(await this.#mayWriteAgain())) return;
    this.#source = sourceOf({ ...this.#source, target: { ...this.#source.target, range } });
    await this.start();
  }

  async #askForChanges(wish: string): Promise<void> {
    const { text, isPartlyAccepted } = this.#edit.now();
    if (!(await this.#mayWriteAgain())) return;
    const { privacy } = this.#dependencies;
    const maskedWish = privacy.mask(wish);
    const selection = isPartlyAccepted ? privacy.mask(text) : undefined;
    const unmask = this.#unmask;
    this.#unmask = (other) => {
      const known = maskedWish.unmask(unmask(other));
      return selection === undefined ? known : selection.unmask(known);
    };
    const { languageId } = this.#source.target.document;
    const message = followUpMessage(maskedWish.text, languageId, selection?.text);
    await this.#write(async () => [...this.#messages, message]);
  }

  /** The budget is asked every time; the range is pinned anew. */
  async #mayWriteAgain(): Promise<boolean> {
    return (await this.#dependencies.mayAct()) && this.#dependencies.review.writeAgain(this.#edit);
  }

  /** Asks, reads the answer and proposes it; every way out but a proposal abandons the writing. */
  async #write(messagesFor: (signal: AbortSignal) => Promise<readonly ChatRequestMessage[]>): Promise<void> {
    const { signal } = this.#edit;
    const title = `Midfill edits ${nameOf(this.#source.target.document.uri)}`;
    try {
      await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, async () => {
        const messages = await messagesFor(signal);
        if (!signal.aborted) await this.#ask(messages, signal);
      });
    } catch (error) {
      if (signal.aborted) return; // Stopped, or ended by the user's own change: told already.
      await this.#dependencies.review.abandon(this.#edit, "failed");
      // Not awaited: the action is over, however long the message stays.
      void showError(error, () => this.#again());
    }
  }

  async #ask(messages: readonly ChatRequestMessage[], signal: AbortSignal): Promise<void> {
    const { review, log } = this.#dependencies;
    const { action } = this.#source;
    const selection = this.#edit.now().text;
    let linesSeen = 0;
    const answer = await askForAnswer(
      this.#dependencies,
      action,
      messages,
      selection.length,
      signal,
      (progress) => {
        review.progress(this.#edit, { status: progressText(progress) });
        const lines = countLineFeeds(progress.text);
        if (lines === linesSeen || this.#result !== "replace") return;
        linesSeen = lines;
        const soFar = answerSoFar(this.#unmask(progress.text), this.#target(selection));
        if (soFar !== undefined) review.stream(this.#edit, soFar);
      },
    );
    if (signal.aborted) return;
    this.#messages = [...messages, { role: "assistant", text: answer.text }];
    const incomplete = incompleteBecause(answer.finishReason);
    const read: EditAnswer | { type: "refused"; reason: string; message: string } =
      incomplete === undefined
        ? this.#read(answer.text, selection)
        : { type: "refused", reason: answer.finishReason, message: incomplete };
    log("debug", `Edit ${this.#edit.id}: ${read.type === "refused" ? `refused, ${read.reason}` : read.type}`);
    switch (read.type) {
      case "replacement":
        await review.propose(this.#edit, read.text, [
          ...read.warnings,
          ...this.#codeChanges(selection, read.text),
        ]);
        return;
      case "no-change":
        await review.abandon(this.#edit, "no-change");
        void vscode.window.showInformationMessage("The model proposes no change to the selection.");
        return;
      case "refused":
        await review.abandon(this.#edit, "failed");
        // Not awaited: the progress ends now, however long the message stays.
        void this.#offerAgain(read.message, read.reason);
    }
  }

  #read(answer: string, selection: string): EditAnswer {
    const text = this.#unmask(answer);
    const target = this.#target(selection);
    if (this.#result === "replace") return answerToReplacement(text, target);
    const side = this.#result === "insert-before" ? "before" : "after";
    const read = insertionFromAnswer(text, { ...target, side });
    if (read.type !== "insertion") return read;
    // The selection is whole lines here, so the new ones go to one of its ends.
    const { offset, warnings } = read;
    const proposed = selection.slice(0, offset) + read.text + selection.slice(offset);
    return { type: "replacement", text: proposed, warnings };
  }

  /** Who asks for doc comments wants no other code. */
  #codeChanges(selection: string, proposed: string): readonly EditWarning[] {
    const { action, target } = this.#source;
    return action.result === "replace" && action.context.includes("docstring-form")
      ? codeChangeWarnings(selection, proposed, target.document.languageId)
      : [];
  }

  /** What the answer is to replace. */
  #target(selection: string): EditTarget {
    const { document } = this.#source.target;
    return {
      selection,
      before: this.#source.before,
      after: this.#source.after,
      languageId: document.languageId,
      indentUnit: indentUnitOf(
        vscode.window.visibleTextEditors.find((editor) => editor.document === document),
      ),
      lineEnd: document.eol === vscode.EndOfLine.CRLF ? "\r\n" : "\n",
    };
  }

  async #offerAgain(message: string, reason: string): Promise<void> {
    const whole = "Ask for the Whole";
    const again = "Try Again";
    const choice = await vscode.window.showWarningMessage(
      message,
      ...(reason === "placeholder" ? [whole] : []),
      again,
    );
    if (choice === again) await this.#again();
    if (choice === whole) await this.#askForTheWhole();
  }

  /** The last answer goes back with the wish to have it whole. */
  async #askForTheWhole(): Promise<void> {
    if (this.#dependencies.review.pendingOf(this.#edit.document) === this.#edit) {
      await this.#askForChanges(writeItOut);
      return;
    }
    const instruction = `${this.#source.instruction}\n\n${writeItOut}`;
    this.#source = { ...this.#source, instruction };
    await this.#restart();
  }

  async #again(): Promise<void> {
    const isOpen = this.#dependencies.review.pendingOf(this.#edit.document) === this.#edit;
    await (isOpen ? this.#retry() : this.#restart());
  }
}

function countLineFeeds(text: string): number {
  return text.split("\n").length - 1;
}
