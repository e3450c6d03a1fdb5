import assert from "node:assert/strict";
import { systemClock } from "../../../src/provider/clock";
import type { Transport } from "../../../src/provider/transport";
import { ApiKeys, type SecretStore } from "../../../src/vscode/apiKeys";
import { Connections } from "../../../src/vscode/connections";
import { readSettings } from "../../../src/vscode/settings";
import { settingSchemasOf } from "../../../src/vscode/settingSchema";
import manifest from "../../../package.json";
import { configurationLevels } from "./configurationLevels";

/** Connections for user settings, keys by origin, and a transport that answers each path with a status and a body. */
function connectionsFor(parts: {
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly keys?: readonly { readonly origin: string; readonly key: string }[] | "locked";
  readonly answer?: (model: unknown) => { readonly status: number; readonly body: string };
}) {
  const { settings = {}, keys = [], answer = () => ({ status: 500, body: "" }) } = parts;
  const secrets: SecretStore = {
    get: () =>
      keys === "locked" ? Promise.reject(new Error("locked")) : Promise.resolve(JSON.stringify(keys)),
    store: () => Promise.resolve(),
    delete: () => Promise.resolve(),
    onDidChange: () => ({ dispose: () => undefined }),
  };
  const transport: Transport = {
    send: ({ body }) => {
      const { status, body: text } = answer((JSON.parse(body ?? "{}") as { model?: unknown }).model);
      return Promise.resolve({
        status,
        headers: { "content-type": status === 200 ? "text/event-stream" : "application/json" },
        body: (async function* () {
          yield await Promise.resolve(new TextEncoder().encode(text));
        })(),
        discard: () => undefined,
      });
    },
    dispose: () => Promise.resolve(),
  };
  let fallbackCount = 0;
  const connections = new Connections({
    settings: () => readSettings(configurationLevels({ user: settings }), settingSchemasOf(manifest)),
    keys: new ApiKeys(secrets),
    createTransport: () => transport,
    clock: systemClock,
    log: () => undefined,
    onModelFallback: () => fallbackCount++,
  });
  return { connections, fallbacks: () => fallbackCount };
}

const { signal } = new AbortController();

describe("Connections", () => {
  it("says which model completions use when the provider does not know the named one", async () => {
    const { connections, fallbacks } = connectionsFor({
      settings: {
        "midfill.deepseek.baseUrl": "http://127.0.0.1:1",
        "midfill.deepseek.completionModel": "deepseek-x",
      },
      answer: (model) =>
        model === "deepseek-x"
          ? {
              status: 400,
              body: JSON.stringify({
                error: {
                  message:
                    "The supported API model names are deepseek-flash, deepseek-v4-pro, but you passed deepseek-x.",
                },
              }),
            }
          : {
              status: 200,
              body: `data: {"choices":[{"text":"x","finish_reason":"stop"}]}\n\ndata: [DONE]\n\n`,
            },
    });
    assert.equal(connections.completionFallback(), undefined);
    const request = {
      model: connections.model("completion"),
      prefix: "a",
      suffix: "",
      languageId: "ts",
      maxTokens: 9,
      stop: [],
      parameters: {},
    };
    for (let round = 0; round < 2; round++) {
      for await (const event of connections.client("completion").complete(request, signal)) void event;
    }
    assert.deepEqual(connections.completionFallback(), { wanted: "deepseek-x", used: "deepseek-flash" });
    assert.equal(fallbacks(), 1);
  });

  it("asks for a key where there is none for the address, and says where the stored ones belong", async () => {
    const { connections } = connectionsFor({
      settings: { "midfill.deepseek.baseUrl": "https://gateway.example" },
      keys: [{ origin: "https://api.deepseek.com", key: "sk-test-1" }],
    });
    const obstacle = await connections.obstacle("completion");
    assert.equal(obstacle?.kind, "auth");
    assert.match(obstacle?.message ?? "", /gateway\.example.*https:\/\/api\.deepseek\.com/);
  });

  it("says at once that an address is another provider's, or a web site", async () => {
    for (const address of ["https://api.deepinfra.com/v1/openai", "https://chat.deepseek.com"]) {
      const { connections } = connectionsFor({ settings: { "midfill.deepseek.baseUrl": address } });
      assert.equal((await connections.obstacle("chat"))?.kind, "endpoint", address);
    }
  });

  it("says that the keyring cannot be read", async () => {
    const { connections } = connectionsFor({ keys: "locked" });
    const obstacle = await connections.obstacle("completion");
    assert.equal(obstacle?.kind, "auth");
    assert.match(obstacle?.message ?? "", /could not be read/);
  });

  it("finds who uses a key, also while an address is missing", () => {
    const { connections } = connectionsFor({ settings: { "midfill.chat.provider": "compatible" } });
    assert.deepEqual(connections.usersOf("https://api.deepseek.com"), ["DeepSeek"]);
    assert.deepEqual(connections.usersOf("https://other.example"), []);
  });
});
