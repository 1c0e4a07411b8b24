/* D15, D17, D21, D22 as files: texts with grammars of their own, read by what they begin with, and what their readers see then. */

import { describe, expect, it } from "vitest";
import { desks } from "../../src/desks/index.js";
import { python } from "../support/python.js";
import { redactor } from "../support/redactor.js";

const upload = desks.zendesk.route("POST", "/api/v2/uploads");

async function attach(file: string | Buffer, mediaType = "application/octet-stream") {
  const body = Buffer.from(file);
  const { payload, report } = await redactor.redact(
    { body, mediaType },
    { desk: desks.zendesk, route: upload },
  );
  return { out: payload.body, text: payload.body.toString(), report, same: payload.body === body };
}

const codeOf = async (file: string | Buffer): Promise<unknown> =>
  attach(file).then(
    () => "read",
    (error: unknown) => (error as { code?: string }).code,
  );

const lines = (...list: readonly string[]): string => list.map((line) => `${line}\r\n`).join("");

/** The cells as Python reads them. */
const cellsOf = (out: Buffer, delimiter: string): readonly (readonly string[])[] =>
  JSON.parse(
    python(
      `import csv, io, json, sys\nprint(json.dumps(list(csv.reader(io.StringIO(sys.stdin.buffer.read().decode(), newline=""), delimiter=${JSON.stringify(delimiter)}))))`,
      out,
    ).toString(),
  ) as string[][];

describe("D17 tables", () => {
  it.each([
    [
      ";",
      'login;password;ip\n"Doe; J";Elm$tree8;203.0.113.7\n',
      [
        ["login", "password", "ip"],
        ["Doe; J", "[CREDENTIAL 1]", "[IP_ADDRESS 1]"],
      ],
    ],
    [
      ",",
      'id,password,email\n17,"Elm,tree""8!",jane@leak.test\n',
      [
        ["id", "password", "email"],
        ["17", "[CREDENTIAL 1]", "[EMAIL_ADDRESS 1]"],
      ],
    ],
    [
      ",",
      "email,password,city\njane@leak.test,Elm$tree8,Berlin\n",
      [
        ["email", "password", "city"],
        ["[EMAIL_ADDRESS 1]", "[CREDENTIAL 1]", "Berlin"],
      ],
    ],
    [
      "\t",
      "telefon\tort\r\n0151 12345678\tBerlin\r\n",
      [
        ["telefon", "ort"],
        ["[PHONE_NUMBER 1]", "Berlin"],
      ],
    ],
    [
      "|",
      "host|root password|comment\nweb1|Elm$tree8|rebooted\n",
      [
        ["host", "root password", "comment"],
        ["web1", "[CREDENTIAL 1]", "rebooted"],
      ],
    ],
    [
      ",",
      '\ufeffname,comment\nx,"say ""jane@leak.test"" or\n+44 7700 900456"\n',
      [
        ["\ufeffname", "comment"],
        ["x", 'say "[EMAIL_ADDRESS 1]" or\n[PHONE_NUMBER 1]'],
      ],
    ],
  ])("D17 cells divided by %j, as Python sees them", async (delimiter, table, expected) => {
    const { out } = await attach(table);
    expect(cellsOf(out, delimiter)).toEqual(expected);
  });

  it.each([
    ["rows of different lengths", "email,phone\njane@leak.test,07700 900456,x\n"],
    ["prose with commas", "Hello Jane, my email, please\nwrite to jane@leak.test, thanks\n"],
    ["no names of columns", "1,jane@leak.test\n2,bob@leak.test\n"],
    ["a quote in the middle", 'email,note\njane@leak.test,"x" y\n'],
  ])("reads as text what is no table: %s", async (_name, text) => {
    expect((await attach(text)).text).toMatch(/\[EMAIL_ADDRESS 1\]/);
  });

  it("keeps a table without findings", async () => {
    expect((await attach('status,comment\nopen,"a ""b"" c"\n')).same).toBe(true);
  });
});

