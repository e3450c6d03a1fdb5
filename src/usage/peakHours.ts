import prices from "./prices.json";

/** Hours of a day in UTC, [start, end): 09:00–12:00 and 14:00–18:00 in Beijing (DeepSeek pricing page, 2026-11-15). */
const peakHoursUtc: readonly (readonly [number, number])[] = [
  [1, 4],
  [6, 10],
];

/**
 * Whether DeepSeek asks its peak price at this date (ms since 1970): within the peak hours from Monday to Friday,
 * except on Chinese public holidays. In those hours the date in Beijing is the date in UTC.
 */
export function isPeakTime(atMs: number): boolean {
  const date = new Date(atMs);
  const weekday = date.getUTCDay();
  if (weekday === 0 || weekday === 6) return false;
  const hour = date.getUTCHours();
  if (!peakHoursUtc.some(([start, end]) => start <= hour && hour < end)) return false;
  const day = date.toISOString().slice(0, 10);
  return !prices.chinesePublicHolidays.ranges.some(([first = "", last = ""]) => first <= day && day <= last);
}
