/* VAT numbers of every country of the union and its neighbours, in any spelling, with and without a label. */

import { describe, expect, it } from "vitest";
import { vatForms } from "../../../src/detect/identifiers/vat-forms.js";
import { numberHolds } from "../../../src/detect/identifiers/validators.js";
import { seeded } from "../../../src/detect/checks/seeded.js";
import { foundIn } from "../../support/found.js";

const found: readonly (readonly [text: string, value: string])[] = [
  ["Please put ATU57194903 on it.", "ATU57194903"],
  ["We are BE 0403.019.261, thanks", "BE 0403.019.261"],
  ["old form BE 403.019.261", "BE 403.019.261"],
  ["for CHE-107.787.577 IVA only", "CHE-107.787.577 IVA"],
  ["our tva: fr 40 303 265 045, merci", "fr 40 303 265 045"],
  ["written EL: 094259216 in Greece", "EL: 094259216"],
  ["with a comma, DE 136,695 976", "DE 136,695 976"],
  ["IE 6433435OA and more", "IE 6433435OA"],
  ["health authority GBHA501", "GBHA501"],
  ["Belfast: XI 980 7806 84", "XI 980 7806 84"],
  ["NL4495445B01 without its zeros", "NL4495445B01"],
  ["SE 556188-8404 01 på fakturan", "SE 556188-8404 01"],
  ["Hungary HU12892312-2-42.", "HU12892312-2-42"],
  ["NO 974 760 673 MVA takk", "NO 974 760 673 MVA"],
  ["ES B-58378431 por favor", "ES B-58378431"],
  ["税号ATU57194903。", "ATU57194903"],
  // A label makes up for check digits that do not hold.
  ["VAT no. DE111111112", "DE111111112"],
  ["P. IVA IT12345678903", "IT12345678903"],
  // Without a prefix only behind a label.
  ["USt-IdNr.: 136695976", "136695976"],
  ["Partita IVA\n00743110157", "00743110157"],
  ["VAT number is 980 7806 84.", "980 7806 84"],
  ["NIP 856-734-62-15", "856-734-62-15"],
  ["CUIT 30-12345678-1, Av. Mitre", "30-12345678-1"],
  ["CNPJ 16.727.230/0001-97", "16.727.230/0001-97"],
  ["ИНН 7707083893", "7707083893"],
  ["ABN 83 914 571 673", "83 914 571 673"],
  ["NO974760673MVA takk", "NO974760673MVA"],
  // A label that means nothing else: numbers of other countries, or mistyped ones, as far as they are written.
  ["VAT number: 77 308 641 6600 60", "77 308 641 6600 60"],
  ["VAT No. RU7707083894", "RU7707083894"],
  ["VAT ID: CO 900 123 456-8", "CO 900 123 456-8"],
  ["USt-IdNr. 532-804267B02", "532-804267B02"],
  ["our VAT number is fi72 969663.", "fi72 969663"],
  ["tax number 4417 9345 18, thanks", "4417 9345 18"],
  ["tax number 4800451-F", "4800451-F"],
  // Six of its digits hold as a number of Romania by chance.
  ["VAT reg. no.: FR-829 280 777 73", "FR-829 280 777 73"],
  // Grouped as a sum is, behind a word that says number.
  ["Our VAT number is 66 689 946.", "66 689 946"],
  ["N.I.F. hu 303 259 66", "hu 303 259 66"],
  ["税号 che 224 714 120", "che 224 714 120"],
  ["VAT number: SM 24165", "SM 24165"],
  ["VAT number: 722419", "722419"],
  ["DE136695976 is our VAT number", "DE136695976"],
  ["nr;firma;nip\n1;Ala;8567346215", "8567346215"],
];

