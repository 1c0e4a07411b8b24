/* multipart bodies as a client would write them. */

export interface TestPart {
  readonly name: string;
  /** As UTF-8. */
  readonly content: string;
  readonly filename?: string;
  readonly type?: string;
  readonly encoding?: string;
  /** In place of `form-data` and its names. */
  readonly disposition?: string;
}

export const part = (
  name: string,
  content: string,
  more: Omit<TestPart, "name" | "content"> = {},
): TestPart => ({ name, content, ...more });

function headOf({ name, filename, type, encoding, disposition }: TestPart): string {
  const file = filename === undefined ? "" : `; filename="${filename}"`;
  return [
    `Content-Disposition: ${disposition ?? `form-data; name="${name}"${file}`}`,
    ...(type === undefined ? [] : [`Content-Type: ${type}`]),
    ...(encoding === undefined ? [] : [`Content-Transfer-Encoding: ${encoding}`]),
  ].join("\r\n");
}

export function formOf(boundary: string, parts: readonly TestPart[]): Buffer {
  const written = parts.map((one) => `--${boundary}\r\n${headOf(one)}\r\n\r\n${one.content}\r\n`);
  return Buffer.from(`${written.join("")}--${boundary}--\r\n`);
}
