import type { Clock } from "../provider/clock";
import type { Day } from "./days";
import { DayTotals, type Counts } from "./dayTotals";
import type { TotalsStore } from "./totalsStore";

const names = [
  "shown",
  /** Taken whole, at once or piece by piece. */
  "accepted",
  /** Only a part was taken. */
  "partlyAccepted",
  "acceptedChars",
  /** Accepted texts that were looked for after half a minute, and those of them that were still there. */
  "checkedSoon",
  "survivedSoon",
  /** The same after five minutes. */
  "checkedLate",
  "survivedLate",
] as const;
type Name = (typeof names)[number];

/** What became of suggestions. */
export type AcceptanceSums = Readonly<Record<Name, number>>;

/** When an accepted text is looked for. */
export type SurvivalCheck = "soon" | "late";

/** Suggestions that may still be accepted or looked for; older ones are forgotten. */
const MAX_FOLLOWED = 200;

interface Followed {
  /** Everything about a suggestion is counted on the day it was shown. */
  readonly shownAtMs: number;
  readonly languageId: string;
  state: "shown" | "partly" | "accepted";
}

/** Counts what became of suggestions, by day and language. Stays on this machine; kept for 62 days. */
export class AcceptanceStatistics {
  readonly #totals: DayTotals<Name>;
  readonly #followed = new Map<number, Followed>();

  constructor(options: {
    readonly store: TotalsStore;
    readonly clock: Clock;
    readonly onFailure: (error: unknown) => void;
  }) {
    this.#totals = new DayTotals({
      ...options,
      key: "midfill.usage.acceptance",
      names,
      maxRowsPerDay: 12,
      otherRow: "other",
    });
  }

  /** A suggestion stands on the screen. Telling the same one again changes nothing. */
  shown(suggestionId: number, languageId: string, atMs: number): void {
    if (this.#followed.has(suggestionId)) return;
    const oldest = this.#followed.size >= MAX_FOLLOWED ? this.#followed.keys().next().value : undefined;
    if (oldest !== undefined) this.#followed.delete(oldest);
    const followed: Followed = { shownAtMs: atMs, languageId, state: "shown" };
    this.#followed.set(suggestionId, followed);
    this.#add(followed, { shown: 1 });
  }

  /** `chars` more of it were taken; `isWhole`: nothing is left of it. Of one that was never shown, nothing is counted. */
  accepted(suggestionId: number, chars: number, isWhole: boolean): void {
    const followed = this.#followed.get(suggestionId);
    if (followed === undefined || followed.state === "accepted") return;
    const wasPartly = followed.state === "partly";
    followed.state = isWhole ? "accepted" : "partly";
    this.#add(followed, {
      acceptedChars: chars,
      accepted: isWhole ? 1 : 0,
      partlyAccepted: (isWhole ? 0 : 1) - (wasPartly ? 1 : 0),
    });
  }

  /** An accepted text was looked for. */
  checked(suggestionId: number, check: SurvivalCheck, hasSurvived: boolean): void {
    const followed = this.#followed.get(suggestionId);
    if (followed === undefined) return;
    const survived = hasSurvived ? 1 : 0;
    this.#add(
      followed,
      check === "soon"
        ? { checkedSoon: 1, survivedSoon: survived }
        : { checkedLate: 1, survivedLate: survived },
    );
  }

  /** The sums of the days from `first` to `last`, both included, by language, most shown first. */
  rows(first: Day, last: Day): readonly (AcceptanceSums & { readonly languageId: string })[] {
    return [...this.#totals.rows(first, last)]
      .map(([languageId, counts]) => ({ languageId, ...sums(counts) }))
      .toSorted((left, right) => right.shown - left.shown);
  }

  async clear(): Promise<void> {
    this.#followed.clear();
    await this.#totals.clear();
  }

  /** Writes what is left. */
  async dispose(): Promise<void> {
    return this.#totals.dispose();
  }

  #add({ shownAtMs, languageId }: Followed, counts: Counts<Name>): void {
    this.#totals.add(shownAtMs, languageId, counts);
  }
}

/** Rows added up. */
export function sumOfAcceptance(rows: readonly AcceptanceSums[]): AcceptanceSums {
  const total: Partial<Record<Name, number>> = {};
  for (const row of rows) for (const name of names) total[name] = (total[name] ?? 0) + row[name];
  return sums(total);
}

function sums(counts: Counts<Name>): AcceptanceSums {
  const at = (name: Name) => counts[name] ?? 0;
  return {
    shown: at("shown"),
    accepted: at("accepted"),
    partlyAccepted: at("partlyAccepted"),
    acceptedChars: at("acceptedChars"),
    checkedSoon: at("checkedSoon"),
    survivedSoon: at("survivedSoon"),
    checkedLate: at("checkedLate"),
    survivedLate: at("survivedLate"),
  };
}
