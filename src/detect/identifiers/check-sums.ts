/* Sums over the digits of a number that must come out right: what they refuse, stdnum refuses as well, a hundred times slower. */

import { lazily } from "../../core/lazily.js";

/**
 * Rows: validator/digits; weights, the last digit's last; modulus; sums that may hold. `+` before the modulus: the
 * digits of each product are added. Several rows of one name: one of them has to hold. Without weights: none holds.
 * `10/0`: a sum of ten holds when the last digit is a zero. Behind them, first digits of which none holds. A number that passes may still fail: dates, regions and zeros for a sum of ten are left to stdnum.
 */
const rows = `
at/vnr/10; 3 7 9 10 5 8 4 2 1 6; 11; 0
au/acn/9; 8 7 6 5 4 3 2 1 1; 10; 0
au/tfn/9; 1 4 3 7 5 8 6 9 10; 11; 0
ba/jmbg/13; 7 6 5 4 3 2 7 6 5 4 3 2 1; 11; 0 1
be/bis/11; 81 76 27 90 9 30 3 10 1 10 1; 97; 0 29
be/nn/11; 81 76 27 90 9 30 3 10 1 10 1; 97; 0 29
be/vat/9; 27 90 9 30 3 10 1 10 1; 97; 0
be/vat/10; 76 27 90 9 30 3 10 1 10 1; 97; 0
bg/egn/10; 2 4 8 5 10 9 7 3 6 10; 11; 0 10
bg/pnf/10; 1 9 7 3 1 9 7 3 1 9; 10; 0
bg/vat/9; 1 2 3 4 5 6 7 8 10; 11; 0
bg/vat/9; 3 4 5 6 7 8 9 10 10; 11; 0 10
br/cnpj/14; 5 4 3 2 9 8 7 6 5 4 3 2 1 0; 11; 0 1
br/cpf/11; 10 9 8 7 6 5 4 3 2 1 0; 11; 0 1
ca/sin/9; 1 2 1 2 1 2 1 2 1; +10; 0
ch/uid/9; ; ; 
cl/rut/8; 2 7 6 5 4 3 2 1; 11; 0
cl/rut/9; 3 2 7 6 5 4 3 2 1; 11; 0
cn/ric/18; 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2 1; 11; 1
co/nit/9; 4 7 1 8 6 2 7 3 1; 11; 0 2/1
co/nit/10; 8 4 7 1 8 6 2 7 3 1; 11; 0 2/1
cz/dic/8; 8 7 6 5 4 3 2 1; 11; 0/123456789 1/01; 9
cz/dic/10; 1 10 1 10 1 10 1 10 1 10; 11; 0 10
cz/ico/8; 8 7 6 5 4 3 2 1; 11; 0/123456789 1/01
cz/rc/10; 1 10 1 10 1 10 1 10 1 10; 11; 0 10
dk/cvr/8; 2 7 6 5 4 3 2 1; 11; 0
ee/ik/11; 1 2 3 4 5 6 7 8 9 1 10; 11; 0
ee/ik/11; 3 4 5 6 7 8 9 1 2 3 10; 11; 0 10
ee/kmkr/9; 3 7 1 3 7 1 3 7 1; 10; 0
ee/registrikood/8; 1 2 3 4 5 6 7 10; 11; 0
ee/registrikood/8; 3 4 5 6 7 8 9 10; 11; 0 10
fi/alv/8; 7 9 10 5 8 4 2 1; 11; 0
fi/ytunnus/8; 7 9 10 5 8 4 2 1; 11; 0
fr/nir/15; 50 5 49 34 81 76 27 90 9 30 3 10 1 10 1; 97; 0
fr/siren/9; 1 2 1 2 1 2 1 2 1; +10; 0
fr/siret/14; 2 1 2 1 2 1 2 1 2 1 2 1 2 1; +10; 0
fr/tva/11; 87 96 49 34 81 76 27 90 9 30 3; 97; 85
gb/utr/10; 1 6 7 8 9 10 5 4 3 2; 11; 0 2
gb/vat/9; 8 7 6 5 4 3 2 10 1; 97; 0 42 55
gb/vat/12; 8 7 6 5 4 3 2 10 1 0 0 0; 97; 0 42 55
gr/amka/11; 1 2 1 2 1 2 1 2 1 2 1; +10; 0
gr/vat/9; 3 7 9 10 5 8 4 2 10; 11; 0 10/0
hu/anum/8; 9 7 3 1 9 7 3 1; 10; 0
hu/anum/11; ; ; 
il/hp/9; 1 2 1 2 1 2 1 2 1; +10; 0
il/idnr/9; 1 2 1 2 1 2 1 2 1; +10; 0
is/kennitala/10; 3 2 7 6 5 4 3 2 1 0; 11; 0
it/iva/11; 1 2 1 2 1 2 1 2 1 2 1; +10; 0
kr/rrn/13; 2 3 4 5 6 7 8 9 2 3 4 5 1; 11; 0 1
lt/asmens/11; 1 2 3 4 5 6 7 8 9 1 10; 11; 0
lt/asmens/11; 3 4 5 6 7 8 9 1 2 3 10; 11; 0 10
lt/pvm/9; 1 2 3 4 5 6 7 8 10; 11; 0
lt/pvm/9; 3 4 5 6 7 8 9 1 10; 11; 0 10
lt/pvm/12; 1 2 3 4 5 6 7 8 9 1 2 10; 11; 0
lt/pvm/12; 3 4 5 6 7 8 9 1 2 3 4 10; 11; 0 10
lu/tva/8; 53 32 21 11 10 1 79 88; 89; 0
lv/pvn/11; 9 1 4 8 3 10 2 5 7 6 1; 11; 3
lv/pvn/11; 10 5 8 4 2 1 6 3 7 9 10; 11; 9 10
mc/tva/11; 87 96 49 34 81 76 27 90 9 30 3; 97; 85
me/jmbg/13; 7 6 5 4 3 2 7 6 5 4 3 2 1; 11; 0 1
mk/jmbg/13; 7 6 5 4 3 2 7 6 5 4 3 2 1; 11; 0 1
mt/vat/8; 3 4 6 7 8 9 10 1; 37; 0
nl/bsn/9; 9 8 7 6 5 4 3 2 10; 11; 0
no/fodselsnummer/11; 3 7 6 1 8 9 4 5 2 1 0; 11; 0
no/orgnr/9; 3 2 7 6 5 4 3 2 1; 11; 0
nz/ird/8; 2 7 6 5 4 3 2 1; 11; 0
nz/ird/8; 4 3 2 5 2 7 6 1; 11; 0
nz/ird/9; 3 2 7 6 5 4 3 2 1; 11; 0
nz/ird/9; 7 4 3 2 5 2 7 6 1; 11; 0
pe/ruc/11; 5 4 3 2 7 6 5 4 3 2 1; 11; 0 1
pl/nip/10; 6 5 7 2 3 4 5 6 7 10; 11; 0
pl/pesel/11; 1 3 7 9 1 3 7 9 1 3 1; 10; 0
pl/regon/9; 8 9 2 3 4 5 6 7 10; 11; 0 10/0
pl/regon/14; 8 9 2 3 4 5 6 7 10 0 0 0 0 0; 11; 0 10
pt/nif/9; 9 8 7 6 5 4 3 2 1; 11; 0 1/0
ro/cnp/13; 2 7 9 1 4 6 3 5 8 2 7 9 10; 11; 0 9
ro/cui/6; 1 7 5 3 2 1; 11; 0 1/0; 0
ro/cui/7; 2 1 7 5 3 2 1; 11; 0 1/0; 0
ro/cui/8; 3 2 1 7 5 3 2 1; 11; 0 1/0; 0
ro/cui/9; 5 3 2 1 7 5 3 2 1; 11; 0 1/0; 0
ro/cui/10; 7 5 3 2 1 7 5 3 2 1; 11; 0 1/0; 0
rs/jmbg/13; 7 6 5 4 3 2 7 6 5 4 3 2 1; 11; 0 1
ru/inn/10; 2 4 10 3 5 9 4 6 8 10; 11; 0 10/0
ru/inn/12; 7 2 4 10 3 5 9 4 6 8 10 0; 11; 0 10
se/orgnr/10; 2 1 2 1 2 1 2 1 2 1; +10; 0
se/personnummer/10; 2 1 2 1 2 1 2 1 2 1; +10; 0
se/personnummer/12; 0 0 2 1 2 1 2 1 2 1 2 1; +10; 0
se/vat/12; 2 1 2 1 2 1 2 1 2 1 0 0; +10; 0
si/ddv/8; 8 7 6 5 4 3 2 1; 11; 0/123456789 1/01
si/emso/13; 7 6 5 4 3 2 7 6 5 4 3 2 1; 11; 0 1
sk/dph/10; 10 1 10 1 10 1 10 1 10 1; 11; 0
sk/rc/10; 1 10 1 10 1 10 1 10 1 10; 11; 0 10
th/idnr/13; 2 1 0 10 9 8 7 6 5 4 3 2 1; 11; 0/123456789 1/01
th/tin/13; 2 1 0 10 9 8 7 6 5 4 3 2 1; 11; 0/123456789 1/01
tr/tckimlik/11; 3 1 3 1 3 1 3 1 3 1 0; 10; 0
tw/ubn/8; 1 2 1 2 1 2 4 1; +10; 0 9
ua/rntrc/10; 10 5 7 9 4 6 10 5 7 10; 11; 0 10/0
ua/rntrc/12; ; ; 
vn/mst/10; 9 7 1 8 6 2 7 5 3 1; 11; 10
vn/mst/13; 9 7 1 8 6 2 7 5 3 1 0 0 0; 11; 10
za/idnr/13; 1 2 1 2 1 2 1 2 1 2 1 2 1; +10; 0
`;

