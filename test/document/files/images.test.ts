/* D21: what cameras and programs write into images goes, the picture and its orientation stay. */

import { describe, expect, it } from "vitest";
import { openGif } from "../../../src/document/files/image/gif.js";
import { openJpeg } from "../../../src/document/files/image/jpeg.js";
import { openPng } from "../../../src/document/files/image/png.js";
import { openWebp } from "../../../src/document/files/image/webp.js";
import type { OpenedFile } from "../../../src/core/files.js";
import { findLeaks } from "../../support/canary.js";
import { exifSegment, gif, gifBlock, jpeg, png, tiff, webp } from "../../support/images.js";
import { python } from "../../support/python.js";

const mail = "jane@leak.test";
const xmp = `<x:xmpmeta>${mail}</x:xmpmeta>`;

const strip = (open: (bytes: Buffer) => OpenedFile, bytes: Buffer): Buffer => {
  const { document, metadata } = open(bytes);
  return document.write(metadata.map((remove) => ({ remove })));
};

type Row = readonly [string, (bytes: Buffer) => OpenedFile, Buffer, Buffer];

const upright = tiff(1, mail);
const turned = tiff(6, mail);
/** As the program writes what it keeps of Exif: big-endian, one entry. */
const kept = Buffer.from("MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0", "latin1");
const exif = (block: Buffer): readonly [number, Buffer] => [
  0xe1,
  Buffer.concat([Buffer.from("Exif\0\0"), block]),
];
const repeat = gifBlock("\xff", "NETSCAPE2.0", "\x01\0\0");
const profile = [0xe2, "ICC_PROFILE\0\x01\x01profile"] as const;

const rows: readonly Row[] = [
  ["JPEG Exif", openJpeg, jpeg([exifSegment(1, mail)]), jpeg()],
  ["JPEG Exif of a turned picture", openJpeg, jpeg([exifSegment(6, mail)]), jpeg([exif(kept)])],
  ["JPEG XMP", openJpeg, jpeg([[0xe1, `http://ns.adobe.com/xap/1.0/\0${xmp}`]]), jpeg()],
  ["JPEG IPTC", openJpeg, jpeg([[0xed, `Photoshop 3.0\x008BIM${mail}`]]), jpeg()],
  ["JPEG comment", openJpeg, jpeg([[0xfe, mail]]), jpeg()],
  ["JPEG segment of any application", openJpeg, jpeg([[0xe5, mail]]), jpeg()],
  ["JPEG colours stay", openJpeg, jpeg([profile, [0xfe, mail]]), jpeg([profile])],
  ["JPEG bytes behind its end", openJpeg, jpeg([], `PK${mail}`), jpeg()],
  [
    "PNG texts",
    openPng,
    png([
      ["tEXt", `Author\0${mail}`],
      ["zTXt", `A\0\0x`],
      ["iTXt", mail],
    ]),
    png(),
  ],
  ["PNG time", openPng, png([["tIME", "\x07\xe6\x01\x01\0\0\0"]]), png()],
  ["PNG Exif", openPng, png([["eXIf", upright]]), png()],
  ["PNG Exif of a turned picture", openPng, png([["eXIf", turned]]), png([["eXIf", kept]])],
  ["PNG private chunk", openPng, png([["maIl", mail]]), png()],
  [
    "PNG density stays",
    openPng,
    png([["pHYs", "\0\0\0\x01\0\0\0\x01\0"]]),
    png([["pHYs", "\0\0\0\x01\0\0\0\x01\0"]]),
  ],
  ["PNG bytes behind its end", openPng, png([], mail), png()],
  ["GIF comment", openGif, gif([gifBlock("\xfe", mail)]), gif()],
  ["GIF plain text", openGif, gif([gifBlock("\x01", "\0".repeat(12), mail)]), gif()],
  ["GIF XMP", openGif, gif([repeat, gifBlock("\xff", "XMP DataXMP", mail)]), gif([repeat])],
  ["GIF bytes behind its end", openGif, gif([], mail), gif()],
  ["WebP Exif", openWebp, webp([["EXIF", upright]]), withFlags(webp(), 0)],
  ["WebP Exif of a turned picture", openWebp, webp([["EXIF", turned]]), withFlags(webp([["EXIF", kept]]), 8)],
  ["WebP XMP", openWebp, webp([["XMP ", Buffer.from(xmp)]]), withFlags(webp(), 0)],
  ["WebP chunk of an unknown kind", openWebp, webp([["MAIL", Buffer.from(mail)]]), withFlags(webp(), 0)],
  ["WebP bytes behind its end", openWebp, webp([], mail), withFlags(webp(), 0)],
];

