import assert from "node:assert/strict";
import type { ReviewHunk, ReviewHunks } from "../../src/actions/review/reviewHunks";
import type { TextChange } from "../../src/actions/review/trackedRange";
import { PendingEdit, type EditPlan } from "../../src/vscode/review/pendingEdit";
import { Random } from "./random";
import { TrackedDocument, type Replacement } from "./trackedDocument";

const maxSteps = 24;

const whileWriting = [
  ...(["type", "type-line", "delete", "undo", "redo"] as const),
  ...(["stream", "stream", "stream", "propose", "propose", "propose", "stop"] as const),
] as const;

const inReview = [
  ...([
    "type",
    "type",
    "type-line",
    "type-line",
    "delete",
    "format",
    "undo",
    "undo",
    "undo",
    "redo",
    "redo",
  ] as const),
  ...(["accept", "accept", "accept", "accept-all", "reject", "reject-all", "follow-up"] as const),
] as const;

type Kind = (typeof whileWriting)[number] | (typeof inReview)[number];

/** How often something happened that a proof without it would say nothing about. */
type Tally = Record<
  | "accepted"
  | "rejected"
  | "dropped"
  | "undone acceptances"
  | "redone acceptances"
  | "stopped"
  | "follow-ups",
  number
>;

/** What a run of interleavings came to; `failure` is the first. */
export interface InterleavingsResult {
  readonly tally: Tally;
  readonly failure?: { readonly seed: number; readonly steps: readonly string[]; readonly error: unknown };
}

/**
 * Lets a user type, delete, undo, redo and decide at random while a model writes and writes again, and holds after every
 * step:
 * - what accepting takes away is, text and place, what the model was shown, and no character that the user has typed
 *   since (a line end looks like any other and counts as the one that stood there);
 * - nothing but accepting, undoing and redoing lets text of the model appear; all else leaves the document alone;
 * - accepted hunks wait again after undo, and are accepted again by redo;
 * - a hunk that waits stands where its original stands; hunks keep their order and apart; one that is turned down or
 *   dropped never comes back; changes outside the range decide nothing;
 * - accepting everything of an untouched document makes the proposal, and the review shows the document's own lines.
 */
export function proveReview({ count, seed }: { count: number; seed: number }): InterleavingsResult {
  const tally: Tally = {
    accepted: 0,
    rejected: 0,
    dropped: 0,
    "undone acceptances": 0,
    "redone acceptances": 0,
    stopped: 0,
    "follow-ups": 0,
  };
  for (let each = 0; each < count; each++) {
    const interleaving = new Interleaving(seed + each, tally);
    try {
      interleaving.run();
    } catch (error) {
      return { tally, failure: { seed: seed + each, steps: interleaving.steps, error } };
    }
  }
  return { tally };
}

interface Acceptance {
  readonly hunks: ReviewHunks;
  readonly ids: readonly number[];
}

class Interleaving {
  readonly steps: string[] = [];
  private readonly random: Random;
  private readonly tally: Tally;
  private readonly lineEnd: "\n" | "\r\n";
  private readonly document: TrackedDocument;
  private edit: PendingEdit;
  private isOver = false;
  /** The characters, by serial, that the model is shown, or was for the proposal in review. */
  private shown: ReadonlySet<number> = new Set();
  private readonly shownFor = new WeakMap<ReviewHunks, ReadonlySet<number>>();
  /** What the model answers, by and by. */
  private answer: readonly string[] = [];
  private streamedLines = 0;
  /** Of an untouched document: all of it as the proposal would have it. */
  private expected: string | undefined;
  /** Which steps of the document's history accepted hunks, as it stands and as it was undone. */
  private readonly history: boolean[] = [];
  private readonly undone: boolean[] = [];
  /** What was accepted, or undone, by the step before. */
  private justAccepted: Acceptance | undefined;
  private justUndone: Acceptance | undefined;
  private typedMarks = 0;

  constructor(seed: number, tally: Tally) {
    this.random = new Random(seed);
    this.tally = tally;
    this.lineEnd = this.random.of(["\n", "\n", "\r\n"]);
    this.document = new TrackedDocument(this.lines(14));
    this.edit = new PendingEdit("1", this.plan());
    this.pin();
    this.steps.push(
      `document ${JSON.stringify(this.document.text)}`,
      `range ${JSON.stringify(this.edit.range)}`,
    );
  }

