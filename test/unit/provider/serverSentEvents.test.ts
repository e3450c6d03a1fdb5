import assert from "node:assert/strict";
import * as fc from "fast-check";
import {
  createServerSentEventDecoder,
  EventTooLargeError,
  type ServerSentEvent,
} from "../../../src/provider/serverSentEvents";

function decode(pieces: readonly Uint8Array[], maxEventChars = 1_000_000): ServerSentEvent[] {
  const decoder = createServerSentEventDecoder(maxEventChars);
  return [...pieces.flatMap((piece) => decoder.push(piece)), ...decoder.end()];
}

function decodeText(text: string): ServerSentEvent[] {
  return decode([new TextEncoder().encode(text)]);
}

describe("server-sent events", () => {
  const cases: readonly (readonly [string, string, readonly ServerSentEvent[]])[] = [
    ["one event", "data: a\n\n", [{ data: "a" }]],
    ["no space after the colon", "data:a\n\n", [{ data: "a" }]],
    ["only one space removed", "data:  a\n\n", [{ data: " a" }]],
    ["CRLF", "data: a\r\n\r\ndata: b\r\n\r\n", [{ data: "a" }, { data: "b" }]],
    ["CR", "data: a\r\rdata: b\r\r", [{ data: "a" }, { data: "b" }]],
    ["several lines", "data: a\ndata: b\n\n", [{ data: "a\nb" }]],
    ["a name", "event: error\ndata: a\n\n", [{ name: "error", data: "a" }]],
    [
      "comments and unknown fields",
      ": keep-alive\n\nid: 1\nretry: x\nfoo: bar\ndata: a\n\n",
      [{ data: "a" }],
    ],
    ["a byte order mark", "\ufeffdata: a\n\n", [{ data: "a" }]],
    ["the mark's letters in Latin-1 are text", "ï»¿data: a\n\n", []],
    ["a missing last blank line", "data: a\n\ndata: b", [{ data: "a" }, { data: "b" }]],
    ["U+2028 within a line", "data: a\u2028b\n\n", [{ data: "a\u2028b" }]],
    ["no data", "event: ping\n\n", []],
    ["an error field", "error: broken\n\n", [{ name: "error", data: "broken" }]],
  ];
  for (const [what, text, expected] of cases) {
    it(`reads ${what}, whole and cut at every byte border`, () => {
      const bytes = new TextEncoder().encode(text);
      assert.deepEqual(decode([bytes]), expected);
      assert.deepEqual(decode([...bytes].map((byte) => Uint8Array.of(byte))), expected);
      for (let cut = 0; cut <= bytes.length; cut++) {
        assert.deepEqual(decode([bytes.subarray(0, cut), bytes.subarray(cut)]), expected);
      }
    });
  }

  it("gives the same events however a body is cut", () => {
    const line = fc.oneof(
      fc.constantFrom(
        "data: ",
        "data:",
        "event: error",
        ": keep-alive",
        "",
        "",
        "ï»¿",
        "\ufeff",
        "error: e",
        "id",
        "retry: 5",
      ),
      fc.string({ unit: "grapheme", maxLength: 12 }).map((text) => `data: ${text}`),
      fc.string({ unit: "binary", maxLength: 8 }),
    );
    const body = fc
      .array(fc.tuple(line, fc.constantFrom("\n", "\r\n", "\r")), { maxLength: 14 })
      .map((lines) => new TextEncoder().encode(lines.flat().join("")));
    const cuts = fc.array(fc.nat({ max: 200 }), { maxLength: 12 });
    fc.assert(
      fc.property(body, cuts, (bytes, places) => {
        const borders = [
          0,
          ...places.filter((place) => place < bytes.length).toSorted((a, b) => a - b),
          bytes.length,
        ];
        const pieces = borders.slice(1).map((border, index) => bytes.subarray(borders[index] ?? 0, border));
        assert.deepEqual(decode(pieces), decode([bytes]));
        assert.deepEqual(decode([...bytes].map((byte) => Uint8Array.of(byte))), decode([bytes]));
      }),
      { numRuns: 1500 },
    );
  });

  it("stops at an event that is too large, and stays stopped", () => {
    for (const text of ["x".repeat(2000), `data: ${"x".repeat(2000)}\n\n`, "data: x\n".repeat(600)]) {
      const decoder = createServerSentEventDecoder(1000);
      const bytes = new TextEncoder().encode(text);
      assert.throws(() => {
        for (const byte of bytes) decoder.push(Uint8Array.of(byte));
      }, EventTooLargeError);
      assert.throws(() => decoder.push(bytes), EventTooLargeError);
      assert.throws(() => decoder.end(), EventTooLargeError);
      assert.throws(() => createServerSentEventDecoder(1000).push(bytes), EventTooLargeError);
    }
  });

  it("takes a broken UTF-8 sequence at the end", () => {
    assert.deepEqual(decode([Uint8Array.of(...new TextEncoder().encode("data: a"), 0xe2, 0x82)]), [
      { data: "a\ufffd" },
    ]);
    assert.deepEqual(decodeText(""), []);
  });
});
