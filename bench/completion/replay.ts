import { tokenise } from "../../test/emulator/tokens";
import type { BenchEngineFactory } from "./engines/benchEngine";
import type { TraceResult } from "./figures/traceResult";
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

/** A trace under one oracle, network and way of typing. */
export interface ReplayOptions extends OracleOptions {
  readonly trace: Trace;
  readonly habits: TypingHabits;
  readonly medianFirstTokenMs: number;
  /** Take over every suggestion that is right from end to end, instead of typing it. */
  readonly takesSuggestions: boolean;
  readonly promptTokens?: number;
  /** One for all traces of an engine's run. */
  readonly cache: PromptCache;
}

/** Types a trace into an engine and measures what a person would have seen and paid. */
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
  const engine = await createEngine({
    clock: time,
    complete: network.complete,
    ...(options.promptTokens === undefined ? {} : { promptTokens: options.promptTokens }),
  });
  const settle = engine.settled?.bind(engine) ?? settleMicrotasks;
  const editor = new Editor({ trace, typist, time, engine, documentId: `file:///${trace.name}` });
  const useful = new Set<SentRequest>();
  const counts = { keys: 0, instants: 0, right: 0, wrong: 0, usefulChars: 0, acceptedChars: 0, accepts: 0 };

  const startedCpu = process.cpuUsage();
  editor.open();
  for (let pauseMs = typist.nextPauseMs; pauseMs !== undefined; pauseMs = typist.nextPauseMs) {
    await time.runUntil(time.nowMs() + pauseMs, settle);
    const { trueOffset } = typist;
    const taken = options.takesSuggestions ? editor.acceptable : undefined;
    if (taken !== undefined) {
      counts.accepts++;
      counts.acceptedChars += taken.length;
      creditEarliest(network.requests, useful, trace.text, trueOffset, taken);
      editor.accept();
      continue;
    }
    const { sight, shownPart } = editor;
    const edit = typist.next();
    if (edit === undefined) break;
    if (!edit.isMove) {
      const isJudged = counts.keys > 0 && sight !== "unknown";
      counts.keys++;
      if (isJudged) counts.instants++;
      if (isJudged && sight === "wrong") counts.wrong++;
      if (isJudged && sight === "right") {
        counts.right++;
        counts.usefulChars++;
        creditEarliest(network.requests, useful, trace.text, trueOffset, shownPart);
      }
    }
    editor.apply(edit);
  }
  await time.runUntil(time.nowMs() + afterMs, settle);
  editor.close();
  engine.dispose();
  await settle();
  network.close();
  const usedCpu = process.cpuUsage(startedCpu);
  return {
    trace: trace.name,
    keys: counts.keys,
    instants: counts.instants,
    rightInstants: counts.right,
    wrongInstants: counts.wrong,
    boundInstants: options.takesSuggestions
      ? 0
      : physicalBound({ trace, oracle, habits, medianFirstTokenMs, seed }),
    usefulChars: counts.usefulChars,
    acceptedChars: counts.acceptedChars,
    accepts: counts.accepts,
    requests: network.requests.length,
    usefulRequests: useful.size,
    promptTokens: sum(network.requests, (sent) => sent.promptTokens),
    cachedTokens: sum(network.requests, (sent) => sent.cachedTokens),
    outputTokens: sum(network.requests, (sent) => sent.outputTokens),
    abortedStreams: network.requests.filter((sent) => sent.end === "aborted").length,
    flickers: editor.flickerCount,
    visibleMs: editor.appearances.map(({ atMs, changedMs }) => atMs - changedMs),
    ownMs: editor.appearances.flatMap((appearance) => ownMs(appearance, network.requests)),
    cpuMs: (usedCpu.user + usedCpu.system) / 1000 - network.ownMs,
  };
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

/** What an appearance took above the network, where the keystroke before it had asked. */
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
  for (const [index, token] of tokenise(answer).entries()) {
    written += token.length;
    if (written > end) return index;
  }
  return tokenise(answer).length;
}

function sum(requests: readonly SentRequest[], value: (sent: SentRequest) => number): number {
  return requests.reduce((total, sent) => total + value(sent), 0);
}
