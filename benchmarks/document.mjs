/* Bytes to bytes: the whole redaction against a bare parse, walk and stringify without any detection. */

import { compileConfig } from "../dist/config/load.js";
import { desks } from "../dist/desks/index.js";
import { createRedactor } from "../dist/redactor.js";
import { createTicket } from "./corpus.mjs";
import { interleave, perSecond, printTable } from "./measure.mjs";

/** Visits every value and returns it unchanged: what a redactor built on JSON.parse must at least do. */
function walk(value) {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(walk);
  if (value !== null && typeof value === "object") {
    const out = {};
    for (const [key, member] of Object.entries(value)) out[key] = walk(member);
    return out;
  }
  return value;
}

const cases = [
  { name: "4 KB text", size: 4096, html: false },
  { name: "20 KB text", size: 20_480, html: false, limit: 3.5 },
  { name: "20 KB HTML", size: 20_480, html: true, limit: 10 },
  { name: "20 KB text, 3 values a KB", size: 20_480, html: false, share: 0.25 },
  { name: "200 KB text", size: 204_800, html: false },
  { name: "20 KB text, clean", size: 20_480, html: false, share: 0 },
];

/** Distinct tickets per case, so that nothing is remembered from one call to the next. */
const perCase = 12;

export async function benchDocument({ rounds }) {
  const redactor = createRedactor(compileConfig({}));
  const route = desks.zendesk.route("POST", "/api/v2/tickets");
  const rows = [];
  const figures = [];
  for (const { name, limit, ...shape } of cases) {
    const bodies = Array.from({ length: perCase }, (_, at) => createTicket({ ...shape, seed: at + 1 }));
    const bytes = bodies.reduce((sum, body) => sum + body.length, 0);
    const redact = async () => {
      for (const body of bodies) {
        await redactor.redact({ body, mediaType: "application/json" }, { desk: desks.zendesk, route });
      }
    };
    const times = await interleave(
      {
        deskveil: redact,
        base: () => {
          for (const body of bodies) Buffer.from(JSON.stringify(JSON.parse(body.toString("utf8"))));
        },
        walk: () => {
          for (const body of bodies) Buffer.from(JSON.stringify(walk(JSON.parse(body.toString("utf8")))));
        },
      },
      { rounds },
    );
    const ratio = times.get("deskveil") / times.get("base");
    rows.push([
      name,
      ...["deskveil", "base", "walk"].map((side) => perSecond(bytes, times.get(side)).toFixed(0)),
      ratio.toFixed(2),
      limit === undefined ? "" : `<= ${limit}`,
    ]);
    figures.push({ name, ratio, limit });
  }
  printTable(
    "document: bytes to bytes, MB/s, and time over parse + stringify",
    ["ticket", "deskveil", "parse+stringify", "parse+walk+stringify", "ratio", "target"],
    rows,
  );
  return figures;
}
