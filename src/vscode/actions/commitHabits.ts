import { homedir } from "node:os";
import * as vscode from "vscode";
import { detectCommitStyle, type CommitStyle } from "../../actions/commit/commitStyle";
import { pastMessages, type PastMessage } from "../../actions/commit/pastCommits";
import type { PrivacyGate } from "../../privacy/privacyGate";
import { judgedPathOf } from "../attachments/attachmentReader";
import type { GitCommit, GitRepository } from "../attachments/gitExtension";

/** How messages are written in a repository. Its texts may hold secrets. */
export interface CommitHabits {
  /** Undefined where there are too few messages. */
  readonly style: CommitStyle | undefined;
  readonly examples: readonly PastMessage[];
  readonly ruleFiles: readonly { readonly path: string; readonly text: string }[];
  /** What git puts into the box before anybody writes; empty where there is none. */
  readonly template: string;
  /** The user's own limit of a subject (`git.inputValidationSubjectLength`), if they have set one. */
  readonly subjectLimitChars: number | undefined;
}

/** Some of those that are looked at are left out. */
const loggedCommits = 80;
const maxExamples = 20;
/** A larger file says other things as well, in UTF-16 code units. */
const maxRuleFileChars = 4_000;

const ruleFileNames = [
  ".gitmessage",
  ".gitmessage.txt",
  ...["js", "cjs", "mjs", "ts", "cts", "json", "yaml", "yml"].map((ending) => `commitlint.config.${ending}`),
  ".commitlintrc",
  ...["json", "yaml", "yml", "js", "cjs", "mjs", "ts"].map((ending) => `.commitlintrc.${ending}`),
];

/** Looks at the repository's last messages and at the files that tell their rules. Never rejects. */
export async function commitHabits(repository: GitRepository, privacy: PrivacyGate): Promise<CommitHabits> {
  const [commits, userEmail, template, ruleFiles] = await Promise.all([
    lastCommits(repository),
    configValue(repository, "user.email"),
    commitTemplate(repository),
    readRuleFiles(repository.rootUri, privacy),
  ]);
  const examples = pastMessages(commits, userEmail, maxExamples);
  const isTold = ruleFiles.some(({ text }) => text.trim() === template.trim());
  return {
    style: detectCommitStyle(examples),
    examples,
    ruleFiles:
      template.trim() === "" || isTold
        ? ruleFiles
        : [...ruleFiles, { path: "commit.template", text: template }],
    template,
    subjectLimitChars: subjectLimit(repository.rootUri),
  };
}

async function lastCommits(repository: GitRepository): Promise<readonly GitCommit[]> {
  try {
    return await repository.log({ maxEntries: loggedCommits });
  } catch {
    return []; // A repository without a commit has no log.
  }
}

async function configValue(repository: GitRepository, key: string): Promise<string | undefined> {
  for (const read of [() => repository.getConfig(key), () => repository.getGlobalConfig(key)]) {
    const value = await read().catch(() => "");
    if (value.trim() !== "") return value.trim();
  }
  return undefined;
}

/** The user named this file in git's configuration, which no repository brings along. */
async function commitTemplate(repository: GitRepository): Promise<string> {
  const path = await configValue(repository, "commit.template");
  if (path === undefined) return "";
  const uri = /^~[/\\]/u.test(path)
    ? vscode.Uri.joinPath(vscode.Uri.file(homedir()), path.slice(2))
    : /^(?:[/\\]|[a-z]:)/iu.test(path)
      ? vscode.Uri.file(path)
      : vscode.Uri.joinPath(repository.rootUri, path);
  return (await readSmall(uri)) ?? "";
}

async function readRuleFiles(root: vscode.Uri, privacy: PrivacyGate): Promise<CommitHabits["ruleFiles"]> {
  let names: ReadonlySet<string>;
  try {
    const entries = await vscode.workspace.fs.readDirectory(root);
    // A link could lead anywhere.
    names = new Set(entries.filter(([, type]) => type === vscode.FileType.File).map(([name]) => name));
  } catch {
    return [];
  }
  const found: { readonly path: string; readonly text: string }[] = [];
  for (const name of ruleFileNames.filter((each) => names.has(each))) {
    const uri = vscode.Uri.joinPath(root, name);
    if (!privacy.decide(judgedPathOf(uri)).isAllowed) continue;
    const text = await readSmall(uri);
    if (text !== undefined) found.push({ path: name, text });
  }
  return found;
}

async function readSmall(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > 4 * maxRuleFileChars) return undefined;
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)).replaceAll("\r\n", "\n");
    return text.length > maxRuleFileChars || text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}

/** Only where somebody has set it, or the editor marks what is longer: its default of 50 counts for nobody else. */
function subjectLimit(root: vscode.Uri): number | undefined {
  const git = vscode.workspace.getConfiguration("git", root);
  const set = git.inspect<number | null>("inputValidationSubjectLength");
  const own = set?.workspaceFolderValue ?? set?.workspaceValue ?? set?.globalValue;
  const limit = own ?? (git.get("inputValidation") === true ? set?.defaultValue : undefined);
  return typeof limit === "number" && limit >= 10 && limit <= 500 ? limit : undefined;
}
