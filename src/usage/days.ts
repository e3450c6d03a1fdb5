/** A calendar day on the user's clock, such as `2026-11-21`; days compare as text. */
export type Day = string;

/** The day of a date (ms since 1970). */
export function dayOf(atMs: number): Day {
  const date = new Date(atMs);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((number, index) => String(number).padStart(index === 0 ? 4 : 2, "0"))
    .join("-");
}

/** The day that lies `days` before the one of `atMs`; 0 is that day itself. */
export function dayBefore(atMs: number, days: number): Day {
  const date = new Date(atMs);
  // Noon: one hour more or less when the clocks change does not lead into another day.
  return dayOf(new Date(date.getFullYear(), date.getMonth(), date.getDate() - days, 12).getTime());
}

/** When the next day begins, ms since 1970. */
export function nextDayMs(atMs: number): number {
  const date = new Date(atMs);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1).getTime();
}

/** The first day of the calendar month of `atMs`. */
export function monthStart(atMs: number): Day {
  return `${dayOf(atMs).slice(0, 8)}01`;
}

/** When the next calendar month begins, ms since 1970. */
export function nextMonthMs(atMs: number): number {
  const date = new Date(atMs);
  return new Date(date.getFullYear(), date.getMonth() + 1, 1).getTime();
}