function withFlags(bytes: Buffer, flags: number): Buffer {
  bytes[20] = flags;
  return bytes;
}

/** Check sums, sizes and pixels of a PNG; marker chains and sizes of the others. */
const verify = `
import struct, sys, zlib
data = sys.stdin.buffer.read()
if data[:4] == b"\\x89PNG":
    at, pixels, last = 8, b"", b""
    while at < len(data):
        size, last = struct.unpack(">I4s", data[at:at + 8])
        assert zlib.crc32(data[at + 4:at + 8 + size]) == struct.unpack(">I", data[at + 8 + size:at + 12 + size])[0]
        if last == b"IDAT": pixels += data[at + 8:at + 8 + size]
        at += 12 + size
    assert last == b"IEND" and zlib.decompress(pixels) == bytes([0, 255, 0, 0])
elif data[:4] == b"RIFF":
    assert struct.unpack("<I", data[4:8])[0] == len(data) - 8
    at = 12
    while at < len(data):
        size = struct.unpack("<I", data[at + 4:at + 8])[0]
        at += 8 + size + (size & 1)
    assert at == len(data)
elif data[:3] == b"GIF":
    assert data[-1:] == b";"
else:
    at = 2
    while data[at + 1] != 0xda:
        assert data[at] == 0xff
        at += 2 + struct.unpack(">H", data[at + 2:at + 4])[0]
    assert data[-2:] == b"\\xff\\xd9"
print("sound")
`;

describe("D21", () => {
  it.each(rows)("%s", (_name, open, given, expected) => {
    const out = strip(open, given);
    expect(out.equals(expected)).toBe(true);
    expect(findLeaks({ out }, [mail])).toEqual([]);
    const again = open(out);
    expect([again.metadata, again.document.write([]) === out]).toEqual([[], true]);
  });

  it("what is left is sound to another reader", () => {
    for (const at of [1, 11, 17, 20]) {
      const [, open, given] = rows[at] ?? rows[0] ?? [];
      if (open === undefined || given === undefined) throw new Error("no such row");
      expect(python(verify, strip(open, given)).toString()).toBe("sound\n");
    }
  });

  const cut = (bytes: Buffer, end: number): Buffer => bytes.subarray(0, end);

  it.each<[string, (bytes: Buffer) => OpenedFile, Buffer]>([
    ["JPEG without its end", openJpeg, cut(jpeg(), -2)],
    ["JPEG with a segment longer than itself", openJpeg, cut(jpeg(), 40)],
    ["JPEG with bytes between segments", openJpeg, Buffer.concat([cut(jpeg(), 2), Buffer.from(mail)])],
    ["PNG without its end", openPng, cut(png(), -12)],
    ["PNG with a wrong check sum", openPng, Buffer.from(png([["tEXt", mail]])).fill(0x41, 45, 46)],
    ["PNG with a critical chunk nobody knows", openPng, png([["CgBI", "x"]])],
    ["PNG that begins otherwise", openPng, Buffer.concat([cut(png(), 8), png().subarray(33)])],
    ["GIF without its end", openGif, cut(gif(), -1)],
    ["GIF with a block of no kind", openGif, gif(["\x99"])],
    ["WebP longer than the file", openWebp, cut(webp(), -2)],
    ["WebP with a chunk longer than itself", openWebp, Buffer.from(webp()).fill(0xff, 16, 18)],
  ])("cannot be read: %s", (_name, open, bytes) => {
    expect(() => open(bytes)).toThrow(expect.objectContaining({ code: "attachment_unscannable" }) as Error);
  });
});
