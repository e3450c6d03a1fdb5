import { folderOf, joined, nameOf, segmentsOf, sharedStart } from "./projectFiles";
import { endingOf, plainSubject, subjectsOf, testFileOf, type TestFile } from "./testFiles";
import type { TestLanguage } from "./testLanguages";

/** How tests stand to their sources, learned from one of them. */
interface Layout {
  readonly type: "beside" | "below" | "mirror" | "flat";
  /** `mirror`: these folders of the source become `to`. */
  readonly from: string;
  /** `below`: the folder below the source's; `mirror`, `flat`: the folder of tests. */
  readonly to: string;
  readonly name: string;
  readonly ending: string | undefined;
}

/** A test and the source that it belongs to. */
interface TestPair {
  readonly test: TestFile;
  readonly source: string;
}

/** What the names of a project's files say of its tests. */
export interface TestMap {
  readonly tests: readonly TestFile[];
  /** By the test's path. */
  readonly sources: ReadonlyMap<string, string>;
}

/** Pairs that are asked how tests are laid out, the nearest to the source first. */
const maxVotes = 12;

/** Finds the tests of a language by name and folder, and the source of each where one has its name. */
export function mapTests(paths: readonly string[], language: TestLanguage): TestMap {
  const tests: TestFile[] = [];
  const sources = new Map<string, string[]>();
  for (const path of paths) {
    if (endingOf(nameOf(path), language) === undefined) continue;
    const test = testFileOf(path, language);
    if (test !== undefined) tests.push(test);
    else
      for (const subject of subjectsOf(path, language)) {
        const key = plainSubject(subject);
        const known = sources.get(key);
        if (known === undefined) sources.set(key, [path]);
        else known.push(path);
      }
  }
  const pairs = new Map<string, string>();
  for (const test of tests) {
    const source = closest(sources.get(plainSubject(test.subject)) ?? [], test.path);
    if (source !== undefined) pairs.set(test.path, source);
  }
  return { tests, sources: pairs };
}

/** The source whose folders are most like the test's; undefined where two are as like. */
function closest(sources: readonly string[], test: string): string | undefined {
  let best: string | undefined;
  let bestScore = -1;
  let isTied = false;
  for (const source of sources) {
    const score = likeness(folderOf(source), folderOf(test));
    if (score === bestScore) isTied = !areHeaderAndCode(source, best ?? "");
    if (score <= bestScore) continue;
    best = source;
    bestScore = score;
    isTied = false;
  }
  return isTied ? undefined : best;
}

function areHeaderAndCode(one: string, other: string): boolean {
  const isHeader = /\.(?:h|hh|hpp|hxx|cuh)$/;
  return isHeader.test(one) !== isHeader.test(other);
}

/** Number of folders that two have in common, from the start and from the end. */
function likeness(one: string, other: string): number {
  const first = segmentsOf(one);
  const second = segmentsOf(other);
  const start = sharedStart(first, second);
  const end = sharedStart(first.slice(start).toReversed(), second.slice(start).toReversed());
  return start + end;
}

/** The file that tests this source: by its name, the kind of test that most are (no end-to-end test) first. */
export function existingTest(map: TestMap, sourcePath: string, language: TestLanguage): string | undefined {
  const subjects = subjectsOf(sourcePath, language).map(plainSubject);
  const own = map.tests.filter((test) => {
    const source = map.sources.get(test.path);
    if (source === sourcePath) return true;
    return (
      source !== undefined &&
      stemPath(source, language) === stemPath(sourcePath, language) &&
      subjects.includes(plainSubject(test.subject))
    );
  });
  return own
    .toSorted(
      (one, other) =>
        nameRank(one, language) - nameRank(other, language) ||
        likeness(folderOf(other.path), folderOf(sourcePath)) -
          likeness(folderOf(one.path), folderOf(sourcePath)),
    )
    .at(0)?.path;
}

/** Django's `tests.py` is for all of its folder. */
export function folderTest(map: TestMap, sourcePath: string): string | undefined {
  const folder = folderOf(sourcePath);
  return map.tests.find(({ path, subject }) => subject === "" && folderOf(path) === folder)?.path;
}

/** `src/a` of `src/a.cpp` and of `src/a.h`. */
function stemPath(path: string, language: TestLanguage): string {
  return path.slice(0, path.length - (endingOf(nameOf(path), language)?.length ?? 0));
}

function nameRank({ name, path }: TestFile, { names }: TestLanguage): number {
  const isFromOutside = /(?:^|[/._-])(?:e2e|integration|cypress|it|functional|acceptance)(?:[/._-]|$)/i.test(
    path,
  );
  const rank = names.indexOf(name);
  return (isFromOutside || name.endsWith("IT") ? 100 : 0) + (rank < 0 ? names.length : rank);
}

