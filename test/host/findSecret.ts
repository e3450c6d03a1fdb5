import { readFile, readdir } from "node:fs/promises";
import { join, relative } from "node:path";

/** Every form in which a text could have been written down: as it is, escaped, in base64 at any of three offsets. */
function formsOf(secret: string): readonly { readonly name: string; readonly bytes: Buffer }[] {
  const forms = [
    { name: "as it is", text: secret },
    { name: "URL-encoded", text: encodeURIComponent(secret) },
    { name: "in JSON in JSON", text: JSON.stringify(JSON.stringify(secret)).slice(3, -3) },
    ...[0, 1, 2].map((offset) => {
      const encoded = Buffer.from(" ".repeat(offset) + secret).toString("base64");
      // The first and last signs also depend on the neighbours.
      return { name: "in base64", text: encoded.slice(offset === 0 ? 0 : 4, -4) };
    }),
  ];
  return [
    ...forms.map(({ name, text }) => ({ name, bytes: Buffer.from(text) })),
    { name: "in UTF-16", bytes: Buffer.from(secret, "utf16le") },
  ];
}

/**
 * Looks through every file below a folder for a secret, and gives where it stands: `data/logs/x.log (in base64)`.
 * Archives and encrypted stores are not opened.
 */
export async function findSecret(secret: string, folder: string): Promise<string[]> {
  const forms = formsOf(secret);
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const bytes = await readFile(file);
    for (const form of forms) {
      if (bytes.includes(form.bytes)) found.push(`${relative(folder, file)} (${form.name})`);
    }
  }
  return found;
}
