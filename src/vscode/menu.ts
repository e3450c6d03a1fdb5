import * as vscode from "vscode";
import { remainingLabel } from "./snooze";

/** What the menu behind the status bar needs to know to offer what makes sense now. */
export interface MenuFacts {
  /** Language of the active editor, and whether completions are on for it. */
  readonly language?: { readonly id: string; readonly isOn: boolean };
  /** The pattern that turns the active file off. */
  readonly fileOffBy?: string;
  /** What is left of a snooze, in ms; 0 when there is none. */
  readonly snoozeMs: number;
  /** The name of the preset in use; undefined for a choice of the user's own. */
  readonly presetLabel: string | undefined;
  readonly isEnabled: boolean;
  readonly isTrusted: boolean;
  readonly needsKey: boolean;
  readonly completionLabel: string;
  readonly chatLabel: string;
}

interface MenuItem extends vscode.QuickPickItem {
  readonly command?: string;
}

/** Opens the menu and runs what was chosen. */
export async function showMenu(facts: MenuFacts): Promise<void> {
  const chosen = await vscode.window.showQuickPick(menuItems(facts), {
    title: "Midfill",
    placeHolder: facts.isTrusted ? undefined : "The workspace is not trusted: nothing is sent.",
  });
  if (chosen?.command !== undefined) await vscode.commands.executeCommand(chosen.command);
}

function menuItems(facts: MenuFacts): MenuItem[] {
  const { language } = facts;
  return [
    ...(facts.isTrusted
      ? []
      : [{ label: "$(shield) Manage Workspace Trust", command: "workbench.trust.manage" }]),
    ...(facts.needsKey ? [{ label: "$(key) Set API Key", command: "midfill.setApiKey" }] : []),
    separator("Completions"),
    {
      label: facts.isEnabled ? "$(circle-slash) Turn Completions Off" : "$(sparkle) Turn Completions On",
      description: facts.completionLabel,
      command: "midfill.toggleCompletions",
    },
    ...(facts.isEnabled
      ? [
          {
            label: "$(dashboard) Choose Eagerness…",
            description: facts.presetLabel ?? "a choice of your own",
            command: "midfill.chooseEagerness",
          },
          ...(facts.snoozeMs > 0
            ? [
                {
                  label: "$(bell) End Snooze",
                  description:
                    facts.snoozeMs === Infinity
                      ? remainingLabel(facts.snoozeMs)
                      : `${remainingLabel(facts.snoozeMs)} left`,
                  command: "midfill.endSnooze",
                },
              ]
            : [{ label: "$(bell-slash) Snooze…", command: "midfill.snoozeCompletions" }]),
        ]
      : []),
    ...(language === undefined || !facts.isEnabled
      ? []
      : [
          {
            label: `${language.isOn ? "$(circle-slash) Turn Off" : "$(sparkle) Turn On"} for ${language.id}`,
            command: "midfill.toggleCompletionsForLanguage",
          },
        ]),
    ...(language === undefined || !facts.isEnabled ? [] : [fileItem(facts)]),
    { label: "$(question) Why Is There (No) Completion?", command: "midfill.explainCompletion" },
    { label: "$(symbol-misc) Select Completion Model", command: "midfill.selectCompletionModel" },
    separator("Chat"),
    { label: "$(comment-discussion) Open Chat", description: facts.chatLabel, command: "midfill.openChat" },
    { label: "$(symbol-misc) Select Chat Model", command: "midfill.selectChatModel" },
    separator("Provider"),
    { label: "$(server) Select Provider", command: "midfill.selectProvider" },
    ...(facts.needsKey ? [] : [{ label: "$(key) Set API Key", command: "midfill.setApiKey" }]),
    { label: "$(credit-card) Show Balance", command: "midfill.showBalance" },
    separator(""),
    { label: "$(gear) Open Settings", command: "midfill.openSettings" },
    { label: "$(output) Show Log", command: "midfill.showLog" },
  ];
}

function fileItem({ fileOffBy }: MenuFacts): MenuItem {
  return {
    label:
      fileOffBy === undefined
        ? "$(circle-slash) Turn Off for This File…"
        : "$(sparkle) Turn On for This File",
    ...(fileOffBy !== undefined && { description: `off by “${fileOffBy}”` }),
    command: "midfill.turnOffForFile",
  };
}

function separator(label: string): MenuItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
