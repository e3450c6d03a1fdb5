import type { Clock } from "../provider/clock";
import { dayBefore, dayOf, type Day } from "./days";
import type { TotalsStore } from "./totalsStore";

/** Sums by name; a missing name is 0. */
export type Counts<Name extends string> = Readonly<Partial<Record<Name, number>>>;

type Rows<Name extends string> = Map<string, Partial<Record<Name, number>>>;

/** How long sums are kept, in days with today: this month and the last one, whole. */
const KEPT_DAYS = 62;
/** Additions are written together this long after the first of them. */
const SAVE_AFTER_MS = 5_000;

/**
 * Sums by day and row that outlive the window. Each window keeps what it has added since it last wrote; writing reads
 * what the store holds at that moment and adds to it, so windows do not overwrite each other's sums.
 *
 * What can go wrong: VS Code tells a window a moment later (some ms) what another has written. If two write within
 * that moment, the later one wins and the additions of the other (5 s of them at most) are lost. A window that
 * is killed loses its last 5 s as well. Sums are never counted twice.
 */
export class DayTotals<Name extends string> {
  readonly #store: TotalsStore;
  readonly #key: string;
  readonly #names: readonly Name[];
  readonly #clock: Clock;
  readonly #maxRowsPerDay: number;
  readonly #otherRow: string;
  readonly #onFailure: (error: unknown) => void;
  #pending = new Map<Day, Rows<Name>>();
  /** The store's value as it was read last, to read it again only when it is another. */
  #readValue: unknown;
  #readDays = new Map<Day, Rows<Name>>();
  #saving: Promise<void> = Promise.resolve();
  #cancelSave: (() => void) | undefined;

  /** @param options.key of the store; another format gets another key */
  constructor(options: {
    readonly store: TotalsStore;
    readonly key: string;
    /** All that may be counted; anything else in the store is left out. */
    readonly names: readonly Name[];
    readonly clock: Clock;
    readonly maxRowsPerDay: number;
    /** Takes what does not fit into `maxRowsPerDay`. */
    readonly otherRow: string;
    /** The store could not be written; nothing is lost yet, and it is tried again after the next addition. */
    readonly onFailure: (error: unknown) => void;
  }) {
    this.#store = options.store;
    this.#key = options.key;
    this.#names = options.names;
    this.#clock = options.clock;
    this.#maxRowsPerDay = options.maxRowsPerDay;
    this.#otherRow = options.otherRow;
    this.#onFailure = options.onFailure;
  }

