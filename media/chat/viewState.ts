/** What only the webview knows and keeps over hiding and reloading. Everything else belongs to the host. */
export interface ViewState {
  /** The conversation that was shown last: by it the host restores an editor's tab. */
  readonly conversationId?: string;
  /** Unsent text by conversation id. The host has a copy, a little behind. */
  readonly drafts: Readonly<Record<string, string>>;
  /** Questions being written anew, by message id. */
  readonly edits: Readonly<Record<string, string>>;
  /** Folded parts that the user opened or closed, by message id. */
  readonly openParts: Readonly<Record<string, boolean>>;
  /** The first visible message by conversation id; missing where the view follows the end. */
  readonly scrollAnchors: Readonly<Record<string, ScrollAnchor>>;
}

/** A place in the transcript that survives changed heights. */
export interface ScrollAnchor {
  readonly messageId: string;
  /** Distance from the message's top to the top of the view, ≥ 0. */
  readonly offsetPx: number;
}

/** The state of a view that was never used. */
export const emptyViewState: ViewState = { drafts: {}, edits: {}, openParts: {}, scrollAnchors: {} };

/** Reads a state of any age; what does not fit is left out. */
export function readViewState(saved: unknown): ViewState {
  const conversationId = field(saved, "conversationId");
  return {
    ...(typeof conversationId === "string" ? { conversationId } : {}),
    drafts: readRecord(field(saved, "drafts"), (value) => (typeof value === "string" ? value : undefined)),
    edits: readRecord(field(saved, "edits"), (value) => (typeof value === "string" ? value : undefined)),
    openParts: readRecord(field(saved, "openParts"), (value) =>
      typeof value === "boolean" ? value : undefined,
    ),
    scrollAnchors: readRecord(field(saved, "scrollAnchors"), readAnchor),
  };
}

/** Drops what belongs to conversations and messages that are gone, so that the state stays small. */
export function pruneViewState(
  state: ViewState,
  conversationIds: ReadonlySet<string>,
  messageIds: ReadonlySet<string>,
): ViewState {
  return {
    ...state,
    drafts: keep(state.drafts, (id, draft) => conversationIds.has(id) && draft !== ""),
    edits: keep(state.edits, (id) => messageIds.has(id)),
    openParts: keep(state.openParts, (id) => messageIds.has(id)),
    scrollAnchors: keep(state.scrollAnchors, (id) => conversationIds.has(id)),
  };
}

function readAnchor(value: unknown): ScrollAnchor | undefined {
  const messageId = field(value, "messageId");
  const offsetPx = field(value, "offsetPx");
  if (typeof messageId !== "string" || typeof offsetPx !== "number") return undefined;
  return Number.isFinite(offsetPx) ? { messageId, offsetPx } : undefined;
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

function readRecord<T>(value: unknown, read: (value: unknown) => T | undefined): Record<string, T> {
  const result: [string, T][] = [];
  if (typeof value === "object" && value !== null) {
    for (const [key, entry] of Object.entries(value)) {
      const read_ = read(entry);
      if (read_ !== undefined) result.push([key, read_]);
    }
  }
  return Object.fromEntries(result);
}

function keep<T>(
  record: Readonly<Record<string, T>>,
  isKept: (key: string, value: T) => boolean,
): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key, value]) => isKept(key, value)));
}