/** Numbers checked by ISO 7064 Mod 11, 10 over all of their digits. */
const hybrid = new Set(["de/vat/9", "hr/oib/11", "rs/pib/9"]);

interface Sum {
  readonly weights: Uint8Array;
  readonly modulus: number;
  /** By sum: bit `n` for those that may hold with `n` as the last digit. */
  readonly holds: Uint16Array;
  readonly byDigit: boolean;
  /** Bit `n`: none that begins with `n` holds. */
  readonly refused: number;
}

const numbersOf = (list: string): number[] => list.split(" ").filter(Boolean).map(Number);

interface Row {
  readonly weights: string;
  readonly modulus: string;
  readonly sums: string;
  readonly firsts: string;
}

function readSum({ weights, modulus, sums, firsts }: Row): Sum {
  const holds = new Uint16Array(Number(modulus) + 1);
  for (const one of sums.split(" ")) {
    const [sum = "", digits = "0123456789"] = one.split("/");
    for (const digit of digits) holds[Number(sum)] = (holds[Number(sum)] ?? 0) | (1 << Number(digit));
  }
  return {
    weights: Uint8Array.from(numbersOf(weights)),
    modulus: Number(modulus),
    holds,
    byDigit: modulus.startsWith("+"),
    refused: numbersOf(firsts).reduce((bits, first) => bits | (1 << first), 0),
  };
}

