/** Where a new test goes when the project has no test that shows it. */
type UsualPlace =
  /** In the source's own folder. */
  | { readonly type: "beside" }
  /** In the source's own file. */
  | { readonly type: "same-file" }
  /** In folder `to`, below which the source's folders are repeated without the first of `from` that it begins with. */
  | { readonly type: "mirror"; readonly to: string; readonly from: readonly string[] }
  /** As Maven and Gradle have it: `src/main/…` becomes `src/test/…`. */
  | { readonly type: "source-set" }
  /** In a project of its own whose name ends with this: `Shop/Cart.cs` becomes `Shop.Tests/CartTests.cs`. */
  | { readonly type: "project"; readonly suffix: string }
  /** As SwiftPM has it: `Sources/Shop/Cart.swift` becomes `Tests/ShopTests/CartTests.swift`. */
  | { readonly type: "target" };

/** How the tests of a language are named and laid out. */
export interface TestLanguage {
  readonly id: string;
  /** Editor language ids. */
  readonly languageIds: readonly string[];
  /** Endings of the language's files, tests included. */
  readonly endings: readonly string[];
  /** Names of test files without their ending, the usual one first; `*` stands for the name of what is tested. */
  readonly names: readonly string[];
  /** The ending of a test where it is not the source's. */
  readonly testEnding?: string;
  /** Folders in which every file of the language is a test or helps one. */
  readonly folders: readonly string[];
  readonly place: UsualPlace;
  /** Files that say what a project uses. */
  readonly manifests: RegExp;
  /** A file whose tests stand in it. */
  readonly sameFile?: RegExp;
  /** What new tests use where the project has none. */
  readonly usual: string;
}

const gradleOrMaven = /^(?:pom\.xml|build\.gradle(?:\.kts)?|libs\.versions\.toml)$/;
const cBuild =
  /^(?:CMakeLists\.txt|conanfile\.(?:txt|py)|vcpkg\.json|meson\.build|BUILD(?:\.bazel)?|Makefile|platformio\.ini)$/;

