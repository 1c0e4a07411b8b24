/* VAT numbers by country prefix: their forms behind the prefix (European Commission, VIES) and who checks them. */

/** One way to write the number of a country, without its prefix. */
export interface VatForm {
  /** Characters that count. */
  readonly length: number;
  readonly shape: RegExp;
  readonly validators: readonly string[];
  /** What may follow the number and belongs to it. Sticky. */
  readonly suffix?: RegExp;
  /** Put before the number for its validators. */
  readonly lead?: string;
  /** Put behind the number for its validators. */
  readonly tail?: string;
}

const digits = (length: number, ...validators: string[]): VatForm => ({
  length,
  shape: /^\d+$/,
  validators,
});

const swiss: VatForm = {
  length: 10,
  shape: /^E\d{9}$/,
  validators: ["ch/uid"],
  suffix: /[ \u00a0.-]{0,2}(?:MWST|TVA|IVA|TPV|VAT)(?![A-Z])/iy,
  lead: "CH",
};

const french: VatForm = {
  length: 11,
  shape: /^[0-9A-HJ-NP-Z]{2}\d{9}$/,
  validators: ["fr/tva", "mc/tva"],
};

const irish = (length: number): VatForm => ({
  length,
  shape: /^\d[0-9A-Z]\d{5}[A-W][A-I]?$/,
  validators: ["ie/vat"],
});

/** Government departments and health authorities have five characters. */
const british: readonly VatForm[] = [
  digits(12, "gb/vat"),
  digits(9, "gb/vat"),
  { length: 5, shape: /^(?:GD[0-4]|HA[5-9])\d\d$/, validators: ["gb/vat"] },
];

const greek: readonly VatForm[] = [digits(9, "gr/vat"), { ...digits(8, "gr/vat"), lead: "0" }];

const norwegian: readonly VatForm[] = [
  { length: 12, shape: /^\d{9}MVA$/, validators: ["no/mva"] },
  { ...digits(9, "no/mva"), tail: "MVA", suffix: /[ \u00a0-]?MVA(?![A-Z])/iy },
];

const romanian = (length: number): VatForm => digits(length, "ro/cui");

/** Forms by country, the longest first. */
export const vatForms: ReadonlyMap<string, readonly VatForm[]> = new Map<string, readonly VatForm[]>([
  ["AT", [{ length: 9, shape: /^U\d{8}$/, validators: ["at/uid"] }]],
  ["BE", [digits(10, "be/vat"), { ...digits(9, "be/vat"), lead: "0" }]],
  ["BG", [digits(10, "bg/vat", "bg/egn", "bg/pnf"), digits(9, "bg/vat")]],
  ["CH", [swiss]],
  ["CY", [{ length: 9, shape: /^\d{8}[A-Z]$/, validators: ["cy/vat"] }]],
  ["CZ", [digits(10, "cz/dic"), digits(9, "cz/dic"), digits(8, "cz/dic")]],
  ["DE", [digits(9, "de/vat")]],
  ["DK", [digits(8, "dk/cvr")]],
  ["EE", [digits(9, "ee/kmkr")]],
  ["EL", greek],
  ["ES", [{ length: 9, shape: /^(?:[A-Z]\d{7}[0-9A-Z]|\d{8}[A-Z])$/, validators: ["es/nif", "es/cif"] }]],
  ["EU", [digits(9, "none")]],
  ["FI", [digits(8, "fi/alv")]],
  ["FR", [french]],
  ["GB", british],
  ["GR", greek],
  ["HR", [digits(11, "hr/oib")]],
  ["HU", [{ ...digits(8, "hu/anum"), suffix: /-[1-5]-\d\d(?!\d)/y }]],
  ["IE", [irish(9), irish(8)]],
  ["IS", [digits(6, "is/vsk"), digits(5, "is/vsk")]],
  ["IT", [digits(11, "it/iva")]],
  ["LT", [digits(12, "lt/pvm"), digits(9, "lt/pvm")]],
  ["LU", [digits(8, "lu/tva")]],
  ["LV", [digits(11, "lv/pvn")]],
  ["MC", [french]],
  ["MT", [digits(8, "mt/vat")]],
  ["NL", [12, 11, 10].map((length) => ({ length, shape: /^\d{7,9}B\d\d$/, validators: ["nl/btw"] }))],
  ["NO", norwegian],
  ["PL", [digits(10, "pl/nip")]],
  ["PT", [digits(9, "pt/nif")]],
  ["RO", [10, 9, 8, 7, 6, 5, 4].map(romanian)],
  ["RS", [digits(9, "rs/pib")]],
  ["SE", [{ length: 12, shape: /^\d{10}(?:0[1-9]|[1-9]\d)$/, validators: ["se/vat"] }]],
  ["SI", [digits(8, "si/ddv")]],
  ["SK", [digits(10, "sk/dph")]],
  ["SM", [digits(5, "none")]],
  ["XI", british],
]);

/** Numbers without check digits, or with one that a fifth of all numbers pass: only a label tells them. */
export const needsLabel: ReadonlySet<string> = new Set(["EU", "IS", "RS", "SM"]);
