import { describe, expect, it } from "vitest";
import { ccHeaderLine } from "../../src/detect/header-lines.js";
import { costOf } from "../support/cpu.js";
import { readMarked } from "../support/marked.js";
import { runNative } from "../support/run-native.js";

function expectExact(marked: string): void {
  const { text, spans } = readMarked(marked);
  const found = runNative([ccHeaderLine], text);
  expect([...new Set(found.map(({ start, end }) => `${start}-${end}`))], text).toEqual(spans);
}

describe("pasted CC header lines", () => {
  it.each([
    "From: a@example.com\nCc: [[bob@example.org]]\nSubject: hi",
    "CC: [[Bob Lee <bob@example.org>, ann@example.net]]",
    "Bcc: [[eve@example.org]]",
    "> > Cc: [[bob@example.org]]\n> > text",
    "*Cc:* [[bob@example.org]]",
    "**Cc:** [[bob@example.org; ann@example.net]]",
    "*Cc*: [[bob@example.org]]",
    "Kopie: [[Änne Groß <aenne@example.org>]]",
    "In Kopie: [[aenne@example.org]]",
    "Cc : [[zoe@example.org]]",
    "Copie à : [[zoe@example.org]]",
    "Con copia: [[luz@example.org]]",
    "En copia: [[luz@example.org]]",
    "Копия: [[ivan@example.org]]",
    "抄送：[[li@example.org]]",
    "DW: [[ola@example.org]]",
    "W kopii: [[ola@example.org]]",
    "Cc: [[a@example.org,]]\n [[b@example.org]]\nSubject: x",
    "> Cc: [[a@example.org,]]\n> [[b@example.org]]\n> Date: x",
    "Cc: [[a@example.org]]\r\n\t[[b@example.org]]\r\nTo: c@example.org",
    "Cc:\n[[a@example.org]]",
    "Cc: [[Lee, Anna; Weber, Timo]]\nSubject: x",
  ])("%s", (marked) => {
    expectExact(marked);
  });

  it.each([
    "please cc: the whole team",
    "my account: bob@example.org",
    "success: bob@example.org",
    "Cc: yes please",
    "CC: 4 items; 3 boxes",
    "I sent it with Cc: bob@example.org",
    "Cc: [CC_RECIPIENT 7K3QXD]",
    "Cc:\nSubject: none",
    "To: bob@example.org",
    "bilgi: yok",
  ])("passes: %s", (text) => {
    expectExact(text);
  });

  it.each(["Cc: ", "\nCc: a@b.example,", "\nCc:\n", "\nCc: a,\n "])(
    "reads %j in linear time",
    async (unit) => {
      const text = unit.repeat(Math.ceil(50_000 / unit.length));
      const cost = await costOf(() => runNative([ccHeaderLine], text), { limit: 200, patienceMs: 5000 });
      expect(cost).toBeLessThanOrEqual(200);
    },
  );
});
