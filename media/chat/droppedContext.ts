/** The host takes no more at once. */
const maxDropped = 50;
const editorUriList = "application/vnd.code.uri-list";
const uriList = "text/uri-list";

/** The part of a `DataTransfer` that is read. */
export interface DroppedData {
  readonly types: readonly string[];
  readonly files: Iterable<File>;
  getData(type: string): string;
}

/** What a drop or a paste brings along. */
export interface DroppedContext {
  /** Addresses for the host to judge, at most 50. */
  readonly uris: readonly string[];
  readonly images: readonly File[];
  /** Names of files that cannot be attached: the page learns neither their address nor may it send any bytes. */
  readonly unknown: readonly string[];
  /** Addresses beyond the fiftieth. */
  readonly leftOut: number;
}

/** Whether something is dragged that could be attached; its contents are not to be seen before the drop. */
export function hasContext(types: readonly string[]): boolean {
  return types.includes(editorUriList) || types.includes(uriList) || types.includes("Files");
}

/**
 * Reads a drop. What comes from the editor (Explorer, tabs) has addresses of its own; a file from outside often has
 * none, but an image's pixels are there. Links to web pages are text, not context.
 */
export function readDropped(data: DroppedData): DroppedContext {
  const fromEditor = addressesIn(data.getData(editorUriList));
  const files = fromEditor.length > 0 ? [] : [...data.files];
  const images = files.filter(({ type }) => type.startsWith("image/"));
  const fromOutside = images.length > 0 ? [] : addressesIn(data.getData(uriList));
  const uris = fromEditor.length > 0 ? fromEditor : fromOutside;
  const others = uris.length > 0 ? [] : files.filter((file) => !images.includes(file));
  return {
    uris: uris.slice(0, maxDropped),
    images,
    unknown: others.map(({ name }) => name),
    leftOut: Math.max(0, uris.length - maxDropped),
  };
}

/** A list of addresses, one a line, comments with `#` (RFC 2483, section 5). */
function addressesIn(list: string): readonly string[] {
  const lines = list.split(/\r?\n/u).map((line) => line.trim());
  return [...new Set(lines.filter((line) => line !== "" && !/^(?:#|https?:)/iu.test(line)))];
}
