import assert from "node:assert/strict";
import {
  link,
  lstat,
  mkdir,
  mkdtemp,
  readlink,
  realpath,
  rm,
  symlink,
  unlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import * as fc from "fast-check";
import { judgeDiskPath, type DiskVerdict } from "../../../../src/vscode/review/judgeDiskPath";

/** What a path leads to, found link by link without the disk's own resolution; undefined where it leads nowhere. */
async function walk(from: string): Promise<string | undefined> {
  let open = from.split("/").filter((name) => name !== "");
  let at: string[] = [];
  let isMissing = false;
  for (let steps = 0; open.length > 0; steps++) {
    if (steps > 200) return undefined;
    const [name = "", ...rest] = open;
    open = rest;
    if (name === ".") continue;
    if (name === "..") {
      if (isMissing) return undefined;
      at = at.slice(0, -1);
      continue;
    }
    const next = [...at, name];
    const found = await lstat(`/${next.join("/")}`).catch(() => undefined);
    if (found === undefined) {
      isMissing = true;
      at = next;
    } else if (found.isSymbolicLink()) {
      const to = await readlink(`/${next.join("/")}`);
      if (to.startsWith("/")) at = [];
      open = [...to.split("/").filter((each) => each !== ""), ...open];
    } else {
      if (rest.length > 0 && !found.isDirectory()) return undefined;
      at = next;
    }
  }
  return `/${at.join("/")}`;
}

describe("judgeDiskPath", () => {
  let root = "";
  const at = (...names: readonly string[]) => path.join(root, ...names);
  const judge = (
    file: string,
    options: {
      readonly isChosen?: boolean;
      readonly folders?: readonly string[];
      readonly programs?: readonly string[];
    } = {},
  ): Promise<DiskVerdict> =>
    judgeDiskPath({
      path: path.isAbsolute(file) ? file : `${root}/${file}`,
      folders: (options.folders ?? ["one", "second"]).map((folder) => at(folder)),
      programs: (options.programs ?? []).map((folder) => at(folder)),
      isChosen: options.isChosen ?? false,
    });
  /** `refuse` also where nothing can be said, as the guard takes it. */
  const typeOf = async (...args: Parameters<typeof judge>) =>
    (await judge(...args).catch(() => ({ type: "refuse" }))).type;

  before(async () => {
    root = await realpath(await mkdtemp(path.join(tmpdir(), "midfill-guard-")));
    const files = [
      "one/a.ts",
      "one/src/b.ts",
      "one/src/deep/c.ts",
      "one/.vscode/settings.json",
      "one/.git/config",
      "one/package.json",
      "one/café.ts",
      "two/d.ts",
      "outside/e.ts",
      "outside/folder/f.ts",
      "outside/.git/config",
      "outside/package.json",
      "one-more/g.ts",
      "editor/User/globalStorage/state.db",
      "editor/User/settings.json",
      "editor/User/profiles/x/settings.json",
      "editor/Machine/settings.json",
      "editor/logs/x.log",
      "extension/package.json",
      "extension/dist/main.js",
      "repository/.github/workflows/x.yml",
      "home~1/a.ts",
    ];
    for (const file of files) {
      await mkdir(path.dirname(at(file)), { recursive: true });
      await writeFile(at(file), "text\n");
    }
    const links: readonly (readonly [string, string])[] = [
      ["second", "two"],
      ["one/in", "src"],
      ["one/in.ts", "src/b.ts"],
      ["one/out", "../outside"],
      ["one/out.ts", "../outside/e.ts"],
      ["one/absolute", at("outside")],
      ["one/sibling", "../one-more"],
      ["one/other", "../two"],
      ["one/up", ".."],
      ["one/slash", "/"],
      ["one/nowhere.ts", "../outside/new.ts"],
      ["one/nothing.ts", "missing.ts"],
      ["one/circle", "circle"],
      ["one/harmless.json", ".vscode/settings.json"],
      ["one/Makefile", "a.ts"],
      ["one/plain", ".git"],
      ["one/src/chain", "../up/outside/folder"],
      ["one/src/deep/back", "../../../one"],
      ["outside/home", "../one"],
      ["two/one", "../one/src"],
    ];
    for (const [from, to] of links) await symlink(to, at(from));
    await link(at("outside/e.ts"), at("one/hard.ts"));
    await link(at("one/src/deep/c.ts"), at("one/same.ts"));
  });
  after(() => rm(root, { recursive: true, force: true }));

  it("lets files of the workspace be changed and made", async () => {
    for (const file of [
      "one/src/b.ts",
      "one/new.ts",
      "one/new/folder/x.ts",
      "one/in/b.ts",
      "one/in.ts",
      "one/café.ts",
      "second/d.ts",
      "second/new.ts",
      "one/other/d.ts",
      "second/one/b.ts",
      "one/src/deep/back/src/b.ts",
      "one/up/one/src/b.ts",
    ])
      assert.equal(await typeOf(file), "free", file);
  });

  it("refuses what is outside, or leads there", async () => {
    for (const file of [
      "outside/e.ts",
      "outside/new.ts",
      "one-more/g.ts",
      "two/d.ts",
      "one/../outside/e.ts",
      "one/src/../../outside/new.ts",
      "one/out/e.ts",
      "one/out/new.ts",
      "one/out/new/folder/x.ts",
      "one/out.ts",
      "one/out.ts/",
      "one/out.ts//",
      "one/absolute/e.ts",
      "one/sibling/g.ts",
      "one/up/outside/e.ts",
      "one/up/new.ts",
      "one/slash/etc/hosts",
      "one/src/chain/f.ts",
      "outside/home/src/b.ts",
      "/etc/hosts",
      "/",
    ])
      assert.equal(await typeOf(file), "refuse", file);
  });

  it("refuses what leads nowhere, in a circle, into a file, or is none", async () => {
    for (const file of [
      "one/nowhere.ts",
      "one/nothing.ts",
      "one/circle",
      "one/circle/a.ts",
      "one/a.ts/b.ts",
      "one/src",
      "one",
      "one/missing/../a.ts",
    ])
      assert.equal(await typeOf(file), "refuse", file);
    assert.equal(await lstat(at("outside/new.ts")).catch(() => "missing"), "missing");
  });

  it("judges both the name and what it leads to", async () => {
    assert.equal(await typeOf("one/package.json"), "confirm");
    assert.equal(await typeOf("one/.vscode/tasks.json"), "confirm");
    assert.equal(await typeOf("one/harmless.json"), "confirm");
    assert.equal((await judge("one/harmless.json")).place, at("one/.vscode/settings.json"));
    assert.equal(await typeOf("one/Makefile"), "confirm", "a link with a protected name");
    assert.equal(await typeOf("one/.git/config"), "refuse");
    assert.equal(await typeOf("one/plain/config"), "refuse");
    assert.equal(await typeOf("one/plain/hooks/new"), "refuse");
  });

  it("asks where a file has another name on the disk", async () => {
    assert.equal(await typeOf("one/hard.ts"), "confirm");
    assert.equal(await typeOf("one/same.ts"), "confirm");
    assert.match(JSON.stringify(await judge("one/hard.ts")), /another name/u);
  });

  it("lets the user change what they chose outside, but nothing of the editor and its extensions", async () => {
    const chosen = { isChosen: true, programs: ["extension", "not there"] };
    assert.equal(await typeOf("one-more/g.ts", chosen), "free");
    assert.equal(await typeOf("outside/folder/new.ts", chosen), "free");
    assert.equal(await typeOf("two/d.ts", chosen), "free");
    assert.equal(await typeOf("outside/home/src/b.ts", chosen), "free");
    assert.equal(await typeOf("one-more/g.ts", { isChosen: true, folders: [] }), "free");
    assert.equal(await typeOf("outside/package.json", chosen), "confirm");
    for (const file of [
      "outside/.git/config",
      "one/out/folder/f.ts",
      "extension/dist/main.js",
      "editor/User/settings.json",
      "editor/User/profiles/x/settings.json",
      "editor/User/snippets/new.json",
      "editor/Machine/settings.json",
      "editor/logs/x.log",
    ])
      assert.equal(await typeOf(file, chosen), "refuse", file);
    assert.equal(
      await typeOf("editor/User/settings.json", { folders: ["editor"] }),
      "refuse",
      "as a folder, too",
    );
    assert.equal(
      await typeOf("extension/dist/main.js", { folders: ["extension"], programs: ["extension"] }),
      "free",
    );
  });

  it("knows a protected folder that was opened by itself, and no riddle in a folder's own name", async () => {
    assert.equal(
      await typeOf("repository/.github/workflows/x.yml", { folders: ["repository/.github/workflows"] }),
      "confirm",
    );
    assert.equal(await typeOf("one/.vscode/settings.json", { folders: ["one/.vscode"] }), "confirm");
    assert.equal(await typeOf("one/.git/config", { folders: ["one/.git"] }), "refuse");
    assert.equal(await typeOf("home~1/a.ts", { folders: ["home~1"] }), "free");
  });

  it("sees a link that was set to another place meanwhile", async () => {
    await writeFile(at("one/moving-target.ts"), "");
    await symlink("moving-target.ts", at("one/moving.ts"));
    await symlink("src", at("one/moving"));
    const first = await judge("one/moving.ts");
    assert.deepEqual(first, { type: "free", place: at("one/moving-target.ts") });
    assert.equal(await typeOf("one/moving/b.ts"), "free");
    for (const [to, expected] of [
      ["../outside/package.json", "refuse"],
      [".vscode/settings.json", "confirm"],
      [".git/config", "refuse"],
      ["missing.ts", "refuse"],
    ] as const) {
      await unlink(at("one/moving.ts"));
      await symlink(to, at("one/moving.ts"));
      assert.equal(await typeOf("one/moving.ts"), expected, to);
    }
    await unlink(at("one/moving"));
    await symlink("../outside/folder", at("one/moving"));
    assert.equal(await typeOf("one/moving/b.ts"), "refuse", "the folder now leads outside");
    await rm(at("one/moving"));
    await rm(at("one/moving.ts"));
    await rm(at("one/moving-target.ts"));
  });

  it("allows nothing outside, whatever links and names lead there", async () => {
    const name = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.constantFrom(
          "..",
          ".",
          "src",
          "deep",
          "in",
          "up",
          "out",
          "other",
          "back",
          "chain",
          "one",
          "two",
          "outside",
          "home",
          "second",
        ),
      },
      {
        weight: 2,
        arbitrary: fc.constantFrom(
          "a.ts",
          "b.ts",
          "c.ts",
          "d.ts",
          "e.ts",
          "in.ts",
          "out.ts",
          "hard.ts",
          "nowhere.ts",
          "circle",
          "slash",
          "absolute",
          "sibling",
          "plain",
          "missing",
          "new.ts",
          "",
        ),
      },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          "A.TS",
          "ONE",
          "Src",
          "café.ts",
          "cafe\u0301.ts",
          "ｓｒｃ",
          "..\\outside",
          "out\\e.ts",
          "‥",
          ".. ",
          "package.json",
          ".git",
        ),
      },
    );
    const base = fc.constantFrom("one", "one", "second", "outside", "one/src", "one/..");
    let allowed = 0;
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(
        base,
        fc.array(name, { minLength: 1, maxLength: 7 }),
        fc.boolean(),
        async (from, names, isPlain) => {
          const written = [root, from, ...names].join("/");
          const file = isPlain ? path.normalize(written) : written;
          const type = await typeOf(file);
          if (type === "refuse") {
            refused++;
            return;
          }
          allowed++;
          for (const each of [file, path.normalize(file)]) {
            const led = await walk(each);
            assert.ok(led !== undefined, `${file} leads nowhere`);
            assert.ok(
              [at("one"), at("two")].some((folder) => led.startsWith(`${folder}/`)),
              `${file} leads to ${led}`,
            );
            assert.ok(!led.includes("/.git"), `${file} leads to ${led}`);
          }
        },
      ),
      { numRuns: 4_000 },
    );
    // Both must be among them for this to say anything.
    assert.ok(allowed > 200 && refused > 200, `${allowed} allowed, ${refused} refused`);
  });
});
