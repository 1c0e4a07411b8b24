/* The search itself: each spelling of a planted value is found, in the middle of anything, and nothing else is. */

import { describe, expect, it } from "vitest";
import { createCanaries, findCanary, findLeaks } from "../support/canary.js";

const mail = "c17@leak.test";
const phone = "+44 7700 900917";
const each = (text: string, write: (code: number) => string): string =>
  [...text].map((char) => write(char.charCodeAt(0))).join("");
const hex = (code: number, width: number): string => code.toString(16).padStart(width, "0");
const base64 = (offset: number, coding: "base64" | "base64url" = "base64"): string =>
  Buffer.from(`${"x".repeat(offset)}${mail}-and more`).toString(coding);

/** Name of the spelling, what is planted, the value searched. */
const spellings: readonly [string, string | Buffer, string][] = [
  ["raw", mail, mail],
  ["raw", "C17@LEAK.Test", mail],
  ["percent", "c17%40leak.test", mail],
  ["percent", each(mail, (code) => `%${hex(code, 2)}`), mail],
  ["percent", phone.replace("+", "%2B").replaceAll(" ", "+"), phone],
  ["json-escapes", "c17\\u0040leak.test", mail],
  ["json-escapes", each(mail, (code) => `\\u${hex(code, 4)}`), mail],
  ["json-escapes", "c17\\x40leak.test", mail],
  ["html-entities", "c17&#64;leak&#x2e;test", mail],
  ["html-entities", "c17&commat;leak&period;test", mail],
  ["html-entities", each(mail, (code) => `&#${String(code)};`), mail],
  ["quoted-printable", "c17=40leak.test", mail],
  ["quoted-printable", "c17@le=\r\nak.test", mail],
  ["base64+0", base64(0), mail],
  ["base64+1", base64(1), mail],
  ["base64+2", base64(2), mail],
  ["base64+0", base64(3, "base64url"), mail],
  ["utf-16le", Buffer.from(mail, "utf16le"), mail],
  ["utf-16be", Buffer.from(mail, "utf16le").swap16(), mail],
  ["hex", Buffer.from(mail).toString("hex").toUpperCase(), mail],
  ["reversed", [...mail].reverse().join(""), mail],
  ["digits", "447700900917", phone],
  ["digits", "44-7700-900917", phone],
  ["raw", "пароль-Ца8", "пароль-Ца8"],
];

describe("the canary search", () => {
  it.each(spellings)("finds %s: %s", (name, planted, canary) => {
    const content = Buffer.concat([Buffer.from('{"a":"'), Buffer.from(planted), Buffer.from('"}')]);
    // Base64 counts from the start of the text, not of the value.
    const found = findCanary(name.startsWith("base64") ? planted : content, canary);
    expect(found).toBe(name);
  });

  it("finds nothing where nothing is", () => {
    const content = "c18@leak.test c17[at]leak.test +44 7700 900918 [EMAIL_ADDRESS 7K3QXD] 1795166400123";
    expect([findCanary(content, mail), findCanary(content, phone)]).toEqual([undefined, undefined]);
  });

  it("says in which sink, which value and how", () => {
    const sinks = { upstream: "x", logs: "mail c17%40leak.test" };
    expect(findLeaks(sinks, [mail, phone])).toEqual(["logs: c17@leak.test (percent)"]);
  });

  it("plants values that no other row has", () => {
    const rows = Array.from({ length: 700 }, (_, serial) => createCanaries(serial));
    const values = rows.flatMap((row) => [row.mail, row.phone, row.ip, row.password]);
    expect(new Set(values).size).toBe(2800);
    expect(rows[3]?.used).toHaveLength(4);
  });
});