/** A new language is a row. */
const testLanguages: readonly TestLanguage[] = [
  {
    id: "javascript",
    languageIds: ["typescript", "typescriptreact", "javascript", "javascriptreact", "vue", "svelte"],
    endings: [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".vue", ".svelte"],
    names: ["*.test", "*.spec", "*_test", "*-test", "*.tests", "*.cy", "*.e2e", "test-*", "*Test", "*Spec"],
    folders: ["__tests__", "test", "tests", "spec", "e2e", "cypress"],
    place: { type: "beside" },
    manifests: /^(?:package\.json|deno\.jsonc?|bunfig\.toml)$/,
    usual: "Vitest",
  },
  {
    id: "python",
    languageIds: ["python"],
    endings: [".py"],
    names: ["test_*", "*_test", "*_tests", "tests_*"],
    folders: ["tests", "test", "testing"],
    place: { type: "mirror", to: "tests", from: ["src", "lib"] },
    manifests:
      /^(?:pyproject\.toml|setup\.cfg|setup\.py|tox\.ini|pytest\.ini|\.?noxfile\.py|Pipfile|requirements[\w.-]*\.(?:txt|in)|environment\.ya?ml)$/,
    usual: "pytest",
  },
  {
    id: "go",
    languageIds: ["go"],
    endings: [".go"],
    names: ["*_test"],
    folders: [],
    place: { type: "beside" },
    manifests: /^go\.mod$/,
    usual: "testing",
  },
  {
    id: "java",
    languageIds: ["java"],
    endings: [".java"],
    names: ["*Test", "*Tests", "*IT", "Test*", "*TestCase", "*Spec"],
    folders: [],
    place: { type: "source-set" },
    manifests: gradleOrMaven,
    usual: "JUnit 5",
  },
  {
    id: "kotlin",
    languageIds: ["kotlin"],
    endings: [".kt"],
    names: ["*Test", "*Tests", "*Spec", "*IT"],
    folders: [],
    place: { type: "source-set" },
    manifests: gradleOrMaven,
    usual: "kotlin.test",
  },
  {
    id: "scala",
    languageIds: ["scala"],
    endings: [".scala"],
    names: ["*Spec", "*Test", "*Suite", "*Tests"],
    folders: [],
    place: { type: "source-set" },
    manifests: /^(?:build\.sbt|build\.sc|Dependencies\.scala|project\.scala)$/,
    usual: "ScalaTest",
  },
  {
    id: "groovy",
    languageIds: ["groovy"],
    endings: [".groovy"],
    names: ["*Spec", "*Test", "*Tests"],
    folders: [],
    place: { type: "source-set" },
    manifests: gradleOrMaven,
    usual: "Spock",
  },
  {
    id: "cpp",
    languageIds: ["cpp", "cuda-cpp"],
    endings: [".cpp", ".cc", ".cxx", ".c++", ".cu", ".hpp", ".hh", ".hxx", ".h", ".cuh"],
    names: [
      "*_test",
      "test_*",
      "*_tests",
      "*_unittest",
      "*Test",
      "*Tests",
      "Test*",
      "*.test",
      "*-test",
      "test-*",
      "tests-*",
    ],
    folders: ["test", "tests", "unittests", "unittest", "gtest"],
    place: { type: "mirror", to: "tests", from: ["src", "source", "include", "lib"] },
    manifests: cBuild,
    usual: "GoogleTest",
  },
  {
    id: "c",
    languageIds: ["c"],
    endings: [".c", ".h"],
    names: ["test_*", "*_test", "*_tests", "Test*", "test-*", "t_*", "check_*"],
    folders: ["test", "tests", "unittests", "t"],
    place: { type: "mirror", to: "tests", from: ["src", "source", "include", "lib"] },
    manifests: cBuild,
    usual: "assert.h",
  },
  {
    id: "rust",
    languageIds: ["rust"],
    endings: [".rs"],
    names: ["*_test", "*_tests", "test_*"],
    folders: ["tests"],
    place: { type: "same-file" },
    manifests: /^Cargo\.toml$/,
    sameFile: /^[ \t]*#\[cfg\(test\)\][ \t]*\n\s*(?:pub(?:\([^)]*\))? )?mod\s+\w+\s*\{/m,
    usual: "#[test]",
  },
  {
    id: "csharp",
    languageIds: ["csharp"],
    endings: [".cs"],
    names: ["*Tests", "*Test", "*Should", "*Specs", "*Fixture"],
    folders: [],
    place: { type: "project", suffix: ".Tests" },
    manifests: /\.csproj$|^(?:Directory\.(?:Build|Packages)\.props|packages\.config|paket\.dependencies)$/,
    usual: "xUnit",
  },
  {
    id: "fsharp",
    languageIds: ["fsharp"],
    endings: [".fs"],
    names: ["*Tests", "*Test", "*Specs"],
    folders: [],
    place: { type: "project", suffix: ".Tests" },
    manifests: /\.fsproj$|^(?:Directory\.(?:Build|Packages)\.props|paket\.dependencies)$/,
    usual: "xUnit",
  },
  {
    id: "vb",
    languageIds: ["vb"],
    endings: [".vb"],
    names: ["*Tests", "*Test"],
    folders: [],
    place: { type: "project", suffix: ".Tests" },
    manifests: /\.vbproj$|^(?:Directory\.(?:Build|Packages)\.props|packages\.config)$/,
    usual: "MSTest",
  },
  {
    id: "ruby",
    languageIds: ["ruby"],
    endings: [".rb"],
    names: ["*_spec", "*_test", "test_*"],
    folders: [],
    place: { type: "mirror", to: "test", from: ["lib", "app"] },
    manifests: /^(?:Gemfile|\.rspec|Rakefile|[\w-]+\.gemspec)$/,
    usual: "Minitest",
  },
  {
    id: "php",
    languageIds: ["php"],
    endings: [".php"],
    names: ["*Test", "*Spec", "*Cest", "*.test"],
    folders: [],
    place: { type: "mirror", to: "tests", from: ["src", "app", "lib"] },
    manifests: /^(?:composer\.json|phpunit(?:\.dist)?\.xml(?:\.dist)?)$/,
    usual: "PHPUnit",
  },
  {
    id: "swift",
    languageIds: ["swift"],
    endings: [".swift"],
    names: ["*Tests", "*Test", "*Spec"],
    folders: [],
    place: { type: "target" },
    manifests: /^(?:Package\.swift|Podfile)$/,
    usual: "XCTest",
  },
  {
    id: "objective-c",
    languageIds: ["objective-c", "objective-cpp"],
    endings: [".m", ".mm", ".h"],
    names: ["*Tests", "*Test", "*Spec"],
    folders: [],
    place: { type: "mirror", to: "Tests", from: ["Sources", "Source", "Classes"] },
    manifests: /^Podfile$/,
    usual: "XCTest",
  },
  {
    id: "dart",
    languageIds: ["dart"],
    endings: [".dart"],
    names: ["*_test"],
    folders: [],
    place: { type: "mirror", to: "test", from: ["lib"] },
    manifests: /^pubspec\.yaml$/,
    usual: "package:test",
  },
  {
    id: "elixir",
    languageIds: ["elixir"],
    endings: [".ex", ".exs"],
    names: ["*_test"],
    testEnding: ".exs",
    folders: [],
    place: { type: "mirror", to: "test", from: ["lib"] },
    manifests: /^mix\.exs$/,
    usual: "ExUnit",
  },
  {
    id: "erlang",
    languageIds: ["erlang"],
    endings: [".erl"],
    names: ["*_tests", "*_SUITE", "*_test"],
    folders: [],
    place: { type: "mirror", to: "test", from: ["src"] },
    manifests: /^rebar\.config$/,
    usual: "EUnit",
  },
  {
    id: "haskell",
    languageIds: ["haskell"],
    endings: [".hs"],
    names: ["*Spec", "*Test", "*Tests", "Test*"],
    folders: ["test", "tests"],
    place: { type: "mirror", to: "test", from: ["src", "lib", "app"] },
    manifests: /^(?:package\.yaml|[\w-]+\.cabal)$/,
    usual: "Hspec",
  },
  {
    id: "clojure",
    languageIds: ["clojure"],
    endings: [".clj", ".cljc", ".cljs"],
    names: ["*_test", "*_spec"],
    folders: [],
    place: { type: "mirror", to: "test", from: ["src"] },
    manifests: /^(?:project\.clj|deps\.edn|bb\.edn)$/,
    usual: "clojure.test",
  },
  {
    id: "lua",
    languageIds: ["lua", "luau"],
    endings: [".lua", ".luau"],
    names: ["*_spec", "*.spec", "test_*", "*_test"],
    folders: ["spec"],
    place: { type: "mirror", to: "spec", from: ["src", "lua", "lib"] },
    manifests: /^(?:\.busted|[\w.-]+\.rockspec)$/,
    usual: "busted",
  },
  {
    id: "perl",
    languageIds: ["perl"],
    endings: [".pm", ".pl", ".t"],
    names: ["*"],
    testEnding: ".t",
    folders: ["t", "xt"],
    place: { type: "mirror", to: "t", from: ["lib"] },
    manifests: /^(?:cpanfile|Makefile\.PL|dist\.ini|Build\.PL)$/,
    usual: "Test::More",
  },
  {
    id: "r",
    languageIds: ["r"],
    endings: [".R", ".r"],
    names: ["test-*", "test_*", "test.*"],
    folders: ["testthat", "tinytest"],
    place: { type: "mirror", to: "tests/testthat", from: ["R"] },
    manifests: /^DESCRIPTION$/,
    usual: "testthat",
  },
  {
    id: "julia",
    languageIds: ["julia"],
    endings: [".jl"],
    names: ["test_*", "*_test", "*_tests", "test-*"],
    folders: ["test"],
    place: { type: "mirror", to: "test", from: ["src"] },
    manifests: /^Project\.toml$/,
    usual: "Test",
  },
  {
    id: "ocaml",
    languageIds: ["ocaml"],
    endings: [".ml"],
    names: ["test_*", "*_test"],
    folders: ["test", "tests"],
    place: { type: "mirror", to: "test", from: ["src", "lib", "bin"] },
    manifests: /^(?:dune-project|dune|[\w-]+\.opam)$/,
    usual: "Alcotest",
  },
  {
    id: "zig",
    languageIds: ["zig"],
    endings: [".zig"],
    names: ["*_test", "test_*"],
    folders: [],
    place: { type: "same-file" },
    manifests: /^build\.zig$/,
    sameFile: /^test(?: "|\s*\{)/m,
    usual: "std.testing",
  },
  {
    id: "crystal",
    languageIds: ["crystal"],
    endings: [".cr"],
    names: ["*_spec"],
    folders: [],
    place: { type: "mirror", to: "spec", from: ["src"] },
    manifests: /^shard\.yml$/,
    usual: "Spec",
  },
  {
    id: "nim",
    languageIds: ["nim"],
    endings: [".nim"],
    names: ["t*", "test_*", "*_test", "test*"],
    folders: ["tests"],
    place: { type: "mirror", to: "tests", from: ["src"] },
    manifests: /\.nimble$/,
    usual: "unittest",
  },
  {
    id: "shell",
    languageIds: ["shellscript"],
    endings: [".sh", ".bash", ".bats"],
    names: ["*", "*_test", "test_*", "*_spec", "*-test"],
    testEnding: ".bats",
    folders: ["test", "tests", "spec"],
    place: { type: "mirror", to: "test", from: ["src", "bin", "lib", "scripts"] },
    manifests: /^(?:\.shellspec|package\.json)$/,
    usual: "Bats",
  },
  {
    id: "powershell",
    languageIds: ["powershell"],
    endings: [".ps1", ".psm1"],
    names: ["*.Tests", "*.tests"],
    testEnding: ".ps1",
    folders: [],
    place: { type: "beside" },
    manifests: /\.psd1$/,
    usual: "Pester",
  },
  {
    id: "solidity",
    languageIds: ["solidity"],
    endings: [".sol"],
    names: ["*.t", "*Test", "Test*"],
    folders: ["test"],
    place: { type: "mirror", to: "test", from: ["src", "contracts"] },
    manifests: /^foundry\.toml$/,
    usual: "Foundry",
  },
  {
    id: "gdscript",
    languageIds: ["gdscript"],
    endings: [".gd"],
    names: ["test_*", "*_test"],
    folders: ["test", "tests"],
    place: { type: "mirror", to: "test", from: ["src", "scripts"] },
    manifests: /^project\.godot$/,
    usual: "GUT",
  },
];

/** The row for a file: by its language, else by its ending. Headers are C++ where the editor says so. */
export function testLanguageOf(languageId: string, path: string): TestLanguage | undefined {
  return (
    testLanguages.find((row) => row.languageIds.includes(languageId)) ??
    testLanguages.find((row) => row.endings.some((ending) => path.endsWith(ending)))
  );
}
