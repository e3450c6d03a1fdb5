import { execFile } from "node:child_process";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { projectRoot } from "../../test/host/projectRoot";

/** Loads the bundle with an empty stand-in for the editor's API and prints how long that took, in ms, and of what. */
const loadProgram = `
const Module = require("node:module");
const load = Module._load;
const anything = new Proxy(function () {}, {
  get: (_, name) => (name === Symbol.toPrimitive ? () => "" : anything),
  apply: () => anything,
  construct: () => anything,
  // esbuild's copy of a module inherits from the module's prototype: there it finds every name.
  getPrototypeOf: () => anything,
});
Module._load = (name, ...rest) => (name === "vscode" ? anything : load(name, ...rest));
const startedMs = performance.now();
require(process.argv[1]);
const durationMs = performance.now() - startedMs;
console.log([durationMs, ...Object.keys(require.cache)].join("\\n"));
`;

/** What loading one of the built files costs in a fresh process, and which of them that are: itself, and those it needs. */
export interface LoadedBundle {
  readonly durationMs: number;
  /** Names inside `dist/`. */
  readonly files: readonly string[];
}

/** @param nodePath the program that loads: the editor's Node, or ours */
export async function loadBundle(nodePath: string, file: string): Promise<LoadedBundle> {
  const { stdout } = await promisify(execFile)(nodePath, [
    "-e",
    loadProgram,
    join(projectRoot, "dist", file),
  ]);
  const [durationMs, ...files] = stdout.trim().split("\n");
  return { durationMs: Number(durationMs), files: files.map((path) => basename(path)) };
}
