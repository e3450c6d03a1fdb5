import assert from "node:assert/strict";
import manifest from "../../../../package.json";
import {
  eagernessAt,
  multilineAt,
  type Eagerness,
  type EagernessGrid,
} from "../../../../src/completion/gates/eagerness";
import { eagernessPresets, presetOf } from "../../../../src/completion/gates/eagernessPresets";
import { disablingPattern } from "../../../../src/completion/gates/fileOff";
import { judgeEagerness } from "../../../../src/completion/gates/completionGates";
import { scopes } from "../../../../src/completion/scope/scopeAt";
import type { CompletionSettings } from "../../../../src/completion/settings";
import { cursorAt, CompletionDriver, defaultSettings, requestAt, settle } from "../completionDriver";

const gridOf = (comment: Eagerness): EagernessGrid => ({ ...defaultSettings.eagerness, comment });

describe("eagernessAt", () => {
  const at = (comment: Eagerness, more: Partial<CompletionSettings> = {}) => {
    const settings = { ...defaultSettings, eagerness: gridOf(comment), ...more };
    const { level, setting } = eagernessAt(cursorAt("// note █"), settings);
    return [level, setting.replace("midfill.completions.", ""), multilineAt(cursorAt("// note █"), settings)];
  };

  it("takes the level of the scope at the cursor", () => {
    assert.deepEqual(at("full"), ["full", "eagerness", "auto"]);
    assert.deepEqual(at("single-line"), ["single-line", "eagerness", "never"]);
    assert.deepEqual(at("manual"), ["manual", "eagerness", "auto"]);
    assert.deepEqual(at("off"), ["off", "eagerness", "auto"]);
  });

  it("lets the older settings lower it, never raise it", () => {
    assert.deepEqual(at("full", { isManualOnly: true }), ["manual", "trigger", "auto"]);
    assert.deepEqual(at("single-line", { isManualOnly: true }), ["manual", "trigger", "never"]);
    assert.deepEqual(at("manual", { isManualOnly: true }), ["manual", "eagerness", "auto"]);
    assert.deepEqual(at("off", { isManualOnly: true }), ["off", "eagerness", "auto"]);
    assert.deepEqual(at("full", { multiline: "never" }), ["single-line", "multiline", "never"]);
    assert.deepEqual(at("manual", { multiline: "never" }), ["manual", "eagerness", "never"]);
    assert.deepEqual(at("off", { multiline: "never" }), ["off", "eagerness", "never"]);
  });
});

describe("the eagerness gate", () => {
  const reasonAt = (marked: string, languageId: string, more: Partial<CompletionSettings> = {}) => {
    const settings = { ...defaultSettings, ...more };
    const verdict = judgeEagerness({
      request: requestAt(marked, { languageId }),
      cursor: cursorAt(marked, { languageId }),
      settings,
      judgeFile: () => ({ isAllowed: true }),
      mask: (text) => text,
    });
    return verdict === undefined ? "" : `${verdict.reason} (${verdict.setting})`;
  };
  const allManual: EagernessGrid = {
    code: "manual",
    comment: "manual",
    string: "manual",
    prose: "manual",
    commit: "manual",
  };

  it("names the place and the setting", () => {
    const places: readonly [marked: string, languageId: string, place: string][] = [
      ["a = █", "typescript", "code"],
      ["// a█", "typescript", "comments"],
      ['a = "█', "typescript", "strings"],
      ["Words █", "markdown", "prose"],
      ["Fix █", "git-commit", "commit messages"],
    ];
    for (const [marked, languageId, place] of places) {
      assert.equal(
        reasonAt(marked, languageId, { eagerness: allManual }),
        `completions come only when invoked in ${place} (midfill.completions.eagerness)`,
      );
    }
    assert.equal(
      reasonAt("// a█", "typescript", { isManualOnly: true }),
      "completions come only when invoked (midfill.completions.trigger)",
    );
    assert.equal(
      reasonAt("// a█", "typescript", { eagerness: gridOf("off") }),
      "completions are turned off in comments (midfill.completions.eagerness)",
    );
  });
});