describe("D17 vCard and iCalendar", () => {
  const card = lines(
    "BEGIN:VCARD",
    "VERSION:3.0",
    "FN:Jane Doe",
    "ORG:Example Ltd",
    "TEL;TYPE=CELL:07700 900456",
    "item1.TEL;TYPE=WORK,VOICE:+44 20 7946",
    "  0123",
    "EMAIL;TYPE=INTERNET:jane.doe@le",
    " ak.test",
    "ADR;TYPE=HOME:;;12 High Street;London;;SW1A 1AA;UK",
    "BDAY:1980-04-01",
    "NOTE:first\\, password is Elm$tree8\\nthen more",
    "REV:20260301T100000Z",
    "END:VCARD",
  );

  it("D17 a vCard, with folded lines", async () => {
    const { text } = await attach(card);
    expect(text).toBe(
      lines(
        "BEGIN:VCARD",
        "VERSION:3.0",
        "FN:[PERSON 1]",
        "ORG:[ORGANIZATION 1]",
        "TEL;TYPE=CELL:[PHONE_NUMBER 1]",
        "item1.TEL;TYPE=WORK,VOICE:[PHONE_NUMBER 2]",
        "EMAIL;TYPE=INTERNET:[EMAIL_ADDRESS 1]",
        "ADR;TYPE=HOME:;;[POSTAL_ADDRESS 1]",
        "BDAY:[DATE_OF_BIRTH 1]",
        "NOTE:first\\, password is [CREDENTIAL 1]\\nthen more",
        "REV:20260301T100000Z",
        "END:VCARD",
      ),
    );
  });

  it("D17 a vCard 2.1 in quoted-printable", async () => {
    const { text } = await attach(
      lines(
        "BEGIN:VCARD",
        "VERSION:2.1",
        "EMAIL;ENCODING=QUOTED-PRINTABLE:jane=40leak=",
        ".test",
        "TEL;CELL:07700900456",
        "END:VCARD",
      ),
    );
    expect(text).toContain(
      lines("EMAIL;ENCODING=QUOTED-PRINTABLE:[EMAIL_ADDRESS 1]", "TEL;CELL:[PHONE_NUMBER 1]"),
    );
  });

  it("D17 attendees and folded descriptions of a calendar", async () => {
    const { text } = await attach(
      lines(
        "BEGIN:VCALENDAR",
        "BEGIN:VEVENT",
        "DTSTART:20260301T100000Z",
        "ORGANIZER;CN=Jane Doe:mailto:jane@leak.test",
        'ATTENDEE;ROLE=REQ-PARTICIPANT;CN="Bob Roe":mailto:bob@sub',
        " domain.leak.test",
        "DESCRIPTION:Dial +44 7700\\n900456 at host 203.0.113.",
        " 7",
        "LOCATION:12 High Street\\, London SW1A 1AA",
        "END:VEVENT",
        "END:VCALENDAR",
      ),
    );
    expect(text).toBe(
      lines(
        "BEGIN:VCALENDAR",
        "BEGIN:VEVENT",
        "DTSTART:20260301T100000Z",
        "ORGANIZER;CN=[PERSON 1]:mailto:[EMAIL_ADDRESS 1]",
        'ATTENDEE;ROLE=REQ-PARTICIPANT;CN="[PERSON 2]":mailto:[EMAIL_ADDRESS 2]',
        "DESCRIPTION:Dial [PHONE_NUMBER 1] at host [IP_ADDRESS 1]",
        "LOCATION:[POSTAL_ADDRESS 1]",
        "END:VEVENT",
        "END:VCALENDAR",
      ),
    );
  });

  it("opens what a vCard holds in base64", async () => {
    const note = Buffer.from("jane@leak.test wrote").toString("base64");
    const { text } = await attach(
      lines(
        "BEGIN:VCARD",
        "VERSION:3.0",
        `KEY;ENCODING=b;TYPE=TEXT:${note.slice(0, 9)}`,
        ` ${note.slice(9)}`,
        "END:VCARD",
      ),
    );
    const out = /TYPE=TEXT:(\S+)/.exec(text)?.[1] ?? "";
    expect(Buffer.from(out, "base64").toString()).toBe("[EMAIL_ADDRESS 1] wrote");
  });
});

