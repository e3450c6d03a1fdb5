/** `0:07`, `12:34`, `1:02:03`. Negative counts as 0. */
export function clockText(durationMs: number): string {
  const seconds = Math.max(0, Math.floor(durationMs / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const ss = String(seconds % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${ss}` : `${minutes}:${ss}`;
}

/** `less than a second`, `12 s`, `2 min 5 s`. */
export function durationText(durationMs: number): string {
  const seconds = Math.round(Math.max(0, durationMs) / 1000);
  if (seconds < 1) return "less than a second";
  if (seconds < 60) return `${seconds} s`;
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** A count for a narrow place: `950`, `1.2k`, `35k`, `1.2M`. */
export function shortCount(count: number): string {
  if (count < 1000) return String(count);
  if (count < 9950) return `${(count / 1000).toFixed(1).replace(/\.0$/, "")}k`;
  if (count < 999_500) return `${Math.round(count / 1000)}k`;
  return `${(count / 1_000_000).toFixed(1).replace(/\.0$/, "")}M`;
}

/** A count in full, grouped: `12,345`. */
export function fullCount(count: number): string {
  return count.toLocaleString("en-US");
}

/** How long ago, for a list: `now`, `5 min`, `3 h`, `2 d`, `4 wk`. */
export function agoText(dateMs: number, nowMs: number): string {
  const minutes = Math.floor(Math.max(0, nowMs - dateMs) / 60_000);
  if (minutes < 1) return "now";
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h`;
  if (minutes < 14 * 24 * 60) return `${Math.floor(minutes / (24 * 60))} d`;
  return `${Math.floor(minutes / (7 * 24 * 60))} wk`;
}

/** Tokens of a text that still grows, at four characters each; the provider's own count comes at the end. */
export function roughTokens(text: string): number {
  return Math.max(1, Math.round(text.length / 4));
}
