/* docs/patterns.md is what the patterns say. */

import { readFileSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { patternsPage } from "../.ci/patterns-page.mjs";
import { builtinSources } from "./support/builtin-sources.js";
import { natives } from "../src/detect/natives/index.js";

const page = new URL("../docs/patterns.md", import.meta.url);

it("docs/patterns.md has a row for every pattern, as its file says", () => {
  const sources = builtinSources();
  const expected = patternsPage(sources, Object.values(natives));
  if (process.env["UPDATE_DOCS"] !== undefined) writeFileSync(page, expected);
  expect(readFileSync(page, "utf8")).toBe(expected);
  for (const { spec } of sources) expect(expected).toContain(`| \`${spec.id}\` `);
});
