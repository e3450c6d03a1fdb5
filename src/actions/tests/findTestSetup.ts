import { closestTests, existingTest, folderTest, mapTests, newTestPath, type TestMap } from "./findTestPlace";
import { findTestTools, type FoundTestTools, type ReadTest } from "./findTestTools";
import { importHint } from "./importHint";
import { folderOf, joined, nameOf, type ProjectFiles } from "./projectFiles";
import { endingOf, plainSubject, subjectsOf } from "./testFiles";
import type { TestPlace } from "./testPlace";
import { testLanguageOf, type TestLanguage } from "./testLanguages";

/** What is known of a project's tests when a source is to be tested. */
export interface TestSetup {
  readonly tools: FoundTestTools;
  readonly place: TestPlace;
  /** The text of the file that is extended, the source's own included; undefined for a new one. */
  readonly existing?: string;
  /** A test of another source that shows the style; missing where `existing` does. */
  readonly sample?: ReadTest;
  /** How the test reaches the code, a sentence. */
  readonly importHint?: string;
}

/** The source that is to be tested. */
export interface TestedSource {
  /** Relative to the workspace folder. */
  readonly path: string;
  readonly languageId: string;
  readonly text: string;
}

/** Tests that are read for their style and their imports. */
const maxReadTests = 6;
/** Tests that are read to find one that imports the source. */
const maxSearchedTests = 25;

/**
 * The framework, the place and the style of tests for a source. Undefined for a language that is not known, or a source
 * that is a test itself and so needs none.
 */
export async function findTestSetup(
  files: ProjectFiles,
  source: TestedSource,
  signal: AbortSignal,
): Promise<TestSetup | undefined> {
  const language = testLanguageOf(source.languageId, source.path);
  if (language === undefined) return undefined;
  const map = mapTests(files.paths, language);
  const isTest = map.tests.some(({ path }) => path === source.path);
  const { place, like } = isTest
    ? { place: { type: "same-file", path: source.path } as const, like: undefined }
    : await placeOf(files, map, source, language, signal);
  const near = nearestTests(map, place.path, like).filter((path) => path !== source.path);
  const texts: ReadTest[] = [];
  for (const path of near.slice(0, maxReadTests)) {
    signal.throwIfAborted();
    const text = await files.read(path);
    if (text !== undefined) texts.push({ path, text });
  }
  const ownTests = place.type === "same-file" ? [{ path: source.path, text: source.text }] : [];
  const tools = await findTestTools(files, source.path, language, [...ownTests, ...texts]);
  signal.throwIfAborted();
  const existing =
    place.type === "same-file"
      ? source.text
      : place.type === "extend"
        ? await files.read(place.path)
        : undefined;
  // A file that may not be read is not extended: what stands in it must not be guessed.
  const settled: TestPlace =
    place.type === "extend" && existing === undefined
      ? { type: "new", path: freePath(place.path, files.paths, language) }
      : place;
  const sample =
    existing === undefined && settled.type === "new"
      ? (texts.find(({ path }) => path === like) ?? texts[0])
      : undefined;
  const hint = await importHint({
    files,
    language,
    sourcePath: source.path,
    sourceText: source.text,
    testPath: settled.path,
    tests: texts,
  });
  return {
    tools,
    place: settled,
    ...(existing !== undefined && { existing }),
    ...(sample !== undefined && { sample }),
    ...(hint !== undefined && { importHint: hint }),
  };
}

async function placeOf(
  files: ProjectFiles,
  map: TestMap,
  source: TestedSource,
  language: TestLanguage,
  signal: AbortSignal,
): Promise<{ readonly place: TestPlace; readonly like: string | undefined }> {
  const existing =
    existingTest(map, source.path, language) ??
    folderTest(map, source.path) ??
    (await importingTest(files, map, source, language, signal));
  if (language.sameFile?.test(source.text) === true) {
    return { place: { type: "same-file", path: source.path }, like: undefined };
  }
  if (existing !== undefined) return { place: { type: "extend", path: existing }, like: undefined };
  if (language.place.type === "same-file" && !(await keepsTestsApart(files, map, language))) {
    return { place: { type: "same-file", path: source.path }, like: undefined };
  }
  const { path, like } = newTestPath(map, source.path, language, files.paths);
  // A test of that name is another source's, as was seen above.
  const beside = joined(folderOf(source.path), nameOf(path));
  const free = [path, beside].find((each) => !files.paths.includes(each));
  return { place: { type: "new", path: free ?? freePath(path, files.paths, language) }, like };
}

