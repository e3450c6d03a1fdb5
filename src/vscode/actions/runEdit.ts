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
import { findAgain } from "../../actions/request/findAgain";
import { wholeWish } from "../../actions/request/wholeWish";
import { countLineFeeds } from "../../text/lineEnds";
import type { ChatRequestMessage } from "../../provider/chatRequest";
import { indentUnitOf } from "../codeBlocks/indentUnit";
import type { PendingEdit } from "../review/pendingEdit";
import { tellBusy } from "../review/tellBusy";
import { showError } from "../showError";
import { showNotice } from "../showNotice";
import type { ActionDependencies } from "./actionDependencies";
import { maskedRequest, maskedSelection, sourceOf, type ActionSource } from "./actionSource";
import { nameOf, notice, type ActionTarget } from "./actionTarget";
import { askForAnswer, progressText } from "./askForAnswer";
import { gatherContext, type ContextGatherers } from "./gatherContext";
import { mayAsk } from "./mayAsk";

type EditResult = "replace" | "insert-before" | "insert-after";

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
  const pending = dependencies.review.pendingOf(document);
  if (pending === undefined) await new EditRun(dependencies, gatherers, source, result).start();
  else tellBusy(pending);
}

/** What the model and we have said of an edit. */
interface Conversation {
  /** Free of secrets; empty before the first answer. */
  readonly messages: readonly ChatRequestMessage[];
  /** What stood in the range when the last of it was asked for. */
  readonly selection: string;
}

