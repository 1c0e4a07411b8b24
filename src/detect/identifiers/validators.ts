/* Check digits of tax and identity numbers by stdnum, one small module per kind of number, loaded at its first candidate. */

import { createRequire } from "node:module";

interface Validator {
  validate(value: string): { readonly isValid: boolean };
}

const load = createRequire(import.meta.url);
const loaded = new Map<string, Validator>();

function validatorNamed(name: string): Validator {
  let validator = loaded.get(name);
  if (validator === undefined) {
    // The whole package takes 250 ms to load, one of its modules 3: the first redaction has a budget.
    validator = load(`stdnum/lib/cjs/${name}.js`) as Validator;
    loaded.set(name, validator);
  }
  return validator;
}

/** stdnum makes an error of each number that does not hold: its stack, which nobody reads, is nearly all of the cost. */
function isValid(validator: Validator, value: string): boolean {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return validator.validate(value).isValid;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Whether a number holds by the rules of `name`, e.g. `de/vat`; the value is compact or written with separators. */
export function numberHolds(name: string, value: string): boolean {
  return (ownChecks[name] ?? ((one) => isValid(validatorNamed(name), one)))(value);
}

const digitAt = (value: string, at: number): number => value.charCodeAt(at) - 48;

/** SNILS of Russia: nine digits weighted 9 to 1, modulo 101. */
function snilsHolds(value: string): boolean {
  let sum = 0;
  for (let at = 0; at < 9; at++) sum += digitAt(value, at) * (9 - at);
  return (sum % 101) % 100 === Number(value.slice(9));
}

/** Individual number ("My Number") of Japan: weights 2 to 7 from the right, modulo 11. */
function myNumberHolds(value: string): boolean {
  let sum = 0;
  for (let n = 1; n <= 11; n++) sum += digitAt(value, 11 - n) * (n <= 6 ? n + 1 : n - 5);
  const rest = sum % 11;
  return digitAt(value, 11) === (rest <= 1 ? 0 : 11 - rest);
}

/** What stdnum does not know. Values are compact and of the right length. */
const ownChecks: Readonly<Record<string, (value: string) => boolean>> = {
  "ru/snils": snilsHolds,
  "jp/individual": myNumberHolds,
  none: () => false,
};
