/* What stands in the place of a file that was removed: a note that names entity types, never values. */

import type { FileClass } from "../core/files.js";
import type { EntityType } from "../core/types.js";

/** `entities` is empty for a file that cannot be read. A PDF becomes a PDF of one page, anything else a text. */
export function noteFor(fileClass: FileClass, entities: readonly EntityType[]): Buffer {
  const lines = linesOf(entities);
  return Buffer.from(fileClass === "pdf" ? pdfOf(lines) : `${lines.join("\n")}\n`, "latin1");
}

const linesOf = (entities: readonly EntityType[]): readonly string[] =>
  entities.length === 0
    ? ["This file was removed: it cannot be read."]
    : ["This file was removed. It held:", ...entities];

/** ISO 32000-1, 7.5: four objects and the stream of the page; names of entity types need no escapes in its strings. */
function pdfOf(lines: readonly string[]): string {
  const shown = lines.map((line) => `(${line}) Tj T*`).join(" ");
  const stream = `BT /F1 12 Tf 72 770 Td 18 TL ${shown} ET`;
  const page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R";
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    `${page} /Resources << /Font << /F1 5 0 R >> >> >>`,
    `<< /Length ${String(stream.length)} >>\nstream\n${stream}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let written = "%PDF-1.4\n";
  const offsets: number[] = [];
  for (const [at, object] of objects.entries()) {
    offsets.push(written.length);
    written += `${String(at + 1)} 0 obj\n${object}\nendobj\n`;
  }
  const entries = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const size = String(objects.length + 1);
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${entries}`;
  return `${written}${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${String(written.length)}\n%%EOF\n`;
}
