/** A pattern that would turn a file off, and what it stands for. */
export interface PatternChoice {
  readonly label: string;
  readonly pattern: string;
}

/**
 * Patterns for a file, from the narrowest on: the file, its endings (`.min.js`, `.js`), its folder. File and folder go
 * by their whole path, because the pattern stands in the user's settings and must not hit another project.
 * @param path relative to the workspace folder, else absolute
 * @param absolutePath missing for a document without a file, which has no place
 */
export function patternsFor(path: string, absolutePath: string | undefined): readonly PatternChoice[] {
  const name = path.split(/[/\\]/).at(-1) ?? "";
  const endings = name
    .split(".")
    .slice(1)
    .map((_, index, parts) => parts.slice(index).join("."))
    // `.gitignore` has a name, not an ending.
    .filter((ending) => ending !== "" && name !== `.${ending}`);
  const folder = path.slice(0, -name.length);
  const wholeFolder = absolutePath?.slice(0, -name.length) ?? "";
  return [
    ...(absolutePath === undefined
      ? []
      : [{ label: `This file: ${name}`, pattern: literalGlob(absolutePath) }]),
    ...endings.map((ending) => ({
      label: `Files that end in .${ending}`,
      pattern: `*.${literalGlob(ending)}`,
    })),
    ...(absolutePath === undefined || folder === ""
      ? []
      : [{ label: `This folder: ${folder}`, pattern: literalGlob(wholeFolder) }]),
  ];
}

/** The glob that matches this path and nothing else (a brace cannot be escaped and stands for any character). */
function literalGlob(path: string): string {
  return path.replaceAll("\\", "/").replaceAll(/[[*?]/g, "[$&]").replaceAll(/[{}]/g, "?");
}
