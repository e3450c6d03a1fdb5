import assert from "node:assert/strict";
import manifest from "../../../package.json";
import { providerProfiles } from "../../../src/provider/profiles";
import { readSettings } from "../../../src/vscode/settings";
import { settingSchemasOf } from "../../../src/vscode/settingSchema";
import { configurationLevels as configuration } from "./configurationLevels";

const schemas = settingSchemasOf(manifest);

describe("readSettings", () => {
  it("takes every default from the manifest, without complaint", () => {
    const settings = readSettings(configuration({}), schemas);
    assert.deepEqual(settings.problems, []);
    assert.equal(settings.providers.deepseek.baseUrl, "https://api.deepseek.com");
    assert.equal(settings.completions.providerId, "deepseek");
    assert.equal(settings.completions.isEnabled, true);
    assert.deepEqual(settings.completions.parameters, {});
    assert.equal(settings.transport, "direct");
  });

  for (const key of Object.keys(schemas).filter((key) =>
    ["machine", "application"].includes(schemas[key]?.scope ?? ""),
  )) {
    it(`ignores what a workspace says about ${key}`, () => {
      const evil = "https://evil.example";
      const settings = readSettings(configuration({ workspace: { [key]: evil } }), schemas);
      assert.deepEqual(settings, readSettings(configuration({}), schemas));
    });
  }

  it("knows that everything that decides where text goes or what is paid is the user's alone", () => {
    const workspaceMay = Object.keys(schemas).filter(
      (key) => !["machine", "application"].includes(schemas[key]?.scope ?? ""),
    );
    assert.deepEqual(workspaceMay.toSorted(), [
      "midfill.actions.codeActions",
      "midfill.completions.debounceMs",
      "midfill.completions.disabledFiles",
      "midfill.completions.eagerness",
      "midfill.completions.enabled",
      "midfill.completions.languages",
      "midfill.completions.multiline",
      "midfill.completions.trigger",
      "midfill.privacy.respectGitignore",
      "midfill.privacy.secretFiles",
    ]);
  });

  it("finds every setting wherever it stands alone", () => {
    const untouched = readSettings(configuration({}), schemas);
    for (const [key, schema] of Object.entries(schemas)) {
      const types = [schema.type].flat();
      const value =
        schema.enum?.find((choice) => choice !== schema.default) ??
        (types.includes("boolean")
          ? schema.default !== true
          : types.includes("array")
            ? ["x"]
            : types.includes("object")
              ? { x: false }
              : types.includes("string")
                ? "x"
                : (schema.maximum ?? 3));
      assert.notDeepEqual(readSettings(configuration({ user: { [key]: value } }), schemas), untouched, key);
    }
  });

  it("looks only once into a section that nobody has touched", () => {
    const levels = configuration({ user: { "midfill.chat.provider": "ollama" } });
    const looks: string[] = [];
    const settings = readSettings(
      {
        inspect: (key) => {
          looks.push(key);
          return levels.inspect(key);
        },
      },
      schemas,
    );
    assert.equal(settings.chat.providerId, "ollama");
    assert.deepEqual(
      looks.filter((key) => key.startsWith("midfill.completions")),
      ["midfill.completions"],
    );
    assert.deepEqual(
      looks.filter((key) => key.startsWith("midfill.deepseek")),
      ["midfill.deepseek"],
    );
    assert.equal(new Set(looks).size, looks.length, "Nothing is looked at twice.");
  });

  it("looks once where nothing is set at all", () => {
    const looks: string[] = [];
    readSettings({ inspect: (key) => (looks.push(key), {}) }, schemas);
    assert.deepEqual(looks, ["midfill"]);
  });

  it("lets a workspace turn completions off, never on", () => {
    const isEnabled = (user: unknown, workspace: unknown) =>
      readSettings(
        configuration({
          user: { "midfill.completions.enabled": user },
          workspace: { "midfill.completions.enabled": workspace },
        }),
        schemas,
      ).completions.isEnabled;
    assert.deepEqual(
      [
        isEnabled(false, true),
        isEnabled(true, false),
        isEnabled(undefined, false),
        isEnabled(true, true),
        isEnabled(false, undefined),
      ],
      [false, false, false, true, false],
    );
  });

  describe("midfill.completions.languages", () => {
    const key = "midfill.completions.languages";
    const read = (user: object | undefined, workspace?: object) =>
      readSettings(configuration({ user: { [key]: user }, workspace: { [key]: workspace } }), schemas)
        .completions.languages;

    it("takes the user's entries over the default's", () => {
      assert.deepEqual(read(undefined), { "*": true });
      assert.deepEqual(read({ go: false }), { "*": true, go: false });
      assert.deepEqual(read({ "*": false, go: true }), { "*": false, go: true });
    });

    it("lets a workspace turn a language off, never on", () => {
      assert.deepEqual(read({ go: false }, { go: true, css: false }), { "*": true, go: false, css: false });
      assert.deepEqual(read({ "*": false }, { "*": true, go: true }), { "*": false, go: false });
      assert.deepEqual(read({ "*": false, go: true }, { go: true }), { "*": false, go: true });
    });

    it("takes a level's * for what that level does not list", () => {
      assert.deepEqual(read({ go: true }, { "*": false, css: true }), { "*": false, go: false, css: true });
      assert.deepEqual(read({ constructor: false }, { "*": true }), { "*": true, constructor: false });
      assert.deepEqual(read({ css: true }, { constructor: true }), {
        "*": true,
        css: true,
        constructor: true,
      });
    });
  });

  it("lets a workspace add secret files, never take one away", () => {
    const settings = readSettings(
      configuration({
        user: { "midfill.privacy.secretFiles": ["**/private/**"] },
        workspace: { "midfill.privacy.secretFiles": ["*.secret"] },
      }),
      schemas,
    );
    assert.deepEqual(settings.secretFiles, ["**/private/**", "*.secret"]);
  });

  it("lets a workspace turn more files off, never one on", () => {
    const { disabledFiles } = readSettings(
      configuration({
        user: { "midfill.completions.disabledFiles": ["*.min.js"] },
        workspace: { "midfill.completions.disabledFiles": ["dist/"] },
      }),
      schemas,
    ).completions;
    assert.deepEqual(disabledFiles, ["*.min.js", "dist/"]);
  });

  it("lets a workspace cap completions, never lift the user's cap", () => {
    const capped = {
      "midfill.completions.trigger": "manual",
      "midfill.completions.multiline": "never",
      "midfill.completions.debounceMs": 500,
    };
    const free = {
      "midfill.completions.trigger": "automatic",
      "midfill.completions.multiline": "auto",
      "midfill.completions.debounceMs": 0,
    };
    for (const levels of [
      { user: capped, workspace: free },
      { user: free, workspace: capped },
      { workspace: capped },
      { user: capped },
    ]) {
      const { isManualOnly, multiline, debounceMs } = readSettings(
        configuration(levels),
        schemas,
      ).completions;
      assert.deepEqual([isManualOnly, multiline, debounceMs], [true, "never", 500]);
    }
  });

  describe("midfill.completions.eagerness", () => {
    const key = "midfill.completions.eagerness";
    const read = (user: unknown, workspace?: unknown, languages?: object) => {
      const settings = readSettings(
        configuration({
          user: { [key]: user, ...(languages && { "midfill.completions.languages": languages }) },
          workspace: { [key]: workspace },
        }),
        schemas,
      );
      return { ...settings.completions.eagerness, problems: settings.problems };
    };
    const defaults = {
      code: "full",
      comment: "single-line",
      string: "single-line",
      prose: "manual",
      commit: "manual",
      problems: [],
    };

    it("takes the default for what is not said", () => {
      assert.deepEqual(read(undefined), defaults);
      assert.deepEqual(read({ comment: "full" }), { ...defaults, comment: "full" });
    });

    it("lets a workspace lower a level, never raise one", () => {
      assert.deepEqual(read(undefined, { code: "manual", comment: "full", commit: "full", prose: "off" }), {
        ...defaults,
        code: "manual",
        prose: "off",
      });
      assert.deepEqual(read({ comment: "full" }, { comment: "manual" }).comment, "manual");
    });

    it("says what it cannot use, and uses the rest", () => {
      const { problems, ...grid } = read({ code: "loud", tests: "off", prose: "full" });
      assert.deepEqual(grid, {
        code: "full",
        comment: "single-line",
        string: "single-line",
        prose: "full",
        commit: "manual",
      });
      assert.deepEqual(problems, [
        "The setting midfill.completions.eagerness must be one of off, manual, single-line, full for code; its default is used instead.",
        "The setting midfill.completions.eagerness knows code, comment, string, prose, commit, not “tests”.",
      ]);
      assert.match(read("full").problems.join(), /must be an object/);
    });

    it("heeds who switched the commit box on before there was a grid, unless the grid says otherwise", () => {
      assert.equal(read(undefined, undefined, { scminput: true }).commit, "full");
      assert.equal(read({ commit: "manual" }, undefined, { scminput: true }).commit, "manual");
      assert.equal(read(undefined, undefined, { scminput: false }).commit, "manual");
    });
  });

  it("lets a workspace respect .gitignore, never stop it", () => {
    const key = "midfill.privacy.respectGitignore";
    const respects = (user: boolean, workspace: boolean) =>
      readSettings(configuration({ user: { [key]: user }, workspace: { [key]: workspace } }), schemas)
        .respectsGitignore;
    assert.deepEqual(
      [respects(false, true), respects(true, false), respects(false, false)],
      [true, true, false],
    );
  });

  it("replaces a value of the wrong type by the default and says so", () => {
    const settings = readSettings(
      configuration({
        user: { "midfill.completions.enabled": "yes", "midfill.completions.debounceMs": "fast" },
      }),
      schemas,
    );
    assert.equal(settings.completions.isEnabled, true);
    assert.equal(settings.completions.debounceMs, 0);
    assert.deepEqual(settings.problems, [
      "The setting midfill.completions.enabled must be true or false; its default is used instead.",
      "The setting midfill.completions.debounceMs must be a whole number; its default is used instead.",
    ]);
  });

  it("moves a number outside its range to the border and says so", () => {
    const settings = readSettings(
      configuration({ user: { "midfill.completions.debounceMs": 99_999 } }),
      schemas,
    );
    assert.equal(settings.completions.debounceMs, 2000);
    assert.deepEqual(settings.problems, [
      "The setting midfill.completions.debounceMs is out of its range; 2000 is used instead.",
    ]);
  });

  it("offers every provider for both roles", () => {
    for (const key of ["midfill.completions.provider", "midfill.chat.provider"]) {
      assert.deepEqual(
        schemas[key]?.enum,
        providerProfiles.map(({ id }) => id),
      );
    }
  });

  it("refuses a provider it does not know, naming the choices", () => {
    const settings = readSettings(configuration({ user: { "midfill.chat.provider": "openai" } }), schemas);
    assert.equal(settings.chat.providerId, "deepseek");
    assert.match(settings.problems.join(), /midfill\.chat\.provider must be one of deepseek, deepinfra/);
  });

  it("reads prices, uses what it can and says what it cannot", () => {
    const prices = { compatible: { mine: { miss: 1, output: 2 }, other: { miss: "1" } } };
    const settings = readSettings(configuration({ user: { "midfill.prices": prices } }), schemas);
    assert.deepEqual([...(settings.prices.get("compatible")?.keys() ?? [])], ["mine"]);
    assert.equal(settings.problems.length, 2);
    assert.match(settings.problems.join(), /midfill\.prices needs a number .*compatible, other, miss/);
  });

  it("takes what a day and a month may cost from the user alone", () => {
    const budget = {
      "midfill.budget.dailyUsd": 2,
      "midfill.budget.monthlyUsd": 20,
      "midfill.budget.chat": "stop",
    };
    assert.deepEqual(readSettings(configuration({ user: budget }), schemas).budget, {
      dailyUsd: 2,
      monthlyUsd: 20,
      chat: "stop",
    });
    assert.deepEqual(readSettings(configuration({ workspace: budget }), schemas).budget, {
      dailyUsd: 0,
      monthlyUsd: 0,
      chat: "warn",
    });
  });

  it("holds no setting that a key could be written into", () => {
    for (const key of Object.keys(schemas)) {
      assert.doesNotMatch(key.replace("maxTokens", ""), /api_?key|secret(?!Files)|password|bearer/i, key);
    }
  });
});