/** What the digits of one length have to come out as, for one validator. */
export type Sums = readonly Sum[] | "hybrid";

/** By validator, then by the count of digits. */
type SumTable = Map<string, (Sums | undefined)[]>;

const sumsOf = lazily(() => {
  const table: SumTable = new Map();
  for (const row of rows.trim().split("\n")) {
    const [id = "", weights = "", modulus = "", sums = "", firsts = ""] = row.split(/; ?/);
    put(table, id, weights === "" ? [] : [readSum({ weights, modulus, sums, firsts })]);
  }
  for (const id of hybrid) put(table, id, "hybrid");
  return table;
});

function put(table: SumTable, id: string, sums: Sums): void {
  const cut = id.lastIndexOf("/");
  const name = id.slice(0, cut);
  const byLength = table.get(name) ?? [];
  const before = byLength[Number(id.slice(cut + 1))];
  byLength[Number(id.slice(cut + 1))] =
    before === undefined || before === "hybrid" || sums === "hybrid" ? sums : [...before, ...sums];
  table.set(name, byLength);
}

/** All that have a rule: `de/vat/9`. For tests. */
export const summed = (): readonly string[] =>
  [...sumsOf()].flatMap(([name, byLength]) =>
    byLength.flatMap((sums, length) => (sums === undefined ? [] : [`${name}/${length}`])),
  );

