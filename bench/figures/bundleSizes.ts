import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { projectRoot } from "../../test/host/projectRoot";
import type { Figure } from "../support/figure";

const kilobytes = (bytes: number) => bytes / 1000;

async function sizes(files: readonly string[]): Promise<{ rawBytes: number; gzippedBytes: number }> {
  const contents = await Promise.all(files.map((file) => readFile(join(projectRoot, "dist", file))));
  return {
    rawBytes: contents.reduce((sum, content) => sum + content.length, 0),
    gzippedBytes: contents.reduce((sum, content) => sum + gzipSync(content, { level: 9 }).length, 0),
  };
}

/** What is downloaded and loaded: the extension's bundle, and the chat's script with its styles. 1 KB = 1,000 bytes. */
export async function bundleSizes(): Promise<readonly Figure[]> {
  const extension = await sizes(["extension.js"]);
  const chat = await sizes(["chat.js", "chat.css"]);
  const how = "files of the production build; gzip level 9; 1 KB = 1,000 bytes";
  return [
    {
      what: "extension bundle, gzipped",
      unit: "KB",
      value: kilobytes(extension.gzippedBytes),
      target: { of: "value", atMost: 250 },
      how,
    },
    { what: "extension bundle, minified", unit: "KB", value: kilobytes(extension.rawBytes), how },
    {
      what: "chat script and styles, gzipped",
      unit: "KB",
      value: kilobytes(chat.gzippedBytes),
      target: { of: "value", atMost: 150 },
      how,
    },
    { what: "chat script and styles, minified", unit: "KB", value: kilobytes(chat.rawBytes), how },
  ];
}
