/** Something that tests are written with, and how to know that a project uses it. */
export interface TestTool {
  readonly name: string;
  /** Id of the row in `testLanguages`. */
  readonly language: string;
  /** A library stands beside a framework: assertions, fakes, rendering. */
  readonly role: "framework" | "library";
  /** In a test that uses it. */
  readonly inTest?: RegExp;
  /** In a manifest: the command that runs it. Goes before mere dependencies. */
  readonly inScript?: RegExp;
  /** In a manifest: the dependency. */
  readonly inManifest?: RegExp;
  /** The name of its settings file. */
  readonly settingsFile?: RegExp;
}

/** A JavaScript module in an import or a `require`. */
const module = (name: string): RegExp => new RegExp(`(?:from|import|require\\()\\s*["']${name}["']`);
/** A dependency of a `package.json`. */
const dependency = (name: string): RegExp => new RegExp(`"${name}"\\s*:`);
/** A script of a `package.json` that is about tests. */
const script = (command: string): RegExp =>
  new RegExp(`"[\\w:-]*test[\\w:-]*"\\s*:\\s*"(?:[^"\\\\]|\\\\.)*?(?<![\\w-])${command}(?![\\w-])`);
const pythonImport = (name: string): RegExp => new RegExp(`^\\s*(?:import|from)\\s+${name}\\b`, "m");
/** A Python distribution in any of the files that name it. */
const distribution = (name: string): RegExp => new RegExp(`(?<![\\w-])${name}(?![\\w-])`, "i");
const jvmImport = (name: string): RegExp =>
  new RegExp(`^\\s*import\\s+(?:static\\s+)?${name.replaceAll(".", "\\.")}\\.`, "m");
const include = (name: string): RegExp => new RegExp(`^\\s*#\\s*include\\s*[<"](?:${name})[>"]`, "m");
const using = (name: string): RegExp =>
  new RegExp(`^\\s*(?:global\\s+)?(?:using|open|imports)\\s+${name}`, "im");
const nuget = (name: string): RegExp => new RegExp(`["']${name}(?:\\.[\\w.]+)?["']|^${name}(?: |$)`, "im");

