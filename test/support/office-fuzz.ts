/* Packages of the office grammar, packed and broken at random, and what Python still reads of them. */

import { AppError } from "../../src/core/errors.js";
import { defaultHttpLimits } from "../../src/core/limits.js";
import { readZip } from "../../src/document/files/zip/read.js";
import { OfficeMaker, type OfficeFamily } from "./office-grammar.js";
import { uploadRead } from "./office-read.js";
import { framed, python } from "./python.js";
import { randomFrom, type Random } from "./random.js";
import { zip, type ZipSource } from "./zip.js";

export interface FuzzCase {
  readonly file: Buffer;
  readonly planted: readonly string[];
  /** It must be read: nothing about it is broken or of a dialect that we refuse. */
  readonly isSound: boolean;
}

const isXml = (name: string): boolean => /\.(?:xml|rels)$/.test(name);

/** Stored, deflated, with sizes behind the data: the same to every reader. */
function packed(random: Random, { name, content }: ZipSource): ZipSource {
  if (name === "mimetype") return { name, content, stored: true };
  return { name, content, stored: random(3) === 0, streamed: random(3) === 0, flags: random(2) * 0x800 };
}

/** Zip64 sizes in an extra field, and markup in UTF-16: readers know both, we refuse them. */
function unusual(random: Random, source: ZipSource): ZipSource {
  if (random(2) === 0) {
    const extra = Buffer.alloc(20);
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(16, 2);
    return { ...source, extra };
  }
  const text = source.content.toString().replace("UTF-8", "UTF-16");
  return { ...source, content: Buffer.from(`\ufeff${text}`, "utf16le") };
}

/** The text with a stretch cut out, doubled or put elsewhere, or one sign changed. */
function damaged(random: Random, content: Buffer): Buffer {
  const text = content.toString();
  const at = random(text.length);
  const end = at + 1 + random(40);
  const piece = text.slice(at, end);
  switch (random(4)) {
    case 0:
      return Buffer.from(text.slice(0, at) + text.slice(end));
    case 1:
      return Buffer.from(text.slice(0, end) + piece + text.slice(end));
    case 2: {
      const to = random(text.length);
      return Buffer.from(text.slice(0, to) + piece + text.slice(to));
    }
    default:
      return Buffer.from(text.slice(0, at) + "<>&\"'/ ;=a".charAt(random(10)) + text.slice(at + 1));
  }
}

function brokenBytes(random: Random, file: Buffer): Buffer {
  const copy = Buffer.from(file);
  const at = random(copy.length);
  const header = copy.lastIndexOf("PK", at, "latin1");
  if (random(3) === 0) return copy.subarray(0, at);
  copy[random(2) === 0 ? at : Math.min(copy.length - 1, Math.max(0, header) + random(46))] = random(256);
  return copy;
}

/** Every second one is broken somewhere. */
export function fuzzOffice(family: OfficeFamily, serial: number): FuzzCase {
  const random = randomFrom(serial * 7919 + 13);
  const maker = new OfficeMaker(random, serial);
  const made = maker.make(family);
  const sources = readZip(made, defaultHttpLimits).entries.map((entry) => packed(random, entry));
  const fault = serial % 2 === 0 ? "none" : (["bytes", "xml", "unusual"][random(3)] ?? "none");
  const chosen = random(sources.length);
  const one = sources[chosen];
  if (one !== undefined && isXml(String(one.name))) {
    if (fault === "xml") sources[chosen] = { ...one, content: damaged(random, one.content as Buffer) };
    if (fault === "unusual") sources[chosen] = unusual(random, one);
  }
  const file = zip(sources);
  return {
    file: fault === "bytes" ? brokenBytes(random, file) : file,
    planted: maker.planted,
    isSound: fault === "none",
  };
}

export interface FuzzResult {
  readonly out?: Buffer;
  readonly code?: string;
  /** What should not have been thrown, or said. */
  readonly fault?: string;
  readonly ms: number;
}

export async function redactOffice({ file, planted }: FuzzCase): Promise<FuzzResult> {
  const from = performance.now();
  const ms = (): number => performance.now() - from;
  try {
    const out = await uploadRead(file, (error) => {
      const said = `${error.message} ${JSON.stringify(error)} ${String(error.stack)}`;
      if (error.status >= 500 || planted.some((value) => said.includes(value))) throw new Error(error.code);
    });
    return typeof out === "string" ? { code: out, ms: ms() } : { out, ms: ms() };
  } catch (error) {
    return { fault: error instanceof AppError ? error.code : String(error), ms: ms() };
  }
}

