import { spawn } from "node:child_process";
import { signalGroup } from "./processGroup";
import { projectRoot } from "./projectRoot";

/** How a program ended. */
export interface ProgramResult {
  /** Undefined when it was ended by a signal or never began. */
  readonly exitCode: number | undefined;
  /** Everything it wrote to its standard output. */
  readonly output: string;
  readonly hasTimedOut: boolean;
}

/**
 * Runs a program in the project's folder and waits for its end; after `limitMs` it is killed with everything that it
 * started. Never rejects: a program that cannot be started has no exit code.
 * @param isShown passes its output on while it runs; its errors are always shown.
 */
export async function runProgram(
  command: string,
  args: readonly string[],
  { limitMs, isShown }: { readonly limitMs: number; readonly isShown: boolean },
): Promise<ProgramResult> {
  const child = spawn(command, args, {
    cwd: projectRoot,
    stdio: ["ignore", "pipe", "inherit"],
    // npm is a script on Windows, which only a shell can start.
    shell: process.platform === "win32",
    detached: process.platform !== "win32",
  });
  let hasTimedOut = false;
  const timer = setTimeout(() => {
    hasTimedOut = true;
    signalGroup(child, "SIGKILL");
  }, limitMs);
  const interrupt = () => {
    signalGroup(child, "SIGTERM");
    process.exit(130);
  };
  process.once("SIGINT", interrupt).once("SIGTERM", interrupt);
  let output = "";
  child.stdout.on("data", (bytes: Buffer) => {
    output += bytes.toString("utf8");
    if (isShown) process.stdout.write(bytes);
  });
  const exitCode = await new Promise<number | undefined>((resolve) => {
    child.once("error", (error) => {
      console.error(`${command} did not start: ${error.message}`);
      resolve(undefined);
    });
    child.once("close", (code) => resolve(code ?? undefined));
  });
  clearTimeout(timer);
  process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
  return { exitCode, output, hasTimedOut };
}
