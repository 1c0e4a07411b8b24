/* Archives that Python makes and reads: tar and gzip. */

import { python } from "./python.js";

export interface TarEntry {
  readonly name: string;
  /** Latin1. */
  readonly content: string;
  readonly user?: string;
  readonly group?: string;
  readonly pax?: Readonly<Record<string, string>>;
}

const makeProgram = `
import io, json, sys, tarfile
made = io.BytesIO()
given = json.load(sys.stdin)
with tarfile.open(fileobj=made, mode="w:" + given["packing"], format=getattr(tarfile, given["format"])) as archive:
    for entry in given["entries"]:
        info = tarfile.TarInfo(entry["name"])
        content = entry["content"].encode("latin1")
        info.size = len(content)
        info.uname = entry.get("user", "")
        info.gname = entry.get("group", "")
        info.pax_headers = entry.get("pax", {})
        archive.addfile(info, io.BytesIO(content))
sys.stdout.buffer.write(made.getvalue())
`;

export const pythonTar = (
  entries: readonly TarEntry[],
  { format = "PAX_FORMAT", packing = "" }: { readonly format?: string; readonly packing?: string } = {},
): Buffer => python(makeProgram, Buffer.from(JSON.stringify({ entries, format, packing })));

const readProgram = `
import io, json, sys, tarfile
archive = tarfile.open(fileobj=io.BytesIO(sys.stdin.buffer.read()), mode="r:*")
print(json.dumps([[i.name, archive.extractfile(i).read().decode("latin1"), i.uname, i.gname] for i in archive.getmembers() if i.isfile()]))
`;

export const readPythonTar = (bytes: Buffer): readonly TarEntry[] =>
  (JSON.parse(python(readProgram, bytes).toString()) as [string, string, string, string][]).map(
    ([name, content, user, group]) => ({ name, content, user, group }),
  );
