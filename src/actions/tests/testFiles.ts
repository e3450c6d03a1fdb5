import { nameOf, segmentsOf, folderOf } from "./projectFiles";
import type { TestLanguage } from "./testLanguages";

/** A file of tests by its name or folder. */
export interface TestFile {
  readonly path: string;
  /** Name of what it tests, as the file's name has it: `parse` of `parse.test.ts`. */
  readonly subject: string;
  /** Which of the language's names it follows; `*` where only its folder says that it is a test. */
  readonly name: string;
  readonly ending: string;
}

/** Names and folders of what helps tests without being one. */
const helperFolders =
  /^(?:fixtures?|__fixtures__|__mocks__|mocks?|support|helpers?|testdata|test_data|snapshots?|__snapshots__|stubs?|fakes?|data|resources|node_modules|vendor)$/i;
const helperNames =
  /^(?:conftest|spec_helper|rails_helper|test_helper|helpers?|setup|setupTests|test-?setup|jest\.setup|vitest\.setup|globals?|utils?|main|mod|__init__|Pest|TestCase|runtests|common|mocharc)$/i;

/** The file as a test of this language; undefined where it is none, or only helps tests. */
export function testFileOf(path: string, language: TestLanguage): TestFile | undefined {
  const name = nameOf(path);
  const ending = endingOf(name, language);
  if (ending === undefined) return undefined;
  if (language.testEnding !== undefined && ending !== language.testEnding) return undefined;
  const stem = name.slice(0, name.length - ending.length);
  const folders = segmentsOf(folderOf(path));
  if (helperNames.test(stem) || folders.some((folder) => helperFolders.test(folder))) return undefined;
  const isInTestFolder = folders.some((folder) => language.folders.includes(folder));
  if (language.id === "python" && stem === "tests") return { path, subject: "", name: stem, ending };
  for (const pattern of language.names) {
    // A name without a mark of its own counts in a folder for tests only, or with an ending of its own.
    if (pattern === "*" && language.testEnding === undefined && !isInTestFolder) continue;
    const [before = "", behind = ""] = pattern.split("*");
    // `t*` and `test*` begin many words.
    if (/^[a-z]+$/.test(before) && behind === "" && !isInTestFolder) continue;
    if (stem.length <= before.length + behind.length) continue;
    if (!stem.startsWith(before) || !stem.endsWith(behind)) continue;
    const subject = stem.slice(before.length, stem.length - behind.length);
    // `ContestTest` is a test, `Contest` none; `Testimony` is no test of `imony`.
    if (/[A-Z][a-z]+$/.test(before) && !/^[A-Z]/.test(subject)) continue;
    return { path, subject, name: pattern, ending };
  }
  return isInTestFolder && language.testEnding === undefined
    ? { path, subject: stem, name: "*", ending }
    : undefined;
}

/** The language's ending that a name has, the longest one. */
export function endingOf(name: string, language: TestLanguage): string | undefined {
  return language.endings
    .filter((ending) => name.length > ending.length && name.endsWith(ending))
    .toSorted((one, other) => other.length - one.length)[0];
}

/** What a source is called in the names of its tests: an index file has its folder's name, too. */
export function subjectsOf(path: string, language: TestLanguage): readonly string[] {
  const name = nameOf(path);
  const stem = name.slice(0, name.length - (endingOf(name, language)?.length ?? 0));
  const folder = nameOf(folderOf(path));
  return /^(?:index|__init__|mod|init)$/.test(stem) && folder !== "" ? [stem, folder] : [stem];
}

/** A subject without case and separators: `parse-line`, `parseLine` and `parse_line` are the same. */
export function plainSubject(subject: string): string {
  return subject.toLowerCase().replaceAll(/[-_.+ ]/g, "");
}
