/* Transfer encodings of a part: taken off to be read, put on again in what is written (RFC 2045, 6). */

import { AppError } from "../../core/errors.js";

export type Transfer = "identity" | "base64" | "quoted-printable";

const plain: ReadonlySet<string> = new Set(["7bit", "8bit", "binary"]);

/** Throws AppError `multipart_malformed` for an encoding nobody knows. */
export function transferOf(value: string | undefined): Transfer {
  const name = (value ?? "binary").trim().toLowerCase();
  if (plain.has(name)) return "identity";
  if (name === "base64" || name === "quoted-printable") return name;
  throw new AppError("multipart_malformed");
}

/** Throws AppError `multipart_malformed`: readers skip what they do not know, each in its own way. */
export function decodeTransfer(bytes: Buffer, transfer: Transfer): Buffer {
  if (transfer === "identity") return bytes;
  const source = bytes.toString("latin1");
  if (transfer === "quoted-printable") return decodeQuoted(source);
  const packed = source.replace(/\r\n/g, "");
  if (!/^[a-z\d+/]*={0,2}$/i.test(packed) || packed.length % 4 !== 0)
    throw new AppError("multipart_malformed");
  return Buffer.from(packed, "base64");
}

function decodeQuoted(source: string): Buffer {
  if (/=(?!\r\n|[\dA-F]{2})/i.test(source)) throw new AppError("multipart_malformed");
  const text = source
    .replaceAll("=\r\n", "")
    .replace(/=([\dA-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(text, "latin1");
}

/** Lines of 76 characters. */
export function encodeTransfer(bytes: Buffer, transfer: Transfer): Buffer {
  if (transfer === "identity") return bytes;
  if (transfer === "base64") {
    return Buffer.from((bytes.toString("base64").match(/.{1,76}/g) ?? []).join("\r\n"));
  }
  const lines = bytes.toString("latin1").split("\r\n").map(quoteLine);
  return Buffer.from(lines.join("\r\n"), "latin1");
}

const lineLength = 75;

function quoteLine(line: string): string {
  let out = "";
  let width = 0;
  for (let at = 0; at < line.length; at++) {
    const sign = line.charAt(at);
    const isPlain = (sign > " " && sign <= "~" && sign !== "=") || (sign === " " && at < line.length - 1);
    const piece = isPlain ? sign : `=${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
    if (width + piece.length > lineLength) {
      out += "=\r\n";
      width = 0;
    }
    out += piece;
    width += piece.length;
  }
  return out;
}
