import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { projectRoot } from "../../test/host/projectRoot";
import type { Figure } from "../support/figure";

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

/** What is downloaded: all that runs in the extension host, the part that every start loads, and the chat's page. */
export async function bundleSizes(): Promise<readonly Figure[]> {
  const scripts = (await readdir(join(projectRoot, "dist"))).filter((name) => name.endsWith(".js"));
  const host = scripts.filter((name) => name !== "chat.js");
  return [
    ...(await sizes(`extension (${host.join(" + ")})`, host, 250)),
    ...(await sizes("of it loaded at start (extension.js)", ["extension.js"])),
    ...(await sizes("chat script and styles", ["chat.js", "chat.css"], 150)),
  ];
}
