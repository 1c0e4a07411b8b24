/* Hostile mails and texts with a grammar: the time to read them grows like their length. */

import { describe, expect, it } from "vitest";
import { AppError } from "../../src/core/errors.js";
import { defaultHttpLimits } from "../../src/core/limits.js";
import { readMail } from "../../src/document/mail.js";
import { openText } from "../../src/document/text-file.js";
import { growthOf } from "../support/cpu.js";

const limits = { ...defaultHttpLimits, bytes: 1e8, nodes: 1e6, stringBytes: 1e8 };
const head = "Subject: x\r\nDate: y\r\n";

const mails: Record<string, (n: number) => string> = {
  folds: (n) => head + "X-A: " + "a\r\n ".repeat(Math.floor(n / 4)) + "b\r\n\r\nx",
  words: (n) => head + "X-A: " + "=?utf-8?q?a?= ".repeat(Math.floor(n / 14)) + "\r\n\r\nx",
  halfwords: (n) => head + "X-A: " + "=?utf-8?x".repeat(Math.floor(n / 9)) + "\r\n\r\nx",
  opens: (n) => head + "X-A: " + "=?".repeat(Math.floor(n / 2)) + "\r\n\r\nx",
  quotes: (n) => head + "From: " + '"a" <b@c.de>,'.repeat(Math.floor(n / 13)) + "\r\n\r\nx",
  brackets: (n) => head + "From: " + "<".repeat(n) + "\r\n\r\nx",
  comments: (n) => head + "From: " + "(".repeat(n) + "\r\n\r\nx",
  qp: (n) => head + "Content-Transfer-Encoding: quoted-printable\r\n\r\n" + "=".repeat(n),
  qp2: (n) => head + "Content-Transfer-Encoding: quoted-printable\r\n\r\n" + "= ".repeat(Math.floor(n / 2)),
  qp3: (n) => head + "Content-Transfer-Encoding: quoted-printable\r\n\r\n" + "=41".repeat(Math.floor(n / 3)),
  flowed: (n) =>
    head + "Content-Type: text/plain; format=flowed\r\n\r\n" + "a \r\n".repeat(Math.floor(n / 4)),
  flowed2: (n) =>
    head +
    "Content-Type: text/plain; format=flowed\r\n\r\n" +
    "a".repeat(Math.floor(n / 2)) +
    " \r\n" +
    "\r\n".repeat(Math.floor(n / 4)),
  params: (n) => head + "Content-Type: text/plain" + "; a=b; name*0=x" + " ".repeat(n) + "\r\n\r\nx",
  params2: (n) =>
    head +
    "Content-Type: text/plain" +
    Array.from({ length: n / 12 }, (_, i) => `; a${i}=b`).join("") +
    "\r\n\r\nx",
  dashes: (n) =>
    head +
    "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n" +
    "\r\n--c".repeat(Math.floor(n / 5)) +
    "\r\n--b--\r\n",
  begin: (n) => head + "\r\n" + "begin 644 ".repeat(Math.floor(n / 10)),
  blanks: (n) => head + "X-A:" + " ".repeat(n) + "\r\n\r\nx",
  base64: (n) => head + "Content-Transfer-Encoding: base64\r\n\r\n" + "=".repeat(n),
};
const texts: Record<string, (n: number) => string> = {
  csv: (n) => "email,name\n" + "a,b\n".repeat(Math.floor(n / 4)),
  csvquotes: (n) => 'email,name\na,"' + '""'.repeat(Math.floor(n / 2)) + '"\n',
  csvopen: (n) => "email,name\n" + 'a,"b\n'.repeat(Math.floor(n / 5)),
  csvwide: (n) => "email," + "name,".repeat(Math.floor(n / 5)) + "x\n" + ",".repeat(n / 5 + 1) + "\n",
  vcf: (n) => "BEGIN:VCARD\r\nNOTE:" + "a\r\n ".repeat(Math.floor(n / 4)) + "\r\nEND:VCARD\r\n",
  vcfesc: (n) => "BEGIN:VCARD\r\nNOTE:" + "\\,".repeat(Math.floor(n / 2)) + "\r\nEND:VCARD\r\n",
  vcfsemi: (n) => "BEGIN:VCARD\r\nN:" + ";".repeat(n) + "\r\nEND:VCARD\r\n",
  vcfqp: (n) =>
    "BEGIN:VCARD\r\nNOTE;ENCODING=QUOTED-PRINTABLE:" +
    "a=\r\n".repeat(Math.floor(n / 4)) +
    "\r\nEND:VCARD\r\n",
  vcfparam: (n) => "BEGIN:VCARD\r\n" + 'NOTE;A="b";C="d":\r\n'.repeat(Math.floor(n / 20)),
  vcfparam2: (n) => "BEGIN:VCARD\r\n" + ("NOTE" + ";A".repeat(600) + "\r\n").repeat(Math.floor(n / 1206)),
  vcfparam3: (n) => "BEGIN:VCARD\r\n" + ("NOTE;" + '"a'.repeat(900) + "\r\n").repeat(Math.floor(n / 1807)),
};

/** What is refused was read as far as that. */
function read(open: () => void): void {
  try {
    open();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}

const readers: Readonly<Record<string, (text: string) => void>> = {
  mail: (text) => {
    read(() => readMail(Buffer.from(text, "latin1"), limits).write([{ remove: 1 }]));
  },
  text: (text) => {
    read(() => void openText(Buffer.from(text, "latin1"), limits));
  },
};

describe.each([
  ["mail", mails],
  ["text", texts],
] as const)("growth of a hostile %s", (kind, shapes) => {
  it.each(Object.entries(shapes))("1 MB of %s takes at most 16 times 128 KB", async (_name, make) => {
    const pair = [make(131_072), make(1_048_576)] as const;
    // Linear is 8; quadratic is 64.
    expect(await growthOf(readers[kind]!, pair, { limit: 16, floorMs: 1.25 })).toBeLessThanOrEqual(16);
  });
});
