import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { projectRoot } from "../../test/host/projectRoot";

/** The emulator in a process of its own, so that its work is not ours. */
export interface EmulatorProcess {
  /** DeepSeek's base URL. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts it on a free port of 127.0.0.1; without `options` (see its `--help`) it answers at once. */
export async function startEmulatorProcess(options: readonly string[] = []): Promise<EmulatorProcess> {
  const program = join(projectRoot, "dist/tools/test/emulator/main.mjs");
  const child = spawn(process.execPath, [program, ...options], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  const lines = createInterface({ input: child.stdout });
  const first: unknown = await Promise.race([
    once(lines, "line").then(([line]: unknown[]) => line),
    ended.then(() => undefined),
  ]);
  if (typeof first !== "string") throw new Error("The emulator ended before it said its address.");
  return {
    url: first,
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
