/* Where the next control character stands: strict JSON (RFC 8259) forbids them in strings. */

// eslint-disable-next-line no-control-regex -- U+0000 to U+001F
const control = /[\0-\x1f]/g;

/** Position of the first one at or behind `from`; the length when there is none. */
export function findControlUnit(text: string, from: number): number {
  control.lastIndex = from;
  return control.test(text) ? control.lastIndex - 1 : text.length;
}

/** The same of bytes, four at a time where they lie even. */
export function findControlByte(body: Buffer, from: number): number {
  const even = Math.min(body.length, from + ((4 - ((body.byteOffset + from) & 3)) & 3));
  const first = controlBefore(body, from, even);
  if (first < even || even === body.length) return first;
  return controlBefore(body, skipFours(body, even), body.length);
}

function controlBefore(body: Buffer, from: number, end: number): number {
  for (let at = from; at < end; at++) if ((body[at] as number) < 0x20) return at;
  return end;
}

/** Behind the fours from `from` on in which no byte is below 0x20. */
function skipFours(body: Buffer, from: number): number {
  const fours = new Int32Array(body.buffer, body.byteOffset + from, (body.length - from) >> 2);
  let at = 0;
  // A byte below 0x20 borrows into its top bit, which it does not have itself; so may the byte above it.
  while (at < fours.length) {
    const four = fours[at] as number;
    if (((four - 0x20202020) & ~four & 0x80808080) !== 0) {
      const here = from + at * 4;
      if (controlBefore(body, here, here + 4) < here + 4) return here;
    }
    at++;
  }
  return from + at * 4;
}
