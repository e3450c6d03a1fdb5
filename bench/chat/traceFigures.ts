/** An event of Chromium's trace; times in µs. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly ts: number;
  readonly dur?: number;
  /** Of `dur`, what the thread itself ran. */
  readonly tdur?: number;
  readonly pid: number;
  readonly tid: number;
}

/** What a trace says about a page's main thread. */
export interface TraceFigures {
  /** The thread's own time in its longest task: a busy machine's other programs are not in it. */
  readonly longestTaskMs: number;
  readonly tasksOver50Ms: number;
  /** The clock's time from a task's start to its end, other programs included. */
  readonly longestClockMs: number;
  /** From the mark `started` to the first paint that ended after the mark `drawn`, in ms. */
  readonly paintMs: number | undefined;
}

/** The categories that are needed. */
export const traceCategories = [
  "toplevel",
  "devtools.timeline",
  "disabled-by-default-devtools.timeline",
  "blink.user_timing",
];

/** Reads the trace that `Browser.stopTracing` gives. */
export function traceFigures(json: string): TraceFigures {
  const { traceEvents: events } = JSON.parse(json) as { readonly traceEvents: readonly TraceEvent[] };
  const started = events.findLast(({ name }) => name === "started");
  const drawn = events.find(({ name }) => name === "drawn");
  // The page's own marks say which of the renderers' main threads is meant.
  const main = events.filter(({ pid, tid }) => pid === started?.pid && tid === started.tid);
  const tasks = main.filter(
    ({ name, ph, ts }) => ts >= (started?.ts ?? 0) && ph === "X" && /RunTask$|::RunTask/.test(name),
  );
  const durationsMs = tasks.map(({ dur = 0, tdur = dur }) => tdur / 1000);
  const paint = main
    .filter(({ name, ts }) => /^(?:Paint|Commit|Layerize)$/.test(name) && ts >= (drawn?.ts ?? Infinity))
    .toSorted((a, b) => a.ts - b.ts)[0];
  return {
    longestTaskMs: Math.max(0, ...durationsMs),
    longestClockMs: Math.max(0, ...tasks.map(({ dur = 0 }) => dur / 1000)),
    tasksOver50Ms: durationsMs.filter((ms) => ms > 50).length,
    paintMs:
      started === undefined || paint === undefined
        ? undefined
        : (paint.ts + (paint.dur ?? 0) - started.ts) / 1000,
  };
}
