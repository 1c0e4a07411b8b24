/* The strict zip reader and its splicing writer, with Python's zipfile as the second reader. */

import { constants, deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { defaultHttpLimits } from "../../../src/core/limits.js";
import { readZip } from "../../../src/document/files/zip/read.js";
import { writeZip } from "../../../src/document/files/zip/write.js";
import { costOf } from "../../support/cpu.js";
import { pythonZip } from "../../support/python.js";
import { makeZip, zip, type ZipSource } from "../../support/zip.js";

const sources: readonly ZipSource[] = [
  { name: "mimetype", content: "text/x", stored: true },
  { name: "logs/", content: "", stored: true, mode: 0o040755 },
  {
    name: "logs/a.log",
    content: "nothing here\n".repeat(50),
    comment: "of monday",
  },
  { name: "b.txt", content: "streamed", streamed: true },
];
const sample = zip(sources, "the whole");
const read = (bytes: Buffer, limits = {}) => readZip(bytes, { ...defaultHttpLimits, ...limits });
const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
  return "read";
};

describe("reading", () => {
  it("tells names, comments and contents", () => {
    const archive = read(sample);
    expect(archive.comment).toBe("the whole");
    expect(
      archive.entries.map(({ name, comment, content }) => ({
        name,
        comment,
        content: content.toString("latin1"),
      })),
    ).toEqual(pythonZip(sample));
  });

  const one = (source: Partial<ZipSource>): Buffer =>
    zip([
      { name: "a.txt", content: "text", ...source },
      { name: "z.txt", content: "z" },
    ]);
  const shifted = (at: number, bytes: readonly number[]): Buffer => {
    const changed = Buffer.from(sample);
    changed.set(bytes, at);
    return changed;
  };
  const made = makeZip(sources, "the whole");
  const withMethod = (method: number): Buffer => {
    const { bytes, directory } = makeZip([{ name: "a", content: "text" }]);
    bytes.writeUInt16LE(method, 8);
    bytes.writeUInt16LE(method, directory + 10);
    return bytes;
  };
  const endRecord = sample.toString("latin1", made.end, made.end + 22);
  const insert = (at: number, more: Buffer): Buffer =>
    Buffer.concat([sample.subarray(0, at), more, sample.subarray(at)]);

  it.each<[string, Buffer]>([
    ["D20 an entry outside: ../", one({ name: "../a.txt" })],
    ["D20 an absolute name", one({ name: "/etc/a" })],
    ["D20 a name with a drive", one({ name: "c:a.txt" })],
    ["D20 a name with a backslash", one({ name: "..\\a.txt" })],
    ["D20 a name with NUL", one({ name: "a\0.txt" })],
    ["D20 an empty name", one({ name: "" })],
    ["D20 two entries of one name", one({ name: "z.txt" })],
    ["D20 a symbolic link", one({ mode: 0o120777 })],
    ["a device", one({ mode: 0o020666 })],
    ["D20 an encrypted entry", one({ flags: 1 })],
    ["strong encryption", one({ flags: 0x40 })],
    ["another method", withMethod(9)],
    ["another CRC than the content's", one({ lies: { crc: 7 } })],
    ["a larger size than the content's", one({ lies: { size: 5 } })],
    ["a smaller size than the content's", one({ lies: { size: 3 } })],
    ["another name in the local header", one({ lies: { localName: "b.txt" } })],
    ["a folder that holds bytes", one({ name: "a/" })],
    ["zip64 sizes", one({ extra: Buffer.from([1, 0, 8, 0, 1, 0, 0, 0, 0, 0, 0, 0]) })],
    ["an extra field of an unknown kind", one({ extra: Buffer.from([0x99, 0x99, 1, 0, 65]) })],
    ["a second name", one({ extra: Buffer.from([0x75, 0x70, 6, 0, 1, 0, 0, 0, 0, 65]) })],
    ["an extra field that is cut off", one({ extra: Buffer.from([0x55, 0x54, 9, 0, 1]) })],
    ["bytes before the first entry", insert(0, Buffer.from("MZ"))],
    ["bytes between two entries", insert(made.locals[1] ?? 0, Buffer.from("hidden"))],
    ["bytes before the central directory", insert(made.directory, Buffer.from("hidden"))],
    ["bytes before the end record", insert(made.end, Buffer.from("hidden"))],
    ["bytes behind the comment", Buffer.concat([sample, Buffer.from("hidden")])],
    ["an end record in the comment", zip(sources, `x${endRecord}`)],
    ["two end records that both fit", zip(sources, `${endRecord.slice(0, 20)}\0\0`)],
    ["another number of entries", shifted(made.end + 8, [3, 0, 3, 0])],
    ["several disks", shifted(made.end + 4, [1, 0])],
    ["an end that is cut off", sample.subarray(0, -12)],
    ["half of it", sample.subarray(0, sample.length >> 1)],
    ["nothing but a signature", Buffer.from("PK\x03\x04")],
  ])("cannot be read: %s", (_name, bytes) => {
    expect(codeOf(() => read(bytes))).toBe("attachment_unscannable");
  });

  it("entries that share their bytes are refused, however their headers agree", () => {
    const inner = makeZip([{ name: "a.txt", content: "text" }]);
    const central = inner.bytes.subarray(inner.directory, inner.end);
    const end = Buffer.from(inner.bytes.subarray(inner.end));
    end.writeUInt16LE(2, 8);
    end.writeUInt16LE(2, 10);
    end.writeUInt32LE(central.length * 2, 12);
    const twice = Buffer.concat([inner.bytes.subarray(0, inner.directory), central, central, end]);
    expect(codeOf(() => read(twice))).toBe("attachment_unscannable");
  });

  it("bytes behind the end of a deflate stream are refused", () => {
    const packed = Buffer.concat([deflateRawSync("text"), Buffer.from("hidden")]);
    const { bytes, directory, end } = makeZip([{ name: "a", content: "text" }]);
    const head = Buffer.from(bytes.subarray(0, 31));
    const tail = Buffer.from(bytes.subarray(directory));
    head.writeUInt32LE(packed.length, 18);
    tail.writeUInt32LE(packed.length, 20);
    tail.writeUInt32LE(31 + packed.length, end - directory + 16);
    expect(codeOf(() => read(Buffer.concat([head, packed, tail])))).toBe("attachment_unscannable");
  });

  const zeros = Buffer.alloc(4 * 1024 * 1024);

  it.each<[string, Buffer, object, string]>([
    ["more entries than the limit", sample, { archiveEntries: 3 }, "body_too_large"],
    [
      "more bytes than the limit",
      zip([{ name: "a", content: zeros }]),
      { openedBytes: 1 << 20 },
      "body_too_large",
    ],
    ["D20 a ratio over the limit", zip([{ name: "a", content: zeros }]), {}, "decompression_ratio"],
  ])("%s", (_name, bytes, limits, code) => {
    expect(codeOf(() => read(bytes, limits))).toBe(code);
  });

  it("D20 a bomb of 10 GB is refused within 50 ms, whether its headers are honest or not", async () => {
    const block = deflateRawSync(Buffer.alloc(1 << 24), {
      finishFlush: constants.Z_SYNC_FLUSH,
    });
    const packed = Buffer.concat([...Array.from({ length: 640 }, () => block), deflateRawSync("")]);
    for (const size of [0xfffffff0, 2000]) {
      const { bytes, directory } = makeZip([{ name: "a", content: packed, stored: true, lies: { size } }]);
      bytes.writeUInt16LE(8, 8);
      bytes.writeUInt16LE(8, directory + 10);
      const refuse = (): void => {
        expect(codeOf(() => read(bytes))).not.toBe("read");
      };
      expect(await costOf(refuse, { limit: 50, patienceMs: 5000 })).toBeLessThanOrEqual(50);
    }
  });
});

