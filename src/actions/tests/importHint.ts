import type { ReadTest } from "./findTestTools";
import { projectFolder } from "./findTestPlace";
import { folderOf, joined, nameOf, segmentsOf, sharedStart, type ProjectFiles } from "./projectFiles";
import { endingOf } from "./testFiles";
import type { TestLanguage } from "./testLanguages";

/** What an import hint is made from. */
export interface ImportFacts {
  readonly files: ProjectFiles;
  readonly language: TestLanguage;
  readonly sourcePath: string;
  readonly sourceText: string;
  readonly testPath: string;
  /** Tests that were read: they show how imports are written here. */
  readonly tests: readonly ReadTest[];
}

/** A sentence that says how a test reaches the code under test; undefined where the language needs none. */
export async function importHint(facts: ImportFacts): Promise<string | undefined> {
  const { language, sourcePath, sourceText, testPath } = facts;
  if (testPath === sourcePath)
    return language.id === "rust" ? "Inside the test module, `use super::*;` reaches the code." : undefined;
  switch (language.id) {
    case "javascript":
      return `Import the code under test from "${scriptImport(facts)}".`;
    case "python":
      return `The module under test is \`${pythonModule(facts)}\`.`;
    case "go":
      return goPackage(facts);
    case "java":
    case "kotlin":
    case "groovy":
    case "scala": {
      const name = /^\s*package\s+([\w.]+)/m.exec(sourceText)?.[1];
      return name === undefined ? undefined : `The test is in the same package as the code: \`${name}\`.`;
    }
    case "csharp":
    case "vb": {
      const name = /^\s*namespace\s+([\w.]+)/im.exec(sourceText)?.[1];
      return name === undefined ? undefined : `The code under test is in namespace \`${name}\`.`;
    }
    case "fsharp": {
      const name = /^\s*(?:module|namespace)\s+([\w.]+)/m.exec(sourceText)?.[1];
      return name === undefined ? undefined : `The code under test is in \`${name}\`.`;
    }
    case "php": {
      const space = /^\s*namespace\s+([\w\\]+)/m.exec(sourceText)?.[1];
      const name = /^\s*(?:(?:abstract|final|readonly)\s+)*(?:class|interface|trait|enum)\s+(\w+)/m.exec(
        sourceText,
      )?.[1];
      return space === undefined || name === undefined
        ? undefined
        : `The code under test is \`${space}\\${name}\`.`;
    }
    case "cpp":
    case "c":
      return `Include "${headerPath(facts)}".`;
    case "rust":
      return rustCrate(facts);
    case "ruby":
      return rubyRequire(facts);
    case "swift": {
      const target = /(?:^|\/)Sources\/([^/]+)\//.exec(sourcePath)?.[1];
      return target === undefined ? undefined : `Import it with \`@testable import ${target}\`.`;
    }
    case "dart":
      return dartImport(facts);
    case "lua":
    case "luau":
      return `Require it as "${withoutEnding(facts, afterFolder(sourcePath, ["src", "lua", "lib"])).replaceAll("/", ".")}".`;
    case "elixir": {
      const name = /^\s*defmodule\s+([\w.]+)/m.exec(sourceText)?.[1];
      return name === undefined ? undefined : `The module under test is \`${name}\`.`;
    }
    case "haskell": {
      const name = /^\s*module\s+([\w.']+)/m.exec(sourceText)?.[1];
      return name === undefined ? undefined : `The module under test is \`${name}\`.`;
    }
    case "clojure": {
      const name = /\(ns\s+(?:\^\S+\s+)*([\w.*+!?<>=-]+)/.exec(sourceText)?.[1];
      return name === undefined ? undefined : `The namespace under test is \`${name}\`.`;
    }
    case "perl": {
      const name = /^\s*package\s+([\w:]+)/m.exec(sourceText)?.[1];
      return name === undefined ? undefined : `The package under test is \`${name}\`.`;
    }
    case "solidity":
    case "crystal":
    case "powershell":
    case "shell":
    case "gdscript":
    case "nim":
    case "zig":
      return `The code under test is at \`${relativePath(folderOf(testPath), sourcePath)}\`, seen from the test.`;
    default:
      return undefined;
  }
}

/** A path from a folder to a file, beginning with `./` or `../`. */
function relativePath(fromFolder: string, toPath: string): string {
  const from = segmentsOf(fromFolder);
  const to = segmentsOf(toPath);
  const shared = sharedStart(from, to.slice(0, -1));
  const up = "../".repeat(from.length - shared);
  return (up === "" ? "./" : up) + to.slice(shared).join("/");
}

const scriptSpecifier = /(?:\bfrom|\bimport|\brequire\(|\bimport\()\s*["']([^"'\n]+)["']/g;

function scriptImport({ files, language, sourcePath, testPath, tests }: ImportFacts): string {
  const paths = new Set(files.paths);
  const ending = endingOf(nameOf(sourcePath), language) ?? "";
  const bare = sourcePath.slice(0, sourcePath.length - ending.length);
  const isComponent = ending === ".vue" || ending === ".svelte";
  let style: string | undefined;
  let keepsIndex = false;
  let alias: { readonly name: string; readonly folder: string } | undefined;
  let hasRelative = false;
  for (const { path, text } of tests) {
    for (const [, specifier = ""] of text.matchAll(scriptSpecifier)) {
      if (specifier.startsWith(".")) {
        hasRelative = true;
        style ??= /\.[cm]?[jt]sx?$/.exec(specifier)?.[0] ?? "";
        keepsIndex ||= /\/index(?:\.\w+)?$/.test(specifier);
      } else alias ??= aliasOf(specifier, paths, language, path);
    }
  }
  if (style === undefined && isNodeModule(ending)) style = ending.replace("ts", "js");
  // Neighbours that write `.js` for a `.ts` file want that here, too; `.jsx` and `.mjs` follow the source's ending.
  const written =
    isComponent || style === undefined || style === ""
      ? isComponent
        ? ending
        : ""
      : style.includes("ts")
        ? ending
        : ending.replace("ts", "js").replace("jsx", style === ".jsx" ? "jsx" : "js");
  const shown =
    written === "" && !keepsIndex && bare.endsWith("/index") && folderOf(testPath) !== folderOf(sourcePath)
      ? bare.slice(0, -"/index".length)
      : bare;
  if (!hasRelative && alias !== undefined && sourcePath.startsWith(`${alias.folder}/`)) {
    return alias.name + shown.slice(alias.folder.length + 1) + written;
  }
  return relativePath(folderOf(testPath), shown) + written;
}

function isNodeModule(ending: string): boolean {
  return ending === ".mts" || ending === ".mjs" || ending === ".cjs" || ending === ".cts";
}

/** `@/` for `src/`, where `@/lib/read` is a file `src/lib/read.ts`. */
function aliasOf(
  specifier: string,
  paths: ReadonlySet<string>,
  { endings }: TestLanguage,
  testPath: string,
): { readonly name: string; readonly folder: string } | undefined {
  const found = /^([@~#$][\w-]*\/|[@~]?\w+\/)(.+)$/.exec(specifier);
  const [, name = "", rest = ""] = found ?? [];
  if (rest === "") return undefined;
  const above = segmentsOf(folderOf(testPath));
  for (let depth = above.length; depth >= 0; depth--) {
    for (const folder of ["src", "app", "lib"]) {
      const root = joined(above.slice(0, depth).join("/"), folder);
      const isThere = [...endings, "/index.ts", "/index.js"].some((ending) =>
        paths.has(`${root}/${rest}${ending}`),
      );
      if (isThere) return { name, folder: root };
    }
  }
  return undefined;
}

function pythonModule({ files, language, sourcePath, tests }: ImportFacts): string {
  const paths = new Set(files.paths);
  const bare = sourcePath.replace(/\.py$/, "").replace(/\/__init__$/, "");
  const segments = segmentsOf(bare);
  // The tests say from where modules are named; else a package reaches as far up as there are `__init__.py`.
  for (const { text } of tests) {
    for (const [, name = ""] of text.matchAll(/^\s*(?:from|import)\s+([A-Za-z_][\w.]*)/gm)) {
      const asPath = name.replaceAll(".", "/");
      for (let depth = 0; depth < segments.length; depth++) {
        const root = segments.slice(0, depth).join("/");
        const isThere = [`${asPath}.py`, `${asPath}/__init__.py`].some((each) =>
          paths.has(joined(root, each)),
        );
        const isOurs = segments[depth] === name.split(".")[0];
        if (isThere && isOurs) return segments.slice(depth).join(".");
      }
    }
  }
  let depth = segments.length - 1;
  while (depth > 0 && paths.has(`${segments.slice(0, depth).join("/")}/__init__.py`)) depth--;
  const project = segmentsOf(projectFolder(sourcePath, language, files.paths)).length;
  const hasPackage = depth < segments.length - 1;
  const isSource = /^(?:src|lib)$/.test(segments[project] ?? "");
  const start = hasPackage ? depth : project + (isSource && segments.length > project + 1 ? 1 : 0);
  return segments.slice(Math.min(start, segments.length - 1)).join(".");
}

async function goPackage({
  files,
  language,
  sourcePath,
  sourceText,
  tests,
  testPath,
}: ImportFacts): Promise<string> {
  const name = /^\s*package\s+(\w+)/m.exec(sourceText)?.[1] ?? nameOf(folderOf(sourcePath));
  const isOutside = tests.some(
    ({ path, text }) => folderOf(path) === folderOf(testPath) && /^\s*package\s+\w+_test\b/m.test(text),
  );
  if (!isOutside) return `The test is in the code's own package: \`package ${name}\`.`;
  const project = projectFolder(sourcePath, language, files.paths);
  const module = /^module\s+(\S+)/m.exec((await files.read(joined(project, "go.mod"))) ?? "")?.[1];
  const folder = folderOf(sourcePath).slice(project === "" ? 0 : project.length + 1);
  const path = module === undefined ? undefined : joined(module, folder);
  return (
    `As in the tests beside it, the test is in \`package ${name}_test\`` +
    (path === undefined ? "." : ` and imports "${path}".`)
  );
}

/** The header of a source as the tests nearby would include it. */
function headerPath({ files, sourcePath, tests }: ImportFacts): string {
  const stem = nameOf(sourcePath).replace(/\.\w+\+*$/, "");
  const isHeader = /\.(?:h|hh|hpp|hxx|cuh)$/.test(sourcePath);
  const headers = files.paths.filter((path) => {
    const name = nameOf(path);
    return name.startsWith(`${stem}.`) && /\.(?:h|hh|hpp|hxx|cuh)$/.test(name);
  });
  const nearest = headers.toSorted(
    (one, other) =>
      sharedStart(segmentsOf(other), segmentsOf(sourcePath)) -
      sharedStart(segmentsOf(one), segmentsOf(sourcePath)),
  )[0];
  const header = isHeader ? sourcePath : (nearest ?? sourcePath);
  const included = tests.flatMap(({ text }) =>
    Array.from(text.matchAll(/^\s*#\s*include\s*[<"]([^>"\n]+)[>"]/gm), (found) => found[1] ?? ""),
  );
  // How a known header is included shows from where paths count.
  for (const each of included) {
    if (each === header || header.endsWith(`/${each}`)) return each;
    const known = files.paths.find((path) => path.endsWith(`/${each}`));
    const root = known?.slice(0, known.length - each.length);
    if (root !== undefined && header.startsWith(root)) return header.slice(root.length);
  }
  const at = /(?:^|\/)(?:include|src|source|lib)\/(.+)$/.exec(header)?.[1];
  return at ?? header;
}

async function rustCrate({ files, language, sourcePath }: ImportFacts): Promise<string | undefined> {
  const project = projectFolder(sourcePath, language, files.paths);
  const manifest = (await files.read(joined(project, "Cargo.toml"))) ?? "";
  const name = /^\s*name\s*=\s*"([\w-]+)"/m.exec(manifest)?.[1]?.replaceAll("-", "_");
  if (name === undefined) return undefined;
  const inside = sourcePath.slice(project === "" ? 0 : project.length + 1);
  const parts = inside
    .replace(/^src\//, "")
    .replace(/\.rs$/, "")
    .split("/")
    .filter((part) => part !== "lib" && part !== "mod");
  return `The code under test is \`${[name, ...parts].join("::")}\`.`;
}

function rubyRequire(facts: ImportFacts): string {
  const { sourcePath, testPath, tests } = facts;
  if (/(?:^|\/)app\//.test(sourcePath))
    return "Rails loads the code under test by its name; require the test helper only.";
  const bare = withoutEnding(facts, sourcePath);
  const usesRelative = tests.some(({ text }) => /require_relative\s+["'](?!.*helper)/.test(text));
  if (usesRelative)
    return `Require it with \`require_relative "${relativePath(folderOf(testPath), bare).replace(/^\.\//, "")}"\`.`;
  const helper = tests
    .map(({ text }) => /require(?:_relative)?\s+["']([^"']*helper)["']/.exec(text)?.[1])
    .find((found) => found !== undefined);
  const path = withoutEnding(facts, afterFolder(sourcePath, ["lib"]));
  return helper === undefined
    ? `Require it with \`require "${path}"\`.`
    : `The tests require "${helper}"; the code under test is "${path}".`;
}

async function dartImport(facts: ImportFacts): Promise<string> {
  const { files, language, sourcePath, testPath } = facts;
  const project = projectFolder(sourcePath, language, files.paths);
  const name = /^name:\s*["']?(\w+)/m.exec((await files.read(joined(project, "pubspec.yaml"))) ?? "")?.[1];
  const inside = sourcePath.slice(project === "" ? 0 : project.length + 1);
  return name !== undefined && inside.startsWith("lib/")
    ? `Import it from "package:${name}/${inside.slice("lib/".length)}".`
    : `Import it from "${relativePath(folderOf(testPath), sourcePath)}".`;
}

/** The path behind the first of these folders that it has. */
function afterFolder(path: string, folders: readonly string[]): string {
  const segments = segmentsOf(path);
  const at = segments.findIndex((segment, index) => folders.includes(segment) && index < segments.length - 1);
  return segments.slice(at + 1).join("/");
}

function withoutEnding({ language }: ImportFacts, path: string): string {
  return path.slice(0, path.length - (endingOf(nameOf(path), language)?.length ?? 0));
}
