/**
 * Messages between the extension host and the chat's webview: with `estimateTokens.ts` all that both sides import. The
 * host owns the conversation; the webview is a replica that one `snapshot` rebuilds and `update`s extend.
 */
import type { FinishReason, Usage } from "../provider/events";
import type { RemedyId } from "../provider/remedies";
import type { AnswerChoice, ConversationOptions } from "./conversationOptions";
import type { BudgetNotice } from "./cost/budgetNotice";
import type { CacheHints } from "./cost/cacheHints";
import type { SpendingView } from "./cost/spendingView";

/** Raised when either side would misread the other's messages; a webview with another version asks for a reload. */
export const protocolVersion = 2;

/** How an assistant's message is doing. All but the first five are final. */
export type MessageStatus =
  /** Sent; no answer yet. */
  | "waiting"
  /** The provider has accepted and queues it. */
  | "queued"
  | "thinking"
  | "streaming"
  /** Open, but no progress for 15 s. */
  | "stalled"
  /** Complete means the provider gave a finish reason. `finishReason` says which. */
  | "complete"
  /** The user pressed Stop. */
  | "stopped"
  /** The stream ended without a finish reason, or was reset. */
  | "cut-short"
  /** A typed error; `notice` says what and what next. */
  | "failed"
  /** The window or the extension host died while it streamed. */
  | "interrupted";

/** A sentence for the person and what to do next. */
export interface ChatNotice {
  readonly message: string;
  readonly nextStep: string;
  readonly remedies: readonly RemedyId[];
}

/**
 * What an attachment can be. `symbol` is a declaration with its lines, `folder` a tree with the files that fit,
 * `changes` a diff, `terminal` a command with its output, `image` has no text.
 */
export const attachmentKinds = [
  "file",
  "selection",
  "symbol",
  "folder",
  "problems",
  "changes",
  "terminal",
  "image",
] as const;

/** One of `attachmentKinds`. */
export type AttachmentKind = (typeof attachmentKinds)[number];

/** Something the user attached; its text stays in the host. */
export interface AttachmentView {
  readonly id: string;
  /** Such as `main.go` or `main.go:12-40`. */
  readonly label: string;
  /** For the tooltip: the full path inside the workspace, or a phrase such as `Staged changes of midfill`. */
  readonly detail: string;
  readonly kind: AttachmentKind;
  /** Estimated, for the chip. */
  readonly tokens: number;
  /** Why it is not sent, if it is not (a secret file, too large, gone). */
  readonly refusal?: string;
}

/** A tool call as the webview shows it. */
interface ToolCallView {
  readonly id: string;
  readonly name: string;
  /** JSON as the model wrote it, valid or not. */
  readonly arguments: string;
  /** Missing while it runs, and for ever where the answer ended before. */
  readonly result?: { readonly text: string; readonly isError: boolean; readonly label: string };
}

/** A message's place among those that could stand in its place: other questions, or other answers. */
interface BranchView {
  /** From 1. */
  readonly position: number;
  readonly count: number;
  readonly previousId?: string;
  readonly nextId?: string;
}

/** A message that waits for the running answer's end. */
export interface QueuedView {
  readonly id: string;
  readonly text: string;
  readonly attachments: readonly AttachmentView[];
}

/** Where the `@` picker looks; a search may be limited to one of them. */
export const attachableKinds = [
  "selection",
  "editor",
  "file",
  "folder",
  "symbol",
  "problems",
  "changes",
  "terminal",
] as const;

/** One of `attachableKinds`. */
export type AttachableKind = (typeof attachableKinds)[number];

/** A line of the `@` picker: something that can be attached. */
export interface AttachableView {
  /** For `attach-item`; good until some hundred later items were found. */
  readonly id: string;
  readonly kind: AttachableKind;
  /** Such as `main.go`, `Store.put`, `Staged changes`. */
  readonly label: string;
  /** Such as the folder that the file lies in; may be empty. */
  readonly detail: string;
  /** Name of a codicon, such as `symbol-class`. */
  readonly icon: string;
  /** Why nothing of it would be sent (a secret file, one that is left out): shown, and last in the list. */
  readonly refusal?: string;
}

/**
 * Whether the active editor's file goes along: `suggested` it is offered; `attached` with the next message, and is
 * suggested again then; `pinned` with every message; `off` never, nor is it offered. `pinned` and `off` are
 * remembered for the workspace. A text that this conversation has already is not sent again.
 */
