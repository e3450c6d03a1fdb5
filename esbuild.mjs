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

/**
 * undici stands beside the extension in `undici.js`, which the first request loads: reading it at every start of the
 * editor took 3 of the bundle's 9 ms. Its HTTP parser comes twice, as WebAssembly with and without SIMD
 * instructions (24 KB gzipped each); both do the same, the plain one runs everywhere, and answer heads are small.
 *
 * @type {import("esbuild").Plugin}
 */
const undiciApart = {
  name: "undici-apart",
  setup(build) {
    build.onResolve({ filter: /^\.\/undiciDispatchers$/ }, () => ({ path: "./undici.js", external: true }));
    build.onResolve({ filter: /\/llhttp_simd-wasm\.js$/ }, ({ importer, kind, resolveDir }) =>
      build.resolve("../llhttp/llhttp-wasm.js", { importer, kind, resolveDir }),
    );
  },
};

/** @type {import("esbuild").BuildOptions[]} */
const shipped = [
  {
    ...common,
    entryPoints: { extension: "src/extension.ts", undici: "src/provider/undiciDispatchers.ts" },
    outdir: "dist",
    platform: "node",
    format: "cjs",
    target: "node20",
    external: ["vscode"],
    plugins: [undiciApart],
    // `import()` as `require`: the editor's extension host knows it for every file.
    supported: { "dynamic-import": false },
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
    // For browsers this package decodes `&name;` by writing HTML into an element: the page's policy forbids that.
    alias: {
      "decode-named-character-reference": "./node_modules/decode-named-character-reference/index.js",
    },
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
      ...(existsSync("bench") ? ["bench/*.ts", "bench/chat/main.ts"] : []),
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
