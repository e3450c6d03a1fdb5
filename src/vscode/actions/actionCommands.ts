import * as vscode from "vscode";
import { editAction, explainAction } from "../../actions/actionTable";
import { answerToReplacement } from "../../actions/answer/answerToReplacement";
import { collectAnswer, incompleteBecause, type AnswerProgress } from "../../actions/answer/collectAnswer";
import { editMessages, editParameters, maxEditTokens } from "../../actions/request/editPrompt";
import type { IndentUnit } from "../../actions/answer/indentation";
import { surroundings } from "../../actions/request/selectionScope";
import type { ChatSettings } from "../../chat/chatDependencies";
import type { PrivacyGate } from "../../privacy/privacyGate";
import type { ProviderClient } from "../../provider/client";
import { editingRefusal, nameOf, notice, sendingRefusal, targetOf, type ActionTarget } from "./actionTarget";
import type { EditReview, ProposedEdit } from "../review/editReview";
import { askForInstruction, rememberInstruction } from "./instructionInput";
import { showError } from "../showError";
import { showNotice } from "../showNotice";

/** What the actions need from the rest of the extension. */
export interface ActionDependencies {
  /** The client of the provider that serves the chat now. */
  readonly client: () => ProviderClient;
  /** Read again for every action. */
  readonly settings: () => ChatSettings;
  readonly privacy: PrivacyGate;
  /** Opens the chat and asks there, with this part of the document attached; resolves once it is asked. */
  readonly askInChat: (question: {
    readonly text: string;
    readonly attachment: ChatAttachment;
  }) => Promise<void>;
  /** Whether the budget lets an action go, or the user does; they are asked, and told where nothing is sent. */
  readonly mayAct: () => Promise<boolean>;
  /** Keeps the history of instructions. */
  readonly memory: vscode.Memento;
  /** Lines without prompts, code and keys. */
  readonly log: (level: "debug" | "info" | "warn", line: string) => void;
}

/** A part of a document for the chat. */
interface ChatAttachment {
  readonly document: vscode.TextDocument;
  readonly range: vscode.Range;
}

const noEditor = notice("No text editor is active.", "Open a file and select the code first.");

/** How much around the selection the model sees, in UTF-16 code units: about 3,000 and 1,500 tokens. */
const maxBeforeChars = 8000;
const maxAfterChars = 4000;

/** Registers the actions' commands; `review` keeps what the user has not decided on. */
export function registerActionCommands(
  dependencies: ActionDependencies,
  review: EditReview,
): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand("midfill.explainSelection", () => explainSelection(dependencies)),
    vscode.commands.registerCommand("midfill.editSelection", (options: unknown) =>
      editSelection(dependencies, review, vscode.window.activeTextEditor, instructionIn(options)),
    ),
  );
}

async function explainSelection(dependencies: ActionDependencies): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    showNotice(noEditor);
    return;
  }
  const target = await targetOf(editor);
  const refusal = await sendingRefusal(target, dependencies.privacy);
  if (refusal !== undefined) {
    showNotice(refusal);
    return;
  }
  const { document, range } = target;
  const attachment = {
    document,
    range: new vscode.Range(document.positionAt(range.start), document.positionAt(range.end)),
  };
  await dependencies.askInChat({ text: explainAction.prompt, attachment });
}

/** Resolves when the edit is shown for review, or has ended without one. */
async function editSelection(
  dependencies: ActionDependencies,
  review: EditReview,
  editor: vscode.TextEditor | undefined,
  givenInstruction: string | undefined,
): Promise<void> {
  if (editor === undefined) {
    showNotice(noEditor);
    return;
  }
  const { document } = editor;
  const { version } = document;
  const target = await targetOf(editor);
  const refusal =
    (await sendingRefusal(target, dependencies.privacy)) ??
    (await editingRefusal(document)) ??
    dependencies.settings().obstacle;
  if (refusal !== undefined) {
    showNotice(refusal);
    return;
  }
  if (!(await dependencies.mayAct())) return;
  const instruction = givenInstruction ?? (await askForInstruction(dependencies.memory, titleOf(target)));
  if (instruction === undefined) return;
  await rememberInstruction(dependencies.memory, instruction);
  if (document.isClosed || document.version !== version) {
    showNotice(
      notice(`${nameOf(document.uri)} changed before the edit started.`, "Select the text and start again."),
    );
    return;
  }
  await runEdit(dependencies, review, target, instruction);
}

/** What an edit was started from. Texts are the document's, secrets and all. */
interface EditSource {
  readonly target: ActionTarget;
  readonly instruction: string;
  readonly selection: string;
  readonly before: string;
  readonly after: string;
}

/** The document must be as it was when the target was taken; from here on the review follows its changes. */
async function runEdit(
  dependencies: ActionDependencies,
  review: EditReview,
  target: ActionTarget,
  instruction: string,
): Promise<void> {
  const { document, range } = target;
  if (review.pendingOf(document) !== undefined) {
    const answer = await vscode.window.showInformationMessage(
      `${nameOf(document.uri)} has an edit already. Accept or reject it first.`,
      "Show Diff",
    );
    if (answer !== undefined) await vscode.commands.executeCommand("midfill.showEditDiff");
    return;
  }
  const text = document.getText();
  const source: EditSource = {
    target,
    instruction,
    selection: text.slice(range.start, range.end),
    ...surroundings(text, range, { maxBeforeChars, maxAfterChars }),
  };
  const restart = () => runAgain(dependencies, review, source);
  const edit = review.begin(target, instruction, restart);
  try {
    await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: `Midfill edits ${nameOf(document.uri)}` },
      () => writeEdit(dependencies, review, source, edit, restart),
    );
  } catch (error) {
    if (edit.signal.aborted) return; // Cancelled, or ended by the user's own change: told already.
    await review.abandon(edit.id);
    // Not awaited: the action is over, however long the message stays.
    void showError(error, restart);
  }
}

