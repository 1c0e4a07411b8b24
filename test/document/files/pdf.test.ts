import { describe, expect, it } from "vitest";
import { defaultHttpLimits } from "../../../src/core/limits.js";
import { readPdf } from "../../../src/document/files/pdf/reader.js";
import { show, simplePdf, stream } from "../../support/pdf.js";
describe("x", () => {
  it("reads", async () => {
    const file = simplePdf({ pages: [show("write to jane@leak.test now") + show("ne@split.test", 64) ]});
    console.log(file.toString("latin1").slice(0,300));
    const t=Date.now();
    const { document, unread, annotation } = await readPdf(file, defaultHttpLimits);
    console.log(Date.now()-t, unread);
    for (let i=0;i<document.size;i++) console.log(document.kind(i), document.key(i), document.text(i));
  });
});
