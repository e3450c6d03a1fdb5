import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { activeExtension } from "./support/extension";
import { until } from "./support/until";

/** The part of package.json that is looked at. */
interface Manifest {
  readonly contributes: {
    readonly configuration: readonly {
      readonly properties: Readonly<
        Record<string, { readonly description?: string; readonly markdownDescription?: string }>
      >;
    }[];
  };
}

describe("the extension as a guest of the extension host", () => {
  it("gives other extensions nothing", async () => {
    assert.equal((await activeExtension()).exports, undefined);
  });

  it("leaves the host's fetch and its dispatchers alone", async () => {
    const root = (await activeExtension()).extensionPath;
    await until("undici is loaded", () => join(root, "dist/undici.js") in require.cache);
    const names = (await readdir(join(root, "dist"))).filter((name) => name.endsWith(".js"));
    const scripts = await Promise.all(names.map((name) => readFile(join(root, "dist", name), "utf8")));
    assert.doesNotMatch(String(globalThis.fetch), /dist[\\/]extension/);
    for (const version of ["1", "2"]) {
      const dispatcher: unknown = Reflect.get(globalThis, Symbol.for(`undici.globalDispatcher.${version}`));
      if (dispatcher === undefined || dispatcher === null) continue;
      // Our bundle's classes carry its text; VS Code's own Agent is another class.
      const { constructor } = dispatcher;
      const source = String(constructor);
      assert.ok(
        !scripts.some((script) => script.includes(source)) || source.includes("[native code]"),
        `undici's slot ${version}`,
      );
    }
  });

  it("describes every setting", async () => {
    const manifest = (await activeExtension()).packageJSON as Manifest;
    const settings = manifest.contributes.configuration.flatMap(({ properties }) =>
      Object.entries(properties),
    );
    assert.notEqual(settings.length, 0);
    const bare = settings.filter(
      ([, { description = "", markdownDescription = "" }]) => (description + markdownDescription).length < 10,
    );
    assert.deepEqual(bare, []);
  });

  it("logs that it was activated, and how long that took", async () => {
    await activeExtension();
    const logs = join(dirname(process.env["MIDFILL_RESULT"] ?? ""), "data/logs");
    const file = (await readdir(logs, { recursive: true })).find((name) => /[\\/]Midfill\.log$/.test(name));
    assert.match(await readFile(join(logs, file ?? "Midfill.log"), "utf8"), /Activated in \d+(\.\d+)? ms\./);
  });
});