  run(): void {
    const count = 1 + this.random.below(maxSteps);
    for (let step = 0; step < count; step++) {
      if (this.isOver) this.begin();
      const { justAccepted, justUndone } = this;
      this.justAccepted = undefined;
      this.justUndone = undefined;
      const kind = this.random.of<Kind>(this.edit.state === "writing" ? whileWriting : inReview);
      this.steps.push(kind);
      const before = this.document.text;
      const { hunks } = this.edit;
      const decided = decidedIn(hunks);
      this.step(kind);
      if (kind === "undo" && justAccepted !== undefined) {
        this.isIn("pending", justAccepted);
        this.justUndone = justAccepted;
      } else if (kind === "redo" && justUndone !== undefined) {
        this.isIn("accepted", justUndone);
        this.justAccepted = justUndone;
      }
      if (["stream", "propose", "stop", "follow-up", "reject", "reject-all"].includes(kind)) {
        assert.equal(this.document.text, before, "the document was changed without accepting");
      }
      const { hunks: now } = this.edit;
      if (now !== undefined && !this.shownFor.has(now)) this.shownFor.set(now, this.shown);
      this.check();
      if (hunks === now) {
        const still = decidedIn(hunks);
        for (const id of decided) assert.ok(still.has(id), `hunk ${id} has come back`);
      }
    }
  }

  private begin(): PendingEdit {
    this.edit = new PendingEdit("1", this.plan());
    this.isOver = false;
    this.pin();
    return this.edit;
  }

  private step(kind: Kind): void {
    switch (kind) {
      case "type":
        return this.type(this.mark());
      case "type-line":
        return this.type(this.mark() + this.lineEnd);
      case "delete": {
        const start = this.anywhere();
        return this.change([{ start, end: this.behind(start, 1 + this.random.below(6)), text: "" }]);
      }
      case "format":
        return this.format();
      case "stream":
        return this.stream();
      case "propose":
        if (this.edit.state === "writing" && !this.edit.propose(this.proposal(), [])) this.abandon();
        return;
      case "stop":
        return this.stop();
      case "follow-up":
        return this.followUp();
      case "accept":
        return this.accept(this.waiting().filter(() => this.random.isOneOf(2)));
      case "accept-all":
        return this.accept(this.waiting());
      case "reject":
        return this.reject(this.waiting().slice(0, 1));
      case "reject-all":
        return this.reject(this.waiting());
      case "undo":
        return this.undo();
      case "redo":
        return this.redo();
    }
  }

  private type(text: string): void {
    const start = this.anywhere();
    this.change([{ start, end: start, text }]);
  }

  /** A formatter's event: all of the text is replaced, though one line is different. */
  private format(): void {
    const { text } = this.document;
    const lines = text.split(this.lineEnd);
    const at = this.random.below(lines.length);
    const start = lines.slice(0, at).join(this.lineEnd).length + (at > 0 ? this.lineEnd.length : 0);
    if (this.edit.hunks === undefined) return;
    this.document.replace([{ start, end: start, text: "  " }], "user");
    this.history.push(false);
    this.undone.length = 0;
    this.expected = undefined;
    this.told([{ offset: 0, length: text.length, text: this.document.text }]);
  }

  private stream(): void {
    if (this.edit.state !== "writing") return;
    this.streamedLines = Math.min(this.answer.length, this.streamedLines + 1 + this.random.below(3));
    const soFar = this.answer.slice(0, this.streamedLines).join("");
    this.edit.stream(soFar);
    const { streamed } = this.edit;
    // A last line without an end gets none while its answer streams.
    const shown = soFar.length > (streamed?.length ?? 0) ? soFar.trimEnd() : soFar;
    assert.ok(streamed === undefined || streamed.startsWith(shown), "what came is not what is shown");
  }

  /** As `EditReview` does it: what came is the proposal. */
  private stop(): void {
    if (this.edit.state !== "writing") return;
    const { streamed } = this.edit;
    this.expected = undefined;
    if (streamed === undefined || !this.edit.propose(streamed, [])) this.abandon();
    else this.tally.stopped++;
  }

  private abandon(): void {
    this.isOver = !this.edit.restoreReview();
    this.expected = undefined;
  }

  private followUp(): void {
    if (this.edit.state !== "review") return;
    this.edit.writeAgain();
    this.pin();
    this.tally["follow-ups"]++;
  }

