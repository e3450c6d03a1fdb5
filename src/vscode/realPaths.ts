import { realpathSync } from "node:fs";
import type { RealPathOf } from "../privacy/privacyGate";
import type { Clock } from "../provider/clock";

/**
 * How long an answer counts. A link may be set to another file while its document is open; and a file system that is
 * slow to answer must not be asked at every keystroke (a local one takes 6 µs).
 */
const freshMs = 5_000;
const maxRemembered = 200;

/** Follows links on the disk, synchronously, because a keystroke's way to its request waits for nothing. */
export function createRealPaths(clock: Pick<Clock, "nowMs">): RealPathOf {
  const remembered = new Map<string, { readonly realPath: string | undefined; readonly atMs: number }>();
  return (absolutePath) => {
    const nowMs = clock.nowMs();
    const known = remembered.get(absolutePath);
    if (known !== undefined && nowMs - known.atMs < freshMs) return known.realPath;
    const realPath = follow(absolutePath);
    if (remembered.size >= maxRemembered) remembered.clear();
    remembered.set(absolutePath, { realPath, atMs: nowMs });
    return realPath;
  };
}

function follow(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    // Windows answers with errors for some drives (RAM disks); Node's own walk over the path works there.
    try {
      return realpathSync(path);
    } catch (second) {
      if (isMissing(second)) return undefined;
      throw second;
    }
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}
