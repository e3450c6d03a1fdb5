// A program, `npm run tour`: drives the editor without a display and leaves a picture of every step in .tour/.
//   npm run tour                        all of it
//   npm run tour -- --only chat,edit    only steps and scenes whose name holds one of these
//   npm run tour -- --editor oldest
//   npm run tour -- --readme            also renews the README's pictures in media/readme/
// A step that fails leaves a picture of where it stopped; the others go on, and the exit code is 1.
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { editorLane } from "./editorLane";
import { startEditorSession, type EditorSession, type EditorSessionOptions } from "./editorSession";
import { projectRoot } from "./projectRoot";
import { actionScenes } from "./tourActions";
import { scenes as firstScenes, type Scene, type TourStep } from "./tourScenes";

const pictureFolder = join(projectRoot, ".tour");

/** Plays one scene in an editor of its own and gives the number of steps that failed. */
async function play(
  scene: Scene,
  options: EditorSessionOptions,
  isReadmeRenewed: boolean,
  numberOf: (step: TourStep) => number,
): Promise<number> {
  let failures = 0;
  const session: EditorSession = await startEditorSession({ ...options, ...scene.session });
  try {
    for (const step of scene.steps) {
      const name = `${String(numberOf(step)).padStart(3, "0")}-${step.name}`;
      try {
        await step.play(session);
        await session.workbench.screenshot(join(pictureFolder, `${name}.png`));
        if (isReadmeRenewed && step.readme !== undefined) {
          const path = join(projectRoot, "media/readme", step.readme.file);
          await session.workbench.page.locator(step.readme.selector).first().screenshot({ path });
        }
        console.log(`  ✔ ${name}`);
      } catch (error) {
        failures += 1;
        await session.workbench.screenshot(join(pictureFolder, `${name}-failed.png`)).catch(() => undefined);
        console.log(`  ✘ ${name}`, error);
        // What it left open would take the keys of the steps that follow.
        await session.workbench.closeOverlays().catch(() => undefined);
      }
    }
    for (const error of await session.unhandledErrors()) {
      failures += 1;
      console.log(`  ✘ nobody handled this error:\n${error}`);
    }
  } finally {
    await session.stop();
  }
  return failures;
}

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    editor: { type: "string" },
    readme: { type: "boolean", default: false },
  },
});
const lane = editorLane(values.editor ?? "newest");
const scenes = [...firstScenes, ...(await actionScenes())];
const allSteps = scenes.flatMap(({ steps }) => steps);
const isWanted = (name: string) => (values.only ?? "").split(",").some((part) => name.includes(part));
const chosen = scenes
  .map((scene) => ({
    ...scene,
    steps: isWanted(scene.name) ? scene.steps : scene.steps.filter(({ name }) => isWanted(name)),
  }))
  .filter(({ steps }) => steps.length > 0);

if (values.only === undefined) await rm(pictureFolder, { recursive: true, force: true });
await mkdir(pictureFolder, { recursive: true });
let failures = 0;
for (const scene of chosen) {
  console.log(scene.name);
  failures += await play(scene, { lane }, values.readme, (step) => allSteps.indexOf(step) + 1);
}
console.log(`Pictures are in ${pictureFolder}`);
process.exitCode = failures === 0 && chosen.length > 0 ? 0 : 1;
