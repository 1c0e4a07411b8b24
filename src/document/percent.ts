/* Percent-encoding (RFC 3986, 2.1) as bytes. */

/** Bytes as a latin1 string; what is no escape stays as it is. */
export const percentBytes = (text: string): string =>
  text.replace(/%([\da-f]{2})/gi, (_escape, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
