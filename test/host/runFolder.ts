import { cp, mkdir, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "./projectRoot";

/** The temporary files of one run of an editor. */
export interface RunFolder {
  /** The editor's settings, logs and storage. */
  readonly dataFolder: string;
  /** A copy of the sample workspace, free to be changed. */
  readonly sampleFolder: string;
  /** Copies the editor's logs to where they outlive the run, and gives that folder. Ignored by git. */
  keepLogs(name: string): Promise<string>;
  /** Removes it all. */
  remove(): Promise<void>;
}

/** Makes the temporary files of one run, fresh, in the system's folder for such. */
export async function createRunFolder(): Promise<RunFolder> {
  // Real, because macOS' temporary folder is a link, and the editor would show two paths for one file.
  const folder = await realpath(await mkdtemp(join(tmpdir(), "midfill-")));
  const dataFolder = join(folder, "data");
  const sampleFolder = join(folder, "sample");
  await mkdir(dataFolder);
  await cp(join(projectRoot, "test/host/sample"), sampleFolder, { recursive: true });
  return {
    dataFolder,
    sampleFolder,
    keepLogs: async (name) => {
      const kept = join(projectRoot, ".vscode-test", name);
      await rm(kept, { recursive: true, force: true });
      await mkdir(kept, { recursive: true });
      for (const part of ["server.log", "data/logs", "page.log"]) {
        await cp(join(dataFolder, part), join(kept, part), { recursive: true }).catch(() => undefined);
      }
      return kept;
    },
    // Windows and slow disks let go of a file some time after its process has ended.
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }),
  };
}
