import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { projectRoot } from "./projectRoot";

/** The languages that there is a file in. */
export const tourLanguages = ["typescript", "python", "go", "java", "cpp"] as const;

/** A file for the tour's actions, and what a model may answer to each of them. */
export interface TourText {
  /** Relative to the workspace. */
  readonly path: string;
  readonly code: string;
  /** What the actions work on, from 1. */
  readonly firstLine: number;
  readonly lineCount: number;
  /** By the action's id. */
  readonly answers: ReadonlyMap<string, string>;
  /** The language that the code is translated to. */
  readonly otherLanguage: string;
}

/**
 * Reads `tourTexts/NAME.md`. Its headings are `## file PATH:FIRST-LAST`, followed by the file, and
 * `## ID`, followed by the answer to that action.
 */
export async function readTourText(name: string): Promise<TourText> {
  const text = await readFile(join(projectRoot, "test/host/tourTexts", `${name}.md`), "utf8");
  const sections = new Map(
    text
      .split(/^## /m)
      .slice(1)
      .map((section) => {
        const [heading = ""] = section.split("\n", 1);
        return [heading, section.slice(heading.length).trim()] as const;
      }),
  );
  const section = (id: string) => {
    const found = [...sections].find(([heading]) => heading.split(" ")[0] === id);
    if (found === undefined) throw new Error(`${name}.md has no section "${id}".`);
    return { rest: found[0].slice(id.length + 1), body: found[1] };
  };
  const file = section("file");
  const [, path = "", first = "", last = ""] = /^(.+):(\d+)-(\d+)$/.exec(file.rest) ?? [];
  return {
    path,
    code: file.body.replace(/^```.*\n|```$/g, ""),
    firstLine: Number(first),
    lineCount: Number(last) - Number(first) + 1,
    answers: new Map([...sections].map(([heading, body]) => [heading.split(" ")[0] ?? "", `${body}\n`])),
    otherLanguage: section("translate").rest,
  };
}

/** Puts the files into a workspace, each with a method that wants mending. */
export async function writeTourFiles(folder: string): Promise<void> {
  for (const { path, code } of await Promise.all(tourLanguages.map(readTourText))) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, code);
  }
}
