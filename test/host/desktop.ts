// A program: runs the suites of test/editor in a desktop VS Code, through @vscode/test-electron.
//   npm run test:desktop                               downloads the newest stable VS Code
//   VSCODE_VERSION=1.105.1 npm run test:desktop        downloads that one
//   VSCODE_EXECUTABLE=/usr/bin/code npm run test:desktop   takes the one that is here
import { join } from "node:path";
import { runTests } from "@vscode/test-electron";
import { projectRoot } from "./projectRoot";
import { createRunFolder } from "./runFolder";
import { emulatorSettings, startSampleEmulator } from "./sampleEmulator";
import { writeUserSettings } from "./userSettings";

const { VSCODE_EXECUTABLE: executable, VSCODE_VERSION: version = "stable" } = process.env;
const run = await createRunFolder();
const emulator = await startSampleEmulator(run.sampleFolder);
try {
  await writeUserSettings(join(run.dataFolder, "User"), emulatorSettings(emulator.url));
  process.exitCode = await runTests({
    ...(executable === undefined ? { version } : { vscodeExecutablePath: executable }),
    extensionDevelopmentPath: projectRoot,
    extensionTestsPath: join(projectRoot, "dist/test/editor/index.js"),
    extensionTestsEnv: { MIDFILL_EMULATOR_URL: emulator.url },
    launchArgs: [
      run.sampleFolder,
      `--user-data-dir=${run.dataFolder}`,
      "--disable-extensions",
      "--disable-workspace-trust",
      // Without a keyring, as on a build machine, secrets are kept with a built-in key instead of a question.
      "--password-store=basic",
    ],
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await emulator.close();
  await run.remove();
}
