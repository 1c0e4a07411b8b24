/* Bytes of escapes as text, without an exception for those that are none: texts may be full of them. */

import { isUtf8 } from "node:buffer";

const mark = "\ufeff";

/** Without a byte order mark; undefined for what is no UTF-8. */
export function readUtf8(bytes: Buffer): string | undefined {
  if (!isUtf8(bytes)) return undefined;
  const text = bytes.toString("utf8");
  return text.startsWith(mark) ? text.slice(1) : text;
}
