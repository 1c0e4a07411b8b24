/* Mails that a desk makes tickets of: the requester stays, copies go, bodies and files are masked. D16 at osTicket. */

import { describe, expect, it } from "vitest";
import { desks } from "../../src/desks/index.js";
import { AppError } from "../../src/core/errors.js";
import { toldByPython } from "../support/mails.js";
import { redactor } from "../support/redactor.js";

const route = desks.osticket.route("POST", "/api/tickets.email");

async function toTicket(mail: string, mediaType = "application/x-www-form-urlencoded") {
  const body = Buffer.from(mail.replaceAll("\n", "\r\n"), "latin1");
  const { payload, report } = await redactor.redact({ body, mediaType }, { desk: desks.osticket, route });
  return {
    text: payload.body.toString("latin1").replaceAll("\r\n", "\n"),
    out: payload.body,
    report,
    same: payload.body === body,
  };
}

const head = `Return-Path: <jane.doe@example.org>
Received: from laptop ([203.0.113.7]) by mx.example.com; Mon, 2 Mar 2026 10:00:00 +0000
Message-ID: <abc.1@mail.example.org>
References: <one@mail.example.com>
From: "Doe, Jane" <jane.doe@example.org>
To: support@example.com
Delivered-To: support@example.com
Subject: router +44 7700 900123
`;

describe("osTicket takes a whole mail", () => {
  it("D16 keeps whom to answer, takes copies out and masks the rest", async () => {
    const csv = Buffer.from("host;ip\nweb;203.0.113.9\n").toString("base64");
    const { text, out, report } = await toTicket(`${head}Cc: Bob <bob@leak.test>, eve@leak.test
Bcc: mallory@leak.test
Content-Type: multipart/mixed; boundary=b1

--b1
Content-Type: text/html; charset=utf-8

<p>mail &#98;ob@leak.test</p>
--b1
Content-Type: text/csv; name=hosts.csv
Content-Transfer-Encoding: base64

${csv}
--b1--
`);
    expect(text).toContain(`Return-Path: <jane.doe@example.org>
Received: from laptop ([[IP_ADDRESS 1]]) by mx.example.com; Mon, 2 Mar 2026 10:00:00 +0000
Message-ID: <abc.1@mail.example.org>
References: <one@mail.example.com>
From: "Doe, Jane" <jane.doe@example.org>
To: support@example.com
Delivered-To: support@example.com
Subject: router [PHONE_NUMBER 1]
Content-Type: multipart/mixed; boundary=b1
`);
    const [told = ""] = toldByPython([out]);
    expect(told).toContain("web;[IP_ADDRESS 2]");
    expect(told).not.toMatch(/leak\.test|900123|203\.0\.113/);
    expect(report.counts).toContainEqual(
      expect.objectContaining({ entity: "CC_RECIPIENT", action: "remove", count: 3 }),
    );
  });

  it.each([["message/rfc822"], ["text/plain"], ["application/octet-stream"], [""]])(
    "reads it under any type: %s",
    async (type) => {
      const { text } = await toTicket(`${head}\ncall +44 7700 900124\n`, type);
      expect(text).toMatch(/\n\ncall \[PHONE_NUMBER 2\]\n$/);
    },
  );

  it("forwards a mail without findings as it came", async () => {
    const { same } = await toTicket(
      "From: jane.doe@example.org\nTo: support@example.com\nSubject: hello\n\nthe printer is on fire\n",
    );
    expect(same).toBe(true);
  });

  it("refuses what can be read in more than one way", async () => {
    await expect(
      toTicket(`${head}Content-Type: multipart/mixed; boundary=b1\n\n--b1\n\nx\n`),
    ).rejects.toThrow(new AppError("mail_malformed").message);
  });
});

it("a mail by its media type has its copies taken out on any route", async () => {
  const generic = desks.generic;
  const body = Buffer.from("From: jane@leak.test\nCc: bob@leak.test\nSubject: x\n\nhi eve@leak.test\n");
  const { payload } = await redactor.redact(
    { body, mediaType: "message/rfc822" },
    { desk: generic, route: generic.route("POST", "/in") },
  );
  expect(payload.body.toString()).toBe("From: [EMAIL_ADDRESS 1]\nSubject: x\n\nhi [EMAIL_ADDRESS 2]\n");
});

describe("rt-mailgate", () => {
  const gateway = desks["request-tracker"].route("POST", "/REST/1.0/NoAuth/mail-gateway");
  const mail = `${head}Cc: bob@leak.test\n\nwrite eve@leak.test\n`;
  const forward = async (body: string, mediaType: string): Promise<string> => {
    const options = { desk: desks["request-tracker"], route: gateway };
    const { payload } = await redactor.redact({ body: Buffer.from(body), mediaType }, options);
    return payload.body.toString();
  };
  const expected =
    /Return-Path: <jane\.doe@example\.org>[\s\S]*From: "Doe, Jane" <jane\.doe@example\.org>\r?\nTo: support@example\.com[\s\S]*Subject: router \[PHONE_NUMBER 1\]\r?\n\r?\nwrite \[EMAIL_ADDRESS 1\]\r?\n/;

  it("posts a mail as a file of a form", async () => {
    const part = (name: string, more: string, content: string): string =>
      `--b1\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${content}\r\n`;
    const body = `${part("queue", "", "General")}${part("action", "", "correspond")}${part("message", '; filename="mail"', mail)}--b1--\r\n`;
    const out = await forward(body, "multipart/form-data; boundary=b1");
    expect(out).toMatch(expected);
    expect(out).not.toMatch(/Cc:|leak\.test/);
  });

  it.each([["; charset=utf-8"], [""]])("posts a mail as a field of a form%s", async (charset) => {
    const body = new URLSearchParams({ SessionType: "REST", queue: "General", message: mail }).toString();
    const out = new URLSearchParams(await forward(body, `application/x-www-form-urlencoded${charset}`)).get(
      "message",
    );
    expect(out).toMatch(expected);
    expect(out).not.toMatch(/Cc:|leak\.test/);
  });
});
