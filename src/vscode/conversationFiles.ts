import * as vscode from "vscode";
import { maxConversationFileChars, writeConversationFile } from "../chat/conversationFile";
import { conversationMarkdown } from "../chat/conversationMarkdown";
import type { ChatSessions } from "../chat/sessions";

/** Asks for the format and the place, and writes the conversation there. A failure is told. */
export async function exportConversation(sessions: ChatSessions, conversationId: string): Promise<void> {
  const conversation = await sessions.load(conversationId);
  if (conversation.messages.length === 0) {
    void vscode.window.showInformationMessage("This conversation has no messages to export yet.");
    return;
  }
  const format = await vscode.window.showQuickPick(
    [
      { label: "Markdown", detail: "To read and to share: the branch that is shown.", extension: "md" },
      { label: "JSON", detail: "Everything, every branch: can be imported again.", extension: "json" },
    ],
    { title: `Export “${conversation.title}”`, placeHolder: "As what?" },
  );
  if (format === undefined) return;
  const { label, extension } = format;
  const name = `${fileName(conversation.title)}.${extension}`;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const uri = await vscode.window.showSaveDialog({
    title: "Export Conversation",
    saveLabel: "Export",
    filters: { [label]: [extension] },
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, name) }),
  });
  if (uri === undefined) return;
  const text =
    extension === "md" ? conversationMarkdown(conversation) : writeConversationFile(conversation, Date.now());
  try {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  } catch (error) {
    void vscode.window.showErrorMessage(
      `The conversation was not exported: ${reasonOf(error)} Choose another place.`,
    );
    return;
  }
  const open = "Open File";
  const answer = await vscode.window.showInformationMessage(`Exported to ${nameOf(uri)}.`, open);
  if (answer === open) await vscode.commands.executeCommand("vscode.open", uri);
}

/**
 * Asks for an exported file and takes it into the history. Resolves to the new conversation's id; undefined when
 * there is none, which is told.
 */
export async function importConversation(sessions: ChatSessions): Promise<string | undefined> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: "Import Conversation",
      openLabel: "Import",
      canSelectMany: false,
      filters: { "Exported conversation": ["json"] },
    })) ?? [];
  if (uri === undefined) return undefined;
  const refuse = async (reason: string): Promise<undefined> => {
    await vscode.window.showErrorMessage(
      `${nameOf(uri)} was not imported. ${reason} Choose a file that “Midfill: Export Conversation…” wrote as JSON.`,
    );
  };
  let text: string;
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > maxConversationFileChars) return await refuse("It is larger than 64 MB.");
    text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch (error) {
    return refuse(reasonOf(error));
  }
  const read = await sessions.importFile(text);
  if (!read.isRead) return refuse(read.reason);
  if (read.skipped.length > 0) {
    void vscode.window.showInformationMessage(
      `${nameOf(uri)} was imported. Left out: ${new Intl.ListFormat("en").format(read.skipped)}.`,
    );
  }
  return read.conversationId;
}

/** A title as part of a file's name, on every system. */
function fileName(title: string): string {
  const name = title
    .replaceAll(/[\p{Cc}\p{Cf}<>:"/\\|?*…]/gu, " ")
    .replaceAll(/\s+/gu, " ")
    .replace(/[. ]+$/u, "")
    .trim();
  return name === "" ? "conversation" : name.slice(0, 80).trimEnd();
}

function nameOf(uri: vscode.Uri): string {
  return uri.path.split("/").at(-1) ?? uri.path;
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : "The file system failed";
  return message.endsWith(".") ? message : `${message}.`;
}
