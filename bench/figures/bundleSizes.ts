import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { projectRoot } from "../../test/host/projectRoot";
import type { Figure } from "../support/figure";
import { loadBundle } from "../support/loadBundle";

const how = "files of the production build; gzip level 9; 1 KB = 1,000 bytes";

async function sizes(what: string, files: readonly string[], targetKilobytes?: number): Promise<Figure[]> {
  const contents = await Promise.all(files.map((file) => readFile(join(projectRoot, "dist", file))));
  const kilobytes = (size: (content: Buffer) => number) =>
    contents.reduce((sum, content) => sum + size(content), 0) / 1000;
  return [
    {
      what: `${what}, gzipped`,
      unit: "KB",
      value: kilobytes((content) => gzipSync(content, { level: 9 }).length),
      ...(targetKilobytes !== undefined && { target: { of: "value", atMost: targetKilobytes } }),
      how,
    },
    { what: `${what}, minified`, unit: "KB", value: kilobytes((content) => content.length), how },
  ];
}

/** What is downloaded: what every start of the editor loads, all that runs in the extension host, and the chat's page. */
export async function bundleSizes(): Promise<readonly Figure[]> {
  const scripts = (await readdir(join(projectRoot, "dist"))).filter((name) => name.endsWith(".js"));
  const host = scripts.filter((name) => name !== "chat.js");
  const atStart = await loadBundle(process.execPath, "extension.js");
  return [
    ...(await sizes("extension, loaded at the editor's start", atStart.files, 250)),
    ...(await sizes("extension, with what waits for its first use", host)),
    ...(await sizes("chat script and styles", ["chat.js", "chat.css"], 150)),
  ];
}
