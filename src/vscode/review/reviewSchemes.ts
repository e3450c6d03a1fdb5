import type * as vscode from "vscode";

/** The scheme of review editors' documents; menus and keys in the manifest name it. */
export const reviewScheme = "midfill-review";

/** The scheme of the right sides of our diffs: a file as it would be. */
export const proposedScheme = "midfill-proposed";

/**
 * Whether a document only shows an edit of another. Its text is no file's, and its name not the one that privacy judges
 * the file by: nothing of it is sent.
 */
export function showsEdit({ scheme }: vscode.Uri): boolean {
  return scheme === reviewScheme || scheme === proposedScheme;
}
