import assert from "node:assert/strict";
import * as fc from "fast-check";
import { judgePath, stricter } from "../../../../src/actions/guard/protectedPath";

/** What must never change without a question of its own. */
const confirmed = [
  ".vscode/settings.json",
  ".vscode/tasks.json",
  ".vscode/launch.json",
  ".vscode/mcp.json",
  "packages/app/.vscode/extensions.json",
  "tasks.json",
  "launch.json",
  "app.code-workspace",
  "src/Properties/launchSettings.json",
  ".idea/workspace.xml",
  ".zed/settings.json",
  ".nvim.lua",
  ".exrc",
  ".dir-locals.el",
  ".gitmodules",
  ".gitattributes",
  "vendor/.gitattributes",
  ".husky/pre-commit",
  ".husky/_/husky.sh",
  ".githooks/post-checkout",
  "tools/.githooks/x/y",
  ".pre-commit-config.yaml",
  "lefthook.yml",
  ".lintstagedrc.json",
  ".github/workflows/x.yml",
  ".github/workflows/deep/x.yml",
  ".github/actions/setup/index.js",
  ".github/dependabot.yml",
  ".github/CODEOWNERS",
  "action.yml",
  ".gitlab-ci.yml",
  "ci/build.gitlab-ci.yml",
  ".circleci/config.yml",
  ".travis.yml",
  "azure-pipelines.yml",
  "bitbucket-pipelines.yml",
  "Jenkinsfile",
  "Jenkinsfile.release",
  "package.json",
  "packages/a/package.json",
  "pnpm-workspace.yaml",
  ".npmrc",
  ".yarnrc",
  ".yarnrc.yml",
  ".yarn/releases/yarn-4.cjs",
  ".pnpmfile.cjs",
  "package-lock.json",
  "yarn.lock",
  "Cargo.lock",
  "pyproject.toml",
  "setup.py",
  "composer.json",
  "Gemfile",
  ".envrc",
  ".env",
  ".env.local",
  ".tool-versions",
  "flake.nix",
  ".bashrc",
  ".profile",
  ".zshenv",
  ".config/fish/config.fish",
  "Microsoft.PowerShell_profile.ps1",
  ".gdbinit",
  ".Rprofile",
  "sitecustomize.py",
  "Makefile",
  "src/Makefile",
  "GNUmakefile",
  "Justfile",
  "Taskfile.yml",
  "Rakefile",
  "Dockerfile",
  "docker/api.Dockerfile",
  "docker-compose.yml",
  "compose.override.yaml",
  ".devcontainer/devcontainer.json",
  ".devcontainer.json",
  "Vagrantfile",
  "AGENTS.md",
  "packages/a/CLAUDE.md",
  "GEMINI.md",
  ".github/copilot-instructions.md",
  ".github/prompts/fix.prompt.md",
  ".github/instructions/ts.instructions.md",
  ".github/agents/planner.md",
  ".cursor/rules/a.mdc",
  ".cursorrules",
  ".claude/settings.json",
  ".mcp.json",
  ".midfillignore",
  ".cursorignore",
  "Cargo.toml",
  "build.rs",
  ".cargo/config.toml",
  "pom.xml",
  ".mvn/jvm.config",
  "build.gradle",
  "settings.gradle.kts",
  "gradle/wrapper/gradle-wrapper.properties",
  "gradle.properties",
  "App.csproj",
  "Directory.Build.props",
  "CMakeLists.txt",
  "eslint.config.mjs",
  ".eslintrc.cjs",
  ".prettierrc",
  "vite.config.ts",
  "web.config",
  ".htaccess",
];

/** What may never be written at all. */
const refused = [
  ".git/config",
  ".git/hooks/pre-commit",
  ".git/info/attributes",
  "vendor/lib/.git/config",
  ".git",
  ".hg/hgrc",
  ".svn/entries",
  ".jj/repo/config.toml",
];

