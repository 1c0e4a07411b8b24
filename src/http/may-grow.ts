/* Whether a small body may be much work: there may be a file in it, and compressed files grow while they are read. */

import type { BodyUse } from "../core/desk.js";
import type { RedactOptions } from "../core/redaction.js";
import type { Payload } from "../core/types.js";

/** These are files, or hold them as they are. */
const ofFiles: ReadonlySet<BodyUse> = new Set(["upload", "mail"]);
const typesOfFiles = /^\s*(?:multipart\/|message\/)/i;

/** Bytes: the smallest archive that grows to more than what is small takes more, and so does its base64. */
const smallest = 200;

/** By the ways files travel. Their bytes are not looked at: a file may stand in another one. */
export function mayGrow({ body, mediaType }: Payload, { route, direction }: RedactOptions): boolean {
  if (body.length < smallest) return false;
  const use = route?.body ?? "document";
  if (use === "untouched") return false;
  if (ofFiles.has(use) || typesOfFiles.test(mediaType)) return true;
  return holdsEncoded(body) || (direction === "response" && isPacked(body));
}

/** An answer may be a file, whatever its type. */
const isPacked = (body: Buffer): boolean => packedStarts.has(body.readUInt16BE(0));

/** Of zip archives and gzip. */
const packedStarts: ReadonlySet<number> = new Set([0x504b, 0x1f8b]);

/** Signs of base64, and of the escapes that line ends and slashes of it are written with in JSON and forms. */
const encodedSigns = new Uint8Array(256);
for (const sign of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\\%")
  encodedSigns[sign.charCodeAt(0)] = 1;

/** A run of such signs as long as `smallest`. Looks at each place where one would have to end, and backwards from there. */
function holdsEncoded(body: Buffer): boolean {
  let end = smallest - 1;
  while (end < body.length) {
    let at = end;
    while (at > end - smallest && encodedSigns[body[at] ?? 0] === 1) at--;
    if (at === end - smallest) return true;
    end = at + smallest;
  }
  return false;
}
