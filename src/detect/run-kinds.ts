/* What the units that touch a run of digits are, and which detectors they rule out at one look into a table. */

import { unitAt, type Units } from "./units.js";

/** Detectors that begin at a run of digits, as bits. */
export const runKinds = {
  wallet: 1,
  machine: 2,
  identity: 4,
  vat: 8,
  place: 16,
  iban: 32,
  mac: 64,
  quad: 128,
} as const;

const classNames =
  "other lowerhex lower upperhex upper xyz underscore blank dot dash comma colon slash tab round square close foreign".split(
    " ",
  );
const classes = classNames.length;

/** Classes of units, by unit. */
const classOf = new Uint8Array(0x10000).fill(classNames.indexOf("foreign"), 0x80);
const put = (name: string, signs: string): void => {
  for (const sign of signs) classOf[sign.charCodeAt(0)] = classNames.indexOf(name);
};
put("lowerhex", "abcdef");
put("lower", "ghijklmnopqrstuvwxyz");
put("upperhex", "ABCDEF");
put("upper", "GHIJKLMNOPQRSTUVW");
put("xyz", "XYZ");
put("underscore", "_");
put("blank", " ");
put("dot", ".");
put("dash", "-");
put("comma", ",");
put("colon", ":");
put("slash", "/");
put("tab", "\t");
put("round", "(");
put("square", "[");
put("close", "]");

interface Touch {
  /** Digits of the run; 18 for all longer ones. */
  readonly length: number;
  readonly left: string;
  readonly right: string;
  /** Before the left one: a letter or a separator, a unit beyond ASCII, or another. */
  readonly outer: "joined" | "foreign" | "other";
}

const hexLetters = new Set(["lowerhex", "upperhex"]);
const letters = new Set([...hexLetters, "lower", "upper", "xyz"]);
const separators = new Set(["blank", "dot", "dash", "comma", "colon", "slash", "tab", "foreign"]);
const longestLength = 18;
/** An address in base58 has no zero: what is shorter goes on with a letter. */
const isWallet = ({ length, left, right }: Touch): boolean =>
  !letters.has(left) && left !== "underscore" && (letters.has(right) || length === longestLength);

function isMachine({ length, left, right }: Touch): boolean {
  if (left === "colon") return length === 2 && right === "blank";
  if (left === "round") return (length === 2 || length === 3) && right === "dot";
  return left === "square" && right === "close";
}

function isIdentity({ length, left, right }: Touch): boolean {
  if (length === 2) return letters.has(left) && letters.has(right);
  if (length === 3) return right === "dash" || right === "dot" || right === "blank";
  if (length === 6) return right === "dash";
  if (length === 7) return left === "xyz" && (letters.has(right) || right === "dash");
  return length === 17 ? letters.has(right) : length === longestLength;
}

function isVat({ length, left, right, outer }: Touch): boolean {
  if (letters.has(left)) return true;
  if (!separators.has(left) || outer === "other") return false;
  return length >= 7 || letters.has(right) || separators.has(right);
}

const isCapital = (name: string): boolean => ["upperhex", "upper", "xyz"].includes(name);

/** A code with its town behind. */
function isCode({ length, right }: Touch): boolean {
  if (length === 2) return right === "dash";
  if (length === 3) return right === "blank" || right === "dash";
  if (right === "blank" || right === "comma") return length >= 4;
  if (right === "dash") return length === 4 || length === 5;
  return length === 4 && isCapital(right);
}

/** A code with its town or state before. */
const isTail = ({ length, left, right, outer }: Touch): boolean =>
  length === 1 ? isCapital(right) : length >= 4 && !letters.has(left) && outer !== "other";

function isPlace(touch: Touch): boolean {
  const { length, left, right, outer } = touch;
  if (length > 6) return false;
  if (right === "foreign" || (left === "blank" && outer === "foreign")) return true;
  return isCode(touch) || isTail(touch);
}

const ibanSeparators = new Set(["blank", "dot", "dash", "slash", "underscore", "tab", "foreign"]);

/** Check digits, or the first of them, with the letters of a country before them. */
const isIban = ({ length, left, right, outer }: Touch): boolean =>
  (length >= 2 || ibanSeparators.has(right)) &&
  outer === "joined" &&
  (letters.has(left) || ibanSeparators.has(left));

/** A group, or part of one, beside another one; or twelve bare digits. */
function isMac({ length, left, right }: Touch): boolean {
  if (hexLetters.has(left) || hexLetters.has(right) || length === 12) return true;
  const touches = (sign: string): boolean => left === sign || right === sign;
  return (length === 2 && touches("dash")) || (length === 4 && (touches("dash") || touches("dot")));
}

const isQuad = ({ length, right }: Touch): boolean => length <= 3 && right === "dot";

const kindsOf = (touch: Touch): number =>
  (isWallet(touch) ? runKinds.wallet : 0) |
  (isMachine(touch) ? runKinds.machine : 0) |
  (isIdentity(touch) ? runKinds.identity : 0) |
  (isVat(touch) ? runKinds.vat : 0) |
  (isPlace(touch) ? runKinds.place : 0) |
  (isIban(touch) ? runKinds.iban : 0) |
  (isMac(touch) ? runKinds.mac : 0) |
  (isQuad(touch) ? runKinds.quad : 0);

const outers = ["other", "joined", "foreign"] as const;
const outerOf = new Uint8Array(0x10000).fill(2, 0x80);
for (let code = 0; code < 0x80; code++) {
  const name = classNames[classOf[code] as number] ?? "";
  outerOf[code] = letters.has(name) || separators.has(name) ? 1 : 0;
}

/** Kinds by length and touching units, filled when first asked for: most of the many never are. */
const unknown = -1;
const table = new Int16Array((longestLength + 1) * outers.length * classes * classes).fill(unknown);

function fill(slot: number): number {
  const right = slot % classes;
  const left = Math.floor(slot / classes) % classes;
  const outer = Math.floor(slot / (classes * classes)) % outers.length;
  const length = Math.floor(slot / (classes * classes * outers.length));
  const kinds = kindsOf({
    length,
    left: classNames[left] ?? "",
    right: classNames[right] ?? "",
    outer: outers[outer] ?? "other",
  });
  table[slot] = kinds;
  return kinds;
}

/** The detectors that the run `[start, end)` may begin something for, by the two units before it and the one behind. */
export function kindsAround(units: Units, start: number, end: number): number {
  const length = end - start > longestLength ? longestLength : end - start;
  const outer = outerOf[unitAt(units, start - 2)] as number;
  const left = classOf[unitAt(units, start - 1)] as number;
  const right = classOf[unitAt(units, end)] as number;
  const slot = ((length * outers.length + outer) * classes + left) * classes + right;
  const kinds = table[slot] as number;
  return kinds === unknown ? fill(slot) : kinds;
}