/** Work of every day. */
const ordinary = [
  "README.md",
  "CHANGELOG.md",
  "LICENSE",
  "CONTRIBUTING.md",
  "docs/guide/agents/overview.md",
  "docs/git.md",
  "src/index.ts",
  "src/git/index.ts",
  "src/.hidden.ts",
  "src/package.ts",
  "src/packageJson.ts",
  "src/tasks.ts",
  "src/launch.ts",
  "src/settings.json",
  "src/user/settings.json",
  "src/workflows/run.ts",
  "src/actions/edit.ts",
  "github/workflows/notes.md",
  "src/hooks/useThing.ts",
  "hooks/index.ts",
  "vscode/api.ts",
  "src/vscode/log.ts",
  "src/cursor/position.ts",
  "src/makefile/parser.ts",
  "src/docker/file.ts",
  "src/Dockerfile.ts.snap/x.ts",
  "test/conftest.py",
  "conftest.py",
  "tests/test_setup.py",
  "src/setup/py.ts",
  "manage.py",
  "app/__init__.py",
  "requirements.txt",
  "main.go",
  "go.mod",
  "go.sum",
  "cmd/server/main.go",
  "src/main.rs",
  "src/lib.rs",
  "src/main/java/com/acme/App.java",
  "include/app.hpp",
  "lib/app.rb",
  "lib/app.ex",
  "Sources/App/main.swift",
  "App/Program.cs",
  "infra/main.tf",
  "k8s/deployment.yaml",
  "index.html",
  "style.css",
  "src/App.vue",
  "src/app/[...slug]/page.tsx",
  "src/routes/+page.svelte",
  "src/routes/$id.tsx",
  "src/app/app.config.ts",
  "tsconfig.json",
  "tsconfig.build.json",
  "jsconfig.json",
  ".editorconfig",
  ".gitignore",
  ".dockerignore",
  ".prettierignore",
  ".env.example",
  ".github/ISSUE_TEMPLATE/bug.md",
  ".github/PULL_REQUEST_TEMPLATE.md",
  ".github/FUNDING.yml",
  ".gitlab/issue_templates/bug.md",
  "locales/de.json",
  "data/locked.json",
  "schema.sql",
  "notebook.ipynb",
  "scripts/release.sh",
  "build/out.ts",
  "src/日本語.ts",
  "src/café.ts",
  "a~b.txt",
  "file~",
  "src/console.ts",
  "src/auxiliary.c",
  "src/nullable.ts",
  "a.b.c.d",
];

const upper = (path: string) => path.toUpperCase();
const mixed = (path: string) =>
  Array.from(path, (character, at) =>
    at % 2 === 0 ? character.toUpperCase() : character.toLowerCase(),
  ).join("");
/** Every part of the path, changed. */
const each = (change: (name: string) => string) => (path: string) => path.split("/").map(change).join("/");
const fullWidth = (text: string) =>
  text.replaceAll(/[!-.0-~]/gu, (sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0));

const spellings: readonly (readonly [string, (path: string) => string])[] = [
  ["as it is", (path) => path],
  ["upper case", upper],
  ["mixed case", mixed],
  ["./", (path) => `./${path}`],
  ["a/../", (path) => `a/../${path}`],
  ["through every folder and back", (path) => path.replaceAll("/", "/x/../")],
  ["several slashes", (path) => path.replaceAll("/", "///")],
  ["backslashes", (path) => path.replaceAll("/", "\\")],
  ["backslashes and back", (path) => `a\\..\\${path.replaceAll("/", "\\.\\")}`],
  ["a trailing slash", (path) => `${path}/`],
  ["a trailing dot", (path) => `${path}.`],
  ["dots and blanks at every end", each((name) => `${name} . `)],
  ["NFD", (path) => path.normalize("NFD")],
  ["full width", each(fullWidth)],
  ["a zero-width sign inside", each((name) => `${name.slice(0, 2)}\u200c${name.slice(2)}`)],
  ["a variation selector inside", each((name) => `${name.slice(0, 1)}\ufe0f${name.slice(1)}`)],
  ["a long s", (path) => path.replaceAll("s", "ſ")],
  ["a Kelvin sign", (path) => path.replaceAll("k", "\u212a")],
  ["its data stream", (path) => `${path}::$DATA`],
  ["another stream", (path) => `${path}:x`],
  ["a folder's stream", (path) => path.replace("/", "::$INDEX_ALLOCATION/")],
  ["its data fork", (path) => `${path}/..namedfork/data`],
];

const isHeld = (path: string, isWindows: boolean) => judgePath(path, isWindows).type !== "free";

