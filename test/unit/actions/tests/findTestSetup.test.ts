import assert from "node:assert/strict";
import * as fc from "fast-check";
import { findTestSetup } from "../../../../src/actions/tests/findTestSetup";
import type { ProjectFiles } from "../../../../src/actions/tests/projectFiles";
import { testSetupContext } from "../../../../src/actions/tests/testSetupContext";

/** Paths with their texts; most texts do not matter. */
type Tree = Readonly<Record<string, string>>;

function project(tree: Tree): ProjectFiles {
  return {
    paths: Object.keys(tree).toSorted(),
    read: (path) => Promise.resolve(Object.hasOwn(tree, path) ? tree[path] : undefined),
  };
}

const names = (...paths: readonly string[]): Tree => Object.fromEntries(paths.map((path) => [path, ""]));

const vitest = `import { expect, test } from "vitest";\nimport { read } from "../src/read";\n`;
const pkg = (devDependencies: Record<string, string>, test = "") =>
  JSON.stringify({ scripts: { build: "tsc", test }, devDependencies });

interface Layout {
  readonly it: string;
  readonly files: Tree;
  readonly source: string;
  readonly languageId: string;
  readonly text?: string;
  /** `new`, `extend` or `same-file`, and the path. */
  readonly place: string;
  /** The framework, with what says so. */
  readonly framework: string;
  readonly libraries?: readonly string[];
  readonly sample?: string;
  /** What the hint must say. */
  readonly hint?: string;
}