describe("writing", () => {
  it("gives back the same Buffer without changes", () => {
    expect(writeZip(read(sample), { entries: new Map() })).toBe(sample);
  });

  it("keeps every byte of entries that do not change", () => {
    const archive = read(sample);
    const written = writeZip(archive, {
      entries: new Map([[2, { content: Buffer.from("masked") }]]),
    });
    const again = read(written);
    for (const at of [0, 1, 3]) {
      const raw = ({ bytes, entries }: typeof archive) =>
        bytes.subarray(entries[at]?.record.local, entries[at]?.record.end);
      expect(raw(again).equals(raw(archive))).toBe(true);
    }
    expect(pythonZip(written)).toEqual(
      pythonZip(sample).map((entry) =>
        entry.name === "logs/a.log" ? { ...entry, content: "masked" } : entry,
      ),
    );
  });

  it("changes names, comments and contents, and takes entries out", () => {
    const entries = new Map([
      [0, { content: Buffer.from("stored again") }],
      [2, { name: "logs/ä.log", comment: "" }],
      [3, { removed: true }],
    ]);
    const written = writeZip(read(sample), { entries, comment: "" });
    expect(pythonZip(written)).toEqual([
      { name: "mimetype", comment: "", content: "stored again" },
      { name: "logs/", comment: "", content: "" },
      { name: "logs/ä.log", comment: "", content: "nothing here\n".repeat(50) },
    ]);
    expect(written.indexOf("mimetypestored again")).toBe(30);
    expect(read(written).comment).toBe("");
  });

  it("a streamed entry gets its sizes into its header", () => {
    const written = writeZip(read(sample), {
      entries: new Map([[3, { content: Buffer.from("other") }]]),
    });
    expect(pythonZip(written).at(-1)?.content).toBe("other");
  });
});
