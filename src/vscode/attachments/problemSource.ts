import * as vscode from "vscode";
import type { AttachableSource, FoundAttachable } from "../../chat/attachables/catalogue";
import { fuzzyScore } from "../../chat/attachables/fuzzyIndex";
import { problemsText, type FileProblems, type Problem } from "../../chat/attachables/problemsText";
import type { PendingAttachment } from "../../chat/attachment";
import type { ChatContext } from "../chatContext";
import { judgedPathOf } from "./attachmentReader";
import type { AttachmentReader } from "./attachmentReader";

const emptyQueryScore = 300;
const maxFiles = 100;

interface FileDiagnostics {
  readonly uri: vscode.Uri;
  readonly diagnostics: readonly vscode.Diagnostic[];
}

/** What the editor reports as wrong: of the workspace, and of each file; hints are left out. */
export class ProblemSource implements AttachableSource {
  readonly kinds = ["problems"] as const;
  readonly #context: ChatContext;
  readonly #reader: AttachmentReader;

  constructor(context: ChatContext, reader: AttachmentReader) {
    this.#context = context;
    this.#reader = reader;
  }

  async search(query: string): Promise<readonly FoundAttachable[]> {
    const files = fileDiagnostics();
    if (files.length === 0) return [];
    const active = this.#context.lastEditor()?.document.uri.toString();
    const found = files.flatMap((file): readonly FoundAttachable[] => {
      const path = vscode.workspace.asRelativePath(file.uri);
      const isActive = file.uri.toString() === active;
      const nearness = isActive ? emptyQueryScore + 1 : undefined;
      const score = query === "" ? nearness : fuzzyScore(query, `problems ${path}`);
      if (score === undefined) return [];
      const refusal = this.#reader.refusalOf(file.uri);
      return [
        {
          key: `problems ${file.uri.toString()}`,
          kind: "problems",
          label: `Problems in ${path.slice(path.lastIndexOf("/") + 1)}`,
          detail: countsOf([file]),
          icon: "warning",
          score,
          ...(refusal === undefined ? {} : { refusal }),
          attach: async () => this.#attach(path, (uri) => uri.toString() === file.uri.toString()),
        },
      ];
    });
    const score = query === "" ? emptyQueryScore : fuzzyScore(query, "problems in the workspace");
    if (score === undefined) return found;
    return [
      ...found,
      {
        key: "problems",
        kind: "problems",
        label: "Problems",
        detail: countsOf(files),
        icon: "warning",
        score,
        attach: async () => this.#attach("the workspace", () => true),
      },
    ];
  }

  /** As the editor reports them now. */
  #attach(where: string, isWanted: (uri: vscode.Uri) => boolean): PendingAttachment | undefined {
    const wanted = fileDiagnostics().filter(({ uri }) => isWanted(uri));
    const allowed = wanted.filter(({ uri }) => this.#reader.refusalOf(uri) === undefined).slice(0, maxFiles);
    const [first] = wanted;
    if (first === undefined) return undefined;
    if (allowed.length === 0) {
      return this.#reader.ofRefusal(
        first.uri,
        this.#reader.refusalOf(first.uri) ?? "Nothing of it may be sent.",
      );
    }
    const text = problemsText(allowed.map((file) => this.#problemsOf(file)));
    const missing = wanted.length - allowed.length;
    return this.#reader.ofText({
      kind: "problems",
      label: `Problems in ${where.slice(where.lastIndexOf("/") + 1)}`,
      detail: `Problems in ${where}`,
      text: missing === 0 ? text : `${text}\n(problems of ${missing} more files are left out)`,
      languageId: "plaintext",
      fileName: "Problems.txt",
      judgedPaths: allowed.map(({ uri }) => judgedPathOf(uri)),
    });
  }

  #problemsOf({ uri, diagnostics }: FileDiagnostics): FileProblems {
    const address = uri.toString();
    const document = vscode.workspace.textDocuments.find((each) => each.uri.toString() === address);
    return {
      path: vscode.workspace.asRelativePath(uri),
      problems: diagnostics.map((diagnostic): Problem => {
        const { range, relatedInformation = [] } = diagnostic;
        const lineText =
          document !== undefined && range.start.line < document.lineCount
            ? document.lineAt(range.start.line).text
            : undefined;
        return {
          ...problemOf(diagnostic),
          ...(lineText === undefined ? {} : { lineText }),
          // A message about another file may quote it.
          related: relatedInformation
            .filter((each) => this.#reader.refusalOf(each.location.uri) === undefined)
            .map((each) => ({
              path: vscode.workspace.asRelativePath(each.location.uri),
              line: each.location.range.start.line + 1,
              message: each.message,
            })),
        };
      }),
    };
  }
}

/** A diagnostic without what stands elsewhere. */
export function problemOf(diagnostic: vscode.Diagnostic): Omit<Problem, "related" | "lineText"> {
  const { range, severity, message, source, code } = diagnostic;
  const plainCode = typeof code === "object" ? code.value : code;
  return {
    line: range.start.line + 1,
    column: range.start.character + 1,
    severity: severityOf(severity),
    message,
    ...(source === undefined ? {} : { source }),
    ...(plainCode === undefined ? {} : { code: String(plainCode) }),
  };
}

/** Files with more than hints, those with errors first. */
function fileDiagnostics(): readonly FileDiagnostics[] {
  const errorCount = ({ diagnostics }: FileDiagnostics) =>
    diagnostics.filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error).length;
  return vscode.languages
    .getDiagnostics()
    .map(([uri, all]) => ({
      uri,
      diagnostics: all.filter(({ severity }) => severity !== vscode.DiagnosticSeverity.Hint),
    }))
    .filter(({ diagnostics }) => diagnostics.length > 0)
    .toSorted((a, b) => errorCount(b) - errorCount(a));
}

/** Such as `2 errors, 1 warning`. */
function countsOf(files: readonly FileDiagnostics[]): string {
  const all = files.flatMap(({ diagnostics }) => diagnostics.map(({ severity }) => severityOf(severity)));
  return (["error", "warning", "info"] as const)
    .flatMap((severity) => {
      const count = all.filter((each) => each === severity).length;
      return count === 0 ? [] : [`${count} ${severity}${count === 1 ? "" : "s"}`];
    })
    .join(", ");
}

function severityOf(severity: vscode.DiagnosticSeverity): Problem["severity"] {
  if (severity === vscode.DiagnosticSeverity.Error) return "error";
  return severity === vscode.DiagnosticSeverity.Warning ? "warning" : "info";
}