/**
 * Reads each package as Python's zipfile and XML parser do, and prints which values it still shows: texts, attributes,
 * raw bytes; paragraphs with and without changes, with alternatives, without what is hidden; formulas and headers.
 */
const program = `
import io, json, re, struct, sys, zipfile, urllib.parse
import xml.etree.ElementTree as tree
local = lambda name: name.rsplit("}", 1)[-1] if isinstance(name, str) else "#"
blocks = {"p", "h", "si", "is", "text", "note", "annotation", "txbxContent"}
shown, codes = {"t", "delText", "sym"}, {"instrText", "delInstrText"}
attribute = lambda e, name: next((v for k, v in e.attrib.items() if local(k) == name), "")

def words(e, odf, view, kinds, top=True):
    name = local(e.tag)
    if name == "#": return ""
    if not top and name in blocks: return ""
    if name in view: return ""
    if name == "r" and "vanish" in view and any(local(x.tag) == "vanish" for x in e.iter()): return ""
    own = ""
    if name == "sym" and "sym" in kinds: own = chr(int(attribute(e, "char"), 16) & 0xff)
    if odf or name in kinds: own += e.text or ""
    for child in e:
        own += words(child, odf, view, kinds, False)
        if odf: own += child.tail or ""
    return own

views = [{"del", "moveFrom", "Fallback", "vanish"}, {"del", "moveFrom", "Choice", "vanish"},
  {"ins", "moveTo", "Fallback", "vanish"}, {"del", "Fallback"}]

def texts(root, odf):
    deleted = {attribute(r, "id"): "".join(d.itertext()) for r in root.iter() if local(r.tag) == "changed-region"
      for d in r.iter() if local(d.tag) == "deletion"}
    if odf:
        for p in list(root.iter()):
            if local(p.tag) == "change": p.tail = deleted.get(attribute(p, "change-id"), "") + (p.tail or "")
    for view in views:
        carried = ""
        for p in root.iter():
            name = local(p.tag)
            if name not in blocks: continue
            text = words(p, odf, view, shown)
            yield text
            yield words(p, odf, view, codes)
            marked = any(local(m.tag) in ("del", "ins") for q in p if local(q.tag) == "pPr" for r in q for m in r)
            if name == "p":
                if carried: yield carried + text
                carried = carried + text if marked else ""
    for e in root.iter():
        text = e.text or ""
        yield text
        yield "".join(e.itertext())
        for value in e.attrib.values():
            yield value
            yield urllib.parse.unquote(value)
            text += "\\n" + value
        for chain in re.findall(r'"[^"]*"(?:\\s*&\\s*"[^"]*")*', text):
            yield "".join(re.findall(r'"([^"]*)"', chain))
        if local(e.tag) == "oddHeader":
            yield re.sub(r'&(?:"[^"]*"|K[0-9A-F]{6}|\\d+|[A-Z])', lambda m: "\\n" if m[0] in ("&L", "&R", "&C") else "", text)

def look(data, values, depth):
    found = set()
    try: archive = zipfile.ZipFile(io.BytesIO(data))
    except Exception: return {v for v in values if v.encode() in data}
    odf = "mimetype" in archive.namelist()
    for info in archive.infolist():
        try: content = archive.read(info)
        except Exception: continue
        seen = [info.filename, content.decode("latin1")]
        if content[:2] in (b"\\xff\\xfe", b"\\xfe\\xff"): seen.append(content.decode("utf-16", "replace"))
        if content[:2] == b"PK" and depth > 0: found |= look(content, values, depth - 1)
        try: seen += texts(tree.fromstring(content), odf)
        except tree.ParseError: pass
        for text in seen:
            for value in values:
                at = text.find(value)
                while at != -1:
                    end = at + len(value)
                    if not re.match(r"[\\w-]|\\.\\d", text[end:end + 2]) and not re.match(r"[\\w.@-]", text[max(0, at - 1):at]):
                        found.add(value)
                    at = text.find(value, end)
    return found

data, at, frames = sys.stdin.buffer.read(), 0, []
while at < len(data):
    size = struct.unpack("<I", data[at:at + 4])[0]
    frames.append(data[at + 4:at + 4 + size])
    at += 4 + size
print(json.dumps([sorted(look(frames[n], json.loads(frames[n + 1]), 3)) for n in range(0, len(frames), 2)]))
`;

export interface Written {
  readonly out: Buffer;
  readonly planted: readonly string[];
}

/** Values that Python still reads, for each package. */
export const leftIn = (written: readonly Written[]): readonly (readonly string[])[] =>
  JSON.parse(
    python(
      program,
      framed(written.flatMap(({ out, planted }) => [out, Buffer.from(JSON.stringify(planted))])),
    ).toString(),
  ) as readonly (readonly string[])[];
