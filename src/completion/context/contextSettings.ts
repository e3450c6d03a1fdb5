/** Which context from elsewhere completions may see. The user's alone: it decides what is sent. */
export interface ContextSettings {
  /** Similar code of files that are open or were visited. */
  readonly openFiles: boolean;
  readonly recentEdits: boolean;
  /** What the names near the cursor mean, from the language server. */
  readonly definitions: boolean;
  /** What the imported names mean, from the language server. */
  readonly imports: boolean;
  readonly notebookCells: boolean;
  readonly clipboard: boolean;
  /** All sources together, in UTF-16 code units of the prompt; 0 turns context off. */
  readonly maxChars: number;
}
