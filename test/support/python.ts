/* Python 3 as a second reader: its standard library reads zip, tar, gzip, mail and CSV. */

import { execFileSync } from "node:child_process";

let interpreter: string | undefined;

/** The program itself: in front of it there may be a script that chooses a version, at every start anew. */
const findInterpreter = (): string =>
  execFileSync("python3", ["-c", "import sys; print(sys.executable)"], { encoding: "utf8" }).trim();

/** Runs a program with bytes on its standard input, and returns what it prints. Only the standard library is looked for. */
export const python = (program: string, input: Buffer): Buffer =>
  execFileSync((interpreter ??= findInterpreter()), ["-I", "-S", "-c", program], {
    input,
    maxBuffer: 64 * 1024 * 1024,
  });

/** Names, comments and contents of a zip, as JSON; contents as latin1. `testzip` checks every CRC. */
const zipProgram = `
import io, json, sys, zipfile
archive = zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read()))
assert archive.testzip() is None
print(json.dumps([[i.filename, i.comment.decode("latin1"), archive.read(i).decode("latin1")] for i in archive.infolist()]))
`;

export interface PythonEntry {
  readonly name: string;
  readonly comment: string;
  readonly content: string;
}

export const pythonZip = (bytes: Buffer): readonly PythonEntry[] =>
  (JSON.parse(python(zipProgram, bytes).toString()) as [string, string, string][]).map(
    ([name, comment, content]) => ({ name, comment, content }),
  );

/** The same for several, read by one process; XML that is not well-formed fails it. */
const zipsProgram = `
import io, json, struct, sys, zipfile
import xml.etree.ElementTree as tree
data, at, found = sys.stdin.buffer.read(), 0, []
while at < len(data):
    size = struct.unpack("<I", data[at:at + 4])[0]
    archive = zipfile.ZipFile(io.BytesIO(data[at + 4:at + 4 + size]))
    assert archive.testzip() is None
    for info in archive.infolist():
        if info.filename.endswith((".xml", ".rels")): tree.fromstring(archive.read(info))
    found.append([[i.filename, i.comment.decode("latin1"), archive.read(i).decode("latin1")] for i in archive.infolist()])
    at += 4 + size
print(json.dumps(found))
`;

/** Each with its length in front. */
export const framed = (files: readonly Buffer[]): Buffer =>
  Buffer.concat(
    files.flatMap((file) => {
      const length = Buffer.alloc(4);
      length.writeUInt32LE(file.length);
      return [length, file];
    }),
  );

export const pythonZips = (archives: readonly Buffer[]): readonly (readonly PythonEntry[])[] =>
  (JSON.parse(python(zipsProgram, framed(archives)).toString()) as [string, string, string][][]).map(
    (entries) => entries.map(([name, comment, content]) => ({ name, comment, content })),
  );
