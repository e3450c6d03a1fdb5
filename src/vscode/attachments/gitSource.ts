import * as vscode from "vscode";
import type { AttachableSource, FoundAttachable } from "../../chat/attachables/catalogue";
import { allowedDiff } from "../../chat/attachables/diffSections";
import { fuzzyScore } from "../../chat/attachables/fuzzyIndex";
import type { PendingAttachment } from "../../chat/attachment";
import { judgedPathOf } from "./attachmentReader";
import type { AttachmentReader } from "./attachmentReader";
import { gitRepositories, untrackedStatus, type GitCommit, type GitRepository } from "./gitExtension";

const emptyQueryScore = 200;
const maxCommits = 30;
/** Files of one commit whose changes are asked for, one by one: the API has no other way. */
const maxCommitFiles = 100;
const shortHashChars = 8;

/** What git knows: staged changes, the others, and the last commits, through the editor's own Git extension. */
export class GitSource implements AttachableSource {
  readonly kinds = ["changes"] as const;
  readonly #reader: AttachmentReader;

  constructor(reader: AttachmentReader) {
    this.#reader = reader;
  }

  async search(query: string, kind: string | undefined): Promise<readonly FoundAttachable[]> {
    const repositories = await gitRepositories();
    const found = await Promise.all(
      repositories.map(async (repository) => {
        const name = repositories.length === 1 ? "" : ` of ${nameOf(repository)}`;
        const commits = query === "" && kind === undefined ? [] : await lastCommits(repository);
        return [
          ...this.#changes(repository, name, query),
          ...commits.flatMap((commit, place) => this.#commit(repository, commit, place, query)),
        ];
      }),
    );
    return found.flat();
  }

  #changes(repository: GitRepository, name: string, query: string): readonly FoundAttachable[] {
    const { indexChanges, workingTreeChanges, untrackedChanges = [] } = repository.state;
    const groups = [
      { label: `Staged changes${name}`, isStaged: true, count: indexChanges.length },
      {
        label: `Changes${name}`,
        isStaged: false,
        count: workingTreeChanges.length + untrackedChanges.length,
      },
    ];
    return groups.flatMap(({ label, isStaged, count }): readonly FoundAttachable[] => {
      const score = query === "" ? emptyQueryScore : fuzzyScore(query, `git ${label}`);
      if (count === 0 || score === undefined) return [];
      return [
        {
          key: `changes ${repository.rootUri.toString()} ${isStaged}`,
          kind: "changes",
          label,
          detail: count === 1 ? "1 file" : `${count} files`,
          icon: "git-compare",
          score,
          attach: async () =>
            this.#attach(
              repository,
              label,
              await repository.diff(isStaged),
              isStaged ? [] : this.#newFiles(repository),
            ),
        },
      ];
    });
  }

  #commit(
    repository: GitRepository,
    commit: GitCommit,
    place: number,
    query: string,
  ): readonly FoundAttachable[] {
    const hash = commit.hash.slice(0, shortHashChars);
    const [title = ""] = commit.message.split("\n");
    const score = query === "" ? -place : fuzzyScore(query, `commit ${hash} ${title}`);
    if (score === undefined) return [];
    return [
      {
        key: `commit ${commit.hash}`,
        kind: "changes",
        label: title,
        detail: `Commit ${hash}`,
        icon: "git-commit",
        score,
        attach: async () => {
          const [parent] = commit.parents;
          if (parent === undefined) {
            return this.#reader.ofRefusal(
              repository.rootUri,
              "It is the first commit, and the Git extension compares only commits with one before them.",
            );
          }
          const changes = await repository.diffBetween(parent, commit.hash);
          const paths = changes.slice(0, maxCommitFiles).map(({ uri }) => uri.fsPath);
          const diffs = await Promise.all(
            paths.map((path) => repository.diffBetween(parent, commit.hash, path)),
          );
          const more = changes.length - paths.length;
          const notes = more > 0 ? [`Of ${more} more files nothing is shown.`] : [];
          return this.#attach(
            repository,
            `Commit ${hash}: ${title}`,
            diffs.map((diff) => (diff.endsWith("\n") || diff === "" ? diff : `${diff}\n`)).join(""),
            [commit.message.trim(), ...notes],
          );
        },
      },
    ];
  }

  /** New files have no difference yet; their names say that they are there. */
  #newFiles({ state, rootUri }: GitRepository): readonly string[] {
    const root = `${rootUri.path}/`;
    const names = [...state.workingTreeChanges, ...(state.untrackedChanges ?? [])]
      .filter(({ uri, status }) => status === untrackedStatus && this.#reader.refusalOf(uri) === undefined)
      .map(({ uri }) => (uri.path.startsWith(root) ? uri.path.slice(root.length) : uri.path));
    return names.length === 0 ? [] : [`New files, not added yet (only named): ${names.join(", ")}`];
  }

  /** @param notes stand before the diff */
  #attach(
    repository: GitRepository,
    label: string,
    diff: string,
    notes: readonly string[],
  ): PendingAttachment | undefined {
    const uriOf = (path: string) => vscode.Uri.joinPath(repository.rootUri, path);
    const { text, paths, leftOut } = allowedDiff(diff, (path) => this.#reader.refusalOf(uriOf(path)));
    if (text === "" && notes.length === 0) {
      // Staged and taken back meanwhile, or nothing that may be sent.
      const [reason] = leftOut;
      return reason === undefined ? undefined : this.#reader.ofRefusal(repository.rootUri, reason);
    }
    const told = leftOut.length === 0 ? [] : [`The changes of ${leftOut.length} files are left out.`];
    return this.#reader.ofText({
      kind: "changes",
      label,
      detail: label,
      text: [...notes, ...told, text].filter((part) => part !== "").join("\n\n"),
      languageId: "diff",
      fileName: `${label}.diff`,
      judgedPaths: paths.map((path) => judgedPathOf(uriOf(path))),
    });
  }
}

async function lastCommits(repository: GitRepository): Promise<readonly GitCommit[]> {
  try {
    return await repository.log({ maxEntries: maxCommits });
  } catch {
    return []; // A repository without a commit has no log.
  }
}

function nameOf({ rootUri }: GitRepository): string {
  return rootUri.path.split("/").at(-1) ?? "";
}
