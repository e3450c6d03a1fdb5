import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

/** The only places that write files: our own storage, and exports to where the user's dialog says. */
const mayWrite = ["chat/history/fileStore.ts", "vscode/conversationFiles.ts", "vscode/exportUsage.ts"];

const writes =
  /\b(?:write(?:File|v)?(?:Sync)?|append(?:File)?(?:Sync)?|createWriteStream|createFile|renameFile|deleteFile|copyFile|cp|rename|symlink|link|truncate|mkdtemp)\b/u;
const disk = /from "(?:node:)?fs(?:\/promises)?"|workspace\.fs\./u;

describe("files of the workspace", () => {
  it("are written by nothing but edits that the guard has seen", async () => {
    const files = (await readdir("src", { recursive: true })).filter((file) => /\.tsx?$/u.test(file));
    assert.ok(files.length > 100);
    const writing: string[] = [];
    for (const file of files) {
      const text = await readFile(path.join("src", file), "utf8");
      const used = [
        ...text.matchAll(/import (?:type )?\{([^}]*)\} from "(?:node:)?fs(?:\/promises)?"/gu),
        ...text.matchAll(/\b(?:workspace\.fs|disk|promises|fs|WorkspaceEdit\(\))\.(\w+)/gu),
        ...text.matchAll(/\.(createFile|renameFile|deleteFile)\(/gu),
      ].map(([, names = ""]) => names);
      if ((disk.test(text) || /WorkspaceEdit/u.test(text)) && used.some((names) => writes.test(names)))
        writing.push(file.replaceAll("\\", "/"));
    }
    assert.deepEqual(writing.toSorted(), mayWrite);
  });
});
