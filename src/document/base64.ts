/* Base64 as files and mails are written in it (RFC 4648, 4), read strictly: decoders differ in what they skip. */

const packedShape = /^[a-z\d+/]*={0,2}$/i;
const blanks = /[\t\n\r ]+/g;

/** Blanks and line breaks part nothing, padding at the end may be missing. Undefined: it is no base64. */
export function decodeBase64(text: string): Buffer | undefined {
  const packed = text.replace(blanks, "");
  const padding = packed.indexOf("=");
  const length = padding === -1 ? packed.length : padding;
  return packedShape.test(packed) && length % 4 !== 1 ? Buffer.from(packed, "base64") : undefined;
}
