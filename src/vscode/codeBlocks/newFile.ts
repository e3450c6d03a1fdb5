import * as vscode from "vscode";
import type { CodeBlock } from "../../chat/codeBlock";
import { mayTakeName } from "../review/mayTakeName";
import { confirmHostileText } from "./confirmHostileText";
import { languageOf } from "./languageOf";

/**
 * Opens code as a new, unsaved file in its language. Where the block names a file that does not exist yet, it is that
 * file, which saving will create.
 */
export async function openAsNewFile(block: CodeBlock): Promise<void> {
  if (!(await confirmHostileText(block.code, ""))) return;
  const content = block.code.endsWith("\n") ? block.code : `${block.code}\n`;
  const named = await freeUri(block);
  const uri = named !== undefined && (await mayTakeName(named)) ? named : undefined;
  if (uri === undefined) {
    const language = languageOf(block.language, await vscode.languages.getLanguages());
    const document = await vscode.workspace.openTextDocument({
      content,
      ...(language === undefined ? {} : { language }),
    });
    await vscode.window.showTextDocument(document, { preview: false });
    return;
  }
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  // An unsaved file of that name may be open already: its text is kept, the code goes to the cursor.
  const range = document.getText() === "" ? new vscode.Range(0, 0, 0, 0) : editor.selection;
  await editor.edit((edit) => edit.replace(range, content));
}

/** The address of an unsaved file under the name that the block gives; undefined without one, or where it exists. */
async function freeUri({ file }: CodeBlock): Promise<vscode.Uri | undefined> {
  const [folder, ...others] = vscode.workspace.workspaceFolders ?? [];
  if (file === undefined || folder === undefined || folder.uri.scheme !== "file") return undefined;
  const owner = others.find((each) => file.path.startsWith(`${each.name}/`));
  const uri =
    owner === undefined
      ? vscode.Uri.joinPath(folder.uri, file.path)
      : vscode.Uri.joinPath(owner.uri, file.path.slice(owner.name.length + 1));
  try {
    await vscode.workspace.fs.stat(uri);
    return undefined;
  } catch {
    return uri.with({ scheme: "untitled" });
  }
}