export const currentFileModes = ["suggested", "attached", "pinned", "off"] as const;

/** One of `currentFileModes`. */
export type CurrentFileMode = (typeof currentFileModes)[number];

/** The active editor's file as its chip shows it. */
export interface CurrentFileView {
  readonly label: string;
  /** Full path inside the workspace, for the tooltip. */
  readonly detail: string;
  readonly mode: CurrentFileMode;
  /** Estimated, for the chip. */
  readonly tokens: number;
  /** Why it is not sent, whatever the mode. */
  readonly refusal?: string;
}

/** What `/` offers. */
export interface SlashCommandView {
  /** For `run-command`. */
  readonly id: string;
  /** Without the slash: letters, digits, `-`, `_` and `.`. */
  readonly name: string;
  readonly description: string;
  /** `action`: the editor does it at once; `prompt`: becomes the text of a message. */
  readonly kind: "action" | "prompt";
  /** What may be typed behind the name, such as `[focus]`. */
  readonly argumentHint?: string;
}

/** One message as the webview shows it. */
export interface MessageView {
  readonly id: string;
  readonly role: "user" | "assistant";
  /** Markdown as the model (or the user) wrote it. Never HTML to be trusted. */
  readonly text: string;
  readonly reasoning: string;
  /** How long the model thought, once it is known. */
  readonly reasoningMs?: number;
  readonly status: MessageStatus;
  /** Date (ms since 1970) of the current status, for the running timer. */
  readonly statusSinceMs: number;
  readonly finishReason?: FinishReason;
  readonly notice?: ChatNotice;
  readonly usage?: Usage;
  /** Such as `$0.0012`, `≈ $0.0012` or `no price known`; made by the host. */
  readonly costLabel?: string;
  /** In US dollars, where a price is known. */
  readonly costUsd?: number;
  /** The same in yuan, where the account is in yuan. */
  readonly costCny?: number;
  readonly model?: string;
  /** Who answers, such as `deepinfra`. */
  readonly providerId?: string;
  /** It broke off, and can go on from where it stopped. */
  readonly canContinue?: boolean;
  /** Why another provider answers than the one that was asked: a sentence. */
  readonly fallback?: string;
  readonly attachments: readonly AttachmentView[];
  /** Of an answer that called tools; the next message goes on with their results. */
  readonly toolCalls?: readonly ToolCallView[];
  /** Missing where nothing else could stand here. */
  readonly branch?: BranchView;
  readonly createdMs: number;
}

/** A line of the conversation list. */
export interface ConversationSummary {
  readonly id: string;
  readonly title: string;
  readonly updatedMs: number;
  readonly isRunning: boolean;
  readonly isPinned: boolean;
}

/** A conversation in which the words of a search were found. */
export interface SearchResult extends ConversationSummary {
  /** The message with most of the words; missing where they stand in the title alone. */
  readonly messageId?: string;
  /** The first place, on one line; `marks` are offsets of what was found, in order and not overlapping. */
  readonly snippet?: {
    readonly text: string;
    readonly marks: readonly (readonly [start: number, end: number])[];
  };
}

/** A provider that can be asked now, with the models that are known of it. */
export interface ProviderOption {
  readonly id: string;
  readonly label: string;
  readonly models: readonly string[];
}

/** The provider's part of the panel. */
export interface ProviderView {
  /** Such as `deepinfra`. */
  readonly id: string;
  readonly label: string;
  /** Who could answer instead; the current one is among them. */
  readonly providers: readonly ProviderOption[];
  /** What new chats are answered with, in words, where this one is not. */
  readonly newChats: { readonly model?: string; readonly thinking?: string };
  /** Why there is no switch for thinking, or no level of it: sentences. */
  readonly thinkingNote?: string;
  readonly effortNote?: string;
  readonly model: string;
  /** For the picker; the current one is among them. */
  readonly models: readonly string[];
  readonly thinking: "on" | "off";
  readonly effort: "low" | "high" | "max";
  /** False where the model has no such switch. */
  readonly canSwitchThinking: boolean;
  /** False: an image that is attached is refused, and the chip says so. */
  readonly takesImages: boolean;
  /** Why nothing can be sent now (no key, workspace not trusted); undefined when all is well. */
  readonly obstacle?: ChatNotice;
}

