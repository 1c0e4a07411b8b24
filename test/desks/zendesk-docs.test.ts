/* The page about Zendesk names every endpoint and every place of a CC that the code knows, and its YAML compiles. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as fields from "../../src/desks/zendesk/fields.js";
import { zendeskRoutes } from "../../src/desks/zendesk/routes.js";

const page = readFileSync(new URL("../../docs/desks/zendesk.md", import.meta.url), "utf8");
const listed = [...page.matchAll(/^[A-Z,]+ \/\S+$/gm)].map(([line]) => line);
const known = zendeskRoutes.map(({ match }) => match).filter((match) => !match.includes(" /sc/"));

describe("docs/desks/zendesk.md", () => {
  it("lists the endpoints of the table, and no others", () => {
    expect([...listed].sort()).toEqual([...known].sort());
  });

  it("names every place of a CC", () => {
    const paths = [fields.ticket, fields.request].flatMap((map) =>
      Object.entries(map).flatMap(([path, use]) => (use === "cc" ? [path] : [])),
    );
    expect(paths).toContain("email_ccs");
    const places = paths.map((path) => path.replace(/^comments?\.(?:\*\.)?/, ""));
    expect(places.filter((place) => !page.includes(`\`${place}\``))).toEqual([]);
  });
});