const layouts: readonly Layout[] = [
  // TypeScript and JavaScript
  {
    it: "TypeScript: nothing but Vitest in package.json",
    files: { "package.json": pkg({ vitest: "3" }), ...names("src/parse.ts") },
    source: "src/parse.ts",
    languageId: "typescript",
    place: "new src/parse.test.ts",
    framework: "Vitest (package.json)",
    hint: '"./parse"',
  },
  {
    it: "TypeScript: a mirror below test",
    files: {
      "package.json": pkg({ vitest: "3" }),
      "test/read.test.ts": vitest,
      ...names("src/parse.ts", "src/read.ts"),
    },
    source: "src/parse.ts",
    languageId: "typescript",
    place: "new test/parse.test.ts",
    framework: "Vitest (test/read.test.ts)",
    sample: "test/read.test.ts",
    hint: '"../src/parse"',
  },
  {
    it: "TypeScript: a mirror of folders below test/unit",
    files: {
      "package.json": pkg({ mocha: "10" }),
      "test/unit/provider/retry.test.ts": `import assert from "node:assert/strict";\nimport { retry } from "../../../src/provider/retry";`,
      ...names("src/provider/retry.ts", "src/chat/tools/parse.ts"),
    },
    source: "src/chat/tools/parse.ts",
    languageId: "typescript",
    place: "new test/unit/chat/tools/parse.test.ts",
    framework: "Mocha (package.json)",
    libraries: ["node:assert"],
    sample: "test/unit/provider/retry.test.ts",
    hint: '"../../../../src/chat/tools/parse"',
  },
  {
    it: "TypeScript: beside the source, as spec",
    files: {
      "package.json": pkg({ jest: "29", typescript: "5" }),
      "src/a/read.spec.ts": `import { read } from "./read";`,
      ...names("src/a/read.ts", "src/b/parse.ts"),
    },
    source: "src/b/parse.ts",
    languageId: "typescript",
    place: "new src/b/parse.spec.ts",
    framework: "Jest (package.json)",
    sample: "src/a/read.spec.ts",
    hint: '"./parse"',
  },
  {
    it: "TypeScript: in __tests__ below the source's folder",
    files: {
      "package.json": pkg({ jest: "29" }),
      "src/a/__tests__/read.test.ts": `import { jest } from "@jest/globals";\nimport { read } from "../read";`,
      ...names("src/a/read.ts", "src/b/parse.ts"),
    },
    source: "src/b/parse.ts",
    languageId: "typescript",
    place: "new src/b/__tests__/parse.test.ts",
    framework: "Jest (src/a/__tests__/read.test.ts)",
    sample: "src/a/__tests__/read.test.ts",
    hint: '"../parse"',
  },
  {
    it: "TypeScript: __tests__ whose files have no mark in their names",
    files: {
      "package.json": pkg({ jest: "29" }),
      ...names("lib/read.js", "lib/__tests__/read.js", "lib/parse.js"),
    },
    source: "lib/parse.js",
    languageId: "javascript",
    place: "new lib/__tests__/parse.js",
    framework: "Jest (package.json)",
    sample: "lib/__tests__/read.js",
  },
  {
    it: "TypeScript: the test that is there is extended",
    files: {
      "package.json": pkg({ vitest: "3" }),
      "test/parse.test.ts": vitest,
      ...names("src/parse.ts", "src/read.ts", "test/read.test.ts"),
    },
    source: "src/parse.ts",
    languageId: "typescript",
    place: "extend test/parse.test.ts",
    framework: "Vitest (test/parse.test.ts)",
  },
  {
    it: "TypeScript: another way to write the same name",
    files: { "package.json": pkg({ vitest: "3" }), ...names("src/parse-line.ts", "test/parseLine.test.ts") },
    source: "src/parse-line.ts",
    languageId: "typescript",
    place: "extend test/parseLine.test.ts",
    framework: "Vitest (package.json)",
  },
  {
    it: "TypeScript: of two sources of one name each has its test",
    files: {
      "package.json": pkg({ vitest: "3" }),
      ...names("src/a/index.ts", "src/b/index.ts", "src/a/index.test.ts"),
    },
    source: "src/b/index.ts",
    languageId: "typescript",
    place: "new src/b/index.test.ts",
    framework: "Vitest (package.json)",
    sample: "src/a/index.test.ts",
    hint: '"./index"',
  },
  {
    it: "TypeScript: a unit test goes before an end-to-end test",
    files: {
      "package.json": pkg({ vitest: "3", "@playwright/test": "1" }),
      ...names("src/cart.ts", "e2e/cart.spec.ts", "src/cart.test.ts"),
    },
    source: "src/cart.ts",
    languageId: "typescript",
    place: "extend src/cart.test.ts",
    framework: "Vitest (package.json)",
  },
  {
    it: "TypeScript: a test of another name that imports the source",
    files: {
      "package.json": pkg({ vitest: "3" }),
      "test/parsing.test.ts": `import { test } from "vitest";\nimport { parse } from "../src/parse";`,
      "test/other.test.ts": `import { test } from "vitest";\nimport { read } from "../src/read";`,
      ...names("src/parse.ts", "src/read.ts"),
    },
    source: "src/parse.ts",
    languageId: "typescript",
    place: "extend test/parsing.test.ts",
    framework: "Vitest (test/parsing.test.ts)",
  },
  {
    it: "TypeScript: neighbours import with .js",
    files: {
      "package.json": pkg({ vitest: "3" }),
      "src/read.test.ts": `import { test } from "vitest";\nimport { read } from "./read.js";`,
      ...names("src/parse.ts", "src/read.ts"),
    },
    source: "src/parse.ts",
    languageId: "typescript",
    place: "new src/parse.test.ts",
    framework: "Vitest (src/read.test.ts)",
    sample: "src/read.test.ts",
    hint: '"./parse.js"',
  },
  {
    it: "TypeScript: neighbours import with .ts, tests by node:test",
    files: {
      "package.json": pkg({}, "node --test"),
      "test/read.test.ts": `import test from "node:test";\nimport assert from "node:assert";\nimport { read } from "../src/read.ts";`,
      ...names("src/parse.ts", "src/read.ts"),
    },
    source: "src/parse.ts",
    languageId: "typescript",
    place: "new test/parse.test.ts",
    framework: "node:test (test/read.test.ts)",
    libraries: ["node:assert"],
    sample: "test/read.test.ts",
    hint: '"../src/parse.ts"',
  },
  {
    it: "TypeScript: neighbours import through an alias",
    files: {
      "package.json": pkg({ vitest: "3" }),
      "tests/read.test.ts": `import { test } from "vitest";\nimport { read } from "@/lib/read";`,
      ...names("src/lib/parse.ts", "src/lib/read.ts"),
    },
    source: "src/lib/parse.ts",
    languageId: "typescript",
    place: "new tests/parse.test.ts",
    framework: "Vitest (tests/read.test.ts)",
    sample: "tests/read.test.ts",
    hint: '"@/lib/parse"',
  },
  {
    it: "TypeScript: a monorepo's other package shows the layout",
    files: {
      "packages/a/package.json": pkg({ vitest: "3" }),
      "packages/b/package.json": pkg({ ava: "6" }, "ava"),
      ...names("packages/a/src/read.ts", "packages/a/test/read.test.ts", "packages/b/src/parse.ts"),
    },
    source: "packages/b/src/parse.ts",
    languageId: "typescript",
    place: "new packages/b/test/parse.test.ts",
    framework: "AVA (packages/b/package.json)",
    sample: "packages/a/test/read.test.ts",
  },
  {
    it: "TypeScript: the test script decides between two dependencies",
    files: { "package.json": pkg({ jest: "29", mocha: "10" }, "c8 mocha 'test/**/*.js'"), ...names("a.ts") },
    source: "a.ts",
    languageId: "typescript",
    place: "new a.test.ts",
    framework: "Mocha (package.json)",
  },
  {
    it: "TypeScript: a settings file decides where nothing else does",
    files: names("vitest.config.ts", "src/a.ts"),
    source: "src/a.ts",
    languageId: "typescript",
    place: "new src/a.test.ts",
    framework: "Vitest (vitest.config.ts)",
  },
  {
    it: "TypeScript: nothing says which framework",
    files: names("src/a.ts"),
    source: "src/a.ts",
    languageId: "typescript",
    place: "new src/a.test.ts",
    framework: "Vitest",
  },
  {
    it: "TypeScript: a component is tested with Testing Library",
    files: {
      "package.json": pkg({ vitest: "3" }),
      "src/Button.test.tsx": `import { render } from "@testing-library/react";\nimport { test } from "vitest";\nimport { Button } from "./Button";`,
      ...names("src/Button.tsx", "src/Card.tsx"),
    },
    source: "src/Card.tsx",
    languageId: "typescriptreact",
    place: "new src/Card.test.tsx",
    framework: "Vitest (src/Button.test.tsx)",
    libraries: ["Testing Library"],
    sample: "src/Button.test.tsx",
    hint: '"./Card"',
  },
  {
    it: "Vue: the test of a component is a script",
    files: {
      "package.json": pkg({ vitest: "3" }),
      "src/__tests__/Card.spec.ts": `import { mount } from "@vue/test-utils";\nimport { it } from "vitest";\nimport Card from "../Card.vue";`,
      ...names("src/Card.vue", "src/List.vue"),
    },
    source: "src/List.vue",
    languageId: "vue",
    place: "new src/__tests__/List.spec.ts",
    framework: "Vitest (src/__tests__/Card.spec.ts)",
    libraries: ["Vue Test Utils"],
    sample: "src/__tests__/Card.spec.ts",
    hint: '"../List.vue"',
  },
  {
    it: "JavaScript: mocha and chai in a flat test folder",
    files: {
      "package.json": pkg({ mocha: "10", chai: "4" }, "mocha"),
      "test/read.js": `const { expect } = require("chai");\nconst read = require("../lib/deep/read");`,
      ...names("lib/deep/read.js", "lib/parse.js", "lib/other/index.js"),
    },
    source: "lib/parse.js",
    languageId: "javascript",
    place: "new test/parse.js",
    framework: "Mocha (package.json)",
    libraries: ["Chai"],
    sample: "test/read.js",
    hint: '"../lib/parse"',
  },
  {
    it: "JavaScript: jasmine's own folder",
    files: {
      "package.json": pkg({ jasmine: "5" }, "jasmine"),
      ...names("spec/support/jasmine.json", "spec/readSpec.js", "lib/read.js", "lib/parse.js"),
    },
    source: "lib/parse.js",
    languageId: "javascript",
    place: "new spec/parseSpec.js",
    framework: "Jasmine (package.json)",
    sample: "spec/readSpec.js",
  },
  {
    it: "JavaScript: a module's own ending stays",
    files: { "package.json": pkg({}, "node --test"), ...names("src/a.mjs") },
    source: "src/a.mjs",
    languageId: "javascript",
    place: "new src/a.test.mjs",
    framework: "node:test (package.json)",
    hint: '"./a.mjs"',
  },
  {
    it: "JavaScript: Playwright where there is nothing else",
    files: {
      "package.json": pkg({ "@playwright/test": "1" }),
      "playwright.config.ts": "",
      ...names("src/a.ts"),
    },
    source: "src/a.ts",
    languageId: "typescript",
    place: "new src/a.test.ts",
    framework: "Playwright (playwright.config.ts)",
  },
  {
    it: "JavaScript: Deno",
    files: {
      "deno.json": "{}",
      "read_test.ts": `import { assertEquals } from "jsr:@std/assert";\nDeno.test("reads", () => {});`,
      ...names("read.ts", "parse.ts"),
    },
    source: "parse.ts",
    languageId: "typescript",
    place: "new parse_test.ts",
    framework: "Deno's test runner (read_test.ts)",
    sample: "read_test.ts",
  },
  {
    it: "JavaScript: Bun",
    files: {
      "package.json": pkg({}, "bun test"),
      ...names("src/a.ts"),
    },
    source: "src/a.ts",
    languageId: "typescript",
    place: "new src/a.test.ts",
    framework: "Bun's test runner (package.json)",
  },
  {
    it: "TypeScript: a test that may be of two sources is of neither",
    files: {
      "package.json": pkg({ vitest: "3" }),
      ...names("src/a/index.ts", "src/b/index.ts", "test/index.test.ts"),
    },
    source: "src/a/index.ts",
    languageId: "typescript",
    place: "new src/a/index.test.ts",
    framework: "Vitest (package.json)",
    sample: "test/index.test.ts",
  },
  {
    it: "TypeScript: one neighbour says more than two tests far away",
    files: {
      "package.json": pkg({ vitest: "3" }),
      ...names("src/one.ts", "src/two.ts", "test/one.test.ts", "test/two.test.ts"),
      ...names("src/deep/down/read.ts", "src/deep/down/read.test.ts", "src/deep/down/parse.ts"),
    },
    source: "src/deep/down/parse.ts",
    languageId: "typescript",
    place: "new src/deep/down/parse.test.ts",
    framework: "Vitest (package.json)",
    sample: "src/deep/down/read.test.ts",
  },
  {
    it: "TypeScript: end-to-end tests do not show where others go",
    files: {
      "package.json": pkg({ vitest: "3" }),
      ...names("src/a.ts", "src/b.ts", "src/c.ts", "src/d.ts"),
      ...names("e2e/a.spec.ts", "e2e/b.spec.ts", "src/c.test.ts"),
    },
    source: "src/d.ts",
    languageId: "typescript",
    place: "new src/d.test.ts",
    framework: "Vitest (package.json)",
    sample: "src/c.test.ts",
  },
  {
    it: "Java: a class whose name is only the mark of a test",
    files: { "pom.xml": "<artifactId>junit-jupiter</artifactId>", ...names("src/main/java/Test.java") },
    source: "src/main/java/Test.java",
    languageId: "java",
    place: "new src/test/java/TestTest.java",
    framework: "JUnit 5 (pom.xml)",
  },
  // Python
  {
    it: "Python: pytest in pyproject.toml, a src layout",
    files: {
      "pyproject.toml": "[tool.pytest.ini_options]\n",
      ...names("src/shop/__init__.py", "src/shop/cart.py"),
    },
    source: "src/shop/cart.py",
    languageId: "python",
    place: "new tests/test_cart.py",
    framework: "pytest (pyproject.toml)",
    hint: "`shop.cart`",
  },
  {
    it: "Python: a package without src, tests that do not repeat it",
    files: {
      "requirements-dev.txt": "pytest==8\nruff\n",
      "tests/test_read.py": "from shop.read import read\n\ndef test_read():\n    pass\n",
      ...names("shop/__init__.py", "shop/cart.py", "shop/read.py", "shop/sub/__init__.py", "shop/sub/tax.py"),
    },
    source: "shop/sub/tax.py",
    languageId: "python",
    place: "new tests/sub/test_tax.py",
    framework: "pytest (tests/test_read.py)",
    sample: "tests/test_read.py",
    hint: "`shop.sub.tax`",
  },
  {
    it: "Python: unittest beside the source",
    files: {
      "app/read_test.py": "import unittest\nfrom app.read import read\n",
      ...names("app/__init__.py", "app/read.py", "app/cart.py"),
    },
    source: "app/cart.py",
    languageId: "python",
    place: "new app/cart_test.py",
    framework: "unittest (app/read_test.py)",
    sample: "app/read_test.py",
    hint: "`app.cart`",
  },
  {
    it: "Python: Django's tests.py",
    files: {
      "manage.py": "",
      "shop/tests.py": "from django.test import TestCase\n",
      ...names("shop/__init__.py", "shop/models.py"),
    },
    source: "shop/models.py",
    languageId: "python",
    place: "extend shop/tests.py",
    framework: "Django's TestCase (shop/tests.py)",
    hint: "`shop.models`",
  },
  {
    it: "Python: a test that imports the module under another name",
    files: {
      "tests/test_checkout.py": "import pytest\nfrom shop.cart import Cart\n",
      ...names("shop/__init__.py", "shop/cart.py"),
    },
    source: "shop/cart.py",
    languageId: "python",
    place: "extend tests/test_checkout.py",
    framework: "pytest (tests/test_checkout.py)",
  },
  {
    it: "Python: mocks, properties and settings beside the tests",
    files: {
      "tests/conftest.py": "",
      "tests/unit/test_read.py":
        "from unittest import mock\nfrom hypothesis import given\nimport pytest\nfrom shop.read import read\n",
      ...names("shop/__init__.py", "shop/read.py", "shop/cart.py"),
    },
    source: "shop/cart.py",
    languageId: "python",
    place: "new tests/unit/test_cart.py",
    framework: "pytest (tests/unit/test_read.py)",
    libraries: ["Hypothesis", "unittest.mock"],
    sample: "tests/unit/test_read.py",
  },
  {
    it: "Python: scripts without a package",
    files: names("parse.py"),
    source: "parse.py",
    languageId: "python",
    place: "new tests/test_parse.py",
    framework: "pytest",
    hint: "`parse`",
  },
  {
    it: "Python: a package's __init__",
    files: { "pytest.ini": "", ...names("shop/__init__.py", "shop/sub/__init__.py") },
    source: "shop/sub/__init__.py",
    languageId: "python",
    place: "new tests/sub/test_sub.py",
    framework: "pytest (pytest.ini)",
    hint: "`shop.sub`",
  },
  // Go
  {
    it: "Go: beside, in the package",
    files: { "go.mod": "module example.com/shop\n", ...names("cart/cart.go") },
    source: "cart/cart.go",
    languageId: "go",
    text: "package cart\n",
    place: "new cart/cart_test.go",
    framework: "testing (go.mod)",
    hint: "`package cart`",
  },
  {
    it: "Go: testify, from outside the package",
    files: {
      "go.mod": "module example.com/shop\n",
      "cart/tax_test.go": `package cart_test\n\nimport (\n\t"testing"\n\n\t"github.com/stretchr/testify/require"\n)\n`,
      ...names("cart/cart.go", "cart/tax.go"),
    },
    source: "cart/cart.go",
    languageId: "go",
    text: "package cart\n",
    place: "new cart/cart_test.go",
    framework: "testing (cart/tax_test.go)",
    libraries: ["testify"],
    sample: "cart/tax_test.go",
    hint: 'imports "example.com/shop/cart"',
  },
  {
    it: "Go: extended",
    files: {
      "go.mod": "module example.com/shop\n",
      "cart_test.go": `package shop\n\nimport "testing"\n`,
      ...names("cart.go"),
    },
    source: "cart.go",
    languageId: "go",
    text: "package shop\n",
    place: "extend cart_test.go",
    framework: "testing (cart_test.go)",
  },
  {
    it: "Go: beside also where other tests stand elsewhere",
    files: { "go.mod": "module m\n", ...names("internal/a/a.go", "test/e2e_test.go") },
    source: "internal/a/a.go",
    languageId: "go",
    text: "package a\n",
    place: "new internal/a/a_test.go",
    framework: "testing (go.mod)",
    sample: "test/e2e_test.go",
  },
  // Java, Kotlin, Scala, Groovy
  {
    it: "Java: Maven with JUnit 5",
    files: {
      "pom.xml": "<artifactId>junit-jupiter</artifactId>",
      ...names("src/main/java/com/shop/Cart.java"),
    },
    source: "src/main/java/com/shop/Cart.java",
    languageId: "java",
    text: "package com.shop;\n",
    place: "new src/test/java/com/shop/CartTest.java",
    framework: "JUnit 5 (pom.xml)",
    hint: "`com.shop`",
  },
  {
    it: "Java: JUnit 4, Mockito and AssertJ, another ending",
    files: {
      "app/build.gradle": "",
      "app/src/test/java/com/shop/ReadTests.java":
        "package com.shop;\nimport org.junit.Test;\nimport org.mockito.Mock;\nimport static org.assertj.core.api.Assertions.assertThat;\n",
      ...names("app/src/main/java/com/shop/Read.java", "app/src/main/java/com/shop/tax/Tax.java"),
    },
    source: "app/src/main/java/com/shop/tax/Tax.java",
    languageId: "java",
    text: "package com.shop.tax;\n",
    place: "new app/src/test/java/com/shop/tax/TaxTests.java",
    framework: "JUnit 4 (app/src/test/java/com/shop/ReadTests.java)",
    libraries: ["Mockito", "AssertJ"],
    sample: "app/src/test/java/com/shop/ReadTests.java",
  },
  {
    it: "Java: TestNG by Gradle",
    files: { "build.gradle": "test { useTestNG() }", ...names("src/main/java/Cart.java") },
    source: "src/main/java/Cart.java",
    languageId: "java",
    place: "new src/test/java/CartTest.java",
    framework: "TestNG (build.gradle)",
  },
  {
    it: "Java: the unit test goes before the integration test",
    files: {
      "pom.xml": "<artifactId>junit-jupiter</artifactId>",
      ...names(
        "src/main/java/com/Cart.java",
        "src/test/java/com/CartIT.java",
        "src/test/java/com/CartTest.java",
      ),
    },
    source: "src/main/java/com/Cart.java",
    languageId: "java",
    place: "extend src/test/java/com/CartTest.java",
    framework: "JUnit 5 (pom.xml)",
  },
  {
    it: "Kotlin: kotlin.test in a multiplatform project",
    files: {
      "build.gradle.kts": 'commonTest.dependencies { implementation(kotlin("test")) }',
      ...names("src/commonMain/kotlin/shop/Cart.kt"),
    },
    source: "src/commonMain/kotlin/shop/Cart.kt",
    languageId: "kotlin",
    text: "package shop\n",
    place: "new src/commonTest/kotlin/shop/CartTest.kt",
    framework: "kotlin.test (build.gradle.kts)",
    hint: "`shop`",
  },
  {
    it: "Kotlin: Kotest and MockK by a neighbour",
    files: {
      "build.gradle.kts": "",
      "src/test/kotlin/shop/ReadSpec.kt":
        "package shop\nimport io.kotest.core.spec.style.FunSpec\nimport io.mockk.mockk\n",
      ...names("src/main/kotlin/shop/Read.kt", "src/main/kotlin/shop/Cart.kt"),
    },
    source: "src/main/kotlin/shop/Cart.kt",
    languageId: "kotlin",
    place: "new src/test/kotlin/shop/CartSpec.kt",
    framework: "Kotest (src/test/kotlin/shop/ReadSpec.kt)",
    libraries: ["MockK"],
    sample: "src/test/kotlin/shop/ReadSpec.kt",
  },
  {
    it: "Scala: MUnit in build.sbt",
    files: {
      "build.sbt": 'libraryDependencies += "org.scalameta" %% "munit" % "1.0" % Test',
      ...names("src/main/scala/shop/Cart.scala"),
    },
    source: "src/main/scala/shop/Cart.scala",
    languageId: "scala",
    place: "new src/test/scala/shop/CartSpec.scala",
    framework: "MUnit (build.sbt)",
  },
  {
    it: "Groovy: Spock",
    files: { "build.gradle": "spock-core", ...names("src/main/groovy/shop/Cart.groovy") },
    source: "src/main/groovy/shop/Cart.groovy",
    languageId: "groovy",
    place: "new src/test/groovy/shop/CartSpec.groovy",
    framework: "Spock (build.gradle)",
  },
  // C and C++
  {
    it: "C++: GoogleTest in CMakeLists.txt",
    files: {
      "CMakeLists.txt": "find_package(GTest REQUIRED)",
      ...names("src/net/socket.cpp", "include/net/socket.h"),
    },
    source: "src/net/socket.cpp",
    languageId: "cpp",
    place: "new tests/net/socket_test.cpp",
    framework: "GoogleTest (CMakeLists.txt)",
    hint: '"net/socket.h"',
  },
  {
    it: "C++: Catch2 and the way the neighbour includes",
    files: {
      "tests/test_read.cpp": "#include <catch2/catch_test_macros.hpp>\n#include <shop/read.hpp>\n",
      ...names("src/read.cpp", "include/shop/read.hpp", "src/cart.cpp", "include/shop/cart.hpp"),
    },
    source: "src/cart.cpp",
    languageId: "cpp",
    place: "new tests/test_cart.cpp",
    framework: "Catch2 (tests/test_read.cpp)",
    sample: "tests/test_read.cpp",
    hint: '"shop/cart.hpp"',
  },
  {
    it: "C++: doctest beside the source",
    files: {
      "src/read.test.cpp": '#include <doctest/doctest.h>\n#include "read.h"\n',
      ...names("src/read.cpp", "src/read.h", "src/cart.cpp", "src/cart.h"),
    },
    source: "src/cart.cpp",
    languageId: "cpp",
    place: "new src/cart.test.cpp",
    framework: "doctest (src/read.test.cpp)",
    sample: "src/read.test.cpp",
    hint: '"cart.h"',
  },
  {
    it: "C++: a header is tested by the test of its source",
    files: {
      "test/socket_unittest.cc": "#include <gtest/gtest.h>\n",
      ...names("src/socket.cc", "src/socket.h"),
    },
    source: "src/socket.h",
    languageId: "cpp",
    place: "extend test/socket_unittest.cc",
    framework: "GoogleTest (test/socket_unittest.cc)",
  },
  {
    it: "C++: a header without a source",
    files: names("include/shop/cart.hpp"),
    source: "include/shop/cart.hpp",
    languageId: "cpp",
    place: "new tests/shop/cart_test.cpp",
    framework: "GoogleTest",
    hint: '"shop/cart.hpp"',
  },
  {
    it: "C++: Boost.Test",
    files: {
      "test/ReadTest.cpp": "#include <boost/test/unit_test.hpp>\n",
      ...names("src/Read.cpp", "src/Cart.cpp"),
    },
    source: "src/Cart.cpp",
    languageId: "cpp",
    place: "new test/CartTest.cpp",
    framework: "Boost.Test (test/ReadTest.cpp)",
    sample: "test/ReadTest.cpp",
  },
  {
    it: "C: Unity",
    files: { "test/test_read.c": '#include "unity.h"\n', ...names("src/read.c", "src/ring.c", "src/ring.h") },
    source: "src/ring.c",
    languageId: "c",
    place: "new test/test_ring.c",
    framework: "Unity (test/test_read.c)",
    sample: "test/test_read.c",
    hint: '"ring.h"',
  },
  {
    it: "C: cmocka by Meson",
    files: { "meson.build": "dependency('cmocka')", ...names("src/ring.c") },
    source: "src/ring.c",
    languageId: "c",
    place: "new tests/test_ring.c",
    framework: "cmocka (meson.build)",
  },
  // Rust
  {
    it: "Rust: in the same file",
    files: { "Cargo.toml": '[package]\nname = "shop"\n', ...names("src/cart.rs") },
    source: "src/cart.rs",
    languageId: "rust",
    text: "pub fn add() {}\n",
    place: "same-file src/cart.rs",
    framework: "#[test] (Cargo.toml)",
    hint: "use super::*",
  },
  {
    it: "Rust: the test module that is there",
    files: { "Cargo.toml": "", "tests/cart.rs": "", "src/cart.rs": "" },
    source: "src/cart.rs",
    languageId: "rust",
    text: "pub fn add() {}\n\n#[cfg(test)]\nmod tests {\n    use super::*;\n    #[test]\n    fn adds() {}\n}\n",
    place: "same-file src/cart.rs",
    framework: "#[test] (src/cart.rs)",
  },
  {
    it: "Rust: a project that keeps its tests apart",
    files: {
      "Cargo.toml": '[package]\nname = "web-shop"\n',
      "tests/read.rs": "#[test]\nfn reads() {}\n",
      "src/read.rs": "pub fn read() {}\n",
      "src/net/tax.rs": "pub fn tax() {}\n",
      "src/lib.rs": "",
    },
    source: "src/net/tax.rs",
    languageId: "rust",
    text: "pub fn tax() {}\n",
    place: "new tests/net/tax.rs",
    framework: "#[test] (tests/read.rs)",
    sample: "tests/read.rs",
    hint: "`web_shop::net::tax`",
  },
  // .NET
  {
    it: "C#: xUnit in a project of tests",
    files: {
      "tests/Shop.Tests/Shop.Tests.csproj": '<PackageReference Include="xunit" />',
      "tests/Shop.Tests/ReadTests.cs": "using Xunit;\nusing FluentAssertions;\nnamespace Shop.Tests;\n",
      ...names("src/Shop/Shop.csproj", "src/Shop/Read.cs", "src/Shop/Carts/Cart.cs"),
    },
    source: "src/Shop/Carts/Cart.cs",
    languageId: "csharp",
    text: "namespace Shop.Carts;\n",
    place: "new tests/Shop.Tests/Carts/CartTests.cs",
    framework: "xUnit (tests/Shop.Tests/ReadTests.cs)",
    libraries: ["FluentAssertions"],
    sample: "tests/Shop.Tests/ReadTests.cs",
    hint: "`Shop.Carts`",
  },
  {
    it: "C#: NUnit without a test yet",
    files: {
      "Directory.Packages.props": '<PackageVersion Include="NUnit" Version="4" />',
      ...names("Shop/Shop.csproj", "Shop/Cart.cs"),
    },
    source: "Shop/Cart.cs",
    languageId: "csharp",
    place: "new Shop.Tests/CartTests.cs",
    framework: "NUnit (Directory.Packages.props)",
  },
  {
    it: "C#: MSTest, src and tests side by side",
    files: {
      "tests/Other.Tests/AbcTests.cs": "using Microsoft.VisualStudio.TestTools.UnitTesting;\n",
      ...names("src/Shop/Shop.csproj", "src/Shop/Cart.cs", "src/Other/Other.csproj", "src/Other/Abc.cs"),
    },
    source: "src/Shop/Cart.cs",
    languageId: "csharp",
    place: "new tests/Shop.Tests/CartTests.cs",
    framework: "MSTest (tests/Other.Tests/AbcTests.cs)",
    sample: "tests/Other.Tests/AbcTests.cs",
  },
  {
    it: "F#: Expecto",
    files: {
      "tests/Shop.Tests/ReadTests.fs": "module ReadTests\nopen Expecto\n",
      ...names("src/Shop/Shop.fsproj", "src/Shop/Read.fs", "src/Shop/Cart.fs"),
    },
    source: "src/Shop/Cart.fs",
    languageId: "fsharp",
    text: "module Shop.Cart\n",
    place: "new tests/Shop.Tests/CartTests.fs",
    framework: "Expecto (tests/Shop.Tests/ReadTests.fs)",
    sample: "tests/Shop.Tests/ReadTests.fs",
    hint: "`Shop.Cart`",
  },
  // Ruby, PHP
  {
    it: "Ruby: RSpec in a gem",
    files: { Gemfile: 'gem "rspec"', ".rspec": "", ...names("lib/shop/cart.rb", "spec/spec_helper.rb") },
    source: "lib/shop/cart.rb",
    languageId: "ruby",
    place: "new spec/shop/cart_spec.rb",
    framework: "RSpec (.rspec)",
    hint: '"shop/cart"',
  },
  {
    it: "Ruby: Rails with Minitest",
    files: {
      Gemfile: 'gem "rails"',
      "test/models/user_test.rb": 'require "test_helper"\nclass UserTest < ActiveSupport::TestCase\nend\n',
      ...names("app/models/user.rb", "app/jobs/mail_job.rb"),
    },
    source: "app/jobs/mail_job.rb",
    languageId: "ruby",
    place: "new test/jobs/mail_job_test.rb",
    framework: "Minitest (test/models/user_test.rb)",
    sample: "test/models/user_test.rb",
    hint: "Rails loads",
  },
  {
    it: "Ruby: Minitest without a test yet",
    files: { Gemfile: 'gem "minitest"', ...names("lib/shop/cart.rb") },
    source: "lib/shop/cart.rb",
    languageId: "ruby",
    place: "new test/shop/cart_test.rb",
    framework: "Minitest (Gemfile)",
  },
  {
    it: "PHP: PHPUnit with folders of kinds",
    files: {
      "composer.json": '{"require-dev": {"phpunit/phpunit": "^11"}}',
      "tests/Unit/Cart/TaxTest.php": "<?php\nuse PHPUnit\\Framework\\TestCase;\n",
      ...names("src/Cart/Tax.php", "src/Mail/Sender.php"),
    },
    source: "src/Mail/Sender.php",
    languageId: "php",
    text: "<?php\nnamespace App\\Mail;\nfinal class Sender {}\n",
    place: "new tests/Unit/Mail/SenderTest.php",
    framework: "PHPUnit (tests/Unit/Cart/TaxTest.php)",
    sample: "tests/Unit/Cart/TaxTest.php",
    hint: "`App\\Mail\\Sender`",
  },
  {
    it: "PHP: Pest by its dependency",
    files: { "composer.json": '{"require-dev": {"pestphp/pest": "^3"}}', ...names("app/Cart.php") },
    source: "app/Cart.php",
    languageId: "php",
    place: "new tests/CartTest.php",
    framework: "Pest (composer.json)",
  },
  // Others
  {
    it: "Swift: a package's target",
    files: names("Package.swift", "Sources/Shop/Models/Cart.swift"),
    source: "Sources/Shop/Models/Cart.swift",
    languageId: "swift",
    place: "new Tests/ShopTests/Models/CartTests.swift",
    framework: "XCTest",
    hint: "@testable import Shop",
  },
  {
    it: "Swift: Swift Testing by a neighbour",
    files: {
      "Tests/ShopTests/ReadTests.swift": "import Testing\n@testable import Shop\n",
      ...names("Package.swift", "Sources/Shop/Read.swift", "Sources/Shop/Cart.swift"),
    },
    source: "Sources/Shop/Cart.swift",
    languageId: "swift",
    place: "new Tests/ShopTests/CartTests.swift",
    framework: "Swift Testing (Tests/ShopTests/ReadTests.swift)",
    sample: "Tests/ShopTests/ReadTests.swift",
  },
  {
    it: "Dart: Flutter",
    files: {
      "pubspec.yaml": "name: shop\ndev_dependencies:\n  flutter_test:\n    sdk: flutter\n",
      ...names("lib/src/cart.dart"),
    },
    source: "lib/src/cart.dart",
    languageId: "dart",
    place: "new test/src/cart_test.dart",
    framework: "flutter_test (pubspec.yaml)",
    hint: '"package:shop/src/cart.dart"',
  },
  {
    it: "Elixir: ExUnit, with the ending of scripts",
    files: {
      "mix.exs": "",
      "test/shop/read_test.exs": "defmodule Shop.ReadTest do\n  use ExUnit.Case\nend\n",
      ...names("lib/shop/read.ex", "lib/shop/cart/tax.ex"),
    },
    source: "lib/shop/cart/tax.ex",
    languageId: "elixir",
    text: "defmodule Shop.Cart.Tax do\nend\n",
    place: "new test/shop/cart/tax_test.exs",
    framework: "ExUnit (test/shop/read_test.exs)",
    sample: "test/shop/read_test.exs",
    hint: "`Shop.Cart.Tax`",
  },
  {
    it: "Haskell: Hspec",
    files: { "package.yaml": "dependencies:\n- hspec\n", ...names("src/Shop/Cart.hs") },
    source: "src/Shop/Cart.hs",
    languageId: "haskell",
    text: "module Shop.Cart (add) where\n",
    place: "new test/Shop/CartSpec.hs",
    framework: "Hspec (package.yaml)",
    hint: "`Shop.Cart`",
  },
  {
    it: "Clojure: clojure.test",
    files: names("deps.edn", "src/shop/cart.clj"),
    source: "src/shop/cart.clj",
    languageId: "clojure",
    text: "(ns shop.cart)\n",
    place: "new test/shop/cart_test.clj",
    framework: "clojure.test",
    hint: "`shop.cart`",
  },
  {
    it: "Lua: busted",
    files: names(".busted", "lua/shop/cart.lua"),
    source: "lua/shop/cart.lua",
    languageId: "lua",
    place: "new spec/shop/cart_spec.lua",
    framework: "busted (.busted)",
    hint: '"shop.cart"',
  },
  {
    it: "Perl: Test::More in t",
    files: { "t/read.t": "use Test::More;\n", ...names("lib/Shop/Read.pm", "lib/Shop/Cart.pm") },
    source: "lib/Shop/Cart.pm",
    languageId: "perl",
    text: "package Shop::Cart;\n",
    place: "new t/Cart.t",
    framework: "Test::More (t/read.t)",
    sample: "t/read.t",
    hint: "`Shop::Cart`",
  },
  {
    it: "R: testthat",
    files: { DESCRIPTION: "Suggests: testthat", ...names("R/cart.R") },
    source: "R/cart.R",
    languageId: "r",
    place: "new tests/testthat/test-cart.R",
    framework: "testthat (DESCRIPTION)",
  },
  {
    it: "Zig: in the same file",
    files: names("build.zig", "src/cart.zig"),
    source: "src/cart.zig",
    languageId: "zig",
    place: "same-file src/cart.zig",
    framework: "std.testing (build.zig)",
  },
  {
    it: "Shell: Bats",
    files: { "test/read.bats": "@test 'reads' {\n}\n", ...names("bin/read.sh", "bin/cart.sh") },
    source: "bin/cart.sh",
    languageId: "shellscript",
    place: "new test/cart.bats",
    framework: "Bats (test/read.bats)",
    sample: "test/read.bats",
    hint: "`../bin/cart.sh`",
  },
  {
    it: "PowerShell: Pester beside",
    files: names("src/Get-Cart.ps1"),
    source: "src/Get-Cart.ps1",
    languageId: "powershell",
    place: "new src/Get-Cart.Tests.ps1",
    framework: "Pester",
  },
  {
    it: "Solidity: Foundry",
    files: names("foundry.toml", "src/Vault.sol"),
    source: "src/Vault.sol",
    languageId: "solidity",
    place: "new test/Vault.t.sol",
    framework: "Foundry (foundry.toml)",
  },
];

