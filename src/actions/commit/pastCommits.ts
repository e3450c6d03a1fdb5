/** A commit as the log gives it. */
export interface LoggedCommit {
  readonly message: string;
  readonly parents: readonly string[];
  readonly authorName?: string;
  readonly authorEmail?: string;
}

/** A message in its two parts. */
export interface PastMessage {
  readonly subject: string;
  /** Without the blank line before it and without trailers; empty where there is none. */
  readonly body: string;
}

const maxSubjectChars = 200;

/**
 * The messages that a new one should look like, the user's own first, else the newest first. Left out: merges, what
 * programs wrote, reverts, and what will be squashed away.
 *
 * @param commits the newest first
 * @param userEmail as git knows the user; undefined where it does not
 */
export function pastMessages(
  commits: readonly LoggedCommit[],
  userEmail: string | undefined,
  maxMessages: number,
): readonly PastMessage[] {
  const suitable = commits.filter(
    ({ message, parents, authorName = "", authorEmail = "" }) =>
      parents.length < 2 && !ofProgram(authorName, authorEmail) && !withoutOwnWords.test(message),
  );
  const email = userEmail?.trim().toLowerCase() ?? "";
  const isOwn = (commit: LoggedCommit) => email !== "" && commit.authorEmail?.trim().toLowerCase() === email;
  const ordered = [...suitable.filter(isOwn), ...suitable.filter((commit) => !isOwn(commit))];
  return ordered
    .map(({ message }) => splitMessage(message))
    .filter(({ subject }) => subject !== "" && subject.length <= maxSubjectChars)
    .slice(0, maxMessages);
}

const withoutOwnWords =
  /^(?:Merge (?:branch|branches|remote-tracking|pull request|commit|tag|pr|origin)\b|Revert "|(?:fixup|squash|amend)! |Bump [\w@/.-]+ from |Initial commit\s*$)/iu;

function ofProgram(name: string, email: string): boolean {
  return /\[bot\]|\b(?:dependabot|renovate|greenkeeper|github-actions|semantic-release|snyk)\b/iu.test(
    `${name} ${email}`,
  );
}

/** The subject without the number that a merged request leaves behind it: nobody can know the next one. */
function splitMessage(message: string): PastMessage {
  const [first = "", ...rest] = message.replaceAll("\r\n", "\n").trim().split("\n");
  const lines = rest.join("\n").trim().split("\n");
  while (lines.length > 0 && /^(?:[A-Z][\w-]+: .*|\s*)$/u.test(lines.at(-1) ?? "")) lines.pop();
  return { subject: first.trim().replace(/\s*\(#\d+\)$/u, ""), body: lines.join("\n").trim() };
}
