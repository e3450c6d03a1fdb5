// A program: packs the extension as it ships, installs the .vsix into a real editor as a user would, and looks at
// what arrived. Its last line is "N passed, N failed".
import assert from "node:assert/strict";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { closingLine } from "./closingLine";
import { startEditorSession } from "./editorSession";
import { installEditor, type InstalledEditor } from "./installEditor";
import { createRunFolder, type RunFolder } from "./runFolder";
import { runProgram } from "./runProgram";

/** The files that ship, and nothing else does. `package.json` and the like are named by vsce and VS Code. */
const allowed = [
  /^package\.json$/,
  /^readme\.md$/i,
  /^changelog\.md$/i,
  /^license(\.txt)?$/i,
  /^\.vsixmanifest$/,
  /^dist\/(extension|undici|actions|shared-\w+)\.js$/,
  /^dist\/chat\.(js|css)$/,
  /^dist\/[a-z-]+\.ttf$/,
  /^media\/icon\.png$/,
  /^media\/chat(-dark|-light)?\.svg$/,
  /^media\/review\/[a-z]+\.tmLanguage\.json$/,
  /^media\/readme\/[a-z-]+\.png$/,
];

/** Without these it would not work. */
const needed = [
  "package.json",
  "LICENSE.txt",
  "dist/extension.js",
  "dist/undici.js",
  "dist/actions.js",
  "dist/chat.js",
];

const maxPackageBytes = 2_000_000;

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    );
}

async function pack(file: string): Promise<void> {
  const vsce = ["run", "--silent", "package", "--", "--out", file];
  const packed = await runProgram("npm", vsce, { limitMs: 3 * 60_000, isShown: true });
  assert.equal(packed.exitCode, 0, "npm run package failed");
}

/** The files that the packaged scripts load from beside them, at the start or later. */
async function requiredParts(files: readonly string[], folder: string): Promise<readonly string[]> {
  const scripts = files.filter((file) => /^dist\/[\w-]+\.js$/.test(file) && file !== "dist/chat.js");
  const texts = await Promise.all(scripts.map((file) => readFile(join(folder, file), "utf8")));
  return texts.flatMap((text) =>
    [...text.matchAll(/require\("\.\/([^"]+)"\)/g)].map(([, name]) => `dist/${name}`),
  );
}

/** Installs as the "Install from VSIX" command does; gives the folder that the extension lands in. */
async function install(editor: InstalledEditor, vsix: string, run: RunFolder): Promise<string> {
  const server = join(editor.vscodeFolder, "out/server-main.js");
  const args = [server, "--install-extension", vsix, "--server-data-dir", run.dataFolder];
  const installed = await runProgram(editor.nodePath, [...args, "--accept-server-license-terms"], {
    limitMs: 2 * 60_000,
    isShown: true,
  });
  assert.equal(installed.exitCode, 0, "VS Code refused the package");
  const extensions = join(run.dataFolder, "extensions");
  const folder = (await readdir(extensions)).find((name) => name.startsWith("midfill.midfill-"));
  assert.ok(folder !== undefined, "VS Code did not unpack the extension");
  return join(extensions, folder);
}

/**
 * Opens the editor with the installed extension and waits until VS Code says that it activated it. The window is tall
 * because the list of running extensions, slowest first, holds only the rows that are on the screen.
 */
async function activate(run: RunFolder): Promise<void> {
  const session = await startEditorSession({ run, extensionFolders: [], heightPx: 3000 });
  try {
    await session.workbench.runCommand("Developer: Show Running Extensions");
    const row = session.workbench.page.locator(".runtime-extensions-editor .extension", {
      hasText: "Midfill",
    });
    await row.locator(".activation-time", { hasText: "Activation" }).waitFor();
    assert.deepEqual(await session.unhandledErrors(), []);
  } catch (error) {
    console.log(`Logs are kept in ${await session.keepLogs("package")}`);
    throw error;
  } finally {
    await session.stop();
  }
}

let passed = 0;
let failed = 0;
async function check(title: string, body: () => void | Promise<void>): Promise<void> {
  try {
    await body();
    passed += 1;
    console.log(`  ✔ ${title}`);
  } catch (error) {
    failed += 1;
    console.log(`  ✘ ${title}`, error);
  }
}

const run = await createRunFolder();
const vsix = join(run.dataFolder, "midfill.vsix");
try {
  const editor = await installEditor("newest", console.log);
  let folder = "";
  let files: string[] = [];
  await check("npm run package makes a package of less than 2 MB", async () => {
    await pack(vsix);
    const { size } = await stat(vsix);
    console.log(`    ${(size / 1024).toFixed(0)} KiB`);
    assert.ok(size < maxPackageBytes, `${size} bytes`);
  });
  await check("the real editor installs it", async () => {
    folder = await install(editor, vsix, run);
    files = await filesBelow(folder);
  });
  await check("it holds only what ships", () => {
    assert.deepEqual(
      files.filter((file) => !allowed.some((pattern) => pattern.test(file))),
      [],
    );
  });
  await check("it holds all that it needs", async () => {
    assert.deepEqual(
      [...needed, ...(await requiredParts(files, folder))].filter((file) => !files.includes(file)),
      [],
    );
  });
  await check("the installed extension activates", () => activate(run));
} finally {
  await run.remove();
}
console.log(closingLine({ passed, failed }));
process.exitCode = failed === 0 ? 0 : 1;
