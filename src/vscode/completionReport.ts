import type { CompletionPurpose } from "../completion/completionEvent";
import type { ExplainedRequest, Explanation } from "../completion/explanation";
import type { Usage } from "../provider/events";
import { cacheHitTokensOf } from "../usage/cacheHits";
import { fenced } from "../text/codeFence";
import { duration, inline, settingMark, share, whole } from "./reportText";

/** A fact outside the engine that decides over completions, with the setting that would change it. */
export interface EditorObstacle {
  readonly text: string;
  readonly setting?: string;
}

/** What the report tells. */
export interface CompletionReport {
  /** Newest first. */
  readonly explanations: readonly Explanation[];
  /** How completions are doing, in a sentence. */
  readonly status: string;
  /** The day so far, one line each. */
  readonly today: readonly string[];
  readonly obstacles: readonly EditorObstacle[];
  /** What a request is taken to have used that did not tell. */
  readonly estimate: (request: ExplainedRequest) => Usage;
  /** What using this has cost, in words; undefined where nobody asks money. */
  readonly costLabel: (request: ExplainedRequest, usage: Usage) => string | undefined;
  /** Hides keys and passwords. */
  readonly mask: (text: string) => string;
}

/** VS Code waits so long after a change before it asks providers (`InlineCompletionsDebounce` in its source). */
const editorWaitMs = 50;

/** "Why is there (no) completion?" as Markdown that reads well as plain text. Settings are marked for `SettingLinks`. */
export function completionReport(report: CompletionReport): string {
  const { explanations, status, today, obstacles } = report;
  const [last, ...earlier] = explanations;
  const parts = [
    "# Why is there (no) completion?",
    [`**Now:** ${status}`, ...today].join("  \n"),
    ...(obstacles.length === 0
      ? []
      : [
          "## In the way, or worth knowing",
          obstacles.map(({ text, setting }) => `- ${text}${mark(setting)}`).join("\n"),
        ]),
    ...(last === undefined
      ? ["Midfill has not been asked for a completion in this window yet. Type something, then look again."]
      : lastKeystroke(last, report)),
    ...(earlier.length === 0
      ? []
      : ["## Before that", earlier.map((explanation) => earlierKeystroke(explanation)).join("\n")]),
  ];
  return `${parts.join("\n\n")}\n`;
}

function lastKeystroke(explanation: Explanation, report: CompletionReport): string[] {
  const { atMs, path, steps, request, rawText, shownText } = explanation;
  return [
    `## Last keystroke: ${timeOf(atMs)} in ${inline(path)}`,
    `Outcome: **${outcomeOf(explanation)}**`,
    steps
      .map(
        ({ stage, text, elapsedMs, setting }) =>
          `- ${duration(elapsedMs)} · ${stage} · ${inline(text)}${mark(setting)}`,
      )
      .join("\n"),
    ["### Time", ...timeSplit(explanation)].join("\n"),
    ...(request === undefined
      ? []
      : [
          ["### Request", ...requestLines(explanation, request, report)].join("\n"),
          ...(request.parts === undefined ? [] : [["### What was sent", ...sentLines(request)].join("\n")]),
        ]),
    ...(rawText === undefined ? [] : [textPart("The model's text", rawText, report)]),
    ...(rawText === undefined
      ? []
      : shownText === rawText
        ? ["Shown as it came."]
        : shownText === undefined
          ? ["Nothing of it was shown."]
          : [textPart("What was shown of it", shownText, report)]),
  ].filter((part) => part !== "");
}

const outcomeWords: Readonly<Record<Explanation["outcome"], string>> = {
  shown: "a completion was shown",
  nothing: "nothing was shown",
  cancelled: "the editor went on before there was an answer",
};

function outcomeOf({ outcome, editorMs }: Explanation): string {
  return editorMs === undefined ? "the editor has not asked for a completion" : outcomeWords[outcome];
}