  /** Adds to a row of the day of `atMs`. A count may be negative to take back what was added; no sum falls below 0. */
  add(atMs: number, row: string, counts: Counts<Name>): void {
    addTo(this.#pending, dayOf(atMs), row, this.#checked(counts));
    this.#cancelSave ??= this.#clock.setTimer(() => void this.save(), SAVE_AFTER_MS);
  }

  /** The rows of the days from `first` to `last`, both included, each summed over the days. */
  rows(first: Day, last: Day): ReadonlyMap<string, Counts<Name>> {
    const sums = new Map<Day, Rows<Name>>();
    for (const days of [this.#stored(), this.#pending]) {
      for (const [day, rows] of days) {
        if (day < first || day > last) continue;
        for (const [row, counts] of rows) addTo(sums, "", row, counts);
      }
    }
    return withoutDebts(sums.get("") ?? new Map());
  }

  /** The rows of each day from `first` to `last`, both included, oldest first. */
  days(
    first: Day,
    last: Day,
  ): readonly { readonly day: Day; readonly rows: ReadonlyMap<string, Counts<Name>> }[] {
    return [...new Set([...this.#stored().keys(), ...this.#pending.keys()])]
      .filter((day) => day >= first && day <= last)
      .toSorted()
      .map((day) => ({ day, rows: this.rows(day, day) }));
  }

  /** One count over the days from `first` to `last`, both included, of all rows. Cheap enough for every key. */
  total(name: Name, first: Day, last: Day): number {
    let total = 0;
    for (const days of [this.#stored(), this.#pending]) {
      for (const [day, rows] of days) {
        if (day < first || day > last) continue;
        for (const counts of rows.values()) total += counts[name] ?? 0;
      }
    }
    return Math.max(0, total);
  }

  /** Writes what was added. Never rejects. */
  async save(): Promise<void> {
    this.#cancelSave?.();
    this.#cancelSave = undefined;
    this.#saving = this.#saving.then(() => this.#write());
    return this.#saving;
  }

  /** Forgets everything, in the store too. Another window may still add what it has not written yet. */
  async clear(): Promise<void> {
    this.#cancelSave?.();
    this.#cancelSave = undefined;
    this.#saving = this.#saving.then(async () => {
      this.#pending.clear();
      await this.#store.update(this.#key, {});
    });
    const clearing = this.#saving;
    this.#saving = clearing.catch(() => undefined);
    return clearing;
  }

  /** Writes what is left. */
  async dispose(): Promise<void> {
    return this.save();
  }

  async #write(): Promise<void> {
    if (this.#pending.size === 0) return;
    const added = this.#pending;
    this.#pending = new Map();
    const oldest = dayBefore(this.#clock.wallMs(), KEPT_DAYS - 1);
    const days = new Map<Day, Rows<Name>>();
    for (const source of [this.#stored(), added]) {
      for (const [day, rows] of source) {
        if (day < oldest) continue;
        for (const [row, counts] of rows) addTo(days, day, this.#rowFor(days.get(day), row), counts);
      }
    }
    const value = Object.fromEntries(
      [...days].map(([day, rows]) => [day, Object.fromEntries(withoutDebts(rows))]),
    );
    try {
      await this.#store.update(this.#key, value);
    } catch (error) {
      // A memento keeps the value in the window though it did not reach the disk: then it goes out with the next one.
      if (this.#store.get(this.#key) !== value) {
        for (const [day, rows] of added) {
          for (const [row, counts] of rows) addTo(this.#pending, day, row, counts);
        }
      }
      this.#onFailure(error);
    }
  }

  #rowFor(rows: Rows<Name> | undefined, row: string): string {
    return rows === undefined || rows.has(row) || rows.size < this.#maxRowsPerDay - 1 ? row : this.#otherRow;
  }

  #stored(): Map<Day, Rows<Name>> {
    const value = this.#store.get(this.#key);
    if (value === this.#readValue) return this.#readDays;
    const days = new Map<Day, Rows<Name>>();
    for (const [day, rows] of entriesOf(value)) {
      if (!/^\d{4}-\d\d-\d\d$/.test(day)) continue;
      for (const [row, counts] of entriesOf(rows)) {
        addTo(days, day, row, this.#checked(Object.fromEntries(entriesOf(counts)), 0));
      }
    }
    this.#readValue = value;
    this.#readDays = days;
    return days;
  }

  /** Known names with real numbers, none below `least`. */
  #checked(counts: Readonly<Record<string, unknown>>, least = -Infinity): Counts<Name> {
    const checked: Partial<Record<Name, number>> = {};
    for (const name of this.#names) {
      const count = Object.hasOwn(counts, name) ? counts[name] : undefined;
      if (typeof count === "number" && Number.isFinite(count) && count >= least && count !== 0) {
        checked[name] = count;
      }
    }
    return checked;
  }
}

function addTo<Name extends string>(
  days: Map<Day, Rows<Name>>,
  day: Day,
  row: string,
  counts: Counts<Name>,
): void {
  const rows: Rows<Name> = days.get(day) ?? new Map();
  days.set(day, rows);
  const sums: Partial<Record<Name, number>> = rows.get(row) ?? {};
  rows.set(row, sums);
  for (const name in counts) sums[name] = (sums[name] ?? 0) + (counts[name] ?? 0);
}

/** Something was taken back that was cleared meanwhile: nothing is owed. */
function withoutDebts<Name extends string>(rows: Rows<Name>): Rows<Name> {
  for (const counts of rows.values()) {
    for (const name in counts) counts[name] = Math.max(0, counts[name] ?? 0);
  }
  return rows;
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}
