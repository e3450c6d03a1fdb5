import { Pricing } from "../../../src/usage/pricing";
import { noise } from "../world/noise";
import type { TraceResult } from "./traceResult";

/** A figure over all traces, with the interval that holds it in 95 of 100 draws of as many traces. */
export interface SummaryFigure {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** How a figure is taken from the traces, and how it is written. */
export interface FigureKind {
  readonly name: string;
  readonly unit: "%" | "ms" | "¢" | "";
  readonly digits: number;
  /** NaN where there is nothing to measure. */
  readonly of: (traces: readonly TraceResult[]) => number;
  /** Worth telling as a ratio of two engines. */
  readonly isCompared?: boolean;
}

const draws = 400;

const listPrices = new Pricing({ overrides: () => new Map(), isInYuan: () => false });

/** A Monday in Beijing: 12:30 and 10:00. */
const offPeakMs = Date.UTC(2026, 8, 14, 4, 30);
const peakMs = Date.UTC(2026, 8, 14, 2);

/** Relative price of a cached prompt token and of an output token; a prompt token that is not cached costs 1. */
const cachedPrice = 0.1;
const outputPrice = 1.5;

/** Every figure of a run without accepted suggestions, in the table's order. */
export const typingFigures: readonly FigureKind[] = [
  {
    isCompared: true,
    name: "visible and right, of the bound",
    unit: "%",
    digits: 2,
    of: share("rightInstants", "boundInstants"),
  },
  { name: "visible and right, of instants", unit: "%", digits: 1, of: share("rightInstants", "instants") },
  {
    name: "still right after typing along",
    unit: "%",
    digits: 2,
    of: share("keptInstants", "followedInstants"),
  },
  { name: "wrong shown, of instants", unit: "%", digits: 1, of: share("wrongInstants", "instants") },
  { name: "key → visible p50", unit: "ms", digits: 0, of: quantileOf("visibleMs", 0.5) },
  { name: "key → visible p95", unit: "ms", digits: 0, of: quantileOf("visibleMs", 0.95) },
  { name: "key → visible p99", unit: "ms", digits: 0, of: quantileOf("visibleMs", 0.99) },
  { name: "own time, cold, p50", unit: "ms", digits: 1, of: quantileOf("ownMs", 0.5) },
  { name: "own time, cold, p95", unit: "ms", digits: 1, of: quantileOf("ownMs", 0.95) },
  { name: "own time, cold, p99", unit: "ms", digits: 1, of: quantileOf("ownMs", 0.99) },
  {
    isCompared: true,
    name: "requests per 100 keys",
    unit: "",
    digits: 2,
    of: (t) => (100 * sum(t, "requests")) / sum(t, "keys"),
  },
  { name: "useful requests", unit: "%", digits: 1, of: share("usefulRequests", "requests") },
  { name: "prompt tokens per useful character", unit: "", digits: 0, of: per("promptTokens", "usefulChars") },
  {
    isCompared: true,
    name: "output tokens per useful character",
    unit: "",
    digits: 2,
    of: per("outputTokens", "usefulChars"),
  },
  {
    isCompared: true,
    name: "relative cost per useful character",
    unit: "",
    digits: 1,
    of: (t) => relativeCost(t) / sum(t, "usefulChars"),
  },
  {
    name: "DeepSeek's price of 1,000 useful characters, off-peak",
    unit: "¢",
    digits: 3,
    of: priceOf("usefulChars", offPeakMs),
  },
  {
    name: "DeepSeek's price of 1,000 useful characters, peak",
    unit: "¢",
    digits: 3,
    of: priceOf("usefulChars", peakMs),
  },
  { name: "prompt tokens from the cache", unit: "%", digits: 1, of: share("cachedTokens", "promptTokens") },
  {
    name: "disagreeing key → stream ended, p95",
    unit: "ms",
    digits: 1,
    of: quantileOf("abortDelayMs", 0.95),
  },
  { name: "streams aborted", unit: "%", digits: 1, of: share("abortedStreams", "requests") },
  {
    name: "flickers per 1,000 keys",
    unit: "",
    digits: 2,
    of: (t) => (1000 * sum(t, "flickers")) / sum(t, "keys"),
  },
  { name: "CPU per key", unit: "ms", digits: 3, of: per("cpuMs", "keys") },
];

/** Figures of a run in which right suggestions are taken over. */
export const acceptFigures: readonly FigureKind[] = [
  { name: "characters taken over, of all", unit: "%", digits: 1, of: acceptedShare },
  {
    isCompared: true,
    name: "requests per accepted character",
    unit: "",
    digits: 4,
    of: per("requests", "acceptedChars"),
  },
  {
    isCompared: true,
    name: "relative cost per accepted character",
    unit: "",
    digits: 1,
    of: (t) => relativeCost(t) / sum(t, "acceptedChars"),
  },
  {
    name: "DeepSeek's price of 1,000 accepted characters, off-peak",
    unit: "¢",
    digits: 3,
    of: priceOf("acceptedChars", offPeakMs),
  },
  {
    name: "output tokens per accepted character",
    unit: "",
    digits: 2,
    of: per("outputTokens", "acceptedChars"),
  },
  { name: "prompt tokens from the cache", unit: "%", digits: 1, of: share("cachedTokens", "promptTokens") },
  { name: "useful requests", unit: "%", digits: 1, of: share("usefulRequests", "requests") },
];

/** A figure and the interval that holds it. */
export function summarise(kind: FigureKind, traces: readonly TraceResult[]): SummaryFigure {
  return withInterval(traces.length, (chosen) => kind.of(chosen.map((index) => traces[index] ?? none())));
}

/** One engine's figure divided by another's, from the same draws of traces. */
export function pairedRatio(
  kind: FigureKind,
  traces: readonly TraceResult[],
  others: readonly TraceResult[],
): SummaryFigure {
  return withInterval(traces.length, (chosen) => {
    const figure = (results: readonly TraceResult[]) =>
      kind.of(chosen.map((index) => results[index] ?? none()));
    return figure(traces) / figure(others);
  });
}

function withInterval(count: number, figure: (chosen: readonly number[]) => number): SummaryFigure {
  const all = Array.from({ length: count }, (_, index) => index);
  const drawn: number[] = [];
  for (let draw = 0; draw < draws; draw++) {
    const value = figure(all.map((index) => Math.floor(count * noise("draw", draw, index))));
    if (Number.isFinite(value)) drawn.push(value);
  }
  const sorted = drawn.toSorted((left, right) => left - right);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? NaN;
  return { value: figure(all), low: at(0.025), high: at(0.975) };
}

function none(): never {
  throw new Error("The engines were not measured on the same traces.");
}

type Count = {
  [Key in keyof TraceResult]: TraceResult[Key] extends number ? Key : never;
}[keyof TraceResult];

function sum(traces: readonly TraceResult[], count: Count): number {
  return traces.reduce((total, trace) => total + trace[count], 0);
}

function per(count: Count, of: Count): FigureKind["of"] {
  return (traces) => sum(traces, count) / sum(traces, of);
}

function share(part: Count, of: Count): FigureKind["of"] {
  return (traces) => (100 * sum(traces, part)) / sum(traces, of);
}

function quantileOf(values: "visibleMs" | "ownMs" | "abortDelayMs", at: number): FigureKind["of"] {
  return (traces) => {
    const all = traces.flatMap((trace) => trace[values]).toSorted((left, right) => left - right);
    return all[Math.max(0, Math.ceil(at * all.length) - 1)] ?? NaN;
  };
}

function relativeCost(traces: readonly TraceResult[]): number {
  const cached = sum(traces, "cachedTokens");
  const missed = sum(traces, "promptTokens") - cached;
  return missed + cachedPrice * cached + outputPrice * sum(traces, "outputTokens");
}

/** What DeepSeek would have asked, in US cents. */
function priceOf(count: Count, atMs: number): FigureKind["of"] {
  return (traces) => {
    const cost = listPrices.costOf({
      providerId: "deepseek",
      model: "deepseek-flash",
      atMs,
      usage: {
        promptTokens: sum(traces, "promptTokens"),
        completionTokens: sum(traces, "outputTokens"),
        totalTokens: sum(traces, "promptTokens") + sum(traces, "outputTokens"),
        cacheHitTokens: sum(traces, "cachedTokens"),
      },
    });
    return (100 * 1000 * (cost?.amountUsd ?? NaN)) / sum(traces, count);
  };
}

function acceptedShare(traces: readonly TraceResult[]): number {
  const accepted = sum(traces, "acceptedChars");
  return (100 * accepted) / (accepted + sum(traces, "keys"));
}