/** How a row of the sheet is written. `hint` says in which form. */
export type SheetControl =
  | { readonly kind: "line" }
  | { readonly kind: "text"; readonly hint?: string }
  | { readonly kind: "toggle" }
  | {
      readonly kind: "choice";
      readonly choices: readonly { readonly value: string; readonly label: string }[];
    };

/** One option of a conversation. */
export interface SheetRow {
  /** For `set-sheet-value`. */
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly control: SheetControl;
  /** The conversation's own value as the control shows it; missing: it has none. */
  readonly text?: string;
  /** What holds without one: `0.7 (new chats)`; of a toggle `true` or `false`. */
  readonly inherited: string;
  /** Why it has no effect now, whether it is set or not: a sentence. */
  readonly problem?: string;
  /** What else should be done: a sentence. */
  readonly advice?: string;
  /** Stands under “More”. */
  readonly isMore: boolean;
}

/** A conversation's options as the sheet shows them. */
export interface SheetView {
  readonly conversationId: string;
  readonly rows: readonly SheetRow[];
  /** What a change costs by taking the provider's cache away. */
  readonly hint?: string;
  /** What was written and not taken, and what is wanted instead. */
  readonly rejected?: {
    readonly rowId: string;
    readonly text: string;
    readonly message: string;
    /** It stands in the way of closing. */
    readonly wantsFocus?: true;
  };
}

/** Everything the panel shows beside the messages. Small; sent whole whenever something in it changes. */
export interface PanelView {
  /** The newest, and all that are pinned. */
  readonly conversations: readonly ConversationSummary[];
  /** There are older ones; `list-more-conversations` brings them. */
  readonly hasMoreConversations?: boolean;
  readonly activeConversationId: string;
  readonly title: string;
  /** This window is answering in the active conversation; its tools may be running. */
  readonly isRunning: boolean;
  readonly provider: ProviderView;
  /** What the user chose for this conversation alone. */
  readonly options: ConversationOptions;
  /** Instruction files that are part of the system prompt. */
  readonly instructions: readonly { readonly label: string; readonly tokens: number }[];
  /** Sent one after the other, each when the answer before it has ended. */
  readonly queue: readonly QueuedView[];
  /** What the next message will carry. */
  readonly attachments: readonly AttachmentView[];
  /** The active editor's file or selection can be attached with one click: its label, or undefined. */
  readonly attachableLabel?: string;
  readonly spending?: SpendingView;
  /** The budget is nearly or wholly spent. */
  readonly budgetNotice?: BudgetNotice;
  /** What actions cost by taking the provider's cache away; missing where that is a trifle. */
  readonly cacheHints?: CacheHints;
  /** Missing without an editor whose file could go along. */
  readonly currentFile?: CurrentFileView;
  /** Set after a deletion, until it cannot be undone any more. */
  readonly undoableDeletion?: { readonly conversationId: string; readonly title: string };
  /** Told once: damaged history set aside, disk full, a retired model name translated. */
  readonly notices: readonly { readonly id: string; readonly notice: ChatNotice }[];
}

/** A change of the active conversation. */
export type ConversationChange =
  /** Adds the message, or replaces the one with this id. */
  | { readonly type: "message"; readonly message: MessageView }
  /** Appends to `text`; `offset` is the length before, so that a repeated change is recognised. */
  | {
      readonly type: "text-delta";
      readonly messageId: string;
      readonly offset: number;
      readonly text: string;
    }
  | {
      readonly type: "reasoning-delta";
      readonly messageId: string;
      readonly offset: number;
      readonly text: string;
    }
  | { readonly type: "panel"; readonly panel: PanelView };