describe("the engine", () => {
  it("asks for one line where the grid allows one, for a block where it allows more", async () => {
    for (const [code, stop] of [
      ["single-line", "\n\n"],
      ["full", "\n\n\n"],
    ] as const) {
      const driver = new CompletionDriver({ eagerness: { ...defaultSettings.eagerness, code } });
      void driver.provide("function f() {\n  █\n}\n");
      await settle();
      assert.deepEqual(driver.lastRequest.request.stop, [stop]);
      driver.engine.dispose();
    }
  });

  it("asks nothing in a comment that is manual, until it is invoked", async () => {
    const driver = new CompletionDriver({ eagerness: gridOf("manual") });
    assert.equal(await driver.provide("// note █"), undefined);
    assert.equal(driver.requests.length, 0);
    assert.match(driver.engine.explainRecent()[0]?.steps[0]?.text ?? "", /only when invoked in comments/);
    const invoked = driver.provide("// note █", { trigger: "explicit" });
    await settle();
    await driver.lastRequest.send("to self");
    await driver.lastRequest.finish();
    assert.equal((await invoked)?.text, "to self");
    assert.equal((await driver.provide("// note t█"))?.text, "o self");
    assert.equal(driver.requests.length, 1);
    driver.engine.dispose();
  });

  it("keeps, while snoozed, what was invoked, and shows nothing else that it knows", async () => {
    const driver = new CompletionDriver({});
    const first = driver.provide("const a = █");
    await settle();
    await driver.lastRequest.send("1;");
    await driver.lastRequest.finish();
    assert.equal((await first)?.text, "1;");
    driver.settings = { ...driver.settings, pausedBy: "snooze" };
    assert.equal((await driver.provide("const a = 1█"))?.text, ";");
    assert.equal(await driver.provide("const b = █"), undefined);
    assert.equal((await driver.provide("const a = █", { trigger: "explicit" }))?.text, "1;");
    assert.equal(driver.requests.length, 1);
    driver.engine.dispose();
  });
});

describe("eagerness presets", () => {
  it("have the manifest's default among them: balanced", () => {
    const completions = manifest.contributes.configuration.find(({ title }) => title === "Completions");
    assert.ok(completions);
    const settings = completions.properties as unknown as Record<
      string,
      {
        readonly default: EagernessGrid;
        readonly properties: Record<string, { readonly default: Eagerness }>;
      }
    >;
    const { default: grid, properties } = settings["midfill.completions.eagerness"] ?? {};
    assert.ok(grid && properties);
    assert.equal(presetOf(grid)?.id, "balanced");
    assert.deepEqual(Object.keys(properties), [...scopes]);
    for (const [scope, schema] of Object.entries(properties)) {
      assert.equal(schema.default, grid[scope as keyof EagernessGrid], scope);
    }
  });

  it("are known by their grid, and others are not", () => {
    for (const preset of eagernessPresets) assert.equal(presetOf({ ...preset.grid }), preset);
    assert.equal(presetOf(gridOf("off")), undefined);
  });

  it("never offer less than the one before", () => {
    const levels: readonly Eagerness[] = ["off", "manual", "single-line", "full"];
    for (const scope of scopes) {
      const ranks = eagernessPresets.map(({ grid }) => levels.indexOf(grid[scope]));
      assert.deepEqual(
        ranks,
        ranks.toSorted((left, right) => left - right),
        scope,
      );
    }
  });
});

describe("disablingPattern", () => {
  const cases: readonly [pattern: string, path: string, absolutePath: string | undefined, isOff: boolean][] =
    [
      ["*.min.js", "web/a.min.js", undefined, true],
      ["*.min.js", "web/a.js", undefined, false],
      ["*.{snap,lock}", "a/b.lock", undefined, true],
      ["generated/", "src/generated/deep/a.ts", undefined, true],
      ["src/generated/**", "src/generated/a.ts", undefined, true],
      ["docs/**/*.md", "docs/a/b/c.md", undefined, true],
      ["GENERATED", "src/Generated/a.ts", undefined, true],
      ["src\\gen", "src/gen/a.ts", undefined, true],
      ["build", "src/a.ts", "/home/build/project/src/a.ts", false],
      ["/home/build", "src/a.ts", "/home/build/project/src/a.ts", true],
      ["c:\\work", "src/a.ts", "C:\\work\\project\\src\\a.ts", true],
    ];
  for (const [pattern, path, absolutePath, isOff] of cases) {
    it(`${isOff ? "takes" : "leaves"} ${absolutePath ?? path} for ${pattern}`, () =>
      assert.equal(disablingPattern([pattern], path, absolutePath), isOff ? pattern : undefined));
  }
});
