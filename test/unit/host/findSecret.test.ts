import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findSecret } from "../../host/findSecret";

const secret = "sk-CANARY+0123456789abcdef/=";

describe("findSecret", () => {
  let folder = "";
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "midfill-"));
    await mkdir(join(folder, "logs"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("finds nothing where there is none, nor a masked key", async () => {
    await writeFile(join(folder, "logs/a.log"), "Authorization: Bearer ****f/=");
    assert.deepEqual(await findSecret(secret, folder), []);
  });

  for (const [form, content] of [
    ["as it is", `x ${secret} x`],
    ["URL-encoded", `?key=${encodeURIComponent(secret)}`],
    ["in UTF-16", Buffer.from(secret, "utf16le")],
    ["in base64", Buffer.from(secret).toString("base64")],
    ["in base64", Buffer.from(`a${secret}b`).toString("base64")],
    ["in base64", Buffer.from(`{"${secret}"}`).toString("base64")],
  ] as const) {
    it(`finds it ${form} (${content.length} long)`, async () => {
      await writeFile(join(folder, "logs/a.log"), content);
      const found = await findSecret(secret, folder);
      assert.ok(
        found.some((line) => line.startsWith(join("logs", "a.log")) && line.endsWith(`(${form})`)),
        found.join(),
      );
    });
  }
});
