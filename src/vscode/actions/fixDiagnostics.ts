import * as vscode from "vscode";
import {
  diagnosticText,
  problemSeverities,
  type RelatedPlace,
  type ReportedProblem,
} from "../../actions/fix/diagnosticText";
import { problemsIn } from "../../actions/fix/problemsIn";
import type { GatheredContext } from "../../actions/request/gatheredContext";
import type { PrivacyGate } from "../../privacy/privacyGate";
import { SourceReader } from "../context/sourceReader";
import { absolutePathOf } from "../filePath";
import { WorkspaceFiles } from "../tools/workspaceFiles";
import { nameOf, type ActionTarget } from "./actionTarget";
import { safeLinesOf } from "./fixLines";
import { quickFixTitles } from "./fixQuickFixes";
import { serverLimit } from "./serverAnswer";

const maxRelated = 3;
/** The text shows no more than twenty; of the others nothing is read. */
const maxDetailed = 20;

/** The diagnostics of a target, worst first. */
export function diagnosticsOf({ document, range }: ActionTarget): readonly vscode.Diagnostic[] {
  const part = new vscode.Range(document.positionAt(range.start), document.positionAt(range.end));
  return problemsIn(vscode.languages.getDiagnostics(document.uri), part);
}

/**
 * What the editor reports of a target, with the quick fixes that its language offers. Waits a second and a half for
 * the language server.
 *
 * @throws the signal's reason when it aborts, and nothing else
 */
export async function gatherDiagnostics(
  target: ActionTarget,
  privacy: PrivacyGate,
  signal: AbortSignal,
): Promise<GatheredContext> {
  const diagnostics = diagnosticsOf(target);
  if (diagnostics.length === 0) return { sections: [], used: ["no reported problems"] };
  const limit = serverLimit(signal);
  const quickFixes = await quickFixTitles(target.document, diagnostics, limit);
  const isLate = limit.aborted;
  signal.throwIfAborted();
  const { text, shownCount, count } = diagnosticText(
    await problemsOf(target.document, diagnostics, quickFixes, privacy),
  );
  signal.throwIfAborted();
  const fixCount = [...quickFixes.values()].reduce((sum, titles) => sum + titles.length, 0);
  return {
    sections: [{ title: "Problems", text, languageId: "text" }],
    used: [
      shownCount < count ? `${shownCount} of ${count} problems` : counted(count, "problem"),
      ...(fixCount > 0 ? [`${counted(fixCount, "quick fix", "quick fixes")} offered`] : []),
      ...(isLate ? ["not all quick fixes: the language server took too long"] : []),
    ],
  };
}

/** `1 problem`, `2 problems` */
function counted(count: number, one: string, several = `${one}s`): string {
  return `${count} ${count === 1 ? one : several}`;
}

async function problemsOf(
  document: vscode.TextDocument,
  diagnostics: readonly vscode.Diagnostic[],
  quickFixes: ReadonlyMap<vscode.Diagnostic, readonly string[]>,
  privacy: PrivacyGate,
): Promise<readonly ReportedProblem[]> {
  const lines = safeLinesOf(document);
  const related = new RelatedPlaces(document, lines, privacy);
  const problems: ReportedProblem[] = [];
  for (const diagnostic of diagnostics) {
    const { range, severity, message, source, code, tags = [], relatedInformation = [] } = diagnostic;
    // The link to a code's page is for people; nothing is fetched.
    const plainCode = typeof code === "object" ? code.value : code;
    const lineText = lines[range.start.line] ?? "";
    problems.push({
      severity: problemSeverities[severity] ?? "hint",
      message,
      ...(source !== undefined && { source }),
      ...(plainCode !== undefined && { code: String(plainCode) }),
      line: range.start.line + 1,
      ...(range.isSingleLine && {
        markedText: lineText.slice(range.start.character, range.end.character),
      }),
      lineText,
      tags: tags.map((tag) => (tag === vscode.DiagnosticTag.Deprecated ? "deprecated" : "unnecessary")),
      related: problems.length < maxDetailed ? await related.of(relatedInformation) : [],
      quickFixes: quickFixes.get(diagnostic) ?? [],
    });
  }
  return problems;
}

/** Places that diagnostics point to, as far as they may be told. */
class RelatedPlaces {
  readonly #document: vscode.TextDocument;
  readonly #lines: readonly string[];
  readonly #privacy: PrivacyGate;
  readonly #files: WorkspaceFiles;
  readonly #reader: SourceReader;

  constructor(document: vscode.TextDocument, lines: readonly string[], privacy: PrivacyGate) {
    this.#document = document;
    this.#lines = lines;
    this.#privacy = privacy;
    this.#files = new WorkspaceFiles(privacy);
    this.#reader = new SourceReader(privacy);
  }

  async of(information: readonly vscode.DiagnosticRelatedInformation[]): Promise<readonly RelatedPlace[]> {
    const told: RelatedPlace[] = [];
    for (const { message, location } of information) {
      if (told.length >= maxRelated) break;
      const { uri, range } = location;
      // A message about a file that is kept here may quote it.
      if (!this.#isOwn(uri) && !this.#privacy.decide(absolutePathOf(uri)).isAllowed) continue;
      told.push({ message, line: range.start.line + 1, ...(await this.#placeOf(uri, range.start.line)) });
    }
    return told;
  }

  async #placeOf(uri: vscode.Uri, line: number): Promise<Pick<RelatedPlace, "path" | "lineText">> {
    if (this.#isOwn(uri)) return { path: nameOf(uri), lineText: this.#lines[line] ?? "" };
    const checked = await this.#files.check(uri, "file");
    // Of a file outside, where it lies on this machine is nobody's business.
    if ("problem" in checked) return { path: nameOf(uri) };
    const { path } = checked.found;
    const text = await this.#reader.read(uri);
    return { path, lineText: text?.lines[line] ?? "" };
  }

  #isOwn(uri: vscode.Uri): boolean {
    return uri.toString() === this.#document.uri.toString();
  }
}