const javascript: readonly TestTool[] = (
  [
    {
      name: "Vitest",
      role: "framework",
      inTest: module("vitest"),
      inScript: script("vitest"),
      inManifest: dependency("vitest"),
      settingsFile: /^vitest\.(?:config|workspace)\.\w+$/,
    },
    {
      name: "Jest",
      role: "framework",
      inTest: /@jest\/globals|\bjest\.(?:fn|mock|spyOn|useFakeTimers)\b/,
      inScript: script("(?:jest|react-scripts)"),
      inManifest: dependency("(?:jest|ts-jest|jest-expo|@jest/core|jest-environment-jsdom|react-scripts)"),
      settingsFile: /^jest\.config\.\w+$/,
    },
    {
      name: "Mocha",
      role: "framework",
      inTest: module("mocha"),
      inScript: script("(?:mocha|vscode-test)"),
      inManifest: dependency("mocha"),
      settingsFile: /^\.mocharc(?:\.\w+)?$/,
    },
    {
      name: "node:test",
      role: "framework",
      inTest: module("node:test"),
      inScript: script('(?:node|tsx|ts-node|borp|glob)\\b[^"]*--test'),
    },
    {
      name: "AVA",
      role: "framework",
      inTest: module("ava"),
      inScript: script("ava"),
      inManifest: dependency("ava"),
      settingsFile: /^ava\.config\.\w+$/,
    },
    {
      name: "Bun's test runner",
      role: "framework",
      inTest: module("bun:test"),
      inScript: script("bun test"),
      settingsFile: /^bunfig\.toml$/,
    },
    {
      name: "Deno's test runner",
      role: "framework",
      inTest: /\bDeno\.test\s*\(|["']jsr:@std\/testing/,
      inScript: script("deno test"),
      settingsFile: /^deno\.jsonc?$/,
    },
    {
      name: "uvu",
      role: "framework",
      inTest: module("uvu"),
      inScript: script("uvu"),
      inManifest: dependency("uvu"),
    },
    {
      name: "QUnit",
      role: "framework",
      inTest: /\bQUnit\.(?:test|module)\b|["']qunit["']/,
      inScript: script("qunit"),
      inManifest: dependency("qunit"),
    },
    {
      name: "Japa",
      role: "framework",
      inTest: module("@japa/runner"),
      inManifest: dependency("@japa/runner"),
    },
    {
      name: "Jasmine",
      role: "framework",
      inTest: /\bjasmine\.(?:createSpy|createSpyObj|any|clock)\b/,
      inScript: script("(?:jasmine|karma|ng)"),
      inManifest: dependency("(?:jasmine|jasmine-core|karma-jasmine)"),
      settingsFile: /^(?:jasmine\.json|karma\.conf\.\w+)$/,
    },
    {
      name: "tap",
      role: "framework",
      inTest: module("(?:tap|@tapjs/tap)"),
      inScript: script("tap"),
      inManifest: dependency("tap"),
    },
    {
      name: "tape",
      role: "framework",
      inTest: module("tape"),
      inScript: script("tape"),
      inManifest: dependency("tape"),
    },
    {
      name: "Playwright",
      role: "framework",
      inTest: module("@playwright/test"),
      inScript: script("playwright"),
      inManifest: dependency("@playwright/test"),
      settingsFile: /^playwright\.config\.\w+$/,
    },
    {
      name: "Cypress",
      role: "framework",
      inTest: /\bcy\.(?:visit|get|mount|request)\s*\(/,
      inScript: script("cypress"),
      inManifest: dependency("cypress"),
      settingsFile: /^cypress\.(?:config\.\w+|json)$/,
    },
    { name: "Chai", role: "library", inTest: module("(?:chai|@esm-bundle/chai)") },
    { name: "node:assert", role: "library", inTest: module("(?:node:)?assert(?:/strict)?") },
    { name: "expect", role: "library", inTest: module("expect") },
    { name: "should.js", role: "library", inTest: module("should") },
    { name: "Sinon", role: "library", inTest: module("sinon") },
    { name: "fast-check", role: "library", inTest: module("(?:fast-check|@fast-check/\\w+)") },
    {
      name: "Testing Library",
      role: "library",
      inTest: module("@testing-library/[\\w/-]+"),
      inManifest: dependency("@testing-library/(?:react|vue|svelte|angular|preact|react-native)"),
    },
    { name: "Vue Test Utils", role: "library", inTest: module("@vue/test-utils") },
    { name: "Enzyme", role: "library", inTest: module("enzyme") },
    { name: "SuperTest", role: "library", inTest: module("supertest") },
    { name: "MSW", role: "library", inTest: module("msw(?:/\\w+)?") },
    { name: "Angular TestBed", role: "library", inTest: module("@angular/core/testing") },
  ] satisfies readonly Omit<TestTool, "language">[]
).map((tool) => ({ ...tool, language: "javascript" }));

const python: readonly TestTool[] = (
  [
    {
      name: "Django's TestCase",
      role: "framework",
      inTest: /^\s*from\s+(?:django\.test|rest_framework\.test)\s+import/m,
      inScript: /manage\.py\s+test\b/,
    },
    {
      name: "pytest",
      role: "framework",
      inTest: /^\s*(?:import|from)\s+pytest\b|^(?:async )?def test_\w*\(/m,
      inScript: /(?<![\w-])pytest\s*(?:$|[-"'\]{])|\[(?:tool\.)?pytest/m,
      inManifest: distribution("pytest(?:-\\w+)*"),
      settingsFile: /^(?:pytest\.ini|conftest\.py)$/,
    },
    {
      name: "unittest",
      role: "framework",
      inTest: /^\s*(?:import|from)\s+unittest\b(?!\.mock)/m,
      inScript: /python3?\s+-m\s+unittest/,
    },
    { name: "nose2", role: "framework", inTest: pythonImport("nose2?"), inManifest: distribution("nose2") },
    { name: "Hypothesis", role: "library", inTest: pythonImport("hypothesis") },
    { name: "unittest.mock", role: "library", inTest: /unittest\.mock|from unittest import mock/ },
    { name: "pytest-mock", role: "library", inTest: /\bmocker\s*[:,)]/ },
    { name: "pytest-asyncio", role: "library", inTest: /pytest\.mark\.asyncio/ },
    { name: "AnyIO", role: "library", inTest: /pytest\.mark\.anyio/ },
    { name: "factory_boy", role: "library", inTest: pythonImport("factory") },
    { name: "responses", role: "library", inTest: pythonImport("responses") },
    { name: "respx", role: "library", inTest: pythonImport("respx") },
  ] satisfies readonly Omit<TestTool, "language">[]
).map((tool) => ({ ...tool, language: "python" }));

const go: readonly TestTool[] = (
  [
    {
      name: "Ginkgo",
      role: "framework",
      inTest: /"github\.com\/onsi\/ginkgo(?:\/v2)?"/,
    },
    { name: "testing", role: "framework", inTest: /"testing"/, settingsFile: /^go\.mod$/ },
    { name: "testify", role: "library", inTest: /"github\.com\/stretchr\/testify\/\w+"/ },
    { name: "Gomega", role: "library", inTest: /"github\.com\/onsi\/gomega"/ },
    { name: "go-cmp", role: "library", inTest: /"github\.com\/google\/go-cmp\/cmp"/ },
    {
      name: "gomock",
      role: "library",
      inTest: /"(?:github\.com\/golang\/mock|go\.uber\.org\/mock)\/gomock"/,
    },
    { name: "quicktest", role: "library", inTest: /"github\.com\/frankban\/quicktest"/ },
    { name: "is", role: "library", inTest: /"github\.com\/matryer\/is"/ },
    { name: "gotest.tools", role: "library", inTest: /"gotest\.tools\/v3\/assert"/ },
  ] satisfies readonly Omit<TestTool, "language">[]
).map((tool) => ({ ...tool, language: "go" }));

/** Tools of the JVM that are for one language. */
const jvmLanguageOf: Readonly<Record<string, string | undefined>> = {
  Kotest: "kotlin",
  "kotlin.test": "kotlin",
  MockK: "kotlin",
  "kotlinx-coroutines-test": "kotlin",
  Spock: "groovy",
  ScalaTest: "scala",
  MUnit: "scala",
  specs2: "scala",
  "ZIO Test": "scala",
  ScalaCheck: "scala",
};

/** Java, Kotlin, Scala and Groovy share the others. */
const jvm: readonly TestTool[] = ["java", "kotlin", "scala", "groovy"].flatMap((language) =>
  (
    [
      {
        name: "Kotest",
        role: "framework",
        inTest: jvmImport("io.kotest"),
        inManifest: /io\.kotest|kotest/,
      },
      {
        name: "Spock",
        role: "framework",
        inTest: jvmImport("spock.lang"),
        inManifest: /spock-core/,
      },
      {
        name: "ScalaTest",
        role: "framework",
        inTest: jvmImport("org.scalatest"),
        inManifest: /"scalatest"|org\.scalatest/,
      },
      {
        name: "MUnit",
        role: "framework",
        inTest: /extends\s+(?:munit\.)?\w*FunSuite|munit\./,
        inManifest: /"munit"/,
      },
      { name: "specs2", role: "framework", inTest: jvmImport("org.specs2"), inManifest: /specs2/ },
      { name: "ZIO Test", role: "framework", inTest: jvmImport("zio.test"), inManifest: /zio-test/ },
      {
        name: "JUnit 5",
        role: "framework",
        inTest: jvmImport("org.junit.jupiter"),
        inManifest:
          /junit-jupiter|org\.junit\.jupiter|useJUnitPlatform|spring-boot-starter-test|junit\.jupiter/,
      },
      {
        name: "TestNG",
        role: "framework",
        inTest: jvmImport("org.testng"),
        inManifest: /<artifactId>testng<|org\.testng:|useTestNG/,
      },
      {
        name: "JUnit 4",
        role: "framework",
        inTest: /^\s*import\s+(?:static\s+)?org\.junit\.(?!jupiter)/m,
        inManifest: /junit:junit|<artifactId>junit<|libs\.junit\b|junit-vintage/,
      },
      {
        name: "kotlin.test",
        role: "framework",
        inTest: jvmImport("kotlin.test"),
        inManifest: /kotlin\("test|kotlin-test|kotlin\.test/,
      },
      { name: "Mockito", role: "library", inTest: jvmImport("org.mockito") },
      { name: "AssertJ", role: "library", inTest: jvmImport("org.assertj") },
      { name: "Hamcrest", role: "library", inTest: jvmImport("org.hamcrest") },
      { name: "MockK", role: "library", inTest: jvmImport("io.mockk") },
      { name: "Truth", role: "library", inTest: jvmImport("com.google.common.truth") },
      {
        name: "Spring Test",
        role: "library",
        inTest: /^\s*import\s+org\.springframework\.(?:boot\.)?test\./m,
      },
      { name: "ScalaCheck", role: "library", inTest: jvmImport("org.scalacheck") },
      { name: "kotlinx-coroutines-test", role: "library", inTest: jvmImport("kotlinx.coroutines.test") },
    ] satisfies readonly Omit<TestTool, "language">[]
  )
    .filter(({ name }) => (jvmLanguageOf[name] ?? language) === language)
    .map((tool) => ({ ...tool, language })),
);

const cFamily: readonly TestTool[] = ["cpp", "c"].flatMap((language) =>
  (
    [
      {
        name: "GoogleTest",
        role: "framework",
        inTest: include("gtest/gtest\\.h|gmock/gmock\\.h"),
        inManifest: /\bGTest\b|\bgtest\b|googletest/,
      },
      {
        name: "Catch2",
        role: "framework",
        inTest: include("catch2/[\\w/.]+|catch\\.hpp"),
        inManifest: /\bcatch2\b/i,
      },
      {
        name: "doctest",
        role: "framework",
        inTest: include("(?:doctest/)?doctest\\.h"),
        inManifest: /\bdoctest\b/,
      },
      {
        name: "Boost.Test",
        role: "framework",
        inTest: include("boost/test/[\\w/.]+"),
        inManifest: /unit_test_framework|boost-test/,
      },
      {
        name: "Qt Test",
        role: "framework",
        inTest: include("(?:QtTest/)?Q[tT]est"),
        inManifest: /\bQt\d?::Test\b/,
      },
      { name: "CppUTest", role: "framework", inTest: include("CppUTest/[\\w/.]+"), inManifest: /CppUTest/i },
      {
        name: "Unity",
        role: "framework",
        inTest: include("(?:unity/)?unity(?:_fixture)?\\.h"),
        inManifest: /\bunity\b/i,
      },
      { name: "cmocka", role: "framework", inTest: include("cmocka\\.h"), inManifest: /\bcmocka\b/ },
      {
        name: "Check",
        role: "framework",
        inTest: include("check\\.h"),
        inManifest: /\bcheck::check\b|CHECK_LIBRARIES/,
      },
      {
        name: "Criterion",
        role: "framework",
        inTest: include("criterion/[\\w/.]+"),
        inManifest: /\bcriterion\b/,
      },
      { name: "utest.h", role: "framework", inTest: include("utest\\.h") },
      { name: "assert.h", role: "framework", inTest: include("assert\\.h|cassert") },
      { name: "GoogleMock", role: "library", inTest: include("gmock/gmock\\.h") },
      { name: "RapidCheck", role: "library", inTest: include("rapidcheck(?:/\\w+)?\\.h") },
    ] satisfies readonly Omit<TestTool, "language">[]
  ).map((tool) => ({ ...tool, language })),
);

const dotnet: readonly TestTool[] = ["csharp", "fsharp", "vb"].flatMap((language) =>
  (
    [
      { name: "xUnit", role: "framework", inTest: using("Xunit"), inManifest: nuget("xunit") },
      { name: "NUnit", role: "framework", inTest: using("NUnit\\.Framework"), inManifest: nuget("NUnit") },
      {
        name: "MSTest",
        role: "framework",
        inTest: using("Microsoft\\.VisualStudio\\.TestTools"),
        inManifest: nuget("MSTest"),
      },
      { name: "TUnit", role: "framework", inTest: using("TUnit"), inManifest: nuget("TUnit") },
      { name: "Expecto", role: "framework", inTest: using("Expecto"), inManifest: nuget("Expecto") },
      { name: "Moq", role: "library", inTest: using("Moq") },
      { name: "NSubstitute", role: "library", inTest: using("NSubstitute") },
      { name: "FluentAssertions", role: "library", inTest: using("FluentAssertions") },
      { name: "Shouldly", role: "library", inTest: using("Shouldly") },
      { name: "AutoFixture", role: "library", inTest: using("AutoFixture") },
    ] satisfies readonly Omit<TestTool, "language">[]
  ).map((tool) => ({ ...tool, language })),
);

const others: readonly TestTool[] = [
  {
    language: "rust",
    name: "#[test]",
    role: "framework",
    inTest: /#\[test\]/,
    settingsFile: /^Cargo\.toml$/,
  },
  { language: "rust", name: "tokio::test", role: "library", inTest: /#\[tokio::test/ },
  { language: "rust", name: "rstest", role: "library", inTest: /\brstest\b/ },
  { language: "rust", name: "proptest", role: "library", inTest: /\bproptest\b/ },
  { language: "rust", name: "mockall", role: "library", inTest: /\bmockall\b/ },
  { language: "rust", name: "insta", role: "library", inTest: /\binsta::|\bassert_snapshot!/ },
  { language: "rust", name: "pretty_assertions", role: "library", inTest: /\bpretty_assertions\b/ },
  {
    language: "ruby",
    name: "RSpec",
    role: "framework",
    inTest: /\bRSpec\.describe\b|^\s*describe\b[^\n]*\bdo\b|["'](?:spec|rails)_helper["']/m,
    inManifest: /["']rspec(?:-\w+)*["']/,
    settingsFile: /^(?:\.rspec|spec_helper\.rb)$/,
  },
  {
    language: "ruby",
    name: "Minitest",
    role: "framework",
    inTest: /\bMinitest::|\bActiveSupport::TestCase\b|["']minitest\/\w+["']|ActionDispatch::IntegrationTest/,
    inManifest: /["'](?:minitest(?:-\w+)*|rails)["']/,
  },
  {
    language: "ruby",
    name: "test-unit",
    role: "framework",
    inTest: /\bTest::Unit::TestCase\b/,
    inManifest: /["']test-unit["']/,
  },
  { language: "ruby", name: "Mocha", role: "library", inTest: /["']mocha\/\w+["']/ },
  { language: "ruby", name: "FactoryBot", role: "library", inTest: /\bFactoryBot\b/ },
  { language: "ruby", name: "WebMock", role: "library", inTest: /\bWebMock\b|["']webmock\/\w+["']/ },
  {
    language: "php",
    name: "Pest",
    role: "framework",
    inTest: /^\s*(?:it|test|describe|uses)\(/m,
    inManifest: /"pestphp\/pest"/,
    settingsFile: /^Pest\.php$/,
  },
  {
    language: "php",
    name: "PHPUnit",
    role: "framework",
    inTest: /PHPUnit\\Framework\\|extends\s+\w*TestCase\b/,
    inManifest: /"phpunit\/phpunit"|<phpunit/,
    settingsFile: /^phpunit(?:\.dist)?\.xml(?:\.dist)?$/,
  },
  {
    language: "php",
    name: "Codeception",
    role: "framework",
    inTest: /Codeception\\/,
    inManifest: /"codeception\/codeception"/,
    settingsFile: /^codeception(?:\.dist)?\.yml$/,
  },
  {
    language: "php",
    name: "phpspec",
    role: "framework",
    inTest: /PhpSpec\\ObjectBehavior/,
    inManifest: /"phpspec\/phpspec"/,
  },
  { language: "php", name: "Mockery", role: "library", inTest: /\bMockery\b/ },
  { language: "php", name: "Prophecy", role: "library", inTest: /\bProphecy\\/ },
  { language: "swift", name: "Swift Testing", role: "framework", inTest: /^\s*import Testing\b/m },
  {
    language: "swift",
    name: "Quick",
    role: "framework",
    inTest: /^\s*import Quick\b/m,
    inManifest: /Quick\/Quick/,
  },
  { language: "swift", name: "XCTest", role: "framework", inTest: /^\s*import XCTest\b/m },
  { language: "swift", name: "Nimble", role: "library", inTest: /^\s*import Nimble\b/m },
  { language: "objective-c", name: "Kiwi", role: "framework", inTest: /Kiwi\.h/ },
  { language: "objective-c", name: "XCTest", role: "framework", inTest: /XCTest/ },
  { language: "objective-c", name: "OCMock", role: "library", inTest: /OCMock/ },
  {
    language: "dart",
    name: "flutter_test",
    role: "framework",
    inTest: /package:flutter_test\//,
    inManifest: /^\s+flutter_test:/m,
  },
  {
    language: "dart",
    name: "package:test",
    role: "framework",
    inTest: /package:test\//,
    inManifest: /^\s+test:/m,
  },
  { language: "dart", name: "mocktail", role: "library", inTest: /package:mocktail\// },
  { language: "dart", name: "mockito", role: "library", inTest: /package:mockito\// },
  { language: "dart", name: "bloc_test", role: "library", inTest: /package:bloc_test\// },
  {
    language: "elixir",
    name: "ExUnit",
    role: "framework",
    inTest: /\buse ExUnit\.Case\b|\buse \w+(?:\.\w+)*Case\b/,
    settingsFile: /^mix\.exs$/,
  },
  { language: "elixir", name: "StreamData", role: "library", inTest: /\buse ExUnitProperties\b/ },
  { language: "elixir", name: "Mox", role: "library", inTest: /\bimport Mox\b|\bMox\./ },
  { language: "erlang", name: "Common Test", role: "framework", inTest: /common_test\/include\/ct\.hrl/ },
  { language: "erlang", name: "EUnit", role: "framework", inTest: /eunit\/include\/eunit\.hrl/ },
  { language: "erlang", name: "PropEr", role: "library", inTest: /proper\/include\/proper\.hrl/ },
  {
    language: "haskell",
    name: "Hspec",
    role: "framework",
    inTest: /^import\s+(?:qualified\s+)?Test\.Hspec/m,
    inManifest: /\bhspec\b/,
  },
  {
    language: "haskell",
    name: "Tasty",
    role: "framework",
    inTest: /^import\s+(?:qualified\s+)?Test\.Tasty/m,
    inManifest: /\btasty\b/,
  },
  {
    language: "haskell",
    name: "HUnit",
    role: "framework",
    inTest: /^import\s+(?:qualified\s+)?Test\.HUnit/m,
    inManifest: /\bHUnit\b/,
  },
  {
    language: "haskell",
    name: "QuickCheck",
    role: "library",
    inTest: /Test\.(?:Hspec\.|Tasty\.)?QuickCheck/,
  },
  { language: "haskell", name: "Hedgehog", role: "library", inTest: /^import\s+(?:qualified\s+)?Hedgehog/m },
  { language: "clojure", name: "Midje", role: "framework", inTest: /midje\.sweet/, inManifest: /midje/ },
  { language: "clojure", name: "clojure.test", role: "framework", inTest: /clojure\.test|cljs\.test/ },
  { language: "clojure", name: "test.check", role: "library", inTest: /clojure\.test\.check/ },
  { language: "lua", name: "LuaUnit", role: "framework", inTest: /["']luaunit["']/, inManifest: /luaunit/ },
  {
    language: "lua",
    name: "busted",
    role: "framework",
    inTest: /\bdescribe\s*\(|["']busted["']/,
    inManifest: /busted/,
    settingsFile: /^\.busted$/,
  },
  { language: "perl", name: "Test2", role: "framework", inTest: /^use Test2::/m, inManifest: /Test2::Suite/ },
  { language: "perl", name: "Test::More", role: "framework", inTest: /^use Test::(?:More|Most)\b/m },
  {
    language: "r",
    name: "testthat",
    role: "framework",
    inTest: /\btest_that\s*\(/,
    inManifest: /\btestthat\b/,
  },
  { language: "r", name: "tinytest", role: "framework", inTest: /\btinytest\b/, inManifest: /\btinytest\b/ },
  { language: "julia", name: "TestItems", role: "framework", inTest: /@testitem\b/ },
  { language: "julia", name: "Test", role: "framework", inTest: /^\s*using Test\b|@testset\b/m },
  {
    language: "ocaml",
    name: "Alcotest",
    role: "framework",
    inTest: /\bAlcotest\b/,
    inManifest: /\balcotest\b/,
  },
  { language: "ocaml", name: "OUnit", role: "framework", inTest: /\bOUnit2?\b/, inManifest: /\bounit2?\b/ },
  {
    language: "ocaml",
    name: "ppx_expect",
    role: "framework",
    inTest: /let%(?:expect_test|test)/,
    inManifest: /\bppx_(?:expect|inline_test)\b/,
  },
  {
    language: "zig",
    name: "std.testing",
    role: "framework",
    inTest: /std\.testing/,
    settingsFile: /^build\.zig$/,
  },
  {
    language: "crystal",
    name: "Spec",
    role: "framework",
    inTest: /spec_helper|require "spec"/,
    settingsFile: /^shard\.yml$/,
  },
  { language: "nim", name: "unittest", role: "framework", inTest: /^\s*import\s+(?:std\/)?unittest/m },
  {
    language: "shell",
    name: "ShellSpec",
    role: "framework",
    inTest: /^\s*Describe\b/m,
    settingsFile: /^\.shellspec$/,
  },
  { language: "shell", name: "Bats", role: "framework", inTest: /^@test\b/m, inManifest: dependency("bats") },
  { language: "shell", name: "shUnit2", role: "framework", inTest: /\bshunit2\b/ },
  { language: "powershell", name: "Pester", role: "framework", inTest: /^\s*(?:Describe|Context|It)\b/m },
  {
    language: "solidity",
    name: "Foundry",
    role: "framework",
    inTest: /forge-std\/Test\.sol/,
    settingsFile: /^foundry\.toml$/,
  },
  { language: "gdscript", name: "GdUnit4", role: "framework", inTest: /extends GdUnitTestSuite/ },
  {
    language: "gdscript",
    name: "GUT",
    role: "framework",
    inTest: /extends ["']?(?:GutTest|res:\/\/addons\/gut)/,
  },
];

/** All tools; within a language the order is that of preference where several are there. */
export const testTools: readonly TestTool[] = [
  ...javascript,
  ...python,
  ...go,
  ...jvm,
  ...cFamily,
  ...dotnet,
  ...others,
];
