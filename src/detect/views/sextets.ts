/* The alphabets of base64 and base64url (RFC 4648, 4 and 5), by unit. */

/** Of a unit beyond the alphabets. */
export const notSpelled = 0xff;
/** By any UTF-16 unit: a look beyond a smaller table is slow. */
const sextets = new Uint8Array(0x10000).fill(notSpelled);
for (const [value, char] of [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"].entries())
  sextets[char.charCodeAt(0)] = value;
sextets[0x2d] = 62;
sextets[0x5f] = 63;

/** Also asked behind the end of a text. */
export const sextetOf = (unit: number): number => sextets[unit] ?? notSpelled;
