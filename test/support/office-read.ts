/* Sends a file through the redactor, and reads office packages with Python. */

import { compileConfig } from "../../src/config/load.js";
import { AppError } from "../../src/core/errors.js";
import { desks } from "../../src/desks/index.js";
import { createRedactor } from "../../src/redactor.js";
import { python, type PythonEntry } from "./python.js";
import { redactor } from "./redactor.js";

const route = desks.zendesk.route("POST", "/api/v2/uploads");

/** What a desk gets of a file. */
export async function upload(file: Buffer): Promise<Buffer> {
  const payload = { body: file, mediaType: "application/octet-stream" };
  return (await redactor.redact(payload, { desk: desks.zendesk, route })).payload.body;
}

const withoutPermission = createRedactor(compileConfig({ permissions: [] }));

/** What a desk gets of a file where nothing may pass unread, or the code of the refusal, which may be looked at. */
export async function uploadRead(file: Buffer, look?: (refusal: AppError) => void): Promise<Buffer | string> {
  const payload = { body: file, mediaType: "application/octet-stream" };
  try {
    return (await withoutPermission.redact(payload, { desk: desks.zendesk, route })).payload.body;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    look?.(error);
    return error.code;
  }
}

/** Names of elements and their texts, as Python's XML reader sees them; it refuses what is not well-formed. */
const textProgram = `
import io, json, sys, zipfile
import xml.etree.ElementTree as tree
archive = zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read()))
assert archive.testzip() is None
local = lambda name: name.rsplit("}", 1)[-1]
texts = {}
for name in archive.namelist():
    if not name.endswith((".xml", ".rels")): continue
    root = tree.fromstring(archive.read(name))
    texts[name] = ["".join(p.itertext()) for p in root.iter() if local(p.tag) in ("p", "si", "c", "table-cell")]
print(json.dumps(texts))
`;

/** Texts of paragraphs, strings and cells by part. */
export const textsOf = (file: Buffer): Record<string, readonly string[]> =>
  JSON.parse(python(textProgram, file).toString()) as Record<string, readonly string[]>;

export const allOf = (entries: readonly PythonEntry[]): string =>
  entries.map(({ name, comment, content }) => `${name}\n${comment}\n${content}`).join("\n");
