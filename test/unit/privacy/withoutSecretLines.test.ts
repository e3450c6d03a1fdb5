import assert from "node:assert/strict";
import * as fc from "fast-check";
import { withoutSecretLines } from "../../../src/privacy/withoutSecretLines";

const key = `sk-${"0f1e2d3c".repeat(4)}`;
const material = Array.from({ length: 12 }, (_, at) => `${at}aB`.padEnd(64, "Qx7Lm2Zk"));

describe("withoutSecretLines", () => {
  it("blanks the lines that hold a key and no others", () => {
    assert.equal(
      withoutSecretLines(`const a = 1;\nconst key = "${key}"; // mine\nconst b = 2;`),
      "const a = 1;\n\nconst b = 2;",
    );
    assert.equal(withoutSecretLines(`x = "${key}"`), "");
    const harmless = "const a = 1;\n";
    assert.equal(withoutSecretLines(harmless), harmless);
  });

  it("blanks a key that stands on the line below its name", () => {
    const text = 'const apiKey =\n  "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1x";\nnext();';
    assert.equal(withoutSecretLines(text).includes("aB3dE5"), false);
  });

  it("blanks a whole private key, so that no window over its lines can hold a part of it", () => {
    const text = [
      "before",
      "-----BEGIN PRIVATE KEY-----",
      ...material,
      "-----END PRIVATE KEY-----",
      "behind",
    ].join("\n");
    const lines = withoutSecretLines(text).split("\n");
    assert.equal(lines.length, material.length + 4);
    assert.deepEqual([lines[0], lines.at(-1)], ["before", "behind"]);
    assert.ok(material.every((line) => !lines.includes(line)));
  });

  it("keeps the number of lines and every other line", () => {
    const line = fc.constantFrom("a = 1", "", `k = "${key}"`, `two("${key}", "${key.replace("0f", "1f")}")`);
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        assert.deepEqual(
          withoutSecretLines(lines.join("\n")).split("\n"),
          lines.length === 0 ? [""] : lines.map((each) => (each.includes("sk-") ? "" : each)),
        );
      }),
    );
  });
});
