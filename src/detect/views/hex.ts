/* Hex digits by their UTF-16 units. */

/** Value of a hex digit; -1 for others. */
export function hexValue(unit: number): number {
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30;
  const lower = unit | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

/** Value of the hex digits at `[start, end)`; -1 where one is none. */
export function hexNumber(text: string, start: number, end: number): number {
  let number = 0;
  for (let at = start; at < end; at++) {
    const value = hexValue(text.charCodeAt(at));
    if (value === -1) return -1;
    number = number * 16 + value;
  }
  return number;
}