/** Host → webview. */
export type ToWebviewMessage =
  | {
      readonly type: "snapshot";
      readonly version: number;
      /** New with every snapshot; updates of another epoch are ignored. */
      readonly epoch: number;
      readonly sequence: number;
      readonly panel: PanelView;
      readonly messages: readonly MessageView[];
      /** What the user had typed and not sent in this conversation. */
      readonly draft: string;
    }
  | {
      readonly type: "update";
      readonly epoch: number;
      /** One more than the last message of this epoch; after a gap the webview asks for a snapshot. */
      readonly sequence: number;
      readonly changes: readonly ConversationChange[];
    }
  /** What a search has found since the last of these; those of an older search are ignored. */
  | {
      readonly type: "search-results";
      readonly searchId: number;
      readonly results: readonly SearchResult[];
      /** Nothing more comes. */
      readonly isComplete: boolean;
    }
  /** Answers `find-files`: those of the candidates that name a file of the workspace. */
  | {
      readonly type: "found-files";
      readonly messageId: string;
      readonly files: readonly { readonly text: string; readonly fileId: string }[];
    }
  /** Puts the keyboard focus into the composer, with this text added to the draft where given. */
  | { readonly type: "focus-composer"; readonly text?: string }
  /**
   * Answers `search-attachables`: best first, at most 50. May come a second time for one request, with what slower
   * sources found besides: it takes the place of the first. A search that a later one overtook has no more answers.
   */
  | { readonly type: "attachables"; readonly requestId: string; readonly items: readonly AttachableView[] }
  /** The sheet with a conversation's options, as it is now: opens it; missing: closes it. */
  | { readonly type: "sheet"; readonly sheet?: SheetView }
  /** Answers `list-commands`. */
  | { readonly type: "commands"; readonly requestId: string; readonly items: readonly SlashCommandView[] }
  /**
   * Answers `run-command`. `text` is the prompt with its variables filled in, to be sent or looked at first; missing
   * after an action, and when the user was asked for an input and gave none.
   */
  | { readonly type: "command-result"; readonly requestId: string; readonly text?: string };

/**
 * Webview → host. Closed; every field is checked when it arrives (`readFromWebview`), none is a command id, a path
 * or an address that the host would follow unseen.
 */
