import type { Clock } from "../../provider/clock";
import type { PendingAttachment } from "../attachment";
import type { AttachableKind, AttachableView } from "../protocol";

/** Something that a source found, and how to attach it. */
export interface FoundAttachable extends Omit<AttachableView, "id"> {
  /** The same for the same thing, whichever source finds it, such as a file's address. */
  readonly key: string;
  /** As `fuzzyScore` gives it; for an empty query, what is nearer to the user has more. */
  readonly score: number;
  /** Reads it as it is at that moment; undefined when it is gone. */
  attach(): Promise<PendingAttachment | undefined>;
}

/** A place where attachables are looked for. */
export interface AttachableSource {
  readonly kinds: readonly AttachableKind[];
  /**
   * What fits the query, in any order. `kind` is set where the user looks for one kind only: an empty query may then
   * offer more than what is nearest. May stop when `signal` aborts.
   */
  search(
    query: string,
    kind: AttachableKind | undefined,
    signal: AbortSignal,
  ): Promise<readonly FoundAttachable[]>;
}

/** Lines of the picker. */
const maxItems = 50;
/** While the user looks for anything, one kind leaves room for the others. */
const maxOfKind = 25;
/** Who has answered by then is shown; a language server that starts, or a first listing, may take longer. */
const patienceMs = 400;
/** A source that takes longer is left out for good. */
const sourceLimitMs = 10_000;
/** Items whose ids are known: those of the last ten answers. */
const maxKnown = 500;

/** All sources behind one search, and the items they found by the ids that were issued for them. */
export class AttachableCatalogue {
  readonly #sources: readonly AttachableSource[];
  readonly #clock: Pick<Clock, "setTimer">;
  readonly #log: (level: "debug" | "info" | "warn", line: string) => void;
  readonly #known = new Map<string, FoundAttachable>();
  #count = 0;

  constructor(options: {
    sources: readonly AttachableSource[];
    clock: Pick<Clock, "setTimer">;
    log: (level: "debug" | "info" | "warn", line: string) => void;
  }) {
    this.#sources = options.sources;
    this.#clock = options.clock;
    this.#log = options.log;
  }

  /**
   * Gives the best of all sources to `onItems`, at most 50, what would be refused last: once when all have answered; or
   * twice, first what is there after 400 ms, and all of it at the end. Resolves then; never rejects: a source that fails
   * is left out. Nothing is given once `signal` has aborted.
   */
  async search(
    query: string,
    kind: AttachableKind | undefined,
    signal: AbortSignal,
    onItems: (items: readonly AttachableView[]) => void,
  ): Promise<void> {
    const asked = this.#sources.filter(({ kinds }) => kind === undefined || kinds.includes(kind));
    const found: FoundAttachable[] = [];
    const cancelTimer = this.#clock.setTimer(() => onItems(this.#best(found, kind)), patienceMs);
    signal.addEventListener("abort", cancelTimer, { once: true });
    await Promise.all(
      asked.map(async (source) => {
        found.push(...(await this.#ask(source, query, kind, signal)));
      }),
    );
    cancelTimer();
    signal.removeEventListener("abort", cancelTimer);
    if (!signal.aborted) onItems(this.#best(found, kind));
  }

  /** Attaches an item by the id that a search gave it; undefined for any other id, and for what is gone. */
  async attach(itemId: string): Promise<PendingAttachment | undefined> {
    return this.#known.get(itemId)?.attach();
  }

  #best(found: readonly FoundAttachable[], kind: AttachableKind | undefined): readonly AttachableView[] {
    const seen = new Set<string>();
    const counts = new Map<AttachableKind, number>();
    const items: AttachableView[] = [];
    const best = found
      .filter((each) => kind === undefined || each.kind === kind)
      .toSorted(
        (a, b) => Number(a.refusal !== undefined) - Number(b.refusal !== undefined) || b.score - a.score,
      );
    for (const each of best) {
      if (items.length === maxItems) break;
      const count = counts.get(each.kind) ?? 0;
      if (seen.has(each.key) || (kind === undefined && count >= maxOfKind)) continue;
      seen.add(each.key);
      counts.set(each.kind, count + 1);
      items.push(this.#issue(each));
    }
    return items;
  }

  async #ask(
    source: AttachableSource,
    query: string,
    kind: AttachableKind | undefined,
    signal: AbortSignal,
  ): Promise<readonly FoundAttachable[]> {
    const controller = new AbortController();
    const either = AbortSignal.any([signal, controller.signal]);
    return new Promise((resolve) => {
      const stop = () => {
        cancelTimer();
        controller.abort();
        resolve([]);
      };
      const cancelTimer = this.#clock.setTimer(stop, sourceLimitMs);
      if (signal.aborted) return stop();
      signal.addEventListener("abort", stop, { once: true });
      source
        .search(query, kind, either)
        .then(resolve, (error: unknown) => {
          const name = error instanceof Error ? error.name : "unknown";
          this.#log("warn", `Searching ${source.kinds.join(", ")} failed: ${name}`);
          resolve([]);
        })
        .finally(() => {
          cancelTimer();
          signal.removeEventListener("abort", stop);
        });
    });
  }

  #issue(found: FoundAttachable): AttachableView {
    const id = `item-${++this.#count}`;
    this.#known.set(id, found);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= maxKnown) break;
      this.#known.delete(oldest);
    }
    const { kind, label, detail, icon, refusal } = found;
    return { id, kind, label, detail, icon, ...(refusal === undefined ? {} : { refusal }) };
  }
}
