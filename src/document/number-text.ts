/* The digits of a JSON number, however it is written: `4.9e3` reads `4900`. */

const shape = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d{1,4}))?$/i;

/** Larger exponents are no identifiers or phone numbers, and must not make long strings. */
const widestExponent = 40;

/** Plain decimal digits when the number is whole; else the source. */
export function plainDigits(source: string): string {
  const match = shape.exec(source);
  if (match === null) return source;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  const shift = Number(exponent);
  if ((fraction === "" && shift === 0) || Math.abs(shift) > widestExponent) return source;
  const digits = whole + fraction;
  const point = whole.length + shift;
  if (point <= 0 || /[1-9]/.test(digits.slice(point))) return source;
  return (
    sign +
    digits
      .slice(0, point)
      .padEnd(point, "0")
      .replace(/^0+(?=\d)/, "")
  );
}
