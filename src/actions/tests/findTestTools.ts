import { folderOf, nameOf, segmentsOf, type ProjectFiles } from "./projectFiles";
import type { TestLanguage } from "./testLanguages";
import { testTools, type TestTool } from "./testTools";

/** What a project writes its tests with. */
export interface FoundTestTools {
  readonly framework: string;
  /** Where that is said: `package.json`; undefined where nothing says it and the language's usual one is taken. */
  readonly saidBy?: string;
  /** What stands beside the framework in the tests that were read. */
  readonly libraries: readonly string[];
}

/** A test whose text was read. */
export interface ReadTest {
  readonly path: string;
  readonly text: string;
}

/** Manifests that are read: those in the source's folder and above it, the nearest first. */
const maxManifests = 8;

/**
 * The framework that the tests nearby use; else the one whose command, settings file or dependency the manifests name,
 * the nearest manifest first; else the language's usual one.
 *
 * @param tests the nearest first
 */
export async function findTestTools(
  files: ProjectFiles,
  sourcePath: string,
  language: TestLanguage,
  tests: readonly ReadTest[],
): Promise<FoundTestTools> {
  const tools = testTools.filter((tool) => tool.language === language.id);
  const frameworks = tools.filter(({ role }) => role === "framework");
  const libraries = tools
    .filter(({ role, inTest }) => role === "library" && tests.some(({ text }) => inTest?.test(text) === true))
    .map(({ name }) => name);
  for (const { path, text } of tests) {
    const framework = frameworks.find(({ inTest }) => inTest?.test(text) === true);
    if (framework !== undefined) return { framework: framework.name, saidBy: path, libraries };
  }
  const above = filesAbove(files, folderOf(sourcePath));
  const manifests: ReadTest[] = [];
  for (const path of above.filter((each) => language.manifests.test(nameOf(each))).slice(0, maxManifests)) {
    const text = await files.read(path);
    if (text !== undefined) manifests.push({ path, text });
  }
  const found =
    inManifests(manifests, frameworks, ({ inScript }) => inScript) ??
    bySettingsFile(above, frameworks) ??
    inManifests(manifests, frameworks, ({ inManifest }) => inManifest);
  return found === undefined
    ? { framework: language.usual, libraries }
    : { framework: found.tool.name, saidBy: found.path, libraries };
}

interface Evidence {
  readonly tool: TestTool;
  readonly path: string;
}

function inManifests(
  manifests: readonly ReadTest[],
  tools: readonly TestTool[],
  pattern: (tool: TestTool) => RegExp | undefined,
): Evidence | undefined {
  for (const { path, text } of manifests) {
    const tool = tools.find((each) => pattern(each)?.test(text) === true);
    if (tool !== undefined) return { tool, path };
  }
  return undefined;
}

function bySettingsFile(above: readonly string[], tools: readonly TestTool[]): Evidence | undefined {
  for (const path of above) {
    const tool = tools.find(({ settingsFile }) => settingsFile?.test(nameOf(path)) === true);
    if (tool !== undefined) return { tool, path };
  }
  return undefined;
}

/** Folders beside the source's own that hold what a whole project uses: `tests/conftest.py`, `gradle/libs.versions.toml`. */
const sideFolders = new Set(["tests", "test", "spec", "gradle", "project", "requirements"]);

/** The files in a folder and in those above it, the nearest folder first. */
function filesAbove(files: ProjectFiles, folder: string): readonly string[] {
  const depths = new Map<string, number>();
  const segments = segmentsOf(folder);
  for (let depth = 0; depth <= segments.length; depth++)
    depths.set(segments.slice(0, depth).join("/"), depth);
  return files.paths
    .flatMap((path) => {
      const own = folderOf(path);
      const depth = depths.get(own) ?? (sideFolders.has(nameOf(own)) ? depths.get(folderOf(own)) : undefined);
      return depth === undefined ? [] : [{ path, depth: depths.has(own) ? depth : depth - 0.5 }];
    })
    .toSorted((one, other) => other.depth - one.depth)
    .map(({ path }) => path);
}