function sumOf(weights: Uint8Array, codes: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < weights.length; at++) sum += ((codes[at] as number) - 48) * (weights[at] as number);
  return sum;
}

/** The digits of each product are added. Products below 40: two digits at most. */
function sumOfDigits(weights: Uint8Array, codes: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < weights.length; at++) {
    const product = ((codes[at] as number) - 48) * (weights[at] as number);
    sum += product > 9 ? Math.floor(product / 10) + (product % 10) : product;
  }
  return sum;
}

function comesOut(row: Sum, codes: Uint8Array, length: number): boolean {
  const { weights, modulus, holds, byDigit, refused } = row;
  if (((refused >> ((codes[0] as number) - 48)) & 1) === 1) return false;
  const sum = byDigit ? sumOfDigits(weights, codes) : sumOf(weights, codes);
  return (((holds[sum % modulus] as number) >> ((codes[length - 1] as number) - 48)) & 1) === 1;
}

function isHybrid(codes: Uint8Array, length: number): boolean {
  let rest = 5;
  for (let at = 0; at < length; at++) {
    rest = ((((rest === 0 ? 10 : rest) * 2) % 11) + (codes[at] as number) - 48) % 10;
  }
  return rest === 1;
}

/** Undefined for numbers of which nothing is known. */
export const sumsFor = (name: string, length: number): Sums | undefined => sumsOf().get(name)?.[length];

/** Whether the first `length` codes, all of them digits, come out right. */
export function sumsHold(sums: Sums, codes: Uint8Array, length: number): boolean {
  if (sums === "hybrid") return isHybrid(codes, length);
  for (const sum of sums) if (comesOut(sum, codes, length)) return true;
  return false;
}

/** Those whose sum is all that stdnum asks for. */
export const proven: ReadonlySet<string> = new Set(
  (
    "au/acn/9 au/tfn/9 bg/pnf/10 ca/sin/9 cl/rut/8 cl/rut/9 co/nit/9 co/nit/10 cz/dic/8 de/vat/9 dk/cvr/8 ee/kmkr/9 fi/alv/8 fi/ytunnus/8 " +
    "fr/siren/9 fr/siret/14 gr/vat/9 hr/oib/11 hu/anum/8 il/idnr/9 mt/vat/8 nl/bsn/9 no/orgnr/9 pl/nip/10 pl/regon/9 " +
    "ro/cui/6 ro/cui/7 ro/cui/8 ro/cui/9 ro/cui/10 rs/pib/9 ru/inn/10 se/orgnr/10 si/ddv/8 ua/rntrc/10"
  ).split(" "),
);

const mostDigits = 24;
const shared = new Uint8Array(mostDigits);

/** The digits of a value; undefined when it has others, or more. */
function digitsOf(value: string): Uint8Array | undefined {
  if (value.length > mostDigits) return undefined;
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at);
    if (code < 48 || code > 57) return undefined;
    shared[at] = code;
  }
  return shared;
}

/** Whether a compact value that may hold does so without a question to stdnum. */
export const isProven = (name: string, value: string): boolean =>
  proven.has(`${name}/${String(value.length)}`) && digitsOf(value) !== undefined;

/** False when the compact value cannot hold by the rules of `name`, e.g. `de/vat`, however it is written. */
export function mayHold(name: string, value: string): boolean {
  const sums = sumsFor(name, value.length);
  if (sums === undefined) return true;
  const digits = digitsOf(value);
  return digits === undefined || sumsHold(sums, digits, value.length);
}