/** Where a new test of a source goes: as the tests nearest to it are laid out, else as the language has it. */
export function newTestPath(
  map: TestMap,
  sourcePath: string,
  language: TestLanguage,
  paths: readonly string[],
): { readonly path: string; readonly like?: string } {
  const sourceFolders = segmentsOf(folderOf(sourcePath));
  const pairs: readonly TestPair[] = map.tests.flatMap((test) => {
    const source = map.sources.get(test.path);
    return source === undefined ? [] : [{ test, source }];
  });
  const votes = new Map<string, { readonly layout: Layout; readonly like: string; weight: number }>();
  const isUnit = ({ test }: TestPair) => nameRank(test, language) < 100;
  // End-to-end tests show nothing where there are others.
  const nearest = (pairs.some(isUnit) ? pairs.filter(isUnit) : pairs)
    .map((pair) => ({
      pair,
      shared: sharedStart(segmentsOf(folderOf(pair.source)), sourceFolders),
      isAlike: endingOf(nameOf(pair.source), language) === endingOf(nameOf(sourcePath), language) ? 1 : 0,
    }))
    .toSorted((one, other) => other.shared - one.shared || other.isAlike - one.isAlike)
    .slice(0, maxVotes);
  for (const { pair, shared } of nearest) {
    const layout = layoutOf(pair, language);
    const folder = testFolder(layout, folderOf(sourcePath));
    if (folder === undefined) continue;
    const key = `${layout.type} ${layout.from} ${layout.to} ${layout.name}`;
    const vote = votes.get(key) ?? { layout, like: pair.test.path, weight: 0 };
    vote.weight += 1 + shared;
    votes.set(key, vote);
  }
  let best: { readonly layout: Layout; readonly like: string; readonly weight: number } | undefined;
  for (const vote of votes.values()) if (best === undefined || vote.weight > best.weight) best = vote;
  const folder = best === undefined ? undefined : testFolder(best.layout, folderOf(sourcePath));
  if (best !== undefined && folder !== undefined) {
    const name = testName(sourcePath, best.layout.name, best.layout.ending, language);
    return { path: joined(folder, name), like: best.like };
  }
  // Tests that belong to no one source still show the name and, where they share one, the folder.
  const unpaired = closestTests(map, sourcePath)[0];
  const usualName = unpaired?.name === "*" || unpaired?.subject === "" ? undefined : unpaired?.name;
  const ownName = isMinitest(language, paths) ? "*_test" : language.names[0];
  const name = testName(sourcePath, usualName ?? ownName ?? "*_test", undefined, language);
  const usual = joined(usualFolder(sourcePath, language, paths), name);
  if (unpaired === undefined) return { path: usual };
  if (language.place.type === "beside" && folderOf(unpaired.path) !== folderOf(sourcePath)) {
    return language.id === "go" || language.id === "powershell"
      ? { path: usual }
      : { path: joined(folderOf(unpaired.path), name), like: unpaired.path };
  }
  if (language.place.type === "mirror") {
    const top = segmentsOf(folderOf(unpaired.path))[0];
    const isTop = top !== undefined && !usual.startsWith(`${top}/`) && language.folders.includes(top);
    if (isTop) return { path: joined(folderOf(unpaired.path), name), like: unpaired.path };
  }
  return { path: usual, like: unpaired.path };
}

/** All tests, those whose folders are most like this path's first. */
export function closestTests(map: TestMap, path: string): readonly TestFile[] {
  const folder = folderOf(path);
  const scored = map.tests.map((test) => ({
    test,
    score: likeness(folderOf(test.path), folder) * 2 + (map.sources.has(test.path) ? 1 : 0),
  }));
  return scored.toSorted((one, other) => other.score - one.score).map(({ test }) => test);
}

function layoutOf({ test, source }: TestPair, language: TestLanguage): Layout {
  const testFolders = segmentsOf(folderOf(test.path));
  const sourceFolders = segmentsOf(folderOf(source));
  const start = sharedStart(testFolders, sourceFolders);
  const end = sharedStart(testFolders.slice(start).toReversed(), sourceFolders.slice(start).toReversed());
  const from = sourceFolders.slice(start, sourceFolders.length - end);
  const to = testFolders.slice(start, testFolders.length - end);
  const sourceEnding = endingOf(nameOf(source), language);
  const rest = { name: test.name, ending: test.ending === sourceEnding ? undefined : test.ending };
  if (from.length === 0 && to.length === 0) return { type: "beside", from: "", to: "", ...rest };
  if (from.length === 0 && end === 0) return { type: "below", from: "", to: to.join("/"), ...rest };
  // Where nothing of the source's folders is repeated, all tests stand in one folder.
  if (end === 0 && from.length > 1 && language.place.type !== "project")
    return {
      type: "flat",
      from: sourceFolders.slice(0, start).join("/"),
      to: testFolders.join("/"),
      ...rest,
    };
  return {
    type: "mirror",
    from: from.length === 0 ? `^${sourceFolders.slice(0, start).join("/")}` : from.join("/"),
    to: to.join("/"),
    ...rest,
  };
}

