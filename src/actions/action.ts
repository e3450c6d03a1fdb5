/** Where an answer goes. */
export type ActionResult =
  /** A conversation of its own, with the selection attached. */
  | "chat"
  /** In place of the selection, after a review. */
  | "replace"
  /** On lines of its own above or below the selection, after a review. */
  | "insert-before"
  | "insert-after"
  /** A file that is not saved yet. */
  | "new-file"
  /** The file that tests the selection's file: a new one, or a review of the one that is there. */
  | "test-file";

/** What is gathered for a request beside the selection and the code around it. */
export type ContextPart = "diagnostics" | "definitions" | "test-setup" | "docstring-form";

/** Something that can be done with a part of a document. */
export interface Action {
  /** A built-in one's id stands in the table; of own ones it begins with `own:`. */
  readonly id: string;
  readonly title: string;
  /** One line for pickers. */
  readonly description: string;
  /**
   * What is asked for, in Markdown; `${input}` is what the user was asked for. The selection, its file and the code
   * around it go along by themselves.
   */
  readonly prompt: string;
  readonly result: ActionResult;
  readonly context: readonly ContextPart[];
  /** Off where speed matters more than depth; missing: the chat's own switch. */
  readonly thinking?: "on" | "off";
  /** Missing: the chat's model. */
  readonly model?: string;
  /** What the user is asked for first. */
  readonly input?: { readonly placeholder: string };
  /** Who wrote the prompt. */
  readonly origin: "built-in" | "user" | "workspace";
}
