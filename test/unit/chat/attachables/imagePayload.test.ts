import assert from "node:assert/strict";
import * as fc from "fast-check";
import {
  maxImageBytes,
  readBase64Image,
  readImageBytes,
} from "../../../../src/chat/attachables/imagePayload";
import { imageBytes } from "./imageSamples";

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
const reasonOf = (checked: ReturnType<typeof readBase64Image>) =>
  checked.isTaken ? "taken" : checked.reason;

describe("images from outside", () => {
  const formats = [
    ["png", "image/png"],
    ["gif", "image/gif"],
    ["jpeg", "image/jpeg"],
    ["webp", "image/webp"],
    ["webp-lossy", "image/webp"],
    ["webp-lossless", "image/webp"],
  ] as const;
  for (const [format, mimeType] of formats) {
    it(`are taken as ${format} by their first bytes and size`, () => {
      const bytes = imageBytes(format, 560, 280);
      const pasted = readBase64Image(base64(bytes));
      assert.deepEqual(pasted, {
        isTaken: true,
        image: { mimeType, base64: base64(bytes) },
        tokens: 200,
      });
      assert.deepEqual(readImageBytes(bytes), pasted);
    });
  }

  it("are refused when they are something else, damaged, too large or not base64", () => {
    const refusals: readonly [unknown, RegExp][] = [
      [undefined, /empty/],
      ["", /empty/],
      [base64(new TextEncoder().encode("<svg xmlns='http://www.w3.org/2000/svg'/>")), /no PNG/],
      ["not base64!", /no PNG/],
      ["iVBORw0KGgo", /no PNG/],
      [base64(imageBytes("png", 0, 10)), /damaged/],
      [base64(imageBytes("png", 20_000, 10)), /20000 × 10 pixels/],
      [base64(imageBytes("jpeg", 560, 280).subarray(0, 20)), /damaged/],
      ["A".repeat(7_000_000), /5\.3 MB; at most 5 MB/],
    ];
    for (const [value, expected] of refusals) assert.match(reasonOf(readBase64Image(value)), expected);
    const large = new Uint8Array(maxImageBytes + 1);
    large.set(imageBytes("png", 10, 10));
    assert.match(reasonOf(readImageBytes(large)), /at most 5 MB/);
    assert.equal(readImageBytes(large.subarray(0, maxImageBytes)).isTaken, true);
  });

  it("never make the reader throw or hang, whatever the bytes", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...formats.map(([format]) => format)),
        fc.array(fc.tuple(fc.nat(63), fc.nat(255)), { maxLength: 12 }),
        fc.nat(64),
        (format, changes, length) => {
          const bytes = imageBytes(format, 3, 4);
          for (const [at, byte] of changes) bytes[at] = byte;
          readImageBytes(bytes.subarray(0, length));
        },
      ),
    );
  });

  it("come back as the bytes they were", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100_000, minLength: 0, size: "max" }), (tail) => {
        const bytes = new Uint8Array([...imageBytes("png", 5, 5), ...tail]);
        const checked = readImageBytes(bytes);
        assert.ok(checked.isTaken);
        assert.deepEqual(new Uint8Array(Buffer.from(checked.image.base64, "base64")), bytes);
      }),
      { numRuns: 20 },
    );
  });
});
