/* Evasion case D15: values that only an XML parser puts together, and declarations that would change what it reads. */

import { describe, expect, it } from "vitest";
import { AppError } from "../../src/core/errors.js";
import { zendesk } from "../../src/desks/zendesk.js";
import { redactor } from "../support/redactor.js";

const redact = async (body: string | Buffer, mediaType = "application/xml"): Promise<string> => {
  const payload = { body: Buffer.from(body), mediaType };
  const route = zendesk.route("POST", "/api/v2/unknown");
  return (await redactor.redact(payload, { desk: zendesk, route })).payload.body.toString();
};

const codeOf = async (body: string | Buffer, mediaType?: string): Promise<string> => {
  try {
    return await redact(body, mediaType);
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
};

describe("D15 masked", () => {
  it.each([
    ["D15 text", "<a>jane@leak.test</a>", "<a>[EMAIL_ADDRESS 1]</a>"],
    ["D15 numeric references", "<a>jane&#64;leak&#x2e;test</a>", "<a>[EMAIL_ADDRESS 1]</a>"],
    ["D15 references with zeros", "<a>jane&#0000064;leak.test</a>", "<a>[EMAIL_ADDRESS 1]</a>"],
    [
      "D15 a predefined entity next to it",
      "<a>&lt;jane@leak.test&gt;</a>",
      "<a>&lt;[EMAIL_ADDRESS 1]&gt;</a>",
    ],
    ["D15 CDATA", "<a><![CDATA[<b>jane@leak.test</b>]]></a>", "<a><![CDATA[<b>[EMAIL_ADDRESS 1]</b>]]></a>"],
    [
      "D15 text that goes on in CDATA",
      "<a>jane@<![CDATA[leak.test]]></a>",
      "<a>[EMAIL_ADDRESS 1]<![CDATA[]]></a>",
    ],
    [
      "D15 text that a comment runs through",
      "<a>jane@<!-- x -->leak.test</a>",
      "<a>[EMAIL_ADDRESS 1]<!-- x --></a>",
    ],
    [
      "D15 text that an instruction runs through",
      "<a>jane@<?x y?>leak.test</a>",
      "<a>[EMAIL_ADDRESS 1]<?x y?></a>",
    ],
    [
      "D15 text that an element runs through",
      "<a>jane@<b>leak.test</b></a>",
      "<a>[EMAIL_ADDRESS 1]<b></b></a>",
    ],
    [
      "D15 elements that stand close",
      "<a>x<b>203.0.113.7</b><c>203.0.113.8</c>y</a>",
      "<a>x<b>[IP_ADDRESS 1]</b><c>[IP_ADDRESS 2]</c>y</a>",
    ],
    ["D15 comment", "<a><!-- jane@leak.test --></a>", "<a><!-- [EMAIL_ADDRESS 1] --></a>"],
    ["D15 instruction", "<a><?x to=jane@leak.test?></a>", "<a><?x to=[EMAIL_ADDRESS 1]?></a>"],
    ["D15 attribute", '<a b="jane@leak.test"/>', '<a b="[EMAIL_ADDRESS 1]"/>'],
    ["D15 attribute with references", "<a b='jane&#x40;leak.test'/>", "<a b='[EMAIL_ADDRESS 1]'/>"],
    ["D15 name of an element", "<a><host-203.0.113.7/></a>", "<a><host-_IP_ADDRESS_1_/></a>"],
    [
      "D15 HTML in an element",
      "<a>&lt;p&gt;jane&amp;#64;leak.test&lt;/p&gt;</a>",
      "<a>&lt;p&gt;[EMAIL_ADDRESS 1]&lt;/p&gt;</a>",
    ],
    [
      "D15 key of a secret",
      "<login><password>Tr0ub4dor.3</password></login>",
      "<login><password>[CREDENTIAL 1]</password></login>",
    ],
    [
      "D15 key of a secret in an attribute",
      '<login password="Tr0ub4dor.3"/>',
      '<login password="[CREDENTIAL 1]"/>',
    ],
  ])("%s", async (_title, body, expected) => {
    expect(await redact(body)).toBe(expected);
  });

  it.each(["text/xml; charset=utf-8", "application/soap+xml", "image/svg+xml", "TEXT/XML"])(
    "D15 as %s",
    async (type) => {
      expect(await redact("<a>jane&#64;leak.test</a>", type)).toBe("<a>[EMAIL_ADDRESS 1]</a>");
    },
  );

  it("D15 nothing found: the same bytes", async () => {
    const body = "\ufeff<?xml version='1.0' ?>\r\n<a  b = 'x'\n>&amp;&#x20;<![CDATA[]]></a >\r\n";
    expect(await redact(body)).toBe(body);
  });

  it("D15 a CC element goes as a whole", async () => {
    const body =
      "<ticket><subject>x</subject>\n <email_ccs><cc>bob@leak.test</cc></email_ccs><collaborators>Bob, Carol</collaborators></ticket>";
    expect(await redact(body)).toBe("<ticket><subject>x</subject>\n </ticket>");
  });
});

const laughs = `<!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from(
  { length: 9 },
  (_, at) => `<!ENTITY lol${String(at + 1)} "${`&lol${at === 0 ? "" : String(at)};`.repeat(10)}">`,
).join("")}]><lolz>&lol9;</lolz>`;

describe("D15 refused", () => {
  it.each([
    [
      "D15 an entity that is an at sign",
      '<!DOCTYPE a [<!ENTITY at "@">]><a>jane&at;leak.test</a>',
      "xml_doctype",
    ],
    [
      "D15 external entity",
      '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
      "xml_doctype",
    ],
    ["D15 external subset", '<!DOCTYPE a SYSTEM "https://leak.test/a.dtd"><a/>', "xml_doctype"],
    ["D15 billion laughs", laughs, "xml_doctype"],
    ["D15 an empty document type", "<!DOCTYPE a><a/>", "xml_doctype"],
    ["D15 an undeclared entity", "<a>jane&at;leak.test</a>", "xml_syntax"],
    ["D15 UTF-16 declared", '<?xml version="1.0" encoding="UTF-16"?><a/>', "charset_unsupported"],
    [
      "D15 UTF-16 with its mark",
      Buffer.from('\ufeff<?xml version="1.0" encoding="UTF-16"?><a/>', "utf16le"),
      "charset_unsupported",
    ],
    ["D15 UTF-16 without a mark", Buffer.from("<a>jane@leak.test</a>", "utf16le"), "charset_unsupported"],
    [
      "D15 UTF-7 declared",
      '<?xml version="1.0" encoding="UTF-7"?><a>jane+AEA-leak.test</a>',
      "charset_unsupported",
    ],
    ["D15 XML 1.1, where more is a line end", '<?xml version="1.1"?><a/>', "xml_syntax"],
  ])("%s", async (_title, body, code) => {
    expect(await codeOf(body)).toBe(code);
  });
});
