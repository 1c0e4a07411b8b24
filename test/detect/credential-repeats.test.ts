/* What leads to nothing again and again is passed over, and the secret among it is found nevertheless. */

import { describe, expect, it } from "vitest";
import { builtinSources } from "../support/builtin-sources.js";
import { createBudget } from "../../src/core/budget.js";
import { createEngine } from "../../src/detect/engine.js";
import { forgetText } from "../../src/detect/text-memory.js";

const patterns = builtinSources().map(({ spec }) => spec);
const engine = createEngine({ patterns, settings: { regions: [], ignoredIpClasses: [] } });

function secretsOf(text: string): readonly string[] {
  const found = engine.scan(text, {}, createBudget(1e9)).filter(({ entity }) => entity === "CREDENTIAL");
  forgetText();
  return found.map(({ start, end }) => text.slice(start, end));
}

const secrets = [
  "password: Larch#bud77",
  "mysql -u ann -pLarch.bud77 shop",
  "203.0.113.9 root Larch#bud77",
  "snmp-server community Larch77bud RO",
];
const units = ["key=", "password: ", "user / ", "api-key: ", "curl -H ", "code 1234 ", "user: p: "];

describe.each(units)("repeats of %j", (unit) => {
  it.each(secrets)("do not hide %j", (secret) => {
    const value = /\S*Larch\S*/.exec(secret)?.[0].replace(/^-p/, "") ?? "";
    for (const count of [3, 40, 1500]) {
      const around = unit.repeat(count);
      expect(secretsOf(`${around}\n${secret}\n${around}`)).toContain(value);
    }
  });

  it("find what they find alone, where one of them differs", () => {
    const plain = unit.repeat(3000);
    const place = plain.length / 2 - ((plain.length / 2) % unit.length);
    const changed = `${plain.slice(0, place)}password is "Larch#bud77" ${plain.slice(place)}`;
    expect(secretsOf(changed)).toContain("Larch#bud77");
  });
});
