/* Check digits of tax and identity numbers by stdnum, one small module per kind of number, loaded at its first candidate. */

import { createRequire } from "node:module";
import { onForget, remembersText } from "../text-memory.js";
import { isProven, mayHold, proven, sumsFor, type Sums } from "./check-sums.js";

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

/** Verdicts of the last numbers of the text, by validator and number: labels overlap, and lines repeat. */
const verdicts = new Map<string, boolean>();
const mostVerdicts = 256;
onForget(() => {
  // An empty map, too, is cleared by a new table.
  if (verdicts.size > 0) verdicts.clear();
});

function isValidOnce(name: string, value: string): boolean {
  const id = `${name} ${value}`;
  const known = verdicts.get(id);
  if (known !== undefined) return known;
  const verdict = isValid(validatorNamed(name), value);
  if (verdicts.size >= mostVerdicts) verdicts.clear();
  verdicts.set(id, verdict);
  remembersText();
  return verdict;
}

/**
 * Whether a compact number holds by the rules of `name`, e.g. `de/vat`. Some look at the sign between the groups as
 * well: then one of the compact number and the number as it is written has to hold.
 */
export function numberHolds(name: string, value: string, written = value): boolean {
  const own = ownChecks[name];
  if (own !== undefined) return own(value);
  if (!mayHold(name, value)) return false;
  if (isProven(name, value)) return true;
  return isValidOnce(name, value) || (written !== value && isValidOnce(name, written));
}

/** What one validator asks of the numbers of one length. */
export interface Check {
  /** What their digits have to come out as before anything else is asked. */
  readonly sums: Sums | undefined;
  /** Nothing else is asked of them. */
  readonly isProven: boolean;
  holds(value: string, written: string): boolean;
}

export function checkOf(name: string, length: number): Check {
  return {
    sums: name in ownChecks ? undefined : sumsFor(name, length),
    isProven: proven.has(`${name}/${String(length)}`),
    holds: (value, written) => numberHolds(name, value, written),
  };
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

/** Numbers that were printed in advertisements and forms (SSA), and rows of one digit. */
const printed = new Set(
  (
    "123123123 002281852 042103580 062360749 078051120 095073645 128036045 135016629 141186941 165167999 165187999 " +
    "165207999 165227999 165247999 189092294 212097694 212099999 219099999 306302348 308125070 457555462 468288779 549241889"
  ).split(" "),
);

/** Social Security numbers of the United States: the areas and groups that were given out. */
const ssnHolds = (value: string): boolean =>
  /^(?!000|666|9|(\d)\1{8})\d{3}(?!00)\d{6}$/.test(value) && !printed.has(value);

const spanishLetters = "TRWAGMYFPDXBNJZSQVHLCKE";

/** Identity cards and, with a letter for the first digit, foreigners' numbers of Spain: the letter tells the rest of 23. */
function spanishHolds(value: string): boolean {
  const first = value.charCodeAt(0);
  const number = (first >= 88 ? String(first - 88) : value.charAt(0)) + value.slice(1, 8);
  return /^\d{8}$/.test(number) && value.charAt(8) === spanishLetters.charAt(Number(number) % 23);
}

/** What stdnum does not know, or tells slowly. Values are compact and of the right length. */
const ownChecks: Readonly<Record<string, (value: string) => boolean>> = {
  "ru/snils": snilsHolds,
  "jp/individual": myNumberHolds,
  "us/ssn": ssnHolds,
  "es/dni": (value) => value.charCodeAt(0) < 88 && spanishHolds(value),
  "es/nie": (value) => value.charCodeAt(0) >= 88 && spanishHolds(value),
  none: () => false,
};