/** The folder of a source's test in a layout; undefined where the layout does not fit the source. */
function testFolder({ type, from, to }: Layout, folder: string): string | undefined {
  switch (type) {
    case "beside":
      return folder;
    case "below":
      return joined(folder, to);
    case "flat":
      return folder === from || from === "" || folder.startsWith(`${from}/`) ? to : undefined;
    case "mirror": {
      if (from.startsWith("^")) {
        const above = from.slice(1);
        if (above !== "" && folder !== above && !folder.startsWith(`${above}/`)) return undefined;
        return joined(joined(above, to), above === "" ? folder : folder.slice(above.length + 1));
      }
      const at = `/${folder}/`.indexOf(`/${from}/`);
      if (at < 0) return undefined;
      const before = folder.slice(0, Math.max(0, at - 1));
      const behind = folder.slice(at + from.length + 1);
      return joined(joined(before, to), behind);
    }
  }
}

function testName(
  sourcePath: string,
  pattern: string,
  testEnding: string | undefined,
  language: TestLanguage,
): string {
  const name = nameOf(sourcePath);
  const ending = endingOf(name, language) ?? "";
  const stem = name.slice(0, name.length - ending.length);
  const subject = /^(?:__init__|mod)$/.test(stem) ? nameOf(folderOf(sourcePath)) || stem : stem;
  const isComponent = ending === ".vue" || ending === ".svelte";
  const isHeader = /^\.(?:h|hh|hpp|hxx|cuh)$/.test(ending);
  const usual = isComponent ? ".ts" : isHeader ? (language.endings[0] ?? ending) : ending;
  const kept = testEnding !== undefined && (isComponent || isHeader || language.testEnding !== undefined);
  return pattern.replace("*", subject) + (kept ? testEnding : (language.testEnding ?? usual));
}

/** Where a language's tests usually stand. */
function usualFolder(sourcePath: string, language: TestLanguage, paths: readonly string[]): string {
  const folder = folderOf(sourcePath);
  const segments = segmentsOf(folder);
  const { place } = language;
  switch (place.type) {
    case "beside":
    case "same-file":
      return folder;
    case "mirror": {
      const from = segments.findIndex((segment) => place.from.includes(segment));
      const project = projectFolder(sourcePath, language, paths);
      const depth = segmentsOf(project).length;
      const rest = from >= depth ? segments.slice(from + 1) : segments.slice(depth);
      const to = rubySpec(language, paths) ?? phpUnit(language, paths) ?? place.to;
      return joined(joined(project, to), withoutPackage(rest, language, project, paths).join("/"));
    }
    case "source-set": {
      const at = segments.findIndex((segment, index) => segment === "src" && index + 1 < segments.length);
      const set = segments[at + 1];
      if (at < 0 || set === undefined) return folder;
      if (set === "main") return segments.with(at + 1, "test").join("/");
      return set.endsWith("Main") ? segments.with(at + 1, set.replace(/Main$/, "Test")).join("/") : folder;
    }
    case "project": {
      const project = projectFolder(sourcePath, language, paths);
      const inside = segments.slice(segmentsOf(project).length);
      const name = nameOf(project);
      if (name === "") return joined("Tests", inside.join("/"));
      const above = segmentsOf(project).slice(0, -1);
      const base = above.at(-1) === "src" ? [...above.slice(0, -1), "tests"] : above;
      return [...base, `${name}${place.suffix}`, ...inside].join("/");
    }
    case "target": {
      const at = segments.indexOf("Sources");
      const target = segments[at + 1];
      return at < 0 || target === undefined
        ? joined("Tests", "")
        : [...segments.slice(0, at), "Tests", `${target}Tests`, ...segments.slice(at + 2)].join("/");
    }
  }
}

/** The folder of the nearest manifest above a source; the workspace folder where there is none. */
export function projectFolder(sourcePath: string, language: TestLanguage, paths: readonly string[]): string {
  const segments = segmentsOf(folderOf(sourcePath));
  const folders = new Set(paths.filter((path) => language.manifests.test(nameOf(path))).map(folderOf));
  for (let depth = segments.length; depth > 0; depth--) {
    const folder = segments.slice(0, depth).join("/");
    if (folders.has(folder)) return folder;
  }
  return "";
}

/** RSpec has its own folder. */
function rubySpec({ id }: TestLanguage, paths: readonly string[]): string | undefined {
  return id === "ruby" && paths.some((path) => /(?:^|\/)(?:\.rspec|spec_helper\.rb)$/.test(path))
    ? "spec"
    : undefined;
}

function isMinitest(language: TestLanguage, paths: readonly string[]): boolean {
  return language.id === "ruby" && rubySpec(language, paths) === undefined;
}

/** PHPUnit's tests of one class stand in `tests/Unit` where the project divides them. */
function phpUnit({ id }: TestLanguage, paths: readonly string[]): string | undefined {
  return id === "php" && paths.some((path) => path.includes("tests/Unit/")) ? "tests/Unit" : undefined;
}

/** A Python project's tests do not repeat the folder of its one package; Haskell and the others do repeat theirs. */
function withoutPackage(
  folders: readonly string[],
  { id }: TestLanguage,
  project: string,
  paths: readonly string[],
): readonly string[] {
  const [first] = folders;
  if (id !== "python" || first === undefined) return folders;
  const bases = [joined(project, first), joined(project, `src/${first}`)];
  return bases.some((base) => paths.includes(`${base}/__init__.py`)) ? folders.slice(1) : folders;
}