export type FromWebviewMessage =
  /** The webview is drawn, or has lost track: answer with a snapshot. */
  | { readonly type: "ready"; readonly version: number }
  | { readonly type: "send"; readonly conversationId: string; readonly text: string }
  | { readonly type: "stop"; readonly conversationId: string }
  /** Asks a question again, the last one or the one of this answer; `choice` is for this answer only. */
  | {
      readonly type: "retry";
      readonly conversationId: string;
      readonly messageId?: string;
      readonly choice?: AnswerChoice;
    }
  /** Goes on with the last answer, which broke off. */
  | { readonly type: "continue"; readonly conversationId: string }
  /** Asks another question in the place of this one, with its attachments; the old one stays reachable. */
  | {
      readonly type: "resend";
      readonly conversationId: string;
      readonly messageId: string;
      readonly text: string;
    }
  /** Shows another of the messages that stand in the same place. */
  | { readonly type: "select-branch"; readonly conversationId: string; readonly messageId: string }
  /** Sends the waiting messages after all, which a stop or a failure has held up. */
  | { readonly type: "send-queued"; readonly conversationId: string }
  /** Takes a waiting message out of the queue; its text becomes the draft again. */
  | { readonly type: "remove-queued"; readonly conversationId: string; readonly messageId: string }
  | { readonly type: "rename-conversation"; readonly conversationId: string; readonly title: string }
  | { readonly type: "pin-conversation"; readonly conversationId: string; readonly isPinned: boolean }
  /** All of the conversation's own options; what is missing is the settings' choice. */
  | {
      readonly type: "set-options";
      readonly conversationId: string;
      readonly options: ConversationOptions;
    }
  /** Asks for the sheet with the conversation's options (`sheet`). */
  | { readonly type: "open-sheet"; readonly conversationId: string }
  /** Forced: also where what was written last was not taken. */
  | { readonly type: "close-sheet"; readonly conversationId: string; readonly isForced: boolean }
  /** Takes the place of a row's own value; without a text the row has none any more. */
  | {
      readonly type: "set-sheet-value";
      readonly conversationId: string;
      readonly rowId: string;
      readonly text?: string;
    }
  | { readonly type: "reset-sheet"; readonly conversationId: string }
  /** Opens a document with what sending this text would ask now. */
  | { readonly type: "show-request"; readonly conversationId: string; readonly text: string }
  | { readonly type: "draft"; readonly conversationId: string; readonly text: string }
  | { readonly type: "new-conversation" }
  /** `messageId`: where to look; the branch that it stands on is shown. */
  | { readonly type: "open-conversation"; readonly conversationId: string; readonly messageId?: string }
  | { readonly type: "delete-conversation"; readonly conversationId: string }
  | { readonly type: "undo-deletion"; readonly conversationId: string }
  /** Looks for words in all conversations and ends the search before; without words it only ends it. */
  | { readonly type: "search-conversations"; readonly searchId: number; readonly query: string }
  | { readonly type: "list-more-conversations" }
  /** The host asks where to. */
  | { readonly type: "export-conversation"; readonly conversationId: string }
  | { readonly type: "import-conversation" }
  | { readonly type: "open-in-editor"; readonly conversationId: string }
  /** The user is in this panel: commands act on it. */
  | { readonly type: "focused" }
  /** Opens the host's own picker with the live list; without a provider, that is asked for first. For this chat only. */
  | { readonly type: "pick-model"; readonly conversationId: string; readonly providerId?: string }
  /** Keeps in the settings what this conversation is answered with. */
  | {
      readonly type: "use-for-new-chats";
      readonly conversationId: string;
      readonly part: "model" | "thinking";
    }
  /** Attaches the active editor's selection, or its file when nothing is selected. */
  | { readonly type: "attach-active" }
  | { readonly type: "remove-attachment"; readonly attachmentId: string }
  /**
   * Looks for what `@` may attach; an empty query offers what is nearest. `requestId` comes back with the answer
   * (`attachables`). `query` is what stands behind the `@`, at most 256 characters; words in it must all match.
   */
  | {
      readonly type: "search-attachables";
      readonly requestId: string;
      readonly query: string;
      readonly kind?: AttachableKind;
    }
  /** Attaches an item that an `attachables` named. The chip comes with the panel. */
  | { readonly type: "attach-item"; readonly itemId: string }
  /**
   * Attaches what was dropped, at most 50: the addresses of `application/vnd.code.uri-list` or `text/uri-list`, as
   * they came. The host takes files and folders that really lie in the workspace; anything else becomes a chip that
   * says why it is refused.
   */
  | { readonly type: "attach-dropped"; readonly uris: readonly string[] }
  /**
   * Attaches a pasted or dropped image: base64 without the `data:` part, at most 5 MB decoded, made smaller before
   * where it has more pixels than a model looks at. A refusal is a chip, too. `name` is what the file was called.
   */
  | { readonly type: "attach-image"; readonly base64: string; readonly name?: string }
  /** What becomes of the current file. */
  | { readonly type: "set-current-file"; readonly mode: CurrentFileMode }
  /** Asks what `/` offers (`commands`). */
  | { readonly type: "list-commands"; readonly requestId: string }
  /** Runs one of them with what stands behind its name, at most 20,000 characters (`command-result`). */
  | {
      readonly type: "run-command";
      readonly requestId: string;
      readonly commandId: string;
      readonly args: string;
    }
  | { readonly type: "open-attachment"; readonly messageId?: string; readonly attachmentId: string }
  /** `code` must be part of that message's text, or the host refuses. */
  | { readonly type: "insert-code"; readonly messageId: string; readonly code: string }
  | { readonly type: "copy-code"; readonly messageId: string; readonly code: string }
  /** Puts the code in the place of what is selected in the editor; refused like `insert-code`. */
  | { readonly type: "replace-selection"; readonly messageId: string; readonly code: string }
  /** Opens the code as a new, unsaved file; refused like `insert-code`. */
  | { readonly type: "new-file"; readonly messageId: string; readonly code: string }
  /** Shows what the code changes in the file that it is for; refused like `insert-code`. */
  | { readonly type: "apply-code"; readonly messageId: string; readonly code: string }
  /** Which of these names, which stand in the message, are files? Answered with `found-files`. */
  | { readonly type: "find-files"; readonly messageId: string; readonly candidates: readonly string[] }
  /** Opens a file that the host found. */
  | { readonly type: "open-file"; readonly fileId: string }
  | { readonly type: "copy-message"; readonly messageId: string }
  /** `href` must stand in that message's text; only http and https are opened, after the host's own look. */
  | { readonly type: "open-link"; readonly messageId: string; readonly href: string }
  | { readonly type: "remedy"; readonly remedy: RemedyId }
  | { readonly type: "dismiss-notice"; readonly noticeId: string }
  /** Sends what the budget has stopped; `text` is what stands in the composer. */
  | { readonly type: "send-anyway"; readonly conversationId: string; readonly text: string }
  | { readonly type: "close-budget-warning" }
  /** Asks the conversation's provider for the balance; the panel's `spending` then has it. */
  | { readonly type: "show-balance"; readonly conversationId: string }
  | { readonly type: "export-usage" }
  | { readonly type: "open-cost-setting"; readonly setting: CostSetting };

/** A setting about money that the panel links to. */
export type CostSetting = "daily-budget" | "monthly-budget" | "prices";
