import assert from "node:assert/strict";
import type {
  FoundProblem,
  SearchOutcome,
  TextQuery,
  WorkspaceSource,
} from "../../../../src/chat/tools/workspaceSource";
import { createWorkspaceTools, workspaceToolNames } from "../../../../src/chat/tools/workspaceTools";

const none = { problem: "none" };
const nothing: WorkspaceSource = {
  readText: () => Promise.resolve(none),
  listFiles: () => Promise.resolve(none),
  searchText: () => Promise.resolve(none),
  findSymbols: () => Promise.resolve(none),
  symbolsOf: () => Promise.resolve(none),
  problems: () => Promise.resolve(none),
  gitDiff: () => Promise.resolve(none),
};

function toolOf(name: string, source: Partial<WorkspaceSource> = {}) {
  const tool = createWorkspaceTools({ ...nothing, ...source }).find(
    ({ definition }) => definition.name === name,
  );
  assert.ok(tool);
  return tool;
}

const run = async (name: string, args: Record<string, unknown>, source: Partial<WorkspaceSource>) =>
  toolOf(name, source).run(args, new AbortController().signal);
const file = (text: string) => ({ readText: (path: string) => Promise.resolve({ found: { path, text } }) });

describe("the workspace's tools", () => {
  it("are six, strict, small, and in a fixed order", () => {
    const definitions = createWorkspaceTools(nothing).map(({ definition }) => definition);
    assert.deepEqual(
      definitions.map(({ name }) => name),
      workspaceToolNames,
    );
    assert.ok(definitions.every(({ isStrict }) => isStrict));
    // They are sent with every request: about 0.3 token a character.
    assert.ok(JSON.stringify(definitions).length < 3_200);
  });

  it("read a file with line numbers, in pages", async () => {
    assert.equal(
      (await run("read_file", { path: "a" }, file("x\r\ny\n"))).text,
      "a, lines 1–2 of 2\n1\tx\n2\ty",
    );
    assert.equal(
      (await run("read_file", { path: "a", startLine: 2, endLine: 2 }, file("x\ny\nz"))).text,
      "a, lines 2–2 of 3\n2\ty",
    );
    const long = Array.from({ length: 2_000 }, (_, at) => `line ${at + 1}`).join("\n");
    const page = (await run("read_file", { path: "a", startLine: 0, endLine: 0 }, file(long))).text;
    assert.match(page, /^a, lines 1–800 of 2000\n/u);
    assert.match(page, /\n800\tline 800\n\[More follows: read on with startLine 801\.\]$/u);
    const wide = (await run("read_file", { path: "a" }, file("y".repeat(100_000)))).text;
    assert.match(wide, /… \(99,000 more characters\)$/u);
    for (const args of [{ startLine: 4 }, { startLine: 3, endLine: 2 }]) {
      assert.equal((await run("read_file", { path: "a", ...args }, file("x\ny\nz"))).isError, true);
    }
    assert.deepEqual(await run("read_file", { path: "a" }, {}), { text: "none", isError: true });
  });

  it("list files, of many the folders", async () => {
    const listing = (paths: readonly string[]) => ({
      listFiles: () => Promise.resolve({ found: { paths, isCut: false } }),
    });
    assert.equal((await run("list_files", {}, listing(["a", "b/c"]))).text, "a\nb/c");
    assert.equal((await run("list_files", {}, listing([]))).text, "No files.");
    const many = Array.from({ length: 1_000 }, (_, at) => `src/m${at % 20}/f${at}.ts`);
    const { text } = await run("list_files", {}, listing(["README.md", ...many]));
    assert.match(text, /^1,001 files; folders are counted/u);
    assert.match(text, /\nREADME\.md\nsrc\/m0\/ \(50 files\)\n/u);
    const flat = Array.from({ length: 1_000 }, (_, at) => `src/f${at}.ts`);
    assert.match(
      (await run("list_files", { path: "src" }, listing(flat))).text,
      /\[and 700 more entries\]$/u,
    );
  });

  it("search with upper and lower case told apart where the query does", async () => {
    const queries: TextQuery[] = [];
    const found: SearchOutcome = {
      files: [{ path: "a.ts", lines: [{ line: 3, text: "  let foo;" }] }],
      searchedFiles: 7,
      cut: "lines",
    };
    const source = {
      searchText: (query: TextQuery) => {
        queries.push(query);
        return Promise.resolve({ found });
      },
    };
    const { text } = await run("search_text", { query: "foo", maxResults: 1_000 }, source);
    assert.match(text, /^1 line found, 7 files searched\.\na\.ts:3: let foo;\n\[There may be more/u);
    await run("search_text", { query: "Foo", glob: "*.ts" }, source);
    await run("search_text", { query: "\\Sfoo", isRegex: true }, source);
    assert.deepEqual(queries, [
      { text: "foo", isRegex: false, isCaseSensitive: false, maxLines: 200 },
      { text: "Foo", isRegex: false, isCaseSensitive: true, glob: "*.ts", maxLines: 60 },
      { text: "\\Sfoo", isRegex: true, isCaseSensitive: false, maxLines: 60 },
    ]);
    assert.equal((await run("search_text", { query: " " }, source)).isError, true);
    const none = { searchText: () => Promise.resolve({ found: { files: [], searchedFiles: 0 } }) };
    assert.match(
      (await run("search_text", { query: "x", glob: "*.rs" }, none)).text,
      /No file matches the glob \*\.rs/u,
    );
  });

  it("find symbols by name, in a file, or both", async () => {
    const symbol = { name: "Cart", kind: "class", container: "", path: "a.ts", startLine: 1, endLine: 9 };
    const inner = { ...symbol, name: "total", kind: "method", container: "Cart", startLine: 2, endLine: 2 };
    const source = {
      symbolsOf: () => Promise.resolve({ found: [symbol, inner] }),
      findSymbols: () => Promise.resolve({ found: [] }),
    };
    assert.equal(
      (await run("find_symbols", { path: "a.ts" }, source)).text,
      "a.ts:1-9 class Cart\na.ts:2 method Cart.total",
    );
    assert.equal(
      (await run("find_symbols", { path: "a.ts", query: "TOT" }, source)).text,
      "a.ts:2 method Cart.total",
    );
    assert.match((await run("find_symbols", { query: "x", path: "" }, source)).text, /^No symbols/u);
    assert.equal((await run("find_symbols", {}, source)).isError, true);
  });

  it("tell problems and changes", async () => {
    const problem: FoundProblem = {
      path: "a",
      line: 1,
      severity: "error",
      message: "no\n good",
      source: "ts 1",
    };
    const problems = Array.from({ length: 101 }, () => problem);
    const { text } = await run("get_problems", {}, { problems: () => Promise.resolve({ found: problems }) });
    assert.match(text, /^a:1 error: no good \(ts 1\)\n/u);
    assert.match(text, /\[and 1 more: ask for a part\]$/u);
    const patches = { gitDiff: () => Promise.resolve({ found: [] }) };
    assert.equal((await run("git_diff", {}, patches)).text, "No changes.");
  });

  it("say what they do", () => {
    const labels: readonly [string, Record<string, unknown>, string][] = [
      ["read_file", { path: "src/main.go", startLine: 1, endLine: 40 }, "Read src/main.go, lines 1–40"],
      ["read_file", { path: "a", startLine: 0, endLine: 0 }, "Read a"],
      ["read_file", { path: "a", startLine: 5 }, "Read a, from line 5"],
      ["list_files", { path: "src", glob: "*.go" }, "List files in src that match *.go"],
      ["search_text", { query: "a+", isRegex: true }, "Search for /a+/"],
      ["find_symbols", { query: "Cart", path: "" }, "Find symbols named “Cart”"],
      ["get_problems", { path: "" }, "Get problems"],
      ["git_diff", { staged: true, path: "src" }, "Read staged changes of src"],
      ["git_diff", { commit: "HEAD~1" }, "Read changes of HEAD~1"],
    ];
    for (const [name, args, label] of labels) assert.equal(toolOf(name).label(args), label);
  });
});
