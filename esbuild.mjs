// Builds into dist/. Without arguments: what ships (the extension and the chat's webview). `--tests`: the unit
// tests. `--tools`: the programs that package.json's scripts run, and the suites for the real editor.
// `--watch` rebuilds what ships on every change; `--production` minifies and leaves source maps out.
import { existsSync } from "node:fs";
import { readdir, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { build, context, transform } from "esbuild";

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
 * undici's HTTP parser comes twice, as WebAssembly with and without SIMD instructions (24 KB gzipped each); both do
 * the same, the plain one runs everywhere, and answer heads are small.
 *
 * @type {import("esbuild").Plugin}
 */
const oneHttpParser = {
  name: "one-http-parser",
  setup(build) {
    build.onResolve({ filter: /\/llhttp_simd-wasm\.js$/ }, ({ importer, kind, resolveDir }) =>
      build.resolve("../llhttp/llhttp-wasm.js", { importer, kind, resolveDir }),
    );
  },
};

/** Parts that several entry points load. */
const isShared = (name) => /^shared-\w+\.js(\.map)?$/.test(name);

/**
 * esbuild splits ES modules only, and the editor loads an extension as CommonJS: each part is built as the one and
 * written as the other. A module so exists once, whichever part loads it first.
 *
 * @type {import("esbuild").Plugin}
 */
const asCommonJs = {
  name: "as-commonjs",
  setup(build) {
    const { outdir = "." } = build.initialOptions;
    build.initialOptions.write = false;
    build.onEnd(async ({ outputFiles = [] }) => {
      const written = new Set();
      for (const { path, text } of outputFiles) {
        const name = basename(path);
        const { code, map } = await transform(text, {
          format: "cjs",
          platform: "node",
          target: "node20",
          // `import()` as `require`: the editor's extension host knows it for every file.
          supported: { "dynamic-import": false },
          minify: isProduction,
          legalComments: "none",
          banner: '"use strict";',
          ...(!isProduction && { sourcefile: name, sourcemap: "external" }),
        });
        await writeFile(path, map === "" ? code : `${code}//# sourceMappingURL=${name}.map\n`);
        if (map !== "") await writeFile(`${path}.map`, map);
        written.add(name).add(`${name}.map`);
      }
      const stale = (await readdir(outdir)).filter((name) => isShared(name) && !written.has(name));
      await Promise.all(stale.map((name) => rm(join(outdir, name), { force: true })));
    });
  },
};

/** @type {import("esbuild").BuildOptions[]} */
const shipped = [
  {
    ...common,
    // Every start of the editor loads the first; the others wait for an `import()`: the first request, the first action.
    entryPoints: {
      extension: "src/extension.ts",
      undici: "src/provider/undiciDispatchers.ts",
      actions: "src/vscode/actions/actionWork.ts",
    },
    outdir: "dist",
    chunkNames: "shared-[hash]",
    platform: "node",
    format: "esm",
    splitting: true,
    target: "node20",
    external: ["vscode"],
    sourcemap: isProduction ? false : "inline",
    plugins: [oneHttpParser, asCommonJs],
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
