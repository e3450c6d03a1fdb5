import { randomUUID } from "node:crypto";
import { mkdirSync, watch } from "node:fs";
import { mkdir, open, readdir, rename, stat, truncate, unlink, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Clock } from "../../provider/clock";
import type { HistoryFiles } from "./historyFiles";
import type { HistoryStore } from "./historyStore";
import { createSegmentStore } from "./segmentStore";

/**
 * Conversations in a folder of the machine that runs the extension. The folder is made when it is watched or the first
 * message is saved; its files can be read by this user only.
 */
export function createFileStore(options: {
  /** Absolute path. */
  readonly directory: string;
  readonly clock: Clock;
  readonly log: (level: "debug" | "info" | "warn", line: string) => void;
}): HistoryStore {
  const { directory, clock, log } = options;
  return createSegmentStore({ files: createHistoryFiles(directory), windowId: randomUUID(), clock, log });
}

/** History's file operations on a real folder. */
export function createHistoryFiles(directory: string): HistoryFiles {
  const inDirectory = (name: string) => path.join(directory, name);
  return {
    processId: process.pid,
    pathOf: inDirectory,

    async list(isWanted = () => true) {
      let names: string[];
      try {
        names = await readdir(directory);
      } catch (error) {
        if (codeOf(error) === "ENOENT") return [];
        throw error;
      }
      const infos = await Promise.all(
        names.filter(isWanted).map(async (name) => {
          try {
            const stats = await stat(inDirectory(name));
            if (!stats.isFile()) return [];
            return [{ name, sizeBytes: stats.size, modifiedMs: stats.mtimeMs }];
          } catch (error) {
            // Another window's temporary file, gone since the folder was listed.
            if (codeOf(error) === "ENOENT") return [];
            throw error;
          }
        }),
      );
      return infos.flat();
    },

    async read(name, maxBytes, fromByte = 0) {
      const file = await open(inDirectory(name), "r");
      try {
        const { size } = await file.stat();
        const bytes = new Uint8Array(Math.min(Math.max(0, size - fromByte), maxBytes));
        let length = 0;
        while (length < bytes.length) {
          const { bytesRead } = await file.read(bytes, length, bytes.length - length, fromByte + length);
          if (bytesRead === 0) break;
          length += bytesRead;
        }
        return bytes.subarray(0, length);
      } finally {
        await file.close();
      }
    },

    async append(name, bytes, isDurable) {
      const file = await openToAppend(directory, inDirectory(name));
      try {
        await file.appendFile(bytes);
        if (isDurable) await file.sync();
      } finally {
        await file.close();
      }
      if (isDurable) await syncDirectory(directory);
    },

    truncate: (name, sizeBytes) => truncate(inDirectory(name), sizeBytes),

    create: (name, bytes) => writeFile(inDirectory(name), bytes, { flag: "wx", mode: 0o600, flush: true }),

    async replace(name, bytes) {
      const temporary = inDirectory(`${name}.${randomUUID()}.tmp`);
      await writeFile(temporary, bytes, { flag: "wx", mode: 0o600 });
      try {
        await rename(temporary, inDirectory(name));
      } catch (error) {
        await unlink(temporary);
        throw error;
      }
    },

    watch(onChange, onFailure) {
      try {
        mkdirSync(directory, { recursive: true, mode: 0o700 });
        const watcher = watch(directory, { persistent: false }, (_, name) => onChange(name ?? undefined));
        watcher.on("error", onFailure);
        return () => watcher.close();
      } catch (error) {
        onFailure(error);
        return () => undefined;
      }
    },

    isProcessAlive(processId) {
      try {
        process.kill(processId, 0);
        return true;
      } catch (error) {
        return codeOf(error) === "EPERM";
      }
    },
  };
}

async function openToAppend(directory: string, file: string) {
  try {
    return await open(file, "a", 0o600);
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
    await mkdir(directory, { recursive: true, mode: 0o700 });
    return open(file, "a", 0o600);
  }
}

/** Makes a new file's name durable; Windows has no such call and keeps names by itself. */
async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(directory, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
