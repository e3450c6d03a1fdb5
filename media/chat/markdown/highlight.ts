import bash from "highlight.js/lib/languages/bash";
import c from "highlight.js/lib/languages/c";
import cpp from "highlight.js/lib/languages/cpp";
import csharp from "highlight.js/lib/languages/csharp";
import css from "highlight.js/lib/languages/css";
import dart from "highlight.js/lib/languages/dart";
import diff from "highlight.js/lib/languages/diff";
import dockerfile from "highlight.js/lib/languages/dockerfile";
import go from "highlight.js/lib/languages/go";
import graphql from "highlight.js/lib/languages/graphql";
import ini from "highlight.js/lib/languages/ini";
import java from "highlight.js/lib/languages/java";
import javascript from "highlight.js/lib/languages/javascript";
import json from "highlight.js/lib/languages/json";
import kotlin from "highlight.js/lib/languages/kotlin";
import lua from "highlight.js/lib/languages/lua";
import makefile from "highlight.js/lib/languages/makefile";
import markdown from "highlight.js/lib/languages/markdown";
import php from "highlight.js/lib/languages/php";
import powershell from "highlight.js/lib/languages/powershell";
import python from "highlight.js/lib/languages/python";
import ruby from "highlight.js/lib/languages/ruby";
import rust from "highlight.js/lib/languages/rust";
import scala from "highlight.js/lib/languages/scala";
import scss from "highlight.js/lib/languages/scss";
import sql from "highlight.js/lib/languages/sql";
import swift from "highlight.js/lib/languages/swift";
import typescript from "highlight.js/lib/languages/typescript";
import xml from "highlight.js/lib/languages/xml";
import yaml from "highlight.js/lib/languages/yaml";
import { createLowlight } from "lowlight";

const lowlight = createLowlight({
  bash,
  c,
  cpp,
  csharp,
  css,
  dart,
  diff,
  dockerfile,
  go,
  graphql,
  ini,
  java,
  javascript,
  json,
  kotlin,
  lua,
  makefile,
  markdown,
  php,
  powershell,
  python,
  ruby,
  rust,
  scala,
  scss,
  sql,
  swift,
  typescript,
  xml,
  yaml,
});
lowlight.registerAlias({ xml: ["vue", "svelte"], javascript: ["jsonc"], bash: ["console"] });

/** Code with its colours: text, or a part that belongs to a class of tokens such as `keyword`. */
export type HighlightNode =
  string | { readonly tokenClass: string; readonly children: readonly HighlightNode[] };

/** Longer code stays in one colour: highlighting runs on the thread that draws. */
const maxCodeChars = 60_000;
const maxCached = 200;
const cache = new Map<string, readonly HighlightNode[]>();

/** What `highlight` found before, so that a block scrolled back into view is drawn in colour at once. */
export function cachedHighlight(code: string, language: string): readonly HighlightNode[] | undefined {
  return cache.get(`${language}\n${code}`);
}

/** Undefined for a language we have no grammar for, code that is too long, and when the grammar fails. */
export function highlight(code: string, language: string): readonly HighlightNode[] | undefined {
  const key = `${language}\n${code}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  if (code.length > maxCodeChars || !lowlight.registered(language)) return undefined;
  try {
    const nodes = lowlight.highlight(language, code, { prefix: "" }).children.map(toHighlightNode);
    if (cache.size >= maxCached) {
      const oldest = cache.keys().next().value;
      if (oldest !== undefined) cache.delete(oldest);
    }
    cache.set(key, nodes);
    return nodes;
  } catch {
    return undefined;
  }
}

type HastNode = ReturnType<typeof lowlight.highlight>["children"][number];

function toHighlightNode(node: HastNode): HighlightNode {
  if (node.type === "text") return node.value;
  if (node.type !== "element") return "";
  const names = node.properties.className;
  const name = Array.isArray(names) ? names.find((each) => typeof each === "string") : undefined;
  const tokenClass = typeof name === "string" && /^[a-z][a-z_-]*$/.test(name) ? name : "plain";
  return { tokenClass, children: node.children.map(toHighlightNode) };
}
