/** A piece of another file (or of the clipboard) that helps the model at the cursor. */
export interface ContextSnippet {
  readonly source: "similar-code" | "definition" | "import" | "recent-edit" | "notebook-cell" | "clipboard";
  /** What the model is shown, relative to the workspace. */
  readonly path: string;
  /** With `\n` line ends, secrets not yet masked. */
  readonly text: string;
}