  private reject(ids: readonly number[]): void {
    if (this.edit.state !== "review" || ids.length === 0) return;
    const { hunks } = this.edit;
    if (hunks === undefined) return;
    hunks.reject(ids);
    this.isIn("rejected", { hunks, ids });
    this.expected = undefined;
    this.tally.rejected += ids.length;
    if (this.waiting().length === 0) this.isOver = true;
  }

  private accept(ids: readonly number[]): void {
    const { hunks } = this.edit;
    if (this.edit.state !== "review" || hunks === undefined || ids.length === 0) return;
    assert.equal(hunks.text, this.document.text);
    const isAll = ids.length === hunks.all.length;
    const edits = hunks.editsFor(ids);
    assert.equal(edits.length, ids.length);
    const before = this.document.characters;
    const shown = this.shownFor.get(hunks);
    for (const [index, { start, end, text }] of edits.entries()) {
      const hunk: ReviewHunk | undefined = hunks.all.find(({ id }) => id === ids[index]);
      assert.equal(text, hunk?.replacement);
      assert.equal(textOf(before.slice(start, end)), hunk?.original, "accepting replaces another text");
      for (const { unit, serial } of before.slice(start, end)) {
        const isTyped = isMark(unit) && !shown?.has(serial);
        assert.ok(!isTyped, "accepting takes a character that the user typed");
      }
    }
    const changes = this.document.replace(edits, "model");
    this.history.push(true);
    this.undone.length = 0;
    const { expected } = this;
    this.told(changes);
    this.isIn("accepted", { hunks, ids });
    for (const { id, replacement, range } of hunks.all) {
      if (!ids.includes(id)) continue;
      assert.equal(this.document.text.slice(range.start, range.end), replacement);
    }
    if (isAll && expected !== undefined) assert.equal(this.document.text, expected, "not what was proposed");
    this.expected = undefined;
    this.justAccepted = { hunks, ids };
    this.tally.accepted += ids.length;
  }

  private isIn(expected: ReviewHunk["state"], { hunks, ids }: Acceptance): void {
    if (hunks !== this.edit.hunks || this.edit.state === "writing") return;
    for (const { id, state } of hunks.all) if (ids.includes(id)) assert.equal(state, expected);
  }

  private undo(): void {
    const isAcceptance = this.history.pop();
    if (isAcceptance === undefined) return;
    this.undone.push(isAcceptance);
    if (isAcceptance) this.tally["undone acceptances"]++;
    this.expected = undefined;
    this.told(this.document.undo());
  }

  private redo(): void {
    const isAcceptance = this.undone.pop();
    if (isAcceptance === undefined) return;
    this.history.push(isAcceptance);
    if (isAcceptance) this.tally["redone acceptances"]++;
    this.expected = undefined;
    this.told(this.document.redo());
  }

  private change(replacements: readonly Replacement[]): void {
    const { range } = this.edit;
    const states = this.edit.hunks?.all.map(({ state }) => state);
    const changes = this.document.replace(replacements, "user");
    this.history.push(false);
    this.undone.length = 0;
    this.expected = undefined;
    const wasWriting = this.edit.state === "writing";
    this.told(changes);
    // The line end behind the range may be part of a hunk.
    const isOutside =
      range !== undefined &&
      replacements.every(({ start, end }) => end < range.start || start > range.end + this.lineEnd.length);
    if (isOutside && !wasWriting) {
      assert.deepEqual(
        this.edit.hunks?.all.map(({ state }) => state),
        states,
        "a change outside the range decided about a hunk",
      );
    }
  }

  /** As `EditReview` takes an event. */
  private told(changes: readonly TextChange[]): void {
    const droppedBefore = this.count("dropped");
    this.steps.push(`  ${JSON.stringify(changes)} makes ${JSON.stringify(this.document.text)}`);
    const goesOn = this.edit.apply(changes);
    this.tally.dropped += Math.max(0, this.count("dropped") - droppedBefore);
    if (goesOn) return;
    this.expected = undefined;
    if (this.edit.state === "writing") this.isOver = !this.edit.restoreReview();
    // With nothing left to decide the edit ends; undo may still bring the hunks back, which is looked at here, too.
    else this.isOver = this.random.isOneOf(3);
  }

