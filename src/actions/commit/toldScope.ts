/**
 * What a message describes, as a sentence: whoever stages nothing should know that all changes are taken, and whoever
 * has secret files that they are not.
 */
export function toldScope(changes: {
  readonly isStaged: boolean;
  readonly files: readonly unknown[];
  readonly leftOut: readonly string[];
}): string {
  const { isStaged, files, leftOut } = changes;
  const count = files.length + leftOut.length;
  const all = count === 1 ? "the 1 change" : `all ${count} changes`;
  const described = isStaged
    ? `Midfill describes ${count === 1 ? "1 staged change" : `${count} staged changes`}.`
    : `Nothing is staged: the message describes ${all}.`;
  if (leftOut.length === 0) return described;
  return `${described} ${leftOut.length === 1 ? "1 file was" : `${leftOut.length} files were`} not sent.`;
}
