/* Tiny images, with and without what cameras and programs write into them. */

import { crc32, deflateSync } from "node:zlib";

/** Exif with a maker, a date and an orientation (left out when it is 1). */
export function tiff(orientation: number, said: string): Buffer {
  const text = Buffer.from(`${said}\0`);
  const entries = orientation === 1 ? 1 : 2;
  const head = Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0, entries, 0]);
  const maker = Buffer.alloc(12);
  maker.writeUInt16LE(0x010f, 0);
  maker.writeUInt16LE(2, 2);
  maker.writeUInt32LE(text.length, 4);
  maker.writeUInt32LE(10 + entries * 12 + 4, 8);
  const turned = Buffer.from([0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
  return Buffer.concat([head, maker, ...(entries === 2 ? [turned] : []), Buffer.alloc(4), text]);
}

const segment = (code: number, data: Buffer): Buffer =>
  Buffer.concat([Buffer.from([0xff, code, (data.length + 2) >> 8, (data.length + 2) & 255]), data]);

const latin1 = (text: string): Buffer => Buffer.from(text, "latin1");

/** Has the structure of a baseline JPEG, but no picture a decoder would show. */
export function jpeg(more: readonly (readonly [number, string | Buffer])[] = [], after = ""): Buffer {
  return Buffer.concat([
    latin1("\xff\xd8"),
    segment(0xe0, latin1("JFIF\0\x01\x01\0\0\x01\0\x01\0\0")),
    ...more.map(([code, data]) => segment(code, typeof data === "string" ? latin1(data) : data)),
    segment(0xdb, Buffer.alloc(65, 1)),
    segment(0xc0, latin1("\x08\0\x01\0\x01\x01\x01\x11\0")),
    segment(0xc4, Buffer.alloc(19, 0)),
    segment(0xda, latin1("\x01\x01\0\0\x3f\0")),
    latin1("\x12\xff\x00\x34\xff\xd0\x56\xff\xd9"),
    latin1(after),
  ]);
}

export const exifSegment = (orientation: number, said: string): readonly [number, Buffer] => [
  0xe1,
  Buffer.concat([latin1("Exif\0\0"), tiff(orientation, said)]),
];

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([latin1(type), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)]);
}

/** One red pixel. */
export function png(more: readonly (readonly [string, string | Buffer])[] = [], after = ""): Buffer {
  return Buffer.concat([
    latin1("\x89PNG\r\n\x1a\n"),
    chunk("IHDR", latin1("\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0")),
    ...more.map(([type, data]) => chunk(type, typeof data === "string" ? latin1(data) : data)),
    chunk("IDAT", deflateSync(Buffer.from([0, 255, 0, 0]))),
    chunk("IEND", Buffer.alloc(0)),
    latin1(after),
  ]);
}

/** One pixel; `extensions` are whole blocks. */
export const gif = (extensions: readonly string[] = [], after = ""): Buffer =>
  latin1(
    `GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff${extensions.join("")}` +
      `\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0\x3b${after}`,
  );

export const gifBlock = (label: string, ...blocks: readonly string[]): string =>
  `\x21${label}${blocks.map((block) => String.fromCharCode(block.length) + block).join("")}\0`;

/** One pixel without loss, extended so that it may have more chunks. */
export function webp(more: readonly (readonly [string, Buffer])[] = [], after = ""): Buffer {
  const riff = (type: string, data: Buffer): Buffer => {
    const head = Buffer.alloc(8);
    head.write(type, "latin1");
    head.writeUInt32LE(data.length, 4);
    return Buffer.concat([head, data, Buffer.alloc(data.length & 1)]);
  };
  const chunks = [
    riff("VP8X", Buffer.from([0x0c, 0, 0, 0, 0, 0, 0, 0, 0, 0])),
    riff("VP8L", Buffer.from("LwAAABAHEBERiIj+BwA=", "base64")),
    ...more.map(([type, data]) => riff(type, data)),
  ];
  return Buffer.concat([riff("RIFF", Buffer.concat([latin1("WEBP"), ...chunks])), latin1(after)]);
}