/** The same text where it still stands; otherwise what is selected in that same document now. */
async function runAgain(
  dependencies: ActionDependencies,
  review: EditReview,
  { target, selection, instruction }: EditSource,
): Promise<void> {
  const { document, range } = target;
  const isSame = !document.isClosed && document.getText().slice(range.start, range.end) === selection;
  if (isSame) await runEdit(dependencies, review, target, instruction);
  else {
    const editor = await vscode.window.showTextDocument(document.uri);
    await editSelection(dependencies, review, editor, instruction);
  }
}

/** Asks, reads the answer and proposes it; every way out but a proposal abandons the edit. */
async function writeEdit(
  dependencies: ActionDependencies,
  review: EditReview,
  source: EditSource,
  { id, signal }: ProposedEdit,
  restart: () => Promise<void>,
): Promise<void> {
  const { selection, before, after } = source;
  const { document, path } = source.target;
  const masked = maskedParts(dependencies.privacy, source);
  const { model, parameters, canSwitchThinking } = dependencies.settings();
  const events = dependencies.client().streamChat(
    {
      model,
      messages: editMessages({ path, languageId: document.languageId, ...masked.parts }),
      ...(canSwitchThinking && editAction.thinking !== undefined && { thinking: editAction.thinking }),
      maxTokens: maxEditTokens(selection.length),
      parameters: editParameters(parameters),
    },
    signal,
  );
  const answer = await collectAnswer(events, (progress) => review.progress(id, progressText(progress)));
  if (signal.aborted) return;
  const incomplete = incompleteBecause(answer.finishReason);
  const result =
    incomplete === undefined
      ? answerToReplacement(masked.unmask(answer.text), {
          selection,
          before,
          after,
          languageId: document.languageId,
          indentUnit: indentUnitOf(document),
          lineEnd: document.eol === vscode.EndOfLine.CRLF ? "\r\n" : "\n",
        })
      : ({ type: "refused", reason: answer.finishReason, message: incomplete } as const);
  dependencies.log(
    "debug",
    `Edit ${id}: ${result.type === "refused" ? `refused, ${result.reason}` : result.type}`,
  );
  switch (result.type) {
    case "replacement":
      await review.propose(id, result.text, result.warnings);
      return;
    case "no-change":
      await review.abandon(id);
      void vscode.window.showInformationMessage("The model proposes no change to the selection.");
      return;
    case "refused":
      await review.abandon(id);
      // Not awaited: the progress ends now, however long the message stays.
      void vscode.window.showWarningMessage(result.message, "Try Again").then((again) => again && restart());
  }
}

/** The texts of a prompt that come from the document or the user. */
type PromptParts = Pick<EditSource, "before" | "selection" | "after" | "instruction">;

/** Masks them; one secret has one stand-in in all of them, so that an answer can use it anywhere. */
function maskedParts(
  privacy: PrivacyGate,
  source: PromptParts,
): { readonly parts: PromptParts; unmask(text: string): string } {
  const before = privacy.mask(source.before);
  const selection = privacy.mask(source.selection);
  const after = privacy.mask(source.after);
  const instruction = privacy.mask(source.instruction);
  return {
    parts: {
      before: before.text,
      selection: selection.text,
      after: after.text,
      instruction: instruction.text,
    },
    unmask: (text) =>
      [before, selection, after, instruction].reduce((known, each) => each.unmask(known), text),
  };
}

/** Keyboard shortcuts and tests may bring their instruction along: `{ "instruction": "…" }`. */
function instructionIn(options: unknown): string | undefined {
  if (typeof options !== "object" || options === null || !("instruction" in options)) return undefined;
  const { instruction } = options;
  return typeof instruction === "string" && instruction.trim() !== "" ? instruction.trim() : undefined;
}

function titleOf({ document, range }: ActionTarget): string {
  const first = document.positionAt(range.start).line + 1;
  const last = document.positionAt(Math.max(range.start, range.end - 1)).line + 1;
  return `Edit ${nameOf(document.uri)}:${first === last ? first : `${first}-${last}`}`;
}

function progressText({ state, chars }: AnswerProgress): string {
  switch (state) {
    case "queued":
      return "waiting in the provider's queue";
    case "thinking":
      return "thinking";
    case "writing":
      return `${chars.toLocaleString("en")} characters`;
    case "stalled":
      return "no progress for a while";
    case "retrying":
      return "trying again";
  }
}

function indentUnitOf(document: vscode.TextDocument): IndentUnit {
  const options = vscode.window.visibleTextEditors.find((editor) => editor.document === document)?.options;
  if (options?.insertSpaces === false) return "tab";
  return typeof options?.tabSize === "number" ? options.tabSize : 4;
}
