import * as vscode from "vscode";
import type { AttachableSource, FoundAttachable } from "../../chat/attachables/catalogue";
import { fuzzyScore } from "../../chat/attachables/fuzzyIndex";
import { isAttachable } from "../chatContext";
import type { ChatContext } from "../chatContext";
import type { AttachmentReader } from "./attachmentReader";

/** Nearest to the user: what they look at. */
const selectionScore = 1_000;
const editorScore = 500;
/** An open editor comes before a file that fits as well. */
const openScore = 35;

/** The selection in the editor that was active last, and the text files that are open in tabs. */
export class EditorSource implements AttachableSource {
  readonly kinds = ["selection", "editor"] as const;
  readonly #context: ChatContext;
  readonly #reader: AttachmentReader;

  constructor(context: ChatContext, reader: AttachmentReader) {
    this.#context = context;
    this.#reader = reader;
  }

  async search(query: string): Promise<readonly FoundAttachable[]> {
    return [...this.#selection(query), ...this.#editors(query)];
  }

  #selection(query: string): readonly FoundAttachable[] {
    const editor = this.#context.lastEditor();
    const label = this.#context.attachableLabel();
    if (editor === undefined || label === undefined || editor.selection.isEmpty) return [];
    const score = query === "" ? selectionScore : fuzzyScore(query, `selection ${label}`);
    if (score === undefined) return [];
    const refusal = this.#reader.refusalOf(editor.document.uri);
    return [
      {
        key: `selection ${editor.document.uri.toString()}`,
        kind: "selection",
        label: "Selection",
        detail: label,
        icon: "selection",
        score,
        ...(refusal === undefined ? {} : { refusal }),
        attach: async () => this.#context.readActive(),
      },
    ];
  }

  #editors(query: string): readonly FoundAttachable[] {
    const active = this.#context.lastEditor()?.document.uri.toString();
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    return tabs.flatMap((tab, place) => {
      const uri = uriOf(tab);
      if (uri === undefined || !isAttachable(uri)) return [];
      const path = vscode.workspace.asRelativePath(uri);
      const isActive = uri.toString() === active;
      const fit = query === "" ? editorScore - place + (isActive ? 100 : 0) : fuzzyScore(query, path);
      if (fit === undefined) return [];
      const refusal = this.#reader.refusalOf(uri);
      return [
        {
          key: uri.toString(),
          kind: "editor",
          label: path.slice(path.lastIndexOf("/") + 1),
          detail: path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "",
          icon: "file",
          score: fit + openScore,
          ...(refusal === undefined ? {} : { refusal }),
          attach: () => this.#reader.ofFile(uri),
        } as const,
      ];
    });
  }
}

function uriOf({ input }: vscode.Tab): vscode.Uri | undefined {
  if (input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom) return input.uri;
  return input instanceof vscode.TabInputTextDiff ? input.modified : undefined;
}