const never = new AbortController().signal;

describe("findTestSetup", () => {
  for (const row of layouts) {
    it(row.it, async () => {
      const setup = await findTestSetup(
        project(row.files),
        { path: row.source, languageId: row.languageId, text: row.text ?? "" },
        never,
      );
      assert.ok(setup);
      const { tools, place, sample } = setup;
      assert.equal(`${place.type} ${place.path}`, row.place);
      assert.equal(
        tools.saidBy === undefined ? tools.framework : `${tools.framework} (${tools.saidBy})`,
        row.framework,
      );
      assert.deepEqual(tools.libraries, row.libraries ?? []);
      assert.equal(sample?.path, row.sample);
      if (row.hint !== undefined) assert.ok(setup.importHint?.includes(row.hint), setup.importHint);
      assert.equal(setup.existing !== undefined, place.type !== "new");
    });
  }

  it("knows nothing of a language without tests", async () => {
    assert.equal(
      await findTestSetup(project({}), { path: "a.css", languageId: "css", text: "" }, never),
      undefined,
    );
  });

  it("takes another name where the test that is there may not be read", async () => {
    const files: ProjectFiles = {
      paths: ["a.ts", "a.test.ts"],
      read: () => Promise.resolve(undefined),
    };
    const setup = await findTestSetup(files, { path: "a.ts", languageId: "typescript", text: "" }, never);
    assert.deepEqual(setup?.place, { type: "new", path: "a.test2.ts" });
  });

  it("extends the tests when they are what is selected", async () => {
    const files = project(names("a.ts", "a.test.ts"));
    const setup = await findTestSetup(
      files,
      { path: "a.test.ts", languageId: "typescript", text: "" },
      never,
    );
    assert.deepEqual(setup?.place, { type: "same-file", path: "a.test.ts" });
  });

  it("stops when it is told to", async () => {
    const files = project(names("src/a.ts", "src/b.ts", "src/b.test.ts"));
    const stop = AbortSignal.abort(new Error("enough"));
    await assert.rejects(
      findTestSetup(files, { path: "src/a.ts", languageId: "typescript", text: "" }, stop),
      /enough/,
    );
  });

  it("never names a file that is there as new, nor one outside", async () => {
    const segment = fc.constantFrom("src", "test", "lib", "a", "b", "__tests__", "app", "index", "x.y", "é");
    const ending = fc.constantFrom(
      ".ts",
      ".test.ts",
      ".spec.ts",
      ".py",
      "_test.py",
      ".rs",
      ".cs",
      ".cpp",
      ".h",
    );
    const path = fc
      .tuple(fc.array(segment, { maxLength: 4 }), segment, ending)
      .map(([folders, name, end]) => [...folders, name + end].join("/"));
    const languages: Readonly<Record<string, string>> = {
      ts: "typescript",
      py: "python",
      rs: "rust",
      cs: "csharp",
      cpp: "cpp",
      h: "cpp",
    };
    await fc.assert(
      fc.asyncProperty(fc.array(path, { minLength: 1, maxLength: 20 }), async (paths) => {
        const [source = ""] = paths;
        const files = project(names(...paths));
        const languageId = languages[source.split(".").at(-1) ?? ""] ?? "";
        const setup = await findTestSetup(files, { path: source, languageId, text: "" }, never);
        assert.ok(setup);
        const { place } = setup;
        assert.equal(paths.includes(place.path), place.type !== "new");
        assert.equal(place.path === source, place.type === "same-file");
        assert.ok(!place.path.startsWith("/") && !place.path.split("/").includes(".."), place.path);
        assert.ok(!place.path.includes("//") && !place.path.includes("*"), place.path);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("testSetupContext", () => {
  const context = async (files: Tree, source: string, text = "") => {
    const languageId = source.endsWith(".rs") ? "rust" : "typescript";
    const setup = await findTestSetup(project(files), { path: source, languageId, text }, never);
    assert.ok(setup);
    return testSetupContext(setup, languageId);
  };

  it("tells framework, place and style, and shows the neighbour", async () => {
    const { sections, used } = await context(
      { "package.json": pkg({}), "test/read.test.ts": vitest, ...names("src/read.ts", "src/parse.ts") },
      "src/parse.ts",
    );
    assert.deepEqual(used, [
      "Vitest (test/read.test.ts)",
      "new file test/parse.test.ts",
      "style of test/read.test.ts",
    ]);
    assert.equal(
      sections[0]?.text,
      'Framework: Vitest.\nWrite the new file test/parse.test.ts.\nImport the code under test from "../src/parse".',
    );
    assert.equal(sections[1]?.text, vitest);
  });

  it("says when it only takes the usual framework", async () => {
    const { used } = await context(names("a.ts"), "a.ts");
    assert.match(used[0] ?? "", /^Vitest \(nothing in the project says/);
  });

  it("shows the whole file that is extended, and of a long one the beginning and the end", async () => {
    const short = await context({ "a.test.ts": "test('a');\n", "a.ts": "" }, "a.ts");
    assert.match(short.sections[0]?.text ?? "", /Answer with the whole file/);
    assert.equal(short.sections[1]?.text, "test('a');\n");
    assert.deepEqual(short.used.at(-1), "extends a.test.ts");

    const lines = Array.from({ length: 3000 }, (_, at) => `test(${at});`);
    const long = await context({ "a.test.ts": lines.join("\n"), "a.ts": "" }, "a.ts");
    assert.match(long.sections[0]?.text ?? "", /only the new tests/);
    assert.equal(long.sections.length, 3);
    const shown = long.sections.slice(1).map(({ text }) => text);
    assert.ok(shown[0]?.startsWith("test(0);\n") && shown[0].endsWith(");\n") && shown[0].length <= 8001);
    assert.ok(shown[1]?.startsWith("test(") && shown[1].endsWith("test(2999);") && shown[1].length <= 4000);
  });

  it("cuts a long neighbour at a line", async () => {
    const text = "test('a line of a test');\n".repeat(400);
    const { sections } = await context({ "b.test.ts": text, ...names("a.ts", "b.ts") }, "a.ts");
    const sample = sections[1]?.text ?? "";
    assert.ok(sample.length <= 6001 && sample.length > 5900 && sample.endsWith(");\n"));
  });

  it("asks for the tests only where they stand in the source's file", async () => {
    const { sections, used } = await context({ "Cargo.toml": "", "src/a.rs": "" }, "src/a.rs");
    assert.match(sections[0]?.text ?? "", /source's own file, src\/a\.rs\.\nAnswer with only the new tests/);
    assert.equal(used.at(-1), "tests go into src/a.rs itself");
  });
});
