import assert from "node:assert/strict";
import * as fc from "fast-check";
import { identifierIds } from "../../../../src/completion/context/identifierIds";
import { SimilarCode, type SimilarWindow } from "../../../../src/completion/context/similarCode";
import { SourceFile, type SourceText } from "../../../../src/completion/context/sourceFile";

const customers = `import { database } from "./database";

export async function findCustomer(customerId) {
  const customer = await database.customers.find(customerId);
  if (customer === undefined) throw new NotFound(customerId);
  return customer;
}

export async function removeCustomer(customerId) {
  await database.customers.remove(customerId);
}`.split("\n");
/** Lines that share nothing with the others. */
const filler = (count: number) => Array.from({ length: count }, (_, at) => `paint(canvas${at}, shade${at});`);

const source = (
  documentId: string,
  lines: readonly string[],
  more: Partial<SourceText> = {},
): SourceText => ({
  documentId,
  path: `src/${documentId}.ts`,
  languageId: "typescript",
  version: "1",
  lines,
  ...more,
});

const ask = (index: SimilarCode, lines: readonly string[], previous: readonly SimilarWindow[] = []) =>
  index.find({
    documentId: "orders",
    languageId: "typescript",
    lines,
    shown: { startLine: 0, endLine: 0 },
    previous,
  });

const query = [
  "export async function removeOrder(orderId) {",
  "  const customer = await findCustomer(database, customerId);",
  "  await database.customers.remove(customerId);",
];

describe("SimilarCode", () => {
  it("finds lines that use the same names, and nothing where none are shared", () => {
    const index = new SimilarCode();
    index.update(source("customers", customers));
    index.update(source("picture", filler(200)));
    const found = ask(index, query);
    assert.deepEqual(
      found.map(({ path }) => path),
      ["src/customers.ts"],
    );
    assert.match(found[0]?.text ?? "", /findCustomer/);
    assert.deepEqual(ask(index, ["const unrelated = thing(other, another);"]), []);
  });

  it("prefers the same language", () => {
    const index = new SimilarCode();
    index.update(source("python", customers, { languageId: "python" }));
    index.update(source("tsx", customers, { languageId: "typescriptreact" }));
    const [first, second] = ask(index, query).toSorted((left, right) => right.score - left.score);
    assert.equal(first?.score, second?.score);
    const many = new SimilarCode();
    many.update(source("python", customers, { languageId: "python" }));
    for (let count = 0; count < 4; count++) many.update(source(`file${count}`, customers));
    assert.ok(ask(many, query).every(({ documentId }) => documentId.startsWith("file")));
  });

  it("finds windows that do not overlap, in the order of their places", () => {
    const index = new SimilarCode();
    index.update(source("long", [...customers, ...filler(40), ...customers, ...filler(40), ...customers]));
    const found = ask(index, query);
    assert.ok(found.length > 1);
    for (const [at, { startLine }] of found.entries()) {
      assert.ok(at === 0 || startLine >= (found[at - 1]?.endLine ?? 0), `${startLine}`);
    }
  });

  it("leaves out the document's lines that the prompt shows, not its others", () => {
    const index = new SimilarCode();
    index.update(source("orders", [...customers, ...filler(60), ...customers]));
    const found = index.find({
      documentId: "orders",
      languageId: "typescript",
      lines: query,
      shown: { startLine: 0, endLine: 40 },
      previous: [],
    });
    assert.ok(found.length > 0);
    assert.ok(found.every(({ startLine }) => startLine >= 40));
  });

  it("offers the same lines of the document, above and below, while its shown part grows", () => {
    const above = [...customers, ...filler(29)];
    const below = [...filler(13), ...customers, ...filler(20)];
    const findWith = (shownCount: number, previous: readonly SimilarWindow[]) => {
      const index = new SimilarCode();
      index.update(source("orders", [...above, ...filler(shownCount), ...below]));
      const startLine = above.length;
      const shown = { startLine, endLine: startLine + shownCount };
      return index.find({ documentId: "orders", languageId: "typescript", lines: query, shown, previous });
    };
    const first = findWith(30, []);
    assert.ok(first.some(({ startLine }) => startLine < 30) && first.some(({ startLine }) => startLine > 70));
    for (let shownCount = 31; shownCount < 50; shownCount++) {
      const found = findWith(shownCount, first);
      assert.deepEqual(
        found.map(({ text, anchor }) => ({ text, anchor })),
        first.map(({ text, anchor }) => ({ text, anchor })),
      );
    }
  });

  it("stays with what it found as long as nothing is clearly better", () => {
    const index = new SimilarCode();
    const rows = [...customers, ...filler(30)];
    for (let count = 0; count < 8; count++) index.update(source(`file${count}`, rows));
    const found = ask(index, query);
    for (let count = 0; count < 4; count++) index.update(source(`file${count}`, rows));
    assert.deepEqual(
      ask(index, [...query, "  audit(orderId);"], found).map(({ path }) => path),
      found.map(({ path }) => path),
    );
  });

  it("holds the files used last, within its bounds", () => {
    const index = new SimilarCode();
    for (let count = 0; count < 40; count++) index.update(source(`file${count}`, customers));
    assert.equal(index.textOf("file9"), undefined);
    assert.notEqual(index.textOf("file10"), undefined);
    index.update(
      source(
        "large",
        Array.from({ length: 1_000 }, () => "x".repeat(1_600)),
      ),
    );
    assert.equal(index.textOf("file39"), undefined);
    index.clear();
    assert.deepEqual(ask(index, query), []);
  });

  it("reads a version once", () => {
    const index = new SimilarCode();
    index.update(source("customers", customers));
    index.update(source("customers", filler(3)));
    assert.equal(ask(index, query).length, 1);
    index.update(source("customers", filler(3), { version: "2" }));
    assert.equal(ask(index, query).length, 0);
  });
});

describe("SourceFile", () => {
  it("knows after any change what it would know if it were read anew", () => {
    const line = fc.constantFrom("a1", "const apple = pear;", "", "  plum(apple)", "cherry");
    fc.assert(
      fc.property(fc.array(line), fc.array(line), (before, after) => {
        const updated = SourceFile.read(source("a", before)).updated(source("a", after));
        const whole = SourceFile.read(source("a", after));
        assert.equal(updated.chars, whole.chars);
        for (let at = -1; at <= after.length; at++) assert.deepEqual(updated.idsAt(at), whole.idsAt(at));
      }),
    );
  });
});

describe("identifierIds", () => {
  it("counts each name once, without common words, numbers and single letters", () => {
    assert.equal(identifierIds("const total = price * 2 + price + x;").length, 2);
    assert.equal(identifierIds("if (true) return null;").length, 0);
    assert.equal(identifierIds("größe Größe 数量").length, 3);
    assert.deepEqual(identifierIds("alpha beta"), identifierIds("alpha, beta"));
  });
});
