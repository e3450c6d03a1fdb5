import type * as vscode from "vscode";
import type { Action } from "../../actions/action";
import type { ChatSettings } from "../../chat/chatDependencies";
import type { AnswerChoice } from "../../chat/conversationOptions";
import type { PrivacyGate } from "../../privacy/privacyGate";
import type { ProviderClient } from "../../provider/client";
import type { ActionCatalog } from "./actionCatalog";
import type { EditReview } from "../review/editReview";

/** What the actions need from the rest of the extension. */
export interface ActionDependencies {
  /** All actions, with what the user's settings say of them. */
  readonly catalog: ActionCatalog;
  /** The client of the provider that serves the chat now. */
  readonly client: () => ProviderClient;
  /** Read again for every action; a choice goes before the settings. */
  readonly settings: (choice: AnswerChoice) => ChatSettings;
  readonly privacy: PrivacyGate;
  /**
   * Asks in a conversation of its own, with this part of the document attached unless the text holds it. Nobody waits
   * for the answer.
   */
  readonly askInChat: (question: {
    readonly text: string;
    readonly attachment: { readonly document: vscode.TextDocument; readonly range: vscode.Range } | undefined;
    readonly choice: AnswerChoice;
  }) => void;
  /** Whether the budget lets an action go, or the user does; they are asked, and told where nothing is sent. */
  readonly mayAct: () => Promise<boolean>;
  /** Keeps what the user has not decided on. */
  readonly review: EditReview;
  /** Keeps the history of instructions. */
  readonly memory: vscode.Memento;
  /** Lines without prompts, code and keys. */
  readonly log: (level: "debug" | "info" | "warn", line: string) => void;
}

/** What an action's own row says of who answers. */
export function choiceOf({ model, thinking }: Action): AnswerChoice {
  return { ...(model !== undefined && { model }), ...(thinking !== undefined && { thinking }) };
}
