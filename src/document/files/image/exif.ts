/* Of Exif only the orientation stays: without it a photograph would lie on its side. */

/** Tag, type SHORT and one value; TIFF 6.0, section 2, and Exif 2.32, 4.6.4. */
const orientationTag = 0x0112;
const short = 3;
const upright = 1;
const entryLength = 12;

/** A TIFF block with nothing but the orientation. */
function minimalTiff(orientation: number): Buffer {
  const tiff = Buffer.from("MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0", "latin1");
  tiff.writeUInt16BE(orientation, 18);
  return tiff;
}

/** What stays of a TIFF block; undefined: nothing, or all of it as it is already. */
export function keptTiff(tiff: Buffer): { readonly kept: Buffer | undefined; readonly asItIs: boolean } {
  const orientation = orientationOf(tiff);
  if (orientation === upright) return { kept: undefined, asItIs: false };
  const kept = minimalTiff(orientation);
  return { kept, asItIs: kept.equals(tiff) };
}

/** 1 to 8; 1 for what cannot be read. */
function orientationOf(tiff: Buffer): number {
  const order = tiff.toString("latin1", 0, 4);
  if ((order !== "II*\0" && order !== "MM\0*") || tiff.length < 14) return upright;
  const little = order.startsWith("I");
  const short16 = (at: number): number => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const first = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (first + 2 > tiff.length) return upright;
  const last = Math.min(tiff.length - entryLength, first + 2 + (short16(first) - 1) * entryLength);
  for (let at = first + 2; at <= last; at += entryLength) {
    if (short16(at) !== orientationTag || short16(at + 2) !== short) continue;
    const value = short16(at + 8);
    return value >= 1 && value <= 8 ? value : upright;
  }
  return upright;
}