/** One edit and its conversation, from the first request to the last change that the user asks for. */
class EditRun {
  readonly #dependencies: ActionDependencies;
  readonly #gatherers: ContextGatherers;
  readonly #result: EditResult;
  #source: ActionSource;
  readonly #edit: PendingEdit;
  #said: Conversation = { messages: [], selection: "" };
  /** The same with the answer that is coming, as far as its lines are shown. */
  #saying: Conversation | undefined;
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
      // A prompt of ours says no more than the title, and at length.
      instruction: source.action.input === undefined ? "" : source.instruction,
      restart: () => this.#restart(),
      retry: () => this.#retry(),
      askForChanges: (wish) => this.#askForChanges(wish),
      kept: () => {
        this.#said = this.#saying ?? this.#said;
      },
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
      this.#knowAlso(unmask);
      return messages;
    });
  }

  /**
   * The same text where it still stands, also when its file was closed and opened again; otherwise what the user has
   * selected in that document by now. A file that was closed has no such selection.
   *
   * @param wish goes on with the conversation where the same text stands
   */
  async #restart(wish?: string): Promise<void> {
    const { target, selection, before, action } = this.#source;
    const { uri, isClosed } = target.document;
    const document = isClosed ? await openedAgain(uri) : target.document;
    if (document === undefined) {
      showNotice(notice(`${nameOf(uri)} cannot be opened any more.`, "Select the text and start again."));
      return;
    }
    const range = findAgain(document.getText(), { text: selection, start: target.range.start, before });
    if (range !== undefined) {
      const again: ActionTarget = { ...target, document, range };
      if (!(await mayAsk(this.#dependencies, action, again))) return;
      // The question about the budget may have stood for long.
      if (document.isClosed || document.getText().slice(range.start, range.end) !== selection) {
        showNotice(
          notice(`${nameOf(uri)} changed before the action started.`, "Select the text and start again."),
        );
        return;
      }
      const pending = this.#dependencies.review.pendingOf(document);
      if (pending !== undefined) {
        tellBusy(pending);
        return;
      }
      const source = sourceOf({ ...this.#source, target: again });
      const run = new EditRun(this.#dependencies, this.#gatherers, source, this.#result);
      await (wish === undefined ? run.start() : run.#goOn(this, wish));
    } else if (isClosed) {
      await vscode.window.showTextDocument(document);
      showNotice(
        notice(`The text is not in ${nameOf(uri)} any more.`, "Select what you mean and start again."),
      );
    } else {
      const visible = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
      await this.#source.runAnew(visible ?? (await vscode.window.showTextDocument(document)));
    }
  }

  /** Asks once more, as if for the first time, about what stands in the range now. */
  async #retry(): Promise<void> {
    if (!(await this.#mayWriteAgain())) return;
    this.#source = sourceOf({ ...this.#source, target: this.#targetNow() });
    await this.start();
  }

  async #askForChanges(wish: string): Promise<void> {
    if (await this.#mayWriteAgain()) await this.#followUp(wish);
  }

  /** Takes the place of a run that has ended. */
  async #goOn(before: EditRun, wish: string): Promise<void> {
    this.#said = before.#said;
    this.#knowAlso((text) => before.#unmask(text));
    await this.#followUp(wish);
  }

  async #followUp(wish: string): Promise<void> {
    const { privacy } = this.#dependencies;
    const maskedWish = privacy.mask(wish);
    this.#knowAlso((text) => maskedWish.unmask(text));
    // Accepted hunks, and what the user has typed: without it the model would take that back.
    const isSame = this.#edit.textNow() === this.#said.selection;
    const selection = isSame ? undefined : maskedSelection(privacy, this.#targetNow());
    if (selection !== undefined) this.#knowAlso((text) => selection.unmask(text));
    const { languageId } = this.#source.target.document;
    const message = followUpMessage(maskedWish.text, languageId, selection?.text);
    await this.#write(async () => [...this.#said.messages, message]);
  }

  /** Everything is asked again that the first request was; then the range is pinned anew. */
  async #mayWriteAgain(): Promise<boolean> {
    const mayGo = await mayAsk(this.#dependencies, this.#source.action, this.#targetNow());
    return mayGo && this.#dependencies.review.writeAgain(this.#edit);
  }

  /** The target where its text has moved to meanwhile. */
  #targetNow(): ActionTarget {
    const { target } = this.#source;
    return { ...target, range: this.#edit.range ?? target.range };
  }

  /** Stand-ins of earlier requests stay known: the conversation holds them. */
  #knowAlso(unmask: (text: string) => string): void {
    const known = this.#unmask;
    this.#unmask = (text) => unmask(known(text));
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
      await this.#dependencies.review.fail(this.#edit);
      // Not awaited: the action is over, however long the message stays.
      void showError(error, () => this.#again());
    }
  }

  async #ask(messages: readonly ChatRequestMessage[], signal: AbortSignal): Promise<void> {
    const { review, log } = this.#dependencies;
    const { action } = this.#source;
    const selection = this.#edit.textNow();
    const saidWith = (text: string): Conversation => ({
      messages: [...messages, { role: "assistant", text }],
      selection,
    });
    this.#saying = undefined;
    let linesSeen = 0;
    const answer = await askForAnswer(
      this.#dependencies,
      action,
      messages,
      selection.length,
      signal,
      (progress) => {
        if (signal.aborted) return; // The edit may be written anew already.
        review.progress(this.#edit, { status: progressText(progress) });
        const lines = countLineFeeds(progress.text);
        if (lines === linesSeen || this.#result !== "replace") return;
        linesSeen = lines;
        const soFar = answerSoFar(this.#unmask(progress.text), this.#target(selection));
        if (soFar === undefined) return;
        review.stream(this.#edit, soFar);
        this.#saying = saidWith(progress.text);
      },
    );
    if (signal.aborted) return;
    const incomplete = incompleteBecause(answer.finishReason);
    if (incomplete !== undefined) {
      log("debug", `Edit ${this.#edit.id}: ${answer.finishReason}`);
      await review.fail(this.#edit);
      // Not awaited: the progress ends now, however long the message stays.
      void this.#offerAgain(incomplete);
      return;
    }
    this.#said = saidWith(answer.text);
    const read = this.#read(answer.text, selection);
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
        void this.#offerAgain(read.message, wholeWish(read.reason));
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

  /** @param wish asks for the same in another form, with the last answer in the conversation */
  async #offerAgain(message: string, wish?: string): Promise<void> {
    const whole = "Ask for the Whole";
    const again = "Try Again";
    const offered = wish === undefined ? [again] : [whole, again];
    const choice = await vscode.window.showWarningMessage(message, ...offered);
    if (choice === again) await this.#again();
    if (choice === whole && wish !== undefined) {
      await (this.#isOpen ? this.#askForChanges(wish) : this.#restart(wish));
    }
  }

  async #again(): Promise<void> {
    await (this.#isOpen ? this.#retry() : this.#restart());
  }

  get #isOpen(): boolean {
    return this.#dependencies.review.pendingOf(this.#edit.document) === this.#edit;
  }
}

/** An unsaved document that was closed is gone for good: opening it would make a new, empty one. */
async function openedAgain(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  const open = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
  if (open !== undefined || uri.scheme === "untitled") return open;
  return vscode.workspace.openTextDocument(uri).then(undefined, () => undefined);
}
