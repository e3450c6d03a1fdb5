import { tokenise } from "../../test/emulator/tokens";
import type { BenchEngine, BenchEngineFactory } from "./engines/benchEngine";
import type { TraceResult } from "./figures/traceResult";
import { openFilesOf } from "./traces/openFiles";
import type { Trace } from "./traces/trace";
import { Editor, editorWaitMs, firstPart, type Appearance } from "./world/editor";
import { Network, tokenMs, type SentRequest } from "./world/network";
import { Oracle, type OracleOptions } from "./world/oracle";
import { physicalBound } from "./world/physicalBound";
import type { PromptCache } from "./world/promptCache";
import { Typist, type TypingHabits } from "./world/typist";
import { settleMicrotasks, VirtualTime } from "./world/virtualTime";

/** Time after the last key in which streams may still end. */
const afterMs = 5000;
/** A pause so long, and somebody who waits for a suggestion asks for it after a while. */
const longPauseMs = 1500;
const invokesAfterMs = 700;

/** A trace under one oracle, network and way of typing. */
export interface ReplayOptions extends OracleOptions {
  readonly trace: Trace;
  readonly habits: TypingHabits;
  readonly medianFirstTokenMs: number;
  /** Take over every suggestion that is right from end to end, instead of typing it. */
  readonly takesSuggestions: boolean;
  /** The same prompt budget for every engine; missing: each engine's own. */
  readonly promptTokens?: number;
  /** One for all traces of an engine's run. */
  readonly cache: PromptCache;
}

/** How far the true text had come at a time. */
interface Progress {
  readonly atMs: number;
  readonly trueOffset: number;
}

/** Types a trace into a new engine and measures what a person would have seen and paid. */
export async function replay(createEngine: BenchEngineFactory, options: ReplayOptions): Promise<TraceResult> {
  const { trace, habits, seed, medianFirstTokenMs } = options;
  const time = new VirtualTime();
  const typist = new Typist(trace, habits, seed);
  const oracle = new Oracle(trace, options);
  const network = new Network({
    time,
    oracle,
    medianFirstTokenMs,
    seed,
    cache: options.cache,
    place: () => typist,
  });
  const { promptTokens } = options;
  const engine = await createEngine({
    clock: time,
    complete: network.complete,
    openFiles: () => openFilesOf(trace),
    ...(promptTokens === undefined ? {} : { promptTokens }),
  });
  const startedCpu = process.cpuUsage();
  const typed = await typeTrace({ ...options, time, typist, network, engine });
  engine.dispose();
  await settleMicrotasks();
  network.close();
  const usedCpu = process.cpuUsage(startedCpu);
  const { requests } = network;
  const total = (value: (sent: SentRequest) => number) =>
    requests.reduce((sum, sent) => sum + value(sent), 0);
  return {
    ...typed.counts,
    trace: trace.name,
    boundInstants: options.takesSuggestions
      ? 0
      : physicalBound({ trace, oracle, habits, medianFirstTokenMs, seed }),
    requests: requests.length,
    usefulRequests: typed.useful.size,
    promptTokens: total((sent) => sent.promptTokens),
    cachedTokens: total((sent) => sent.cachedTokens),
    outputTokens: total((sent) => sent.outputTokens),
    abortedStreams: requests.filter((sent) => sent.end === "aborted").length,
    flickers: typed.editor.flickerCount,
    visibleMs: typed.editor.appearances.map(({ atMs, changedMs }) => atMs - changedMs),
    ownMs: typed.editor.appearances.flatMap((appearance) => ownMs(appearance, requests)),
    abortDelayMs: requests.flatMap((sent) => abortDelayMs(sent, trace.text, typed.progress)),
    cpuMs: (usedCpu.user + usedCpu.system) / 1000 - network.cpuMs,
    turns: time.turns,
  };
}

