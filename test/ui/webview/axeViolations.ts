import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * What axe-core finds in a page, for each element: by every rule but two. A view has no blocks that repeat on other
 * pages and would need a link past them; and which levels an answer's headings have, the model decides. Contrast is
 * judged where the colours can be computed.
 */
export async function axeViolations(page: Page): Promise<string[]> {
  await page.evaluate(`if (window.axe === undefined) { ${source} }`);
  const results = await page.evaluate<AxeResults>(
    `window.axe.run(document, { resultTypes: ["violations"], rules: { bypass: { enabled: false }, "heading-order": { enabled: false } } })`,
  );
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ html, failureSummary }) => `${id} (${help}): ${html.slice(0, 300)}\n${failureSummary ?? ""}`,
    ),
  );
}
