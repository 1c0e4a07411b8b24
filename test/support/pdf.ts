/* Makes PDF files for tests object by object. */

import { deflateSync } from "node:zlib";

/** Objects by number; 1 is the catalog. A Buffer is written as it is. */
export function pdf(objects: Readonly<Record<number, string | Buffer>>, trailer = ""): Buffer {
  const pieces: Buffer[] = [Buffer.from("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "latin1")];
  let at = pieces[0]?.length ?? 0;
  const offsets = new Map<number, number>();
  const numbers = Object.keys(objects).map(Number);
  for (const number of numbers) {
    offsets.set(number, at);
    const content = objects[number] ?? "";
    const piece = Buffer.concat([
      Buffer.from(`${String(number)} 0 obj\n`),
      typeof content === "string" ? Buffer.from(content, "latin1") : content,
      Buffer.from("\nendobj\n"),
    ]);
    pieces.push(piece);
    at += piece.length;
  }
  const most = Math.max(...numbers) + 1;
  const rows = Array.from({ length: most }, (_row, number) => {
    const offset = offsets.get(number);
    return offset === undefined ? "0000000000 65535 f \n" : `${String(offset).padStart(10, "0")} 00000 n \n`;
  });
  const end = `xref\n0 ${String(most)}\n${rows.join("")}trailer\n<< /Size ${String(most)} /Root 1 0 R ${trailer} >>\nstartxref\n${String(at)}\n%%EOF\n`;
  return Buffer.concat([...pieces, Buffer.from(end)]);
}

export function stream(content: string | Buffer, head = ""): Buffer {
  const packed = deflateSync(content);
  return Buffer.concat([
    Buffer.from(`<< /Length ${String(packed.length)} /Filter /FlateDecode ${head} >>\nstream\n`),
    packed,
    Buffer.from("\nendstream"),
  ]);
}

export interface PdfSource {
  /** Content stream of each page. */
  readonly pages: readonly (string | Buffer)[];
  /** More members of each page, of the catalog, and more objects from 100 on. */
  readonly page?: string;
  readonly catalog?: string;
  readonly objects?: Readonly<Record<number, string | Buffer>>;
  readonly trailer?: string;
}

export function simplePdf({ pages, page = "", catalog = "", objects = {}, trailer }: PdfSource): Buffer {
  const kids = pages.map((_content, at) => `${String(10 + 2 * at)} 0 R`).join(" ");
  return pdf(
    {
      1: `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
      2: `<< /Type /Pages /Kids [${kids}] /Count ${String(pages.length)} >>`,
      3: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
      ...Object.fromEntries(
        pages.flatMap((content, at) => [
          [
            10 + 2 * at,
            `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${String(11 + 2 * at)} 0 R /Resources << /Font << /F1 3 0 R >> /XObject << /P 90 0 R >> >> ${page} >>`,
          ],
          [11 + 2 * at, stream(content)],
        ]),
      ),
      ...objects,
    },
    trailer,
  );
}

/** Shows a text at a place. */
export const show = (text: string, x = 50, y = 700): string =>
  `BT /F1 12 Tf 1 0 0 1 ${String(x)} ${String(y)} Tm (${text}) Tj ET\n`;