function earlierKeystroke(explanation: Explanation): string {
  const { atMs, path, decisive, request } = explanation;
  const why = decisive === undefined ? "" : `: ${inline(decisive.text)}${mark(decisive.setting)}`;
  const from = request === undefined ? "" : ` · request ${request.requestId} (${request.purpose})`;
  return `- ${timeOf(atMs)} · ${inline(path)} · **${outcomeOf(explanation)}**${why}${from}`;
}

function timeSplit({ editorMs, waitMs, request }: Explanation): string[] {
  const lines = [`- the editor: ${editorTime(editorMs)}`];
  if (waitMs !== undefined) lines.push(`- Midfill: ${duration(waitMs)} until the request left`);
  if (request?.firstTokenMs !== undefined) {
    lines.push(
      `- the provider: first text ${duration(request.firstTokenMs)} after the request was sent (network, its queue, reading the prompt)`,
    );
  }
  if (request?.totalMs !== undefined) lines.push(`- the whole answer: ${duration(request.totalMs)}`);
  return lines;
}

function editorTime(editorMs: number | undefined): string {
  if (editorMs === undefined) {
    return "has not asked. It does not while inline suggestions are snoozed (*Cancel Snooze Inline Suggestions*) or turned off, for every change that is not typed, and when the next key comes first";
  }
  return editorMs < 1
    ? "asked without a change before it: an invoke, a moved cursor, another item in the suggest list"
    : `asked ${duration(editorMs)} after the change (it waits ${editorWaitMs} ms by itself)`;
}

const purposeWords: Readonly<Record<CompletionPurpose, string>> = {
  typing: "for a keystroke",
  prefetch: "ahead of a keystroke, for the text behind a suggestion",
  explicit: "because it was invoked",
};

function requestLines(
  { waitMs }: Explanation,
  request: ExplainedRequest,
  { estimate, costLabel }: CompletionReport,
): string[] {
  const { requestId, purpose, model, askedAtMs, end, textChars } = request;
  const lines = [
    `- number ${requestId}, sent ${purposeWords[purpose]} at ${timeOf(askedAtMs)}${waitMs === undefined ? ", before this keystroke" : ""}`,
  ];
  if (model !== "") lines.push(`- model: ${inline(model)}`);
  if (end === undefined) return [...lines, "- still running"];
  lines.push(`- ended: ${end}, ${whole(textChars ?? 0)} character${textChars === 1 ? "" : "s"}`);
  if (end === "failed" && textChars === 0) {
    return [...lines, "- tokens: none; it failed before an answer began"];
  }
  const usage = request.usage ?? estimate(request);
  const hitTokens = cacheHitTokensOf(usage);
  const guessed =
    request.usage === undefined ? "; estimated, because the answer was not read to its end" : "";
  lines.push(
    `- tokens: ${whole(usage.promptTokens)} in, of which ${whole(hitTokens)} (${share(hitTokens, usage.promptTokens)}) from the provider's cache, and ${whole(usage.completionTokens)} out${guessed}`,
  );
  const cost = costLabel(request, usage);
  return cost === undefined ? lines : [...lines, `- cost: ${cost}`];
}

function sentLines({ parts, promptChars }: ExplainedRequest): string[] {
  if (parts === undefined) return [];
  const { prefixChars, suffixChars, snippets } = parts;
  return [
    `- ${whole(prefixChars)} characters before the cursor, context included, ${whole(suffixChars)} behind it; ${whole(promptChars)} altogether`,
    ...snippets.map((line) => `- ${inline(line)}`),
    `- which context is sent: ${settingMark("midfill.completions.context.*")}`,
  ];
}

function textPart(title: string, text: string, { mask }: CompletionReport): string {
  return `### ${title}\n${fenced(mask(text))}`;
}

function mark(setting: string | undefined): string {
  return setting === undefined ? "" : ` ${settingMark(setting)}`;
}

function timeOf(atMs: number): string {
  return new Date(atMs).toLocaleTimeString();
}