/** Where no source has tests in it but there are files of tests, the project keeps them apart. */
async function keepsTestsApart(files: ProjectFiles, map: TestMap, language: TestLanguage): Promise<boolean> {
  if (map.sources.size === 0) return false;
  const sources = files.paths
    .filter((path) => language.endings.some((ending) => path.endsWith(ending)))
    .filter((path) => !map.tests.some((test) => test.path === path))
    .slice(0, maxSearchedTests);
  for (const path of sources) {
    const text = await files.read(path);
    if (text !== undefined && language.sameFile?.test(text) === true) return false;
  }
  return true;
}

/** Of the tests that belong to no source by their names the one that imports this one. */
async function importingTest(
  files: ProjectFiles,
  map: TestMap,
  source: TestedSource,
  language: TestLanguage,
  signal: AbortSignal,
): Promise<string | undefined> {
  const pattern = importOf(source.path, language);
  if (pattern === undefined) return undefined;
  const subjects = subjectsOf(source.path, language).map(plainSubject);
  const candidates = closestTests(map, source.path)
    .filter(({ path }) => !map.sources.has(path))
    .slice(0, maxSearchedTests);
  const found: { readonly path: string; readonly isNamed: boolean }[] = [];
  for (const { path, subject } of candidates) {
    signal.throwIfAborted();
    const text = await files.read(path);
    if (text === undefined || !pattern.test(text)) continue;
    const plain = plainSubject(subject);
    found.push({ path, isNamed: subjects.some((each) => plain.includes(each) || each.includes(plain)) });
  }
  const named = found.filter(({ isNamed }) => isNamed);
  const [only] = named.length > 0 ? named : found;
  return (named.length > 0 ? named : found).length === 1 ? only?.path : undefined;
}

/** What an import of this source looks like in its language; undefined where a name says too little. */
function importOf(path: string, language: TestLanguage): RegExp | undefined {
  const name = nameOf(path);
  const stem = name.slice(0, name.length - (endingOf(name, language)?.length ?? 0));
  const folder = nameOf(folderOf(path));
  const isIndex = /^(?:index|__init__|mod)$/.test(stem);
  const word = escaped(isIndex ? folder : stem);
  if (word === "") return undefined;
  switch (language.id) {
    case "javascript":
      return new RegExp(
        `(?:from|import|require\\()\\s*["'][^"'\\n]*/${word}${isIndex ? "(?:/index)?" : ""}(?:\\.\\w+)?["']`,
      );
    case "python":
      return new RegExp(
        `^\\s*(?:from\\s+(?:[\\w.]*\\.)?${word}\\s+import|import\\s+(?:[\\w.]*\\.)?${word}\\b|from\\s+[\\w.]+\\s+import\\s+(?:[\\w, ]*\\W)?${word}\\b)`,
        "m",
      );
    case "cpp":
    case "c":
      return new RegExp(`^\\s*#\\s*include\\s*[<"](?:[^>"\\n]*/)?${word}\\.(?:h|hh|hpp|hxx|cuh)[>"]`, "m");
    case "dart":
      return new RegExp(`^\\s*import\\s+["'][^"'\\n]*/${word}\\.dart["']`, "m");
    case "ruby":
      return new RegExp(`^\\s*require(?:_relative)?\\s+["'](?:[^"'\\n]*/)?${word}["']`, "m");
    default:
      return undefined;
  }
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** The tests to learn from: the one that showed the place, then those in the same folder, then the others. */
function nearestTests(map: TestMap, testPath: string, like: string | undefined): readonly string[] {
  const others = closestTests(map, testPath)
    .map(({ path }) => path)
    .filter((path) => path !== like && path !== testPath);
  const isThere = map.tests.some(({ path }) => path === testPath);
  return [...(isThere ? [testPath] : []), ...(like === undefined ? [] : [like]), ...others];
}

/** A name beside a test that nothing may be known of. */
function freePath(path: string, paths: readonly string[], language: TestLanguage): string {
  const ending = endingOf(nameOf(path), language) ?? "";
  const bare = path.slice(0, path.length - ending.length);
  for (let number = 2; ; number++) {
    const candidate = `${bare}${number}${ending}`;
    if (!paths.includes(candidate)) return candidate;
  }
}
