import assert from "node:assert/strict";
import { ApiKeys, type SecretStore } from "../../../src/vscode/apiKeys";

/** SecretStorage in memory, shared by "windows" as the editor's is. */
function secretStorage(initial?: string) {
  const values = new Map<string, string>(initial === undefined ? [] : [["midfill.apiKeys", initial]]);
  const listeners = new Set<(event: { key: string }) => unknown>();
  const changed = (key: string) => listeners.forEach((listener) => listener({ key }));
  const store: SecretStore = {
    get: async (key) => values.get(key),
    store: async (key, value) => {
      values.set(key, value);
      changed(key);
    },
    delete: async (key) => {
      values.delete(key);
      changed(key);
    },
    onDidChange: (listener) => {
      listeners.add(listener);
      return { dispose: () => listeners.delete(listener) };
    },
  };
  return { store, values };
}

describe("ApiKeys", () => {
  it("gives a key to its own origin only", async () => {
    const keys = new ApiKeys(secretStorage().store);
    await keys.set("https://api.deepseek.com", "sk-test-1");
    assert.equal(await keys.get("https://api.deepseek.com"), "sk-test-1");
    for (const other of [
      "http://api.deepseek.com",
      "https://api.deepseek.com:8443",
      "https://api.deepseek.com.evil.example",
      "https://evil.example",
      "",
    ]) {
      assert.equal(await keys.get(other), undefined, other);
    }
  });

  it("keeps one key an origin and forgets one at a time", async () => {
    const { store, values } = secretStorage();
    const keys = new ApiKeys(store);
    await keys.set("https://a.example", "sk-test-a");
    await keys.set("https://b.example", "sk-test-b");
    await keys.set("https://a.example", "sk-test-a2");
    assert.deepEqual(await keys.all(), ["sk-test-b", "sk-test-a2"]);
    await keys.clear("https://b.example");
    assert.deepEqual(await keys.origins(), ["https://a.example"]);
    await keys.clear("https://a.example");
    assert.equal(values.size, 0);
  });

  it("asks a keyring again that failed", async () => {
    const { store } = secretStorage('[{"origin":"https://a.example","key":"sk-test-a"}]');
    let isLocked = true;
    const keys = new ApiKeys({
      ...store,
      get: (key) => (isLocked ? Promise.reject(new Error("locked")) : store.get(key)),
    });
    await assert.rejects(keys.get("https://a.example"), /locked/);
    isLocked = false;
    assert.equal(await keys.get("https://a.example"), "sk-test-a");
  });

  it("gives the new key to whoever asks after it was set, whatever was asked while it was being stored", async () => {
    const { store } = secretStorage();
    const keys = new ApiKeys({
      ...store,
      // The editor's change event comes later than the end of `store`.
      onDidChange: () => ({ dispose: () => undefined }),
      store: async (key, value) => {
        assert.equal(await keys.get("https://a.example"), undefined);
        await store.store(key, value);
      },
    });
    await keys.set("https://a.example", "sk-test-a");
    assert.equal(await keys.get("https://a.example"), "sk-test-a");
  });

  it("sees what another window stored", async () => {
    const { store } = secretStorage();
    const here = new ApiKeys(store);
    let changes = 0;
    here.onDidChange(() => changes++);
    assert.equal(await here.get("https://a.example"), undefined);
    await new ApiKeys(store).set("https://a.example", "sk-test-a");
    assert.equal(changes, 1);
    assert.equal(await here.get("https://a.example"), "sk-test-a");
  });

  for (const damaged of [
    "",
    "{",
    "null",
    '{"a":1}',
    '[1,{"origin":1,"key":2},{"origin":"https://a.example"}]',
  ]) {
    it(`treats a damaged entry as no key: ${damaged}`, async () => {
      assert.deepEqual(await new ApiKeys(secretStorage(damaged).store).all(), []);
    });
  }
});
