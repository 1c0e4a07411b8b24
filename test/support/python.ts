/* Python 3 as a second reader: its standard library reads zip, tar, gzip, mail and CSV. */

import { execFileSync } from "node:child_process";

/** Runs a program with bytes on its standard input, and returns what it prints. */
export const python = (program: string, input: Buffer): Buffer =>
  execFileSync("python3", ["-c", program], { input, maxBuffer: 64 * 1024 * 1024 });

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