const spared = [
  "de 136 695 976 clientes en 2024",
  "se 120 240 3 och at 12 noon",
  "invoice DE136695976 is paid, order SE556188840401 too",
  "VAT 19 % of 1.188,00 EUR, VAT 2024",
  "Mehrwertsteuer 12345678,90 EUR",
  "the vat service listens on port 8080 since 2024",
  "XDE136695976 and DE1366959761 and DE136695976X",
  "tracking SI00000000 and DE000000000",
  "snippets manipulate 8567346215",
  "The taxi company is 97 36 36 27",
  "VAT of 12 345 678 and VAT 1.234.567,89 and VAT 12345678.90",
  "VAT from 01.01.2024 and VAT 2024-01-01",
  "VAT for order 88123344, VAT rate since 20240101",
  "our VAT number is 926.065 short",
  "W-9 with tax id SSN 536-90-4399",
  "12 345 678 is the VAT of last year",
  "VAT number 2024-06",
  "transfer 20 EUR to DK 2090 5131 1118 9395 please",
];

describe("VAT_NUMBER", () => {
  it.each(found)("is found in %j", (text, value) => {
    expect(foundIn(text, "VAT_NUMBER")).toEqual([value]);
  });

  it.each(spared)("is not seen in %j", (text) => {
    expect(foundIn(text, "VAT_NUMBER")).toEqual([]);
  });

  it("is found under its key in JSON", () => {
    expect(foundIn('{"vatId":"136695976","note":"136695976"}', "VAT_NUMBER")).toEqual(["136695976"]);
  });
});

/** Bodies that the shape of a form accepts; digits and letters by chance, until the check digits hold. */
const shapes: Readonly<Record<string, string>> = {
  AT: "U########",
  CH: "E#########",
  CY: "########A",
  ES: "B########",
  FR: "###########",
  IE: "#######A",
  NL: "#########B0#",
  SE: "##########01",
};
const withoutGenerator = new Set(["EU", "SM", "IS", "RS", "EL", "MC", "XI", "GR"]);

/** Two digits of check before a French company number. */
const withKey = (siren: string): string =>
  String((12 + 3 * (Number(siren) % 97)) % 97).padStart(2, "0") + siren;

function generate(country: string, below: (limit: number) => number): string {
  const form = vatForms.get(country)?.at(-1) ?? vatForms.get(country)?.[0];
  const length = country === "GB" ? 9 : country === "RO" ? 8 : (form?.length ?? 0);
  const shape = shapes[country] ?? "#".repeat(length);
  const forms = vatForms.get(country) ?? [];
  for (;;) {
    const drawn = shape
      .replace(/#/g, () => String(below(10)))
      .replace(/A$/, () => String.fromCharCode(65 + below(26)));
    const body = country === "FR" ? withKey(drawn.slice(2)) : drawn;
    const holds = forms.some(
      ({ length: size, shape: accepts, validators, lead = "", tail = "" }) =>
        size === body.length &&
        accepts.test(body) &&
        validators.some((name) => numberHolds(name, lead + body + tail)),
    );
    if (holds && !/^\D?0+$/.test(body)) return body;
  }
}

const plantings: readonly ((value: string) => string)[] = [
  (value) => `Bitte auf ${value} ausstellen, danke.`,
  (value) => JSON.stringify({ comment: `see ${value}.` }),
  (value) => `<p>USt <b>${value}</b></p>`,
  (value) => `see ${value.replace(/\d/, (digit) => `&#${String(digit.charCodeAt(0))};`)} now`,
];

describe("generated VAT numbers", () => {
  it.each([...vatForms.keys()].filter((country) => !withoutGenerator.has(country)))("%s", (country) => {
    const below = seeded(country.charCodeAt(0) * 91 + country.charCodeAt(1));
    for (let round = 0; round < 15; round++) {
      const body = generate(country, below);
      const sign = ["", " ", "-", "."][below(4)] ?? "";
      const value = country + (below(2) === 0 ? "" : sign) + body.replace(/(.{3})(?=...)/g, `$1${sign}`);
      for (const plant of plantings) {
        const text = plant(value);
        expect(foundIn(text, "VAT_NUMBER"), text).toHaveLength(1);
      }
    }
  });
});
