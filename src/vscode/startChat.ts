import * as vscode from "vscode";
import { CurrentFile } from "../chat/currentFile";
import { createFileStore } from "../chat/history/fileStore";
import { ChatSessions } from "../chat/sessions";
import type { PrivacyGate, RealPathOf } from "../privacy/privacyGate";
import { systemClock } from "../provider/clock";
import { isProviderId, profileById } from "../provider/profiles";
import { ActionCatalog } from "./actions/actionCatalog";
import { registerActionCommands } from "./actions/actionCommands";
import type { ActionDependencies } from "./actions/actionDependencies";
import { registerCodeActions } from "./actions/codeActions";
import { gatherDefinitions } from "./actions/definitionsInvolved";
import { gatherDiagnostics } from "./actions/fixDiagnostics";
import { docFormGatherer } from "./actions/docForm";
import { testSetupGatherer } from "./actions/testSetup";
import { registerCommitMessage } from "./actions/commitMessage";
import { registerExplainTerminal } from "./actions/explainTerminal";
import { registerRenameSymbol } from "./actions/renameSymbol";
import { startAttachments } from "./attachments/startAttachments";
import type { ChatFallback } from "./chatFallback";
import type { ChatSettingsSource } from "./chatSettings";
import { ChatEditors } from "./chatEditors";
import type { Connections } from "./connections";
import { ChatViewProvider } from "./chatViewProvider";
import { EditReview } from "./review/editReview";
import type { Log } from "./log";
import { remedyCommands } from "./remedyCommands";
import type { SettingsReader } from "./settingsReader";
import { ShownRequests } from "./showRequest";
import { createChatToolbox } from "./tools/chatToolbox";
import { selectTools } from "./tools/selectTools";
import type { UsageTracking } from "./usageTracking";

/** Runs work that nobody waits for; a failure goes to the log under this name. */
export type InBackground = (name: string, work: Promise<unknown>) => void;

/**
 * Opens the chat's view and the actions on a selection, which share the chat's provider. What it makes is disposed
 * with the context's subscriptions, but for the sessions: those have something to write and are awaited.
 */
export function startChat(
  parts: {
    readonly fallback: ChatFallback;
    readonly usage: UsageTracking;
    readonly settings: SettingsReader;
    readonly connections: Connections;
    readonly chatSettings: ChatSettingsSource;
    readonly privacy: PrivacyGate;
    readonly realPathOf: RealPathOf;
    readonly log: Log;
    readonly inBackground: InBackground;
  },
  context: vscode.ExtensionContext,
): ChatSessions {
  const closing = new AbortController();
  context.subscriptions.push(new vscode.Disposable(() => closing.abort()));
  const { fallback, usage, settings, connections, chatSettings, privacy, realPathOf, log, inBackground } =
    parts;
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
  const chatContext = attachments.context;
  const review = new EditReview();
  const chat = new ChatViewProvider({
    sessions,
    context: chatContext,
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
  const actions: ActionDependencies = {
    catalog,
    client: () => usage.client("action"),
    settings: (choice) => chatSettings.for(choice),
    privacy,
    askInChat: async ({ text, attachment, choice }) => {
      const attached =
        attachment === undefined ? [] : [chatContext.read(attachment.document, attachment.range)];
      inBackground("Asking in the chat", chat.ask(text, attached, choice));
    },
    mayAct: () => usage.mayAct(),
    review,
    memory: context.globalState,
    log,
  };
  context.subscriptions.push(
    attachments,
    chat,
    requests,
    review,
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
    registerActionCommands(actions, {
      diagnostics: (target, signal) => gatherDiagnostics(target, privacy, signal),
      definitions: (target, signal) => gatherDefinitions(target, privacy, signal),
      "test-setup": testSetupGatherer(privacy),
      "docstring-form": docFormGatherer(privacy),
    }),
    registerCodeActions(actions, () => settings.current.actions.hasCodeActions),
    registerCommitMessage(actions),
    registerRenameSymbol(actions),
    registerExplainTerminal({
      terminals: attachments.terminals,
      ask: (text, attachment) => inBackground("Asking in the chat", chat.ask(text, [attachment])),
    }),
    chatSettings.onDidChange(() => sessions.settingsChanged()),
  );
  inBackground(
    "Reading conversations",
    sessions.start().then(() => chat.start()),
  );
  return sessions;
}