describe("judgePath", () => {
  for (const isWindows of [false, true]) {
    describe(isWindows ? "on Windows" : "elsewhere", () => {
      for (const [name, spell] of spellings) {
        it(`asks about every protected file spelled with ${name}`, () => {
          for (const path of [...confirmed, ...refused])
            assert.ok(isHeld(spell(path), isWindows), JSON.stringify(spell(path)));
          for (const path of refused)
            assert.equal(judgePath(spell(path), isWindows).type, "refuse", JSON.stringify(spell(path)));
        });
      }

      it("says in a sentence why", () => {
        for (const path of [...confirmed, ...refused]) {
          const verdict = judgePath(path, isWindows);
          assert.equal(verdict.type, refused.includes(path) ? "refuse" : "confirm", path);
          assert.match("why" in verdict ? verdict.why : "", /^[A-Z].*\.$/u);
        }
      });

      it("leaves the work of every day alone", () => {
        assert.ok(ordinary.length >= 60);
        for (const path of ordinary) assert.deepEqual(judgePath(path, isWindows), { type: "free" }, path);
        for (const path of ordinary)
          assert.deepEqual(judgePath(`packages/a/${path}`, isWindows), { type: "free" }, path);
      });

      it("refuses what is not inside", () => {
        const outside = [
          "..",
          "../a.ts",
          "a/../../b.ts",
          "a\\..\\..\\b.ts",
          "/etc/hosts",
          "\\etc\\hosts",
          "\\\\server\\share\\a.ts",
          "//server/share/a.ts",
          "\\\\?\\C:\\a.ts",
          "C:\\a.ts",
          "c:a.ts",
          "file:///etc/hosts",
          "vscode-userdata:/User/settings.json",
        ];
        for (const path of outside) assert.equal(judgePath(path, isWindows).type, "refuse", path);
      });

      it("refuses what cannot be read from the name", () => {
        const riddles = [
          "",
          ".",
          "a/..",
          "a\0.ts",
          "a\n.ts",
          "a\u0085.ts",
          "GIT~1/config",
          "VSCODE~1/settings.json",
          "PACKAG~1.JSO",
          "src/AB12CD~1",
          "GI7EBA~1/hooks/x",
          "git~1/config",
          "ＧＩＴ～１/config",
          ".../a.ts",
          "a/. ./b.ts",
          "a/.. /b.ts",
          "\u200b/a.ts",
          "a.ts/..namedfork/rsrc",
          "x".repeat(5_000),
        ];
        for (const path of riddles)
          assert.equal(judgePath(path, isWindows).type, "refuse", JSON.stringify(path.slice(0, 40)));
      });
    });
  }

  it("refuses devices and signs with a meaning on Windows only", () => {
    for (const path of [
      "src/aux.c",
      "NUL",
      "con.ts",
      "COM1.txt",
      "lpt9",
      "CON ",
      "aux .c",
      "ab:c.ts",
      "a|b",
      "what?.ts",
      "*.ts",
    ]) {
      assert.equal(judgePath(path, true).type, "refuse", path);
      assert.equal(judgePath(path, false).type, "free", path);
    }
    assert.equal(judgePath("src/aux.c").type, "refuse", "strict unless told otherwise");
  });

  it("never lets a protected name through, however it is reached", () => {
    const step = fc.constantFrom("a", "src", ".", "..", "b c", "日本", "x.ts", "");
    const separator = fc.constantFrom("/", "\\", "//", "/./", "/x/../");
    const target = fc.constantFrom(...confirmed, ...refused);
    const spelling = fc.constantFrom(...spellings.map(([, spell]) => spell));
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 6 }),
        separator,
        target,
        spelling,
        fc.boolean(),
        (steps, between, path, spell, isWindows) => {
          const whole = [...steps, spell(path)].join(between);
          assert.ok(isHeld(whole, isWindows), JSON.stringify(whole));
        },
      ),
      { numRuns: 50_000 },
    );
  });

  it("is never free for a path that leads above its folder", () => {
    const step = fc.oneof(
      {
        weight: 3,
        arbitrary: fc.constantFrom("..", ".", "a", "b", "", "..", "‥", "．．", "...", ".. ", "~", "%2e%2e"),
      },
      { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 4 }) },
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(step, fc.constantFrom("/", "\\")), { maxLength: 12 }),
        fc.boolean(),
        (steps, isWindows) => {
          const path = steps.flat().join("");
          // Counted without the code under test: how deep each step leads.
          let depth = 0;
          let lowest = 0;
          for (const name of path.split(/[/\\]/u)) {
            depth += name === ".." ? -1 : name === "" || name === "." ? 0 : 1;
            lowest = Math.min(lowest, depth);
          }
          if (lowest < 0 || /^[/\\]/u.test(path))
            assert.equal(judgePath(path, isWindows).type, "refuse", JSON.stringify(path));
        },
      ),
      { numRuns: 50_000 },
    );
  });

  it("takes time in proportion to the path", () => {
    for (const path of [
      "a/".repeat(2_000),
      "~1".repeat(2_000),
      ".".repeat(4_000),
      "*".repeat(4_000),
      " .".repeat(2_000),
    ])
      assert.ok(["free", "refuse"].includes(judgePath(path, false).type));
  });

  it("reads a backslash as a separator and, off Windows, as a sign of a name, too", () => {
    assert.equal(judgePath(".git/..\\x/a.ts", false).type, "refuse");
    assert.equal(judgePath(".vscode/a\\..\\..\\b", false).type, "confirm");
    assert.equal(judgePath("src\\a.ts", false).type, "free");
    assert.equal(judgePath(".git\\..\\a.ts", true).type, "free");
  });

  it("keeps the stricter of two verdicts", () => {
    const free = { type: "free" } as const;
    const confirm = { type: "confirm", why: "c" } as const;
    const refuse = { type: "refuse", why: "r" } as const;
    assert.equal(stricter(free, confirm), confirm);
    assert.equal(stricter(refuse, confirm), refuse);
    assert.equal(stricter(confirm, { type: "confirm", why: "d" }), confirm);
  });
});
