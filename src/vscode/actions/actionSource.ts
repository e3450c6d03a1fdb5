import type * as vscode from "vscode";
import type { Action } from "../../actions/action";
import { actionMessages, type ActionRequest, type WrittenResult } from "../../actions/request/actionMessages";
import type { GatheredContext } from "../../actions/request/gatheredContext";
import { surroundings } from "../../actions/request/selectionScope";
import type { MaskedText } from "../../privacy/maskSecrets";
import type { PrivacyGate } from "../../privacy/privacyGate";
import { bringsSelection } from "../../prompts/promptVariables";
import type { ChatRequestMessage } from "../../provider/chatRequest";
import type { ActionTarget } from "./actionTarget";

/** How much around the selection the model sees, in UTF-16 code units: about 3,000 and 1,500 tokens. */
export const surroundingLimits = { maxBeforeChars: 8000, maxAfterChars: 4000 };

/** What a run was started from. Texts are the document's, secrets and all. */
export interface ActionSource {
  readonly action: Action;
  readonly target: ActionTarget;
  /** The action's prompt with its variables filled in. */
  readonly instruction: string;
  readonly selection: string;
  readonly before: string;
  readonly after: string;
  /** Runs the action on what is selected in this editor, with the same instruction. */
  readonly runAnew: (editor: vscode.TextEditor) => Promise<void>;
}

/** Takes the texts out of the document as it is now. */
export function sourceOf(
  facts: Pick<ActionSource, "action" | "target" | "instruction" | "runAnew">,
): ActionSource {
  const { document, range } = facts.target;
  const text = document.getText();
  return {
    ...facts,
    selection: text.slice(range.start, range.end),
    ...surroundings(text, range, surroundingLimits),
  };
}

/**
 * The selected text without secrets, also those that only the text around it betrays. It has the same stand-ins as in
 * the request, so that an answer with them is understood.
 */
export function maskedSelection(privacy: PrivacyGate, { document, range }: ActionTarget): MaskedText {
  const text = document.getText();
  const { before, after } = surroundings(text, range, surroundingLimits);
  return privacy.mask(text.slice(range.start, range.end), { before, behind: after });
}

/** A request that holds no secret, and the way back for its answer. */
export interface MaskedRequest {
  readonly messages: readonly ChatRequestMessage[];
  readonly unmask: (text: string) => string;
}

/** The messages of a run; one secret has one stand-in in all of them, so that an answer can use it anywhere. */
export function maskedRequest(
  privacy: PrivacyGate,
  source: ActionSource,
  result: WrittenResult,
  { sections }: GatheredContext,
): MaskedRequest {
  const { action, target, before, selection, after, instruction } = source;
  const unmasks: ((text: string) => string)[] = [];
  const mask: PrivacyGate["mask"] = (text, around) => {
    const masked = privacy.mask(text, around);
    unmasks.push((other) => masked.unmask(other));
    return masked;
  };
  const maskedText = mask(selection, { before, behind: after }).text;
  const request: ActionRequest = {
    result,
    path: target.path,
    languageId: target.document.languageId,
    before: mask(before, { before: "", behind: selection + after }).text,
    selection: maskedText,
    after: mask(after, { before: before + selection, behind: "" }).text,
    instruction: mask(instruction).text,
    // Asked again after some of it was accepted, the range may say something else than the instruction does.
    isSelectionInInstruction: bringsSelection(action.prompt) && instruction.includes(maskedText),
    sections: sections.map((section) => ({ ...section, text: mask(section.text).text })),
  };
  return {
    messages: actionMessages(request),
    unmask: (text) => unmasks.reduce((known, unmask) => unmask(known), text),
  };
}
