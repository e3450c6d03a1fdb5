import * as vscode from "vscode";
import type { CompletionEngine } from "../completion/engine";
import { presetOf } from "../completion/gates/eagernessPresets";
import type { PrivacyGate } from "../privacy/privacyGate";
import type { ApiKeys } from "./apiKeys";
import { chooseEagerness } from "./chooseEagerness";
import { chooseSnooze } from "./chooseSnooze";
import { completionReport } from "./completionReport";
import { toggleCompletions, toggleCompletionsForLanguage } from "./completionToggles";
import type { ChatSettingsSource } from "./chatSettings";
import type { Connections, Role } from "./connections";
import { editorObstacles } from "./editorObstacles";
import { isOnForLanguage } from "./isOnForLanguage";
import { exportUsage } from "./exportUsage";
import { showMenu } from "./menu";
import type { ReportDocuments } from "./reportDocuments";
import { selectModel, selectProvider } from "./selectModel";
import { clearApiKey, setApiKey } from "./setApiKey";
import type { SettingsReader } from "./settingsReader";
import { showBalance } from "./showBalance";
import { showError } from "./showError";
import type { Snooze } from "./snooze";
import type { Status } from "./status";
import { turnOffForFile } from "./turnOffForFile";
import type { UsageTracking } from "./usageTracking";

/** Registers the commands about providers, keys, models and completions. Chat and actions register their own. */
export function registerCommands(parts: {
  readonly connections: Connections;
  readonly chatSettings: ChatSettingsSource;
  readonly keys: ApiKeys;
  readonly settings: SettingsReader;
  readonly status: Status;
  readonly snooze: Snooze;
  readonly engine: CompletionEngine;
  readonly reports: ReportDocuments;
  readonly usage: UsageTracking;
  readonly privacy: PrivacyGate;
  readonly channel: vscode.OutputChannel;
}): vscode.Disposable {
  const {
    connections,
    chatSettings,
    keys,
    settings,
    status,
    snooze,
    engine,
    reports,
    usage,
    privacy,
    channel,
  } = parts;

  const commands: Readonly<Record<string, () => Promise<unknown>>> = {
    setApiKey: async () => {
      const role = await roleToSetUp(connections);
      if (role !== undefined) await setApiKey(connections, keys, role);
    },
    clearApiKey: () => clearApiKey(connections, keys),
    showBalance: () => showBalance(connections, usage),
    selectProvider: () => selectProvider(connections),
    selectCompletionModel: () => selectModel(connections, "completion"),
    selectChatModel: () => chatSettings.pickModel(),
    toggleCompletions: () => toggleCompletions(settings.current.completions.isEnabled),
    toggleCompletionsForLanguage: async () => {
      const languageId = vscode.window.activeTextEditor?.document.languageId;
      if (languageId === undefined) {
        void vscode.window.showInformationMessage("Open a file of the language first.");
        return;
      }
      const { languages } = settings.current.completions;
      await toggleCompletionsForLanguage(languageId, isOnForLanguage(languages, languageId));
    },
    turnOffForFile: () => turnOffForFile(status.facts.fileOffBy),
    chooseEagerness: () => chooseEagerness(settings.current.completions),
    snoozeCompletions: () => chooseSnooze(snooze),
    endSnooze: async () => snooze.end(),
    explainCompletion: async () => {
      const providerId = connections.providerId("completion");
      const explanations = engine.explainRecent();
      const report = completionReport({
        explanations,
        status: status.sentence,
        today: usage.todayLines(),
        obstacles: editorObstacles(usage.budgetHold),
        estimate: (request) => usage.estimate(request),
        costLabel: ({ model, askedAtMs }, used) =>
          usage.pricing.costLabel({
            providerId,
            model: model || connections.profile("completion").defaultCompletionModel,
            usage: used,
            atMs: askedAtMs,
          }),
        mask: (text) => privacy.mask(text).text,
      });
      await reports.show("Why is there (no) completion", report);
    },
    showStatistics: () => reports.show("Completion statistics", usage.statistics()),
    exportUsage: () => exportUsage(usage.csv()),
    clearStatistics: () => usage.clear(),
    continueOverBudget: () => usage.continueOverBudget(),
    showMenu: async () => {
      const facts = status.facts;
      await showMenu({
        ...facts,
        presetLabel: presetOf(settings.current.completions.eagerness)?.label,
        needsKey: facts.obstacle?.kind === "auth",
        completionLabel: `${facts.providerLabel} · ${facts.model}`,
        chatLabel: `${connections.profile("chat").label} · ${connections.model("chat") || connections.profile("chat").defaultChatModel}`,
      });
    },
    showLog: async () => channel.show(),
    topUpBalance: () => topUpBalance(connections),
    openSettings: async () =>
      vscode.commands.executeCommand("workbench.action.openSettings", "@ext:midfill.midfill"),
  };

  return vscode.Disposable.from(
    ...Object.entries(commands).map(([name, run]) =>
      vscode.commands.registerCommand(`midfill.${name}`, async () => {
        try {
          await run();
        } catch (error) {
          await showError(error);
        }
      }),
    ),
  );
}

/** Opens the page where money can be added at the chat's provider. */
async function topUpBalance(connections: Connections): Promise<void> {
  const { topUpUrl, label } = connections.profile("chat");
  if (topUpUrl === undefined) {
    void vscode.window.showInformationMessage(`${label} has no page to top up at.`);
    return;
  }
  await vscode.env.openExternal(vscode.Uri.parse(topUpUrl));
}

/**
 * Whose key is asked for: the provider of completions and chat where they are one, else the one without a key, else
 * what the user picks.
 */
async function roleToSetUp(connections: Connections): Promise<Role | undefined> {
  if (connections.providerId("completion") === connections.providerId("chat")) return "chat";
  const isMissing = async (role: Role) => (await connections.obstacle(role))?.kind === "auth";
  const [completion, chat] = await Promise.all([isMissing("completion"), isMissing("chat")]);
  if (completion !== chat) return completion ? "completion" : "chat";
  const picked = await vscode.window.showQuickPick(
    (["completion", "chat"] as const).map((role) => ({
      label: connections.profile(role).label,
      description: role === "completion" ? "serves completions" : "serves chat and actions",
      role,
    })),
    { title: "Midfill: set the API key for" },
  );
  return picked?.role;
}
