import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium, type Browser } from "playwright-core";
import { projectRoot } from "./projectRoot";

const commands = [
  "google-chrome",
  "google-chrome-stable",
  "chromium",
  "chromium-browser",
  "microsoft-edge",
  "microsoft-edge-stable",
];

const macApplications = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];

const windowsApplications = [
  "Google/Chrome/Application/chrome.exe",
  "Chromium/Application/chrome.exe",
  "Microsoft/Edge/Application/msedge.exe",
];

/** A Chromium of this machine, or undefined. `$CHROMIUM` names one; else an installed Chrome, Chromium or Edge. */
export function findBrowser(): string | undefined {
  const named = process.env["CHROMIUM"];
  if (named !== undefined) {
    if (!existsSync(named)) throw new Error(`CHROMIUM names ${named}, which does not exist.`);
    return named;
  }
  const { PATH: path = "", PROGRAMFILES: programs = "", LOCALAPPDATA: own = "" } = process.env;
  const candidates = {
    darwin: macApplications,
    win32: [programs, own].flatMap((folder) => windowsApplications.map((file) => join(folder, file))),
    other: path.split(delimiter).flatMap((folder) => commands.map((command) => join(folder, command))),
  };
  const platform = process.platform === "darwin" || process.platform === "win32" ? process.platform : "other";
  return [...candidates[platform], chromium.executablePath()].find((file) => existsSync(file));
}

/**
 * Gives the path of a Chromium, installing one where none is found: Debian's, with apt, when we are root there;
 * else Playwright's, into Playwright's own cache.
 * @param say is told what happens, a line at a time.
 */
export async function installBrowser(say: (line: string) => void): Promise<string> {
  const found = findBrowser();
  if (found !== undefined) return found;
  const isDebianRoot = process.getuid?.() === 0 && existsSync("/etc/debian_version");
  if (isDebianRoot) {
    say("No Chromium here: installing Debian's with apt-get (once)");
    await runLoud("apt-get", ["update", "-qq"]);
    await runLoud("apt-get", ["install", "-y", "-qq", "chromium"]);
  } else {
    say("No Chromium here: downloading Playwright's (once). To use another, set CHROMIUM to its path");
    await runLoud(process.execPath, [
      join(projectRoot, "node_modules/playwright-core/cli.js"),
      "install",
      "chromium",
    ]);
  }
  const installed = findBrowser();
  if (installed === undefined)
    throw new Error("No Chromium was found after installing it. Set CHROMIUM to its path.");
  return installed;
}

async function runLoud(command: string, args: readonly string[]): Promise<void> {
  const child = spawn(command, args, {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  await new Promise<void>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(
            `"${command} ${args.join(" ")}" ended with exit code ${code}. Set CHROMIUM to the path of a Chromium instead.`,
          ),
        );
    });
  });
}

/** A headless Chromium that reaches this machine and nothing else. Whoever launches it closes it. */
export async function launchBrowser(say: (line: string) => void): Promise<Browser> {
  return chromium.launch({
    executablePath: await installBrowser(say),
    headless: true,
    args: [
      // Chromium refuses to run as root, as CI does, with its sandbox on. It opens only our own pages.
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
    ],
  });
}