/** Types a trace into an engine that may have typed others before. */
export async function typeTrace(
  parts: Pick<ReplayOptions, "trace" | "habits" | "takesSuggestions"> & {
    readonly time: VirtualTime;
    readonly typist: Typist;
    readonly network: Network;
    readonly engine: BenchEngine;
  },
): Promise<{
  readonly counts: Pick<
    TraceResult,
    | "keys"
    | "instants"
    | "rightInstants"
    | "wrongInstants"
    | "followedInstants"
    | "keptInstants"
    | "usefulChars"
    | "accepts"
    | "acceptedChars"
  >;
  readonly editor: Editor;
  readonly useful: ReadonlySet<SentRequest>;
  readonly progress: readonly Progress[];
}> {
  const { trace, habits, time, typist, network, engine } = parts;
  const settle = engine.settled?.bind(engine) ?? settleMicrotasks;
  const editor = new Editor({ trace, typist, time, engine, documentId: `file:///${trace.name}` });
  const useful = new Set<SentRequest>();
  const progress: Progress[] = [];
  const counts = {
    keys: 0,
    instants: 0,
    rightInstants: 0,
    wrongInstants: 0,
    followedInstants: 0,
    keptInstants: 0,
    usefulChars: 0,
    accepts: 0,
    acceptedChars: 0,
  };
  /** The last key typed along something right that had more to type. */
  let isFollowed = false;
  editor.open();
  for (let pauseMs = typist.nextPauseMs; pauseMs !== undefined; pauseMs = typist.nextPauseMs) {
    if (habits.pauses && pauseMs > longPauseMs) {
      time.setTimer(() => {
        if (editor.sight === "none") editor.invoke();
      }, invokesAfterMs);
    }
    await time.runUntil(time.nowMs() + pauseMs, settle);
    const { trueOffset } = typist;
    const taken = parts.takesSuggestions ? editor.acceptable : undefined;
    if (taken !== undefined) {
      counts.accepts++;
      counts.acceptedChars += taken.length;
      creditEarliest(network.requests, useful, trace.text, trueOffset, taken);
      editor.accept();
      progress.push({ atMs: time.nowMs(), trueOffset: typist.trueOffset });
      continue;
    }
    const { sight, shownPart } = editor;
    const edit = typist.next();
    if (edit === undefined) break;
    if (!edit.isMove) {
      counts.keys++;
      if (sight !== "unknown") counts.instants++;
      if (sight === "wrong") counts.wrongInstants++;
      if (isFollowed && sight !== "unknown") {
        counts.followedInstants++;
        if (sight === "right") counts.keptInstants++;
      }
      isFollowed = sight === "right" && shownPart.length > edit.typed.length && edit.deletedChars === 0;
      if (sight === "right") {
        counts.rightInstants++;
        counts.usefulChars++;
        creditEarliest(network.requests, useful, trace.text, trueOffset, shownPart);
      }
    }
    progress.push({ atMs: time.nowMs(), trueOffset: typist.trueOffset });
    editor.apply(edit);
  }
  await time.runUntil(time.nowMs() + afterMs, settle);
  editor.close();
  return { counts, editor, useful, progress };
}

/** Marks the earliest request that could have brought what is shown. */
function creditEarliest(
  requests: readonly SentRequest[],
  useful: Set<SentRequest>,
  text: string,
  trueOffset: number,
  shown: string,
): void {
  const end = trueOffset + shown.length;
  const earliest = requests.find(
    (sent) =>
      sent.trueOffset !== undefined &&
      sent.trueOffset < end &&
      sent.trueOffset + sent.received.length >= end &&
      text.startsWith(sent.received.slice(0, end - sent.trueOffset), sent.trueOffset),
  );
  if (earliest !== undefined) useful.add(earliest);
}

/** What an appearance took above the network and the editor's wait, where the keystroke before it had asked. */
function ownMs(
  { atMs, changedMs, trueOffset }: Appearance,
  requests: readonly SentRequest[],
): readonly number[] {
  const asked = requests.find(
    (sent) => sent.sentMs >= changedMs && sent.sentMs <= atMs && sent.trueOffset === trueOffset,
  );
  if (asked === undefined) return [];
  const floorMs = asked.firstTokenMs + tokenMs * tokensOfFirstPart(asked.answer);
  return [Math.max(0, atMs - changedMs - Math.max(editorWaitMs, floorMs))];
}

/** Tokens before the one that shows that the first line has ended. */
function tokensOfFirstPart(answer: string): number {
  const end = firstPart(answer).length;
  let written = 0;
  const tokens = tokenise(answer);
  for (const [index, token] of tokens.entries()) {
    written += token.length;
    if (written > end) return index;
  }
  return tokens.length;
}

/** For a stream that was open when what was typed no longer agreed with what had come: how long it stayed open. */
function abortDelayMs(sent: SentRequest, text: string, progress: readonly Progress[]): readonly number[] {
  const { trueOffset, received } = sent;
  if (trueOffset === undefined) return [];
  let right = 0;
  while (right < received.length && received.charCodeAt(right) === text.charCodeAt(trueOffset + right))
    right++;
  if (right === received.length) return [];
  const typed = progress.find((place) => place.trueOffset > trueOffset + right);
  if (typed === undefined) return [];
  const disagreesMs = Math.max(typed.atMs, sent.arrivalMs(right));
  return sent.endMs > disagreesMs || sent.end === "aborted" ? [Math.max(0, sent.endMs - disagreesMs)] : [];
}
