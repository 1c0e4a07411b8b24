/* Mails and texts: what a mail program shows, and the bytes do not spell in one piece. */

import { describe, expect, it } from "vitest";
import { upload, uploadRead } from "../support/office-read.js";

const lines = (...all: readonly string[]): Buffer => Buffer.from(`${all.join("\r\n")}\r\n`);
const head = ["From: a@example.com", "Subject: x"];
const flowed = "Content-Type: text/plain; format=flowed; delsp=yes";
const eight = "Content-Transfer-Encoding: 8bit";
const packed = Buffer.from("jane@leak.test").toString("base64");

describe("D16: one text", () => {
  it.each<[string, Buffer, RegExp]>([
    [
      "quoted lines that go on",
      lines(...head, flowed, "", "> host 203.0. ", "> 113.77 is it"),
      /203\.0|113\.77/,
    ],
    ["quoted twice", lines(...head, flowed, "", ">> host 203.0. ", ">>113.77 is it"), /203\.0|113\.77/],
    [
      "a header longer than what a file is told by",
      lines(`X-Long: ${"a ".repeat(4000)}`, ...head, "Content-Transfer-Encoding: base64", "", packed),
      /amFu/,
    ],
    [
      "a mail with one header, and one that says how it is encoded",
      lines("Subject: x", "Content-Transfer-Encoding: quoted-printable", "", "host 203.0.=", "113=2E77"),
      /203\.0|113/,
    ],
    ["markup in UTF-16", Buffer.from("\ufeff<html><body>203.0.<b>113.77</b>", "utf16le"), /113\./],
  ])("%s", async (_name, file, gone) => {
    const out = await uploadRead(file);
    expect(out).toBeInstanceOf(Buffer);
    const text = out.toString("latin1").replaceAll("\0", "");
    expect(text).toMatch(/\[[A-Z_]+ \d\]|W0VNQUlM/);
    expect(text).not.toMatch(gone);
  });
  it("quotes of another depth do not go on", async () => {
    const file = lines(...head, flowed, "", "> host 203.0. ", ">> 113.77 is it", "113.78");
    expect((await uploadRead(file)).toString()).toContain("> host 203.0. \r\n>> 113.77 is it\r\n113.78");
  });
});

describe("D16: more than one reading", () => {
  const second = [
    "",
    "From b@example.com Mon Jan  1 00:00:00 2024",
    "Subject: y",
    "Content-Transfer-Encoding: base64",
    "",
    packed,
  ];
  it.each<[string, Buffer, string]>([
    [
      "a broken mail whose lines go on",
      lines(...head, `${flowed}; x`, "", "host 203.0. ", "113.77"),
      "mail_malformed",
    ],
    [
      "a broken mail of markup",
      lines(...head, "Content-Type: text/html; x", "", "203.0.<b>113.77</b>"),
      "mail_malformed",
    ],
    [
      "a type that is an address",
      lines(...head, eight, "Content-Type: text/203.0.113.77", "", "x"),
      "mail_malformed",
    ],
    [
      "a disposition that is a number",
      lines(...head, eight, "Content-Disposition: 4915112345678", "", "x"),
      "mail_malformed",
    ],
    ["a mailbox of several mails", lines(...head, "", "text", ...second), "mail_malformed"],
    [
      "signs of ISO-2022-JP in a text without charset",
      lines(...head, "", "\x1b$B#j#a#n#e\x1b(B"),
      "charset_unsupported",
    ],
    [
      "a document type in UTF-16",
      Buffer.from('\ufeff<!DOCTYPE a [<!ENTITY at "@">]><a>jane&at;leak.test</a>', "utf16le"),
      "xml_doctype",
    ],
  ])("%s is refused", async (_name, file, code) => {
    expect(await uploadRead(file)).toBe(code);
  });
  it("rich text, whose codes part values, is not read in full", async () => {
    const file = Buffer.from("{\\rtf1 host 203.0.\\b 113.77\\b0 of jane@leak.test}");
    expect(await uploadRead(file)).toBe("attachment_unscannable");
    expect((await upload(file)).toString()).toBe("{\\rtf1 host 203.0.\\b 113.77\\b0 of [EMAIL_ADDRESS 1]}");
  });
  it("a mailbox in which nothing is encoded is text", async () => {
    const file = lines(
      ...head,
      "",
      "text",
      "",
      "From b@example.com Mon Jan  1 00:00:00 2024",
      "Subject: of jane@leak.test",
    );
    expect((await uploadRead(file)).toString()).not.toContain("leak.test");
  });
});