describe("D15 and D21: XML and SVG as files", () => {
  it.each([
    [
      "D15 references",
      '<?xml version="1.0"?><a><mail>jane&#64;leak.test</mail></a>',
      '<?xml version="1.0"?><a><mail>[EMAIL_ADDRESS 1]</mail></a>',
    ],
    [
      "D15 text over elements",
      "<a><p>ja<b>ne@leak.test</b></p></a>",
      "<a><p>[EMAIL_ADDRESS 1]<b></b></p></a>",
    ],
    [
      "D21 SVG",
      '<svg xmlns="http://www.w3.org/2000/svg"><metadata>jane&#x40;leak.test</metadata><text>+44 7700 <tspan>900456</tspan></text></svg>',
      '<svg xmlns="http://www.w3.org/2000/svg"><metadata>[EMAIL_ADDRESS 1]</metadata><text>[PHONE_NUMBER 1]<tspan></tspan></text></svg>',
    ],
    ["broken XML as markup", "<a><b>jane&#64;leak.test</a>", "<a><b>[EMAIL_ADDRESS 1]</a>"],
    [
      "HTML",
      "<!doctype html><p>jane&#64;leak<b>.test</b></p>",
      "<!doctype html><p>[EMAIL_ADDRESS 1]<b></b></p>",
    ],
  ])("%s", async (_name, file, expected) => {
    expect((await attach(file)).text).toBe(expected);
  });

  it("D15 a document type is refused, whatever the permission", async () => {
    const file = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY at "@">]><a>jane&at;leak.test</a>';
    expect([await codeOf(file), await codeOf(file.replace(/<\?xml.*?\?>/, ""))]).toEqual([
      "xml_doctype",
      "xml_doctype",
    ]);
  });
});

describe("D22 the bytes count", () => {
  it.each([
    ["text", "write jane@leak.test", "write [EMAIL_ADDRESS 1]"],
    ["JSON", '{"a":"jane\\u0040leak.test"}', '{"a":"[EMAIL_ADDRESS 1]"}'],
    ["lines of JSON", '{"a":"jane\\u0040leak.test"}\n{"b":1}\n', '{"a":"[EMAIL_ADDRESS 1]"}\n{"b":1}\n'],
    ["HTML", "<html><p>jane&#64;leak.test</p></html>", "<html><p>[EMAIL_ADDRESS 1]</p></html>"],
    [
      "YAML",
      "db:\n  password: 'Elm$tree8'\n  host: 203.0.113.7\n",
      "db:\n  password: '[CREDENTIAL 1]'\n  host: [IP_ADDRESS 1]\n",
    ],
    [
      ".env",
      "ADMIN=jane@leak.test\nDB_PASSWORD='Elm$tree8'\nDB_HOST=203.0.113.7\n",
      "ADMIN=[EMAIL_ADDRESS 1]\nDB_PASSWORD='[CREDENTIAL 1]'\nDB_HOST=[IP_ADDRESS 1]\n",
    ],
    [
      "a dump of SQL",
      "INSERT INTO `u` (`mail`, `phone`) VALUES (1,'o''jane@leak.test','07700 900456'),(2,'it\\'s bob@leak.test','+44 20 7946 0123');\n",
      "INSERT INTO `u` (`mail`, `phone`) VALUES (1,'[EMAIL_ADDRESS 1]','[PHONE_NUMBER 1]'),(2,'it\\'s [EMAIL_ADDRESS 2]','[PHONE_NUMBER 2]');\n",
    ],
    [
      "a log",
      "2026-03-01T10:00:00Z INFO user=jane@leak.test ip=203.0.113.7\n",
      "2026-03-01T10:00:00Z INFO user=[EMAIL_ADDRESS 1] ip=[IP_ADDRESS 1]\n",
    ],
  ])("D22 an image by its type, in truth %s", async (_name, file, expected) => {
    const { text, report } = await attach(file, "image/png");
    expect([text, report.files?.[0]?.class]).toEqual([expected, "text"]);
  });
});

describe("text in UTF-16", () => {
  const little = (text: string): Buffer =>
    Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
  const big = (text: string): Buffer =>
    Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(text, "utf16le").swap16()]);

  it.each([
    ["little", little],
    ["big", big],
  ])("is read and written in %s endian order", async (_name, encode) => {
    const { out } = await attach(encode("Grüße 😀 jane@leak.test\r\nhost 203.0.113.7\r\n"));
    expect(out).toEqual(encode("Grüße 😀 [EMAIL_ADDRESS 1]\r\nhost [IP_ADDRESS 1]\r\n"));
    expect((await attach(encode("nothing here"))).same).toBe(true);
  });

  it("is refused where its units are cut", async () => {
    expect(await codeOf(little("jane@leak.test").subarray(0, -1))).toBe("attachment_unscannable");
  });
});
