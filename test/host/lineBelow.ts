import { readFile } from "node:fs/promises";

/**
 * The number, from 1, of the line below the one that holds `text`: where the sample's "Try it" hints want to be
 * followed.
 */
export async function lineBelow(file: string, text: string): Promise<number> {
  const lines = (await readFile(file, "utf8")).split("\n");
  const index = lines.findIndex((line) => line.includes(text));
  if (index < 0) throw new Error(`${file} has no line with "${text}".`);
  return index + 2;
}
