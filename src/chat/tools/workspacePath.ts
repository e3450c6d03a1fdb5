import type { Found } from "./workspaceSource";

/** A folder of the workspace. */
export interface WorkspaceRoot {
  readonly name: string;
  /** Absolute, with any separators. */
  readonly path: string;
}

/** A place below a root, by the names on the way; empty for the root itself. */
export interface WorkspacePlace<R extends WorkspaceRoot> {
  readonly root: R;
  readonly segments: readonly string[];
}

/** Names that are devices on Windows, with any ending (learn.microsoft.com, "Naming Files, Paths, and Namespaces"). */
const deviceName = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?$/iu;

/**
 * The places in the workspace that a path written by a model may mean, likeliest first. Nothing outside the roots is
 * ever among them, whatever the path says; links on the disk are for the caller to follow. `isWindows`: names that
 * Windows reads in a way of its own (streams, devices, blanks and dots at the end) are refused.
 */
export function placesInWorkspace<R extends WorkspaceRoot>(
  path: string,
  roots: readonly R[],
  isWindows: boolean,
): Found<readonly WorkspacePlace<R>[]> {
  const refused = { problem: `“${path.slice(0, 200)}” is not a path inside the workspace.` };
  // oxlint-disable-next-line no-control-regex -- control characters are what is refused
  if (path.length > 4_096 || /[\0-\x1f]/u.test(path)) return refused;
  if (/^(?:[\\/]{2}|[a-z][a-z0-9+.-]+:)/iu.test(path)) return refused;
  const isAbsolute = /^(?:[\\/]|[a-z]:)/iu.test(path);
  const segments = segmentsOf(path);
  if (segments === undefined) return refused;
  if (isAbsolute) {
    const places = roots.flatMap((root) => {
      const base = segmentsOf(root.path) ?? [];
      return isBelow(base, segments, true) ? [{ root, segments: segments.slice(base.length) }] : [];
    });
    const usable = places.filter((place) => place.segments.every((each) => isUsable(each, isWindows)));
    return usable.length === 0 ? refused : { found: usable };
  }
  if (!segments.every((each) => isUsable(each, isWindows))) return refused;
  const named = roots.flatMap((root) =>
    root.name === segments[0] ? [{ root, segments: segments.slice(1) }] : [],
  );
  const plain = roots.map((root) => ({ root, segments }));
  // Of several roots, a path starts with the root's name; of a single one, only by a mistake.
  return { found: roots.length > 1 ? [...named, ...plain] : [...plain, ...named] };
}

/**
 * Whether a real path (links followed) is a root's real path or below it. Compared in Unicode's composed form, because
 * file systems differ in it.
 */
export function isInside(realRoot: string, realPath: string, ignoresCase: boolean): boolean {
  const base = segmentsOf(realRoot);
  const segments = segmentsOf(realPath);
  return base !== undefined && segments !== undefined && isBelow(base, segments, ignoresCase);
}

/** Without `.` and with `..` taken back; undefined when it leads above the beginning. */
function segmentsOf(path: string): readonly string[] | undefined {
  const segments: string[] = [];
  for (const part of path.split(/[\\/]+/u)) {
    if (part === "..") {
      if (segments.pop() === undefined) return undefined;
    } else if (part !== "" && part !== ".") segments.push(part);
  }
  return segments;
}

function isBelow(base: readonly string[], segments: readonly string[], ignoresCase: boolean): boolean {
  const folded = (text: string | undefined) => {
    const composed = text?.normalize("NFC");
    return ignoresCase ? composed?.toLowerCase() : composed;
  };
  return base.every((segment, at) => folded(segment) === folded(segments[at]));
}

function isUsable(segment: string, isWindows: boolean): boolean {
  return !isWindows || !(/[:*?"<>|]|[. ]$/u.test(segment) || deviceName.test(segment));
}
