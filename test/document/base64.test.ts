/* Base64 of files and mails: what decoders read alike is read, whatever some of them skip is not. */

import { expect, it } from "vitest";
import { decodeBase64 } from "../../src/document/base64.js";
import { percentBytes } from "../../src/document/percent.js";

it.each<[string, string | undefined]>([
  ["", ""],
  ["amFuZQ==", "jane"],
  ["amFuZQ", "jane"],
  [" amFu\r\n\tZQ==\n", "jane"],
  ["amFuZ", undefined],
  ["amFuZ=", undefined],
  ["amFuZQ===", undefined],
  ["amFu=ZQ=", undefined],
  ["amFu-Q==", undefined],
  ["amFu\u00a0ZQ==", undefined],
])("%j", (text, expected) => {
  expect(decodeBase64(text)?.toString("latin1")).toBe(expected);
});

it("percent-encoded bytes; what is no escape stays", () => {
  expect(percentBytes("a%40b%c3%A4%zz%4")).toBe("a@b\u00c3\u00a4%zz%4");
});
