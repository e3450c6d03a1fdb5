import prices from "./prices.json";

const { hoursUtc, weekdays, holidays } = prices.peak;

/**
 * Whether DeepSeek asks its peak price at this date (ms since 1970): within the peak hours of a working day that is no
 * Chinese public holiday. In those hours the date in Beijing is the date in UTC.
 */
export function isPeakTime(atMs: number): boolean {
  const date = new Date(atMs);
  if (!weekdays.includes(date.getUTCDay())) return false;
  const hour = date.getUTCHours();
  if (!hoursUtc.some(([start = 0, end = 0]) => start <= hour && hour < end)) return false;
  const day = date.toISOString().slice(0, 10);
  return !holidays.some(([first = "", last = ""]) => first <= day && day <= last);
}
