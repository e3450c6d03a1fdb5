import * as vscode from "vscode";
import type { SystemSource } from "../../chat/conversationEvent";
import { instructionText, type InstructionFile } from "../../chat/instructionText";
import type { ChatPrivacy } from "../../chat/chatDependencies";
import type { RealPathOf } from "../../privacy/privacyGate";
import type { AttachmentReader } from "./attachmentReader";
import { workspacePlace } from "./workspacePlace";

/** In every folder of the workspace, in this order. */
const rootFiles = [".github/copilot-instructions.md", "AGENTS.md"];
const nearestName = "AGENTS.md";
/** A larger file is no instruction. */
const maxFileChars = 200_000;
const maxFolders = 20;

/** What reading instructions needs. */
interface InstructionDependencies {
  readonly reader: AttachmentReader;
  readonly privacy: Pick<ChatPrivacy, "mask">;
  readonly realPathOf: RealPathOf;
  /** The user wants them (`midfill.chat.useInstructionFiles`). */
  readonly isWanted: () => boolean;
  /** The document that is being looked at: the `AGENTS.md` nearest to it counts, too. */
  readonly activeDocument: () => vscode.Uri | undefined;
}

/**
 * What the workspace's instruction files say: `.github/copilot-instructions.md` and `AGENTS.md` of every folder, and
 * the `AGENTS.md` nearest above the active document. Empty in a workspace that is not trusted. Never rejects.
 */
export async function readInstructions(dependencies: InstructionDependencies): Promise<{
  readonly text: string;
  readonly sources: readonly SystemSource[];
}> {
  if (!vscode.workspace.isTrusted || !dependencies.isWanted()) return { text: "", sources: [] };
  const folders = (vscode.workspace.workspaceFolders ?? []).slice(0, maxFolders);
  const roots = folders.flatMap((folder) => rootFiles.map((name) => vscode.Uri.joinPath(folder.uri, name)));
  const files = await Promise.all(roots.map((uri) => readOne(uri, dependencies)));
  return instructionText([...files, await readNearest(dependencies)].filter((file) => file !== undefined));
}

async function readNearest(dependencies: InstructionDependencies): Promise<InstructionFile | undefined> {
  const active = dependencies.activeDocument();
  const root = active && vscode.workspace.getWorkspaceFolder(active)?.uri.path.replace(/\/$/u, "");
  if (active === undefined || root === undefined) return undefined;
  let path = active.path.slice(0, active.path.lastIndexOf("/"));
  for (; path.length > root.length; path = path.slice(0, path.lastIndexOf("/"))) {
    // oxlint-disable-next-line no-await-in-loop -- the first one found ends the search
    const found = await readOne(active.with({ path: `${path}/${nearestName}` }), dependencies);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Undefined where there is no such file, or nothing of it may be sent. */
async function readOne(
  uri: vscode.Uri,
  { reader, privacy, realPathOf }: InstructionDependencies,
): Promise<InstructionFile | undefined> {
  if (!workspacePlace(uri, realPathOf).isInside) return undefined;
  const found = await reader.textOf(uri, maxFileChars);
  if (!found.isText) return undefined;
  return {
    label: vscode.workspace.asRelativePath(uri),
    uri: uri.toString(),
    text: privacy.mask(found.text).text,
  };
}
