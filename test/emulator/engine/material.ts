import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { codeTokens, type CodeToken } from "./codeTokens";

/** One text the engine may answer from. */
export interface MaterialFile {
  /** Relative to the folder, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** A line of material with what comparing it needs. */
interface MaterialLine {
  readonly text: string;
  readonly trimmed: string;
  readonly tokens: readonly CodeToken[];
}

/** A text cut into lines once. */
export interface MaterialDocument {
  readonly path: string;
  readonly lines: readonly MaterialLine[];
}

/** What is read of a folder: files up to 256 KiB each, 4 MiB in all, 2,000 files. */
const maxFileBytes = 256 * 1024;
const maxTotalBytes = 4 * 1024 * 1024;
const maxFiles = 2000;

const skippedFolders = new Set([
  "node_modules",
  "dist",
  "out",
  "build",
  "target",
  "vendor",
  "__pycache__",
  "venv",
]);
const secretNames =
  /^\.env|\.(?:pem|key|p12|pfx|keystore|jks|kdbx)$|^id_(?:rsa|dsa|ecdsa|ed25519)|secret|credential|^\.?(?:npmrc|netrc|pypirc|htpasswd)$/i;
const readable =
  /\.(?:[cm]?[jt]sx?|py|go|rs|java|kt|cs|c|h|cc|cpp|hpp|rb|php|swift|scala|lua|sh|sql|md|txt|json|ya?ml|toml|html|css|vue|svelte)$/i;

/**
 * Reads a folder's text files in a fixed order (by path). Hidden files and folders, dependencies, build output and
 * files whose name says they hold secrets are left out; so is what exceeds the limits above. Links are not followed.
 */
export async function readMaterial(folder: string): Promise<readonly MaterialFile[]> {
  const files: MaterialFile[] = [];
  let totalBytes = 0;
  const visit = async (relative: string): Promise<void> => {
    const entries = await readdir(path.join(folder, relative), { withFileTypes: true });
    entries.sort((one, other) => (one.name < other.name ? -1 : 1));
    for (const entry of entries) {
      if (files.length >= maxFiles || totalBytes >= maxTotalBytes) return;
      const child = relative === "" ? entry.name : `${relative}/${entry.name}`;
      if (entry.name.startsWith(".") || secretNames.test(entry.name)) continue;
      if (entry.isDirectory() && !skippedFolders.has(entry.name)) await visit(child);
      if (!entry.isFile() || !readable.test(entry.name)) continue;
      const { size } = await stat(path.join(folder, child));
      if (size > maxFileBytes || totalBytes + size > maxTotalBytes) continue;
      const text = await readFile(path.join(folder, child), "utf8");
      if (text.includes("\0")) continue;
      totalBytes += size;
      files.push({ path: child, text: text.replaceAll("\r\n", "\n") });
    }
  };
  await visit("");
  return files;
}

/** Cuts a text into lines for comparing. */
export function materialDocument(path: string, lines: readonly string[]): MaterialDocument {
  return {
    path,
    lines: lines.map((text) => {
      const trimmed = text.trim();
      return { text, trimmed, tokens: codeTokens(trimmed) };
    }),
  };
}
