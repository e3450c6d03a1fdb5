import * as vscode from "vscode";

/** What the menu behind the status bar needs to know to offer what makes sense now. */
export interface MenuFacts {
  /** Language of the active editor, and whether completions are on for it. */
  readonly language?: { readonly id: string; readonly isOn: boolean };
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
    ...(language === undefined || !facts.isEnabled
      ? []
      : [
          {
            label: `${language.isOn ? "$(circle-slash) Turn Off" : "$(sparkle) Turn On"} for ${language.id}`,
            command: "midfill.toggleCompletionsForLanguage",
          },
        ]),
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

function separator(label: string): MenuItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
