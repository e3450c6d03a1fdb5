import * as vscode from "vscode";
import type { PendingAttachment } from "../chat/attachment";
import type { AnswerChoice } from "../chat/conversationOptions";
import { CurrentFile } from "../chat/currentFile";
import { createFileStore } from "../chat/history/fileStore";
import { ChatSessions } from "../chat/sessions";
import type { PrivacyGate, RealPathOf } from "../privacy/privacyGate";
import { systemClock } from "../provider/clock";
import { isProviderId, profileById } from "../provider/profiles";
import { ActionCatalog } from "./actions/actionCatalog";
import { startAttachments, type Attachments } from "./attachments/startAttachments";
import type { ChatFallback } from "./chatFallback";
import type { ChatSettingsSource } from "./chatSettings";
import { ChatEditors } from "./chatEditors";
import type { Connections } from "./connections";
import { ChatViewProvider } from "./chatViewProvider";
import type { InBackground } from "./inBackground";
import type { EditReview } from "./review/editReview";
import type { Log } from "./log";
import { remedyCommands } from "./remedyCommands";
import type { SettingsReader } from "./settingsReader";
import { ShownRequests } from "./showRequest";
import { createChatToolbox } from "./tools/chatToolbox";
import { selectTools } from "./tools/selectTools";
import type { UsageTracking } from "./usageTracking";

/** The chat, for those who work with it. */
export interface StartedChat {
  /** They have something to write at the end, which is awaited. */
  readonly sessions: ChatSessions;
  /** The actions, which `/` offers in the chat. */
  readonly catalog: ActionCatalog;
  /** The last commands of the terminals, as the chat attaches them. */
  readonly terminals: Attachments["terminals"];
  /** A part of a document as an attachment, as it is now. */
  readonly attach: (document: vscode.TextDocument, range: vscode.Range) => PendingAttachment;
  /** Asks in a conversation of its own; a failure is logged. */
  readonly ask: (text: string, attachments: readonly PendingAttachment[], choice?: AnswerChoice) => void;
}

/** Opens the chat's view. What it makes is disposed with the context's subscriptions, but for the sessions. */
export function startChat(
  parts: {
    readonly fallback: ChatFallback;
    readonly usage: UsageTracking;
    readonly settings: SettingsReader;
    readonly connections: Connections;
    readonly chatSettings: ChatSettingsSource;
    readonly privacy: PrivacyGate;
    readonly review: EditReview;
    readonly realPathOf: RealPathOf;
    readonly log: Log;
    readonly inBackground: InBackground;
  },
  context: vscode.ExtensionContext,
): StartedChat {
  const closing = new AbortController();
  context.subscriptions.push(new vscode.Disposable(() => closing.abort()));
  const { fallback, usage, settings, connections, chatSettings, privacy } = parts;
  const { review, realPathOf, log, inBackground } = parts;
  const lastConversation = {
    read: () => context.workspaceState.get<string>("midfill.lastConversation"),
    write: async (id: string) => context.workspaceState.update("midfill.lastConversation", id),
  };
  const attachments = startAttachments({
    privacy,
    realPathOf,
    settings: () => settings.current.chat,
    actions: () => catalog.ofUser(),
    log,
  });
  const catalog = new ActionCatalog({
    settings: () => settings.current.actions,
    promptFiles: attachments.promptFiles,
  });
  const sessions = new ChatSessions({
    client: ({ providerId }) => usage.client("chat", isProviderId(providerId) ? providerId : undefined),
    settings: (options) => chatSettings.for(options),
    instructions: attachments.instructions,
    fallback: (failing, options, reason) => fallback.choose(failing, options, reason),
    store: createFileStore({
      directory: vscode.Uri.joinPath(context.storageUri ?? context.globalStorageUri, "conversations").fsPath,
      clock: systemClock,
      log,
    }),
    clock: systemClock,
    privacy,
    titles: {
      isOn: () => settings.current.chat.hasModelTitles && usage.pace() !== "paused",
      client: ({ providerId }) => usage.client("title", isProviderId(providerId) ? providerId : undefined),
    },
    log,
    costLabel: (query) => usage.pricing.costLabel(query),
    costUsd: (query) => usage.pricing.costOf(query)?.amountUsd,
    costCny: (query) => usage.pricing.costOf(query)?.amountCny,
    spending: {
      pricing: usage.pricing,
      sums: () => usage.sums(),
      budget: () => usage.budget,
      budgetSentence: () => usage.budgetLine,
      hasBalance: (providerId) =>
        isProviderId(providerId) && profileById(providerId).paths.balance !== undefined,
      askBalance: async (providerId) =>
        isProviderId(providerId) ? usage.askBalance(providerId, closing.signal) : undefined,
    },
    providers: () => chatSettings.providers(),
    selectModel: (providerId, model) => chatSettings.selectModel(providerId, model),
    setThinking: (thinking, effort) => chatSettings.setThinking(thinking, effort),
    onComplete: ({ providerId }) => inBackground("Listing models", chatSettings.listOnce(providerId)),
    lastConversation,
    tools: createChatToolbox({ choices: () => settings.current.chat.tools, privacy, clock: systemClock }),
    createId: () => crypto.randomUUID(),
  });
  const chat = new ChatViewProvider({
    sessions,
    context: attachments.context,
    contextHost: attachments.host,
    currentFile: new CurrentFile({
      read: () => context.workspaceState.get("midfill.currentFile"),
      write: async (mode) => context.workspaceState.update("midfill.currentFile", mode),
    }),
    review,
    clock: systemClock,
    log,
    lastConversation,
    extensionUri: context.extensionUri,
    pickModel: (options, providerId) => chatSettings.pickFor(options, providerId),
    showRequest: (preview) => requests.show(preview),
    remedyCommands,
  });
  const requests = new ShownRequests(connections, () => chat.preview());
  context.subscriptions.push(
    attachments,
    chat,
    requests,
    vscode.window.registerWebviewViewProvider(ChatViewProvider.viewId, chat),
    vscode.commands.registerCommand("midfill.openChat", () => chat.focus()),
    vscode.window.registerWebviewPanelSerializer(ChatEditors.viewType, {
      deserializeWebviewPanel: (tab, state: unknown) => chat.restoreEditor(tab, state),
    }),
    vscode.commands.registerCommand("midfill.chatOptions", () => chat.openOptions()),
    vscode.commands.registerCommand("midfill.newConversation", () => chat.newChat()),
    vscode.commands.registerCommand("midfill.selectChatTools", () =>
      selectTools(settings.current.chat.tools),
    ),
    vscode.commands.registerCommand("midfill.openChatInEditor", () => chat.openInEditor()),
    vscode.commands.registerCommand("midfill.exportConversation", () => chat.exportConversation()),
    vscode.commands.registerCommand("midfill.importConversation", () => chat.importConversation()),
    chatSettings.onDidChange(() => sessions.settingsChanged()),
  );
  inBackground(
    "Reading conversations",
    sessions.start().then(() => chat.start()),
  );
  return {
    sessions,
    catalog,
    terminals: attachments.terminals,
    attach: (document, range) => attachments.context.read(document, range),
    ask: (text, attached, choice) => inBackground("Asking in the chat", chat.ask(text, attached, choice)),
  };
}
