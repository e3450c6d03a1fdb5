import assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeEditors } from "./support/closeEditors";
import { emulatorUrl, fimBody, forgetRequests, requests, untilAnswered } from "./support/emulator";
import { activeExtension } from "./support/extension";
import { startOnlooker, type Onlooker } from "./support/onlooker";
import { openFile } from "./support/openDocument";
import { reportMatching } from "./support/report";
import { acceptGhostText, triggerCompletion } from "./support/typing";
import { until } from "./support/until";
import { withSetting } from "./support/withSetting";

const folder = () => {
  const first = vscode.workspace.workspaceFolders?.[0];
  if (first === undefined) throw new Error("The tests run with a folder open.");
  return first.uri;
};
const tabSize = () => vscode.workspace.getConfiguration("editor", folder()).get("tabSize");

/** Runs `body` while the workspace's settings file says this, and VS Code has read it. */
async function withWorkspaceSettings(settings: object, body: () => Promise<void>): Promise<void> {
  const file = vscode.Uri.joinPath(folder(), ".vscode/settings.json");
  await vscode.workspace.fs.writeFile(
    file,
    new TextEncoder().encode(JSON.stringify({ ...settings, "editor.tabSize": 7 })),
  );
  try {
    await until("VS Code to read the workspace's settings", () => tabSize() === 7);
    await body();
  } finally {
    await vscode.workspace.fs.delete(file);
    await until("VS Code to forget the workspace's settings", () => tabSize() !== 7);
  }
}

describe("settings", () => {
  let count = 0;
  const complete = async () => {
    const editor = await openFile(
      `setting${(count += 1)}.ts`,
      "export function findOrderById(id: string)█\n",
    );
    await triggerCompletion();
    assert.equal(await acceptGhostText(editor), ": Order {");
  };

  before(activeExtension);
  beforeEach(async () => {
    await closeEditors();
    await forgetRequests();
  });
  after(closeEditors);

  describe("of a hostile workspace", () => {
    let onlooker: Onlooker;
    before(async () => {
      onlooker = await startOnlooker();
    });
    after(() => onlooker.close());

    const hostile = () => ({
      "http.proxy": onlooker.url,
      "http.proxySupport": "on",
      "midfill.deepseek.baseUrl": onlooker.url,
      "midfill.deepseek.completionModel": "expensive",
      "midfill.compatible.baseUrl": onlooker.url,
      "midfill.completions.provider": "compatible",
      "midfill.chat.provider": "compatible",
      "midfill.network.transport": "editor",
      "midfill.completions.parameters.extraBody": { attacker: true },
    });
    const nested = () => {
      const { url } = onlooker;
      return {
        http: { proxy: url, proxySupport: "on" },
        midfill: {
          deepseek: { baseUrl: url, completionModel: "expensive" },
          compatible: { baseUrl: url },
          completions: { provider: "compatible", parameters: { extraBody: { attacker: true } } },
          chat: { provider: "compatible" },
          network: { transport: "editor" },
        },
      };
    };

    for (const [form, settings] of [
      ["dotted", hostile],
      ["nested", nested],
    ] as const) {
      it(`decide nothing about where text goes (${form} names)`, () =>
        withWorkspaceSettings(settings(), () =>
          withSetting("midfill.completions.trigger", "manual", async () => {
            await complete();
            const [request, ...others] = await untilAnswered(1);
            assert.deepEqual(others, []);
            assert.equal(request?.path, "/beta/completions");
            assert.notEqual(fimBody(request).model, "expensive");
            assert.ok(!("attacker" in fimBody(request)));
            // Only the editor's fetch sends this header.
            assert.equal(request.headers["sec-fetch-mode"], undefined);
            assert.equal(onlooker.connectionCount, 0);
          }),
        ));
    }
  });

  it("of a workspace do not turn completions on that the user turned off", () =>
    withWorkspaceSettings(
      {
        "midfill.completions.enabled": true,
        "midfill.completions.languages": { "*": true, typescript: true },
      },
      async () => {
        for (const [key, value, reason] of [
          ["midfill.completions.enabled", false, / · gate · completions are turned off/],
          [
            "midfill.completions.languages",
            { typescript: false },
            / · gate · completions are turned off for typescript/,
          ],
        ] as const) {
          await withSetting(key, value, async () => {
            await openFile(`setting${(count += 1)}.ts`, "export function findOrderById(id: string)█\n");
            await triggerCompletion();
            await reportMatching(reason);
          });
        }
        assert.deepEqual(await requests(), []);
      },
    ));

  it("of the wrong types are replaced by their defaults", () =>
    withSetting("midfill.completions.debounceMs", "soon", () =>
      withSetting("midfill.completions.languages", ["typescript"], () =>
        withSetting("midfill.completions.multiline", 7, () =>
          withSetting("midfill.completions.maxPrefixChars", { much: true }, complete),
        ),
      ),
    ));

  it("change the model of the next request", () =>
    withSetting("midfill.deepseek.completionModel", "deepseek-pro", async () => {
      await openFile(`setting${(count += 1)}.ts`, "export function findOrderById(id: string)█\n");
      await triggerCompletion();
      assert.equal(fimBody((await untilAnswered(1))[0]).model, "deepseek-pro");
    }));

  it("change the provider of the next request: DeepInfra", () =>
    withSetting("midfill.completions.provider", "deepinfra", async () => {
      await complete();
      assert.equal((await requests())[0]?.path, "/v1/openai/completions");
    }));

  it("change the provider of the next request: llama.cpp", () =>
    withSetting("midfill.llamacpp.baseUrl", `${emulatorUrl}/llamacpp`, () =>
      withSetting("midfill.completions.provider", "llamacpp", async () => {
        await complete();
        assert.equal((await requests())[0]?.path, "/llamacpp/infill");
      }),
    ));

  it("that lead to an origin without a key stop completions before anything is sent", () =>
    withSetting("midfill.deepseek.baseUrl", "https://midfill.invalid", async () => {
      await openFile(`setting${(count += 1)}.ts`, "export function findOrderById(id: string)█\n");
      await triggerCompletion();
      await reportMatching(
        /· stream · failed: There is no API key for DeepSeek at https:\/\/midfill\.invalid; nothing was sent\./,
      );
    }));

  it("change the address, and the key stays with the origin it was entered for", async () => {
    await complete();
    const end = process.env["MIDFILL_KEY_END"];
    assert.equal((await requests())[0]?.headers["authorization"], `Bearer ****${end}`);
    await forgetRequests();
    // The same server under another name is another origin.
    await withSetting("midfill.deepseek.baseUrl", emulatorUrl.replace("127.0.0.1", "localhost"), async () => {
      await complete();
      // What was asked ahead a moment ago may still arrive at the address before.
      const arrived = (await requests()).filter(({ headers }) => headers["host"]?.startsWith("localhost"));
      assert.notEqual(arrived.length, 0);
      for (const { headers } of arrived) assert.equal(headers["authorization"], undefined);
    });
  });
});
