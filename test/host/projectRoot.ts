import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

function nearestPackage(folder: string): string {
  if (existsSync(join(folder, "package.json"))) return folder;
  const parent = dirname(folder);
  if (parent === folder)
    throw new Error("No package.json above this program: run it from the project's dist folder.");
  return nearestPackage(parent);
}

/** The project's folder, absolute: the nearest one with a package.json above this program, bundled or not. */
export const projectRoot = nearestPackage(dirname(fileURLToPath(import.meta.url)));
