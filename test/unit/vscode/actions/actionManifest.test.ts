import assert from "node:assert/strict";
import manifest from "../../../../package.json";
import { actionTable } from "../../../../src/actions/actionTable";
import { actionResults, ownContextParts, readOwnActions } from "../../../../src/actions/own/readOwnActions";
import { readSettings } from "../../../../src/vscode/settings";
import { settingSchemasOf } from "../../../../src/vscode/settingSchema";
import { configurationLevels } from "../configurationLevels";

interface Entry {
  readonly command: string;
  readonly when?: string;
}
interface Schema {
  readonly scope?: string;
  readonly required?: readonly string[];
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly description?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly defaultSnippets?: readonly { readonly body: unknown }[];
}

const { commands, menus, keybindings, configuration } = manifest.contributes;
const submenu: readonly Entry[] = menus["midfill.editorContext"];
const palette: readonly Entry[] = menus.commandPalette;
const settings = Object.fromEntries(
  configuration.flatMap((section) => Object.entries(section.properties)),
) as unknown as Readonly<Record<string, Schema>>;
const schemaOf = (name: string): Schema => settings[`midfill.actions.${name}`] ?? {};

describe("the actions in the manifest", () => {
  for (const { id, command, title, result, input } of actionTable) {
    it(`has a command for ${id} that is offered where it can be used`, () => {
      const found = commands.find((each) => each.command === command);
      assert.ok(found, "no command");
      assert.equal(found.category, "Midfill");
      // The palette's title says the same, with what it is done to.
      assert.equal(found.title.split(" ")[0], title.replace(/…$/u, "").split(" ")[0]);
      assert.equal(found.title.endsWith("…"), input !== undefined, "asks first, or does not");
      assert.match(palette.find((each) => each.command === command)?.when ?? "", /^editorIsOpen/u);
      const inMenu = submenu.find((each) => each.command === command);
      const changes = ["replace", "insert-before", "insert-after"].includes(result);
      if (inMenu !== undefined) assert.equal(inMenu.when, changes ? "!editorReadonly" : undefined);
    });
  }

  it("keeps the context menu short, and leads on to all actions", () => {
    assert.ok(submenu.length <= 10);
    assert.equal(submenu.at(-1)?.command, "midfill.chooseAction");
    assert.equal(new Set(submenu.map(({ command }) => command)).size, submenu.length);
    for (const { when } of menus["editor/context"].filter(
      (each) => each.submenu === "midfill.editorContext",
    )) {
      for (const part of when.split("||")) assert.match(part, /isWorkspaceTrusted/u);
    }
  });

  it("leaves Escape to the editor in files where nothing is being written", () => {
    const bound = keybindings.filter(({ key }) => key === "escape");
    assert.deepEqual(
      bound.map(({ command }) => command),
      ["midfill.cancelEdit"],
    );
    const when = bound[0]?.when?.split(" && ") ?? [];
    for (const part of ["midfill.isEditingHere", "!findWidgetVisible", "!editorHasMultipleSelections"]) {
      assert.ok(when.includes(part), part);
    }
  });

  it("has a key of its own for the picker, on every system", () => {
    const keys = keybindings.map(({ key, ...other }) => [key, "mac" in other ? other.mac : key] as const);
    const picker = keybindings.find(({ command }) => command === "midfill.chooseAction");
    assert.ok(picker);
    assert.equal(keys.filter(([key]) => key === picker.key).length, 1);
    assert.equal(keys.filter(([, mac]) => "mac" in picker && mac === picker.mac).length, 1);
  });

  it("describes own actions as they are read", () => {
    const own = schemaOf("own");
    assert.equal(own.scope, "application");
    const { required, properties = {}, defaultSnippets = [] } = own.additionalProperties ?? {};
    assert.deepEqual(required, ["prompt", "result"]);
    assert.deepEqual(properties["result"]?.enum, actionResults);
    assert.equal(properties["result"]?.enumDescriptions?.length, actionResults.length);
    assert.deepEqual(properties["context"]?.items?.enum, ownContextParts);
    assert.ok(defaultSnippets.length > 0);
    for (const { body } of defaultSnippets) {
      const { actions, problems } = readOwnActions({ snippet: body });
      assert.deepEqual(problems, []);
      assert.equal(actions.length, 1);
    }
    // Each field does something: an action that has it is another one.
    const plain = { prompt: "p", result: "chat" };
    const values: Readonly<Record<string, unknown>> = {
      ...Object.fromEntries(["title", "description", "prompt", "model", "input"].map((name) => [name, "x"])),
      result: "replace",
      thinking: "on",
      context: ["diagnostics"],
    };
    assert.deepEqual(Object.keys(values).toSorted(), Object.keys(properties).toSorted());
    for (const [name, value] of Object.entries(values)) {
      assert.notDeepEqual(
        readOwnActions({ a: { ...plain, [name]: value } }),
        readOwnActions({ a: plain }),
        name,
      );
    }
  });

  it("names every built-in action in the overrides, with what it does without one", () => {
    const overrides = schemaOf("overrides");
    assert.equal(overrides.scope, "application");
    assert.deepEqual(
      Object.keys(overrides.properties ?? {}),
      actionTable.map(({ id }) => id),
    );
    const says = { on: "thinks,", off: "answers without thinking,", chat: "thinks as the chat does," };
    for (const { id, thinking = "chat" } of actionTable) {
      const schema = overrides.properties?.[id];
      assert.ok(schema?.description?.includes(`: ${says[thinking]}`), id);
      assert.deepEqual(Object.keys(schema?.properties ?? {}), ["model", "thinking"]);
      assert.deepEqual(schema?.properties?.["thinking"]?.enum, ["on", "off", "chat"]);
    }
  });
});

describe("the actions' settings", () => {
  const schemas = settingSchemasOf(manifest);
  const read = (written: object) => readSettings(configurationLevels(written), schemas).actions;
  const own = { log: { prompt: "Log.", result: "replace" }, broken: { prompt: "x" }, text: "x" };
  const overrides = { edit: { thinking: "on" }, nothing: {} };
  const values = { "midfill.actions.own": own, "midfill.actions.overrides": overrides };

  it("come from the user, one bad entry leaves the others", () => {
    const { own: actions, overrides: found, problems } = read({ user: values });
    assert.deepEqual(
      actions.map(({ id }) => id),
      ["own:log"],
    );
    assert.deepEqual([...found.keys()], ["edit"]);
    assert.equal(problems.own.length, 2);
    assert.equal(problems.overrides.length, 1);
    const all = readSettings(configurationLevels({ user: values }), schemas).problems;
    assert.deepEqual(all, [...problems.own, ...problems.overrides]);
  });

  it("never come from a workspace", () => {
    assert.deepEqual(read({ workspace: values }), read({}));
    const mine = { "midfill.actions.own": { log: { prompt: "Mine.", result: "chat" } } };
    assert.deepEqual(read({ user: mine, workspace: values }), read({ user: mine }));
  });
});
