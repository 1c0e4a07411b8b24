/* Secrets of Standard Webhooks: `whsec_` and 24 to 64 bytes in base64. */

const form = /^whsec_((?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?)$/;

/** The key itself; undefined: not in that form. */
export function decodeStandardSecret(secret: string): Buffer | undefined {
  const encoded = form.exec(secret)?.[1];
  if (encoded === undefined) return undefined;
  const key = Buffer.from(encoded, "base64");
  return key.length >= 24 && key.length <= 64 ? key : undefined;
}
