/* What a signature says besides its sums: the certificate of S/MIME and the packets of PGP name their owners in clear. */

/** RFC 9580, 6.2; its text is base64 in lines, with headers before and a check sum behind. */
const armour = /-----BEGIN PGP SIGNATURE-----([^-]*)-----END/g;

/** Bytes as a latin1 string to text: as they stand, and without their armour. */
export function signatureText(bytes: string): string {
  const packets = [...bytes.matchAll(armour)].map(([, text = ""]) => {
    const body = text.replace(/^[\s\S]*?\r?\n\r?\n/, "");
    return Buffer.from(body, "base64").toString("latin1");
  });
  return [bytes, ...packets].join("\n");
}
