/* Archives from a grammar, sound and broken ones, each with values planted wherever an archive has text. */

import { gzipSync } from "node:zlib";
import { compileConfig } from "../../src/config/load.js";
import { AppError } from "../../src/core/errors.js";
import { desks } from "../../src/desks/index.js";
import { createRedactor } from "../../src/redactor.js";
import { framed, python } from "./python.js";
import type { Random } from "./random.js";
import { makeZip, type ZipSource } from "./zip.js";

const pick = <Value>(random: Random, values: readonly [Value, ...Value[]]): Value =>
  values[random(values.length)] ?? values[0];

export const canary = "jane.canary@leak.test";

/** A text that holds the value, or does not. */
const said = (random: Random): string =>
  pick(random, ["", "nothing here", `write to ${canary}`, `${canary}`, `a\nb <${canary}>\n`, "ä€𝄞"]);

function contentOf(random: Random, depth: number): Buffer {
  const kind = random(depth > 0 ? 6 : 3);
  if (kind === 3) return fuzzZip(random, depth - 1);
  if (kind === 4) return gzipSync(said(random));
  if (kind === 5) return Buffer.from(said(random).repeat(1 + random(200)));
  return Buffer.from(said(random));
}

const extras = [
  Buffer.alloc(0),
  Buffer.from([0x55, 0x54, 5, 0, 1, 0, 0, 0, 0]),
  Buffer.from([0x75, 0x78, 11, 0, 1, 4, 0, 0, 0, 0, 4, 0, 0, 0, 0]),
  Buffer.from([0x34, 0x12, 21, 0, ...Buffer.from(canary)]),
  Buffer.from([0x75, 0x70, 26, 0, 1, 0, 0, 0, 0, ...Buffer.from(canary)]),
] as const;

interface Place {
  readonly at: number;
  readonly depth: number;
}

/** One that a strict reader takes. */
function soundEntry(random: Random, { at, depth }: Place): ZipSource {
  const isFolder = random(8) === 0;
  const stem = pick(random, ["a", "b/c", `of ${canary}`, `${canary}/d`, "ä", "x".repeat(random(60))]);
  const name = `${String(at)} ${stem}`;
  return {
    name: isFolder ? `${name}/` : name + pick(random, [".txt", ".log", "", ".zip"]),
    content: isFolder ? "" : contentOf(random, depth),
    stored: isFolder || random(2) === 0,
    streamed: random(3) === 0,
    comment: random(3) === 0 ? said(random) : "",
    extra: random(3) === 0 ? pick(random, [extras[1], extras[2]]) : extras[0],
    flags: pick(random, [0, 0x800, 2]),
    mode: pick(random, [0o100644, 0, 0o100755]),
  };
}

/** One with a fault, at times. */
function oddEntry(random: Random, place: Place): ZipSource {
  const entry = soundEntry(random, place);
  return {
    ...entry,
    name: pick(random, [entry.name, entry.name, "same", "../e", `/${canary}`]),
    extra: pick(random, [extras[0], extras[3], extras[4]]),
    flags: pick(random, [0, 1, 0x40]),
    mode: pick(random, [0o100644, 0o120777]),
    lies: pick<NonNullable<ZipSource["lies"]>>(random, [
      {},
      { size: random(99) },
      { crc: 7 },
      { localName: canary },
    ]),
  };
}

export function fuzzZip(random: Random, depth = 2): Buffer {
  const make = random(6) === 0 ? oddEntry : soundEntry;
  const entries = Array.from({ length: random(5) + 1 }, (_, at) => make(random, { at, depth }));
  const made = makeZip(entries, random(3) === 0 ? said(random) : "").bytes;
  return random(5) === 0 ? broken(random, made) : made;
}

/** Bytes changed, doubled, cut or put in, often where headers are. */
function broken(random: Random, bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const at = random(copy.length);
  const headers = [...copy.toString("latin1").matchAll(/PK../gs)].map((match) => match.index);
  const header = headers[random(Math.max(1, headers.length))] ?? 0;
  switch (random(5)) {
    case 0:
      copy[at] = random(256);
      return copy;
    case 1:
      copy[Math.min(copy.length - 1, header + random(46))] = pick(random, [0, 1, 255, random(256)]);
      return copy;
    case 2:
      return copy.subarray(0, at);
    case 3:
      return Buffer.concat([copy.subarray(0, header), Buffer.from(said(random)), copy.subarray(header)]);
    default:
      return Buffer.concat([copy.subarray(0, at), copy.subarray(random(copy.length))]);
  }
}

const redactor = createRedactor(compileConfig({ permissions: [] }));
const desk = desks.zendesk;
const route = desk.route("POST", "/api/v2/uploads");

export interface FuzzOutcome {
  /** What is forwarded; absent: it was refused. */
  readonly out?: Buffer;
  /** A fault that is no refusal. */
  readonly fault?: string;
  readonly ms: number;
}

export async function redactFuzzed(body: Buffer): Promise<FuzzOutcome> {
  const from = performance.now();
  const ms = (): number => performance.now() - from;
  try {
    const { payload } = await redactor.redact({ body, mediaType: "application/zip" }, { desk, route });
    return { out: payload.body, ms: ms() };
  } catch (error) {
    const isRefusal = error instanceof AppError && error.status < 500;
    return isRefusal ? { ms: ms() } : { fault: String(error), ms: ms() };
  }
}

/** Reads archives in archives as leniently as it can, and prints the places in which the value still stands. */
const program = `
import gzip, io, struct, sys, zipfile, zlib
canary = b"${canary}"
def look(data, depth):
    if canary in data: return True
    if depth == 0: return False
    if data[:2] == b"\\x1f\\x8b":
        try:
            if look(gzip.decompress(data), depth - 1): return True
        except Exception: pass
    try: archive = zipfile.ZipFile(io.BytesIO(data))
    except Exception: return False
    if canary in archive.comment: return True
    for info in archive.infolist():
        if canary.decode() in info.filename or canary in info.comment or canary in info.extra: return True
        try:
            if look(archive.read(info), depth - 1): return True
        except Exception: pass
        try:
            at = info.header_offset
            name, extra = struct.unpack("<HH", data[at + 26:at + 30])
            packed = data[at + 30 + name + extra:at + 30 + name + extra + info.compress_size]
            if look(zlib.decompressobj(-15).decompress(packed), depth - 1): return True
        except Exception: pass
    return False
data, at, number = sys.stdin.buffer.read(), 0, 0
while at < len(data):
    size = struct.unpack("<I", data[at:at + 4])[0]
    if look(data[at + 4:at + 4 + size], 4): print(number)
    at, number = at + 4 + size, number + 1
`;

/** Places in the list of archives in which Python still finds the value. */
export const leakedIn = (archives: readonly Buffer[]): readonly number[] =>
  python(program, framed(archives)).toString().split("\n").filter(Boolean).map(Number);