  private check(): void {
    const { text } = this.document;
    const { hunks } = this.edit;
    if (hunks !== undefined) {
      assert.equal(hunks.text, text, "the review has lost track of the document");
      let end = -1;
      for (const { id, state, original, range } of hunks.all) {
        if (state === "rejected" || state === "dropped") continue;
        assert.ok(range.start <= range.end && range.end <= text.length, `hunk ${id} is nowhere`);
        if (state === "accepted") continue;
        assert.equal(text.slice(range.start, range.end), original, `hunk ${id} waits in another place`);
        assert.ok(range.start >= end, "hunks have lost their order");
        end = range.end;
      }
    }
    if (this.isOver) return;
    const proposed = this.edit.proposedDocument();
    if (this.edit.state === "review" && this.expected !== undefined) assert.equal(proposed, this.expected);
    const merged = this.edit.merged();
    const lines = merged.text.split("\n");
    for (const { added } of merged.hunks.toReversed()) lines.splice(added.from, added.to - added.from);
    const shown = lines.join("\n");
    assert.equal(shown.trimEnd(), text.replaceAll("\r\n", "\n").trimEnd(), "other lines are shown");
  }

  private waiting(): readonly number[] {
    return (this.edit.hunks?.pending ?? []).map(({ id }) => id);
  }

  private count(state: string): number {
    return this.edit.hunks?.all.filter((hunk) => hunk.state === state).length ?? 0;
  }

  /** The model is shown the range as it is now, and begins to answer. */
  private pin(): void {
    const { text, characters } = this.document;
    const { range } = this.edit;
    assert.ok(range !== undefined);
    this.shown = new Set(characters.map(({ serial }) => serial));
    this.streamedLines = 0;
    this.answer = this.changed(text.slice(range.start, range.end));
    this.steps.push(`  answer ${JSON.stringify(this.proposal())} for ${JSON.stringify(range)}`);
    this.expected = text.slice(0, range.start) + this.proposal() + text.slice(range.end);
  }

  private proposal(): string {
    return this.answer.join("");
  }

  private plan(): EditPlan {
    const { document } = this;
    const starts = [0, ...Array.from(document.text.matchAll(/\n/g), ({ index }) => index + 1)];
    const isWhole = !this.random.isOneOf(4);
    const place = () => (isWhole ? (starts[this.random.below(starts.length)] ?? 0) : this.anywhere());
    const [start = 0, lineEnd = 0] = [place(), place()].toSorted((a, b) => a - b);
    const isOpen = isWhole && lineEnd > start && this.random.isOneOf(2);
    const end = isOpen ? lineEnd - this.lineEnd.length : lineEnd;
    const textDocument = { getText: () => document.text } as EditPlan["target"]["document"];
    return {
      target: { document: textDocument, range: { start, end }, path: "a.ts" },
      title: "Edit",
      instruction: "",
      restart: async () => {},
      retry: async () => {},
    };
  }

  private anywhere(): number {
    return this.behind(0, this.random.below(this.document.characters.length + 1));
  }

  /** An offset that far behind another, not inside a line end. */
  private behind(offset: number, count: number): number {
    const { text } = this.document;
    const at = Math.min(text.length, offset + count);
    return text[at - 1] === "\r" && text[at] === "\n" ? at + 1 : at;
  }

  private lines(maxCount: number): string {
    const lines = this.random.some(maxCount, () => this.line());
    return lines.join(this.lineEnd) + (this.random.isOneOf(3) ? "" : this.lineEnd);
  }

  private line(): string {
    return this.random.of(["a", "b", "c", "  d", "\te", "}", "", "let f = 1;", "日本🌊"]);
  }

  /** The lines of an answer: some of the text's kept, some changed, dropped, added. */
  private changed(text: string): readonly string[] {
    const lines: string[] = [];
    for (const line of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
      const choice = this.random.below(8);
      if (choice === 0) continue;
      if (choice === 1) lines.push(this.line() + this.lineEnd);
      lines.push(choice === 2 ? line.replace(/^[^\r\n]*/, () => `${this.line()}+`) : line);
    }
    if (this.random.isOneOf(3)) lines.push(this.line());
    return lines;
  }

  private mark(): string {
    return String.fromCharCode(firstMark + this.typedMarks++);
  }
}

/** What the user types: each character but once, none that a file or an answer has. */
const firstMark = 0xe000;

function isMark(unit: string): boolean {
  return unit >= String.fromCharCode(firstMark) && unit < "\uF900";
}

/** Hunks that never wait again. */
function decidedIn(hunks: ReviewHunks | undefined): ReadonlySet<number> {
  const final = hunks?.all.filter(({ state }) => state === "rejected" || state === "dropped");
  return new Set(final?.map(({ id }) => id));
}

function textOf(characters: readonly { readonly unit: string }[]): string {
  return characters.map(({ unit }) => unit).join("");
}
