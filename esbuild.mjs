// Builds into dist/. Without arguments: what ships (the extension and the chat's webview). `--tests`: the unit
// tests. `--tools`: the programs that package.json's scripts run, and the suites for the real editor.
// `--watch` rebuilds what ships on every change; `--production` minifies and leaves source maps out.
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { build, context } from "esbuild";

const has = (flag) => process.argv.includes(flag);
const isProduction = has("--production");

/** @type {import("esbuild").BuildOptions} */
const common = {
  bundle: true,
  logLevel: "warning",
  sourcemap: isProduction ? false : "linked",
  minify: isProduction,
  legalComments: "none",
  loader: { ".md": "text" },
  define: { "process.env.NODE_ENV": '"production"' },
};

/** @type {import("esbuild").BuildOptions[]} */
const shipped = [
  {
    ...common,
    entryPoints: { extension: "src/extension.ts" },
    outdir: "dist",
    platform: "node",
    format: "cjs",
    target: "node20",
    external: ["vscode"],
  },
  {
    ...common,
    entryPoints: { chat: "media/chat/main.tsx" },
    outdir: "dist",
    platform: "browser",
    format: "iife",
    target: "chrome128",
    jsx: "automatic",
    jsxImportSource: "preact",
    loader: { ...common.loader, ".ttf": "file" },
    assetNames: "[name]",
  },
];

/** Node programs with their packages left outside, so that many entry points build in well under a second. */
const nodeModules = {
  ...common,
  minify: false,
  platform: "node",
  format: "esm",
  target: "node20",
  packages: "external",
  splitting: true,
  jsx: "automatic",
  jsxImportSource: "preact",
  outExtension: { ".js": ".mjs" },
};

const tests = [
  {
    ...nodeModules,
    entryPoints: ["test/unit/**/*.test.ts", "test/unit/**/*.test.tsx"],
    outbase: "test/unit",
    outdir: "dist/test/unit",
  },
];

const tools = [
  {
    ...nodeModules,
    entryPoints: [
      "test/host/*.ts",
      "test/emulator/*.ts",
      "test/ui/**/*.test.ts",
      ...(existsSync("bench") ? ["bench/*.ts"] : []),
    ],
    outbase: ".",
    outdir: "dist/tools",
  },
  {
    ...common,
    minify: false,
    entryPoints: ["test/editor/index.ts", "test/editor/**/*.test.ts"],
    outbase: "test/editor",
    outdir: "dist/test/editor",
    platform: "node",
    format: "cjs",
    target: "node20",
    external: ["vscode", "mocha"],
  },
];

const wanted = [...(has("--tests") ? tests : []), ...(has("--tools") ? tools : [])];
const options = wanted.length > 0 ? wanted : shipped;

// A suite whose source is gone must not run on.
for (const { outdir } of wanted) await rm(outdir, { recursive: true, force: true });

if (has("--watch")) {
  for (const each of options) await (await context({ ...each, logLevel: "info" })).watch();
} else {
  await Promise.all(options.map((each) => build(each)));
}
