/* One mail with all that a mail can hold, over HTTP: as a file for Zendesk, and as a ticket for osTicket. What arrives is what Python reads of it. */

import { request } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { desks, type DeskName } from "../../src/desks/index.js";
import { startNumberingProxy } from "../support/desk-proxy.js";
import { toldByPostalMime, toldByPython } from "../support/mails.js";
import { pythonZip } from "../support/python.js";
import { startUpstream, type TestUpstream } from "../support/upstream.js";
import { zip } from "../support/zip.js";

let upstream: TestUpstream;

beforeAll(async () => {
  upstream = await startUpstream();
});

afterAll(async () => {
  await upstream.close();
});

const base64 = (content: string | Buffer): string =>
  (
    Buffer.from(content)
      .toString("base64")
      .match(/.{1,76}/g) ?? []
  ).join("\r\n");

/** Every one of them at `leak.test`, so that one word tells whether any is left. */
const planted = /leak\.test|900123|203\.0\.113|Elm\$tree8/;

const picture = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=",
  "base64",
);

const inner = [
  "From: Eve <eve@leak.test>",
  "Subject: =?utf-8?Q?Fwd=3A_mallory=40leak=2Etest?=",
  "Content-Type: text/plain; charset=iso-8859-1",
  "Content-Transfer-Encoding: quoted-printable",
  "",
  "Gr=FC=DFe, root / Elm$tree8 on 203.0=\r\n.113.7",
].join("\r\n");

const mail = Buffer.from(
  [
    "Return-Path: <jane@leak.test>",
    "Received: from [203.0.113.8] (helo=laptop) by mx.example.com",
    "\tfor <support@example.com>; Mon, 2 Mar 2026 10:00:00 +0000",
    "DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=k1; i=jane@leak.test; b=AAAA",
    `From: =?utf-8?B?${base64("Jürgen")}?= <jane@leak.test>`,
    "To: support@example.com",
    "Cc: bob@leak.test,",
    ' "Roe, Bob" <bob.roe@leak.test>',
    "Bcc: hidden@leak.test",
    "Message-ID: <1@mail.example.com>",
    "Subject: call +44 7700",
    " 900123",
    "MIME-Version: 1.0",
    'Content-Type: multipart/mixed; boundary="outer"',
    "",
    "preamble of jane@leak.test",
    "--outer",
    'Content-Type: multipart/alternative; boundary="alt.1"',
    "",
    "--alt.1",
    "Content-Type: text/plain; charset=utf-8; format=flowed",
    "",
    "write to carol@leak.test or call +44 7700 ",
    "900123",
    "--alt.1",
    "Content-Type: text/html; charset=utf-8",
    "Content-Transfer-Encoding: base64",
    "",
    base64("<p>write to carol&#64;<b>leak.test</b></p>"),
    "--alt.1--",
    "--outer",
    "Content-Type: message/rfc822",
    "",
    inner,
    "--outer",
    "Content-Type: text/csv; name*=utf-8''dave%40leak.test.csv",
    'Content-Disposition: attachment; filename="dave@leak.test.csv"',
    "Content-Transfer-Encoding: base64",
    "",
    base64("host;password\n203.0.113.9;Elm$tree8\n"),
    "--outer",
    "Content-Type: application/zip; name=logs.zip",
    "Content-Transfer-Encoding: base64",
    "",
    base64(zip([{ name: "a.log", content: "user=erin@leak.test" }])),
    "--outer",
    "Content-Type: image/png; name=dot.png",
    "Content-Transfer-Encoding: base64",
    "",
    base64(picture),
    "--outer--",
    "epilogue of jane@leak.test",
    "",
  ].join("\r\n"),
  "latin1",
);

async function forward(name: DeskName, path: string): Promise<Buffer> {
  const proxy = await startNumberingProxy(desks[name], upstream.origin);
  try {
    const answer = await request(proxy.origin + path, {
      method: "POST",
      headers: { "content-type": "application/octet-stream" },
      body: mail,
    });
    expect([answer.statusCode, await answer.body.text()]).toEqual([201, expect.anything()]);
    expect(proxy.logs.join("\n")).not.toMatch(planted);
    return upstream.received.at(-1)?.body ?? Buffer.alloc(0);
  } finally {
    await proxy.close();
  }
}

const everyView = async (out: Buffer): Promise<string> =>
  [out.toString("latin1"), ...toldByPython([out]), await toldByPostalMime(out)].join("\n");

describe("a mail with all of it", () => {
  it("as a file: nothing planted is left for any reader, the rest is as it was", async () => {
    const out = await forward("zendesk", "/api/v2/uploads?filename=forwarded.eml");
    const told = await everyView(out);
    expect(told).not.toMatch(planted);
    const raw = out.toString("latin1");
    expect(raw).not.toMatch(/^(?:Cc|Bcc):/m);
    expect(raw).toMatch(/\r\n\r\n--outer\r\n/);
    expect(raw).toContain(base64(picture));
    const archive = /name=logs\.zip[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--outer/.exec(raw)?.[1] ?? "";
    expect(pythonZip(Buffer.from(archive, "base64"))[0]?.content).toMatch(/^user=\[EMAIL_ADDRESS \d\d?\]$/);
    expect(told).toContain("Grüße, root / [CREDENTIAL");
    expect(told).toMatch(/host;password\s+\[IP_ADDRESS \d\];\[CREDENTIAL \d\]/);
    expect(raw).toMatch(/name\*=utf-8''%5BEMAIL_ADDRESS%20\d%5D\.csv\r\n/);
  });

  it("as a ticket: the sender stays, and nobody else", async () => {
    const out = await forward("osticket", "/api/tickets.email");
    const kept = (await everyView(out)).replace(/\bjane@leak\.test/g, "");
    expect(out.toString("latin1")).toMatch(/^From: .* <jane@leak\.test>\r$/m);
    expect(kept).not.toMatch(planted);
  });
});
