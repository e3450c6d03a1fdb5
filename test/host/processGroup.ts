import { execFileSync, type ChildProcess } from "node:child_process";

/** Sends a signal to a child that was started `detached`, and to everything that it started in turn. */
export function signalGroup(child: ChildProcess, signal: "SIGTERM" | "SIGKILL"): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === "win32") {
      execFileSync("taskkill", ["/pid", String(child.pid), "/t", "/f"], { stdio: "ignore" });
    } else {
      process.kill(-child.pid, signal);
    }
  } catch {
    // Nothing of it is left, which is what was wanted.
  }
}

/** Ends the group: SIGTERM, `graceMs` for the leader to leave in order, then SIGKILL for what remains. */
export async function endGroup(child: ChildProcess, graceMs: number): Promise<void> {
  const isGone = () => child.exitCode !== null || child.signalCode !== null;
  signalGroup(child, "SIGTERM");
  if (!isGone()) {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, graceMs);
      child.once("exit", () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
  signalGroup(child, "SIGKILL");
}
