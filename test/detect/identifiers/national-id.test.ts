/* Identity and registration numbers of many countries: behind a label, or by a form that proves itself. */

import { describe, expect, it } from "vitest";
import { nationalIdKinds } from "../../../src/detect/identifiers/kinds.js";
import { seeded } from "../../../src/detect/checks/seeded.js";
import { foundIn, kindsIn } from "../../support/found.js";

const found: readonly (readonly [text: string, value: string, kind: string])[] = [
  ["My SSN is 536-90-4399.", "536-90-4399", "us-ssn"],
  ["social security number 536 90 4399", "536 90 4399", "us-ssn"],
  ["the applicant (536-90-4399) called", "536-90-4399", "us-ssn"],
  ["What else? SSN? 078 05 1120", "078 05 1120", "us-ssn"],
  ["SS# 536904399 and soc. sec.", "536904399", "us-ssn"],
  ["my social is 536.90.4399", "536.90.4399", "us-ssn"],
  ["SIN: 046 454 286", "046 454 286", "ca-sin"],
  ["National Insurance number AB 12 34 56 C", "AB 12 34 56 C", "gb-nino"],
  ["ssn=536904399&x=1", "536904399", "us-ssn"],
  ["PPS number 6433435F", "6433435F", "ie-pps"],
  ["Steuer-ID 36 574 261 809", "36 574 261 809", "de-idnr"],
  ["(AHV-Nr. 756.1234.5678.97)", "756.1234.5678.97", "ch-ahv"],
  ["n° de sécurité sociale 2 95 10 99 126 111 93", "2 95 10 99 126 111 93", "fr-nir"],
  ["SIREN 303 265 045", "303 265 045", "fr-siren"],
  ["C.F. RSSMRA80A01H501U, Roma", "RSSMRA80A01H501U", "it-codice-fiscale"],
  ["mi DNI es 54362315-K", "54362315-K", "es-dni"],
  ["NIE X-2482300-W", "X-2482300-W", "es-nie"],
  ["BSN: 111222333", "111222333", "nl-bsn"],
  ["rijksregisternummer 85.07.30-033.28", "85.07.30-033.28", "be-nn"],
  ["CPR-nr. 211062-5629", "211062-5629", "dk-cpr"],
  ["personnummer 811228-9874", "811228-9874", "se-personnummer"],
  ["fødselsnummer 151086 95088", "151086 95088", "no-fodselsnummer"],
  ["henkilötunnus 131052-308T", "131052-308T", "fi-hetu"],
  ["PESEL 44051401359, ur.", "44051401359", "pl-pesel"],
  ["IČO: 25123891", "25123891", "cz-ico"],
  ["CNP 1630615123457", "1630615123457", "ro-cnp"],
  ["ЕГН 7523169263", "7523169263", "bg-egn"],
  ["T.C. Kimlik No: 10000000146", "10000000146", "tr-tckn"],
  ["СНИЛС 112-233-445 95", "112-233-445 95", "ru-snils"],
  ["CPF 390.533.447-05", "390.533.447-05", "br-cpf"],
  ["CURP BOXW310820HNERXN09", "BOXW310820HNERXN09", "mx-curp"],
  ["RUT 76.086.428-5", "76.086.428-5", "cl-rut"],
  ["身份证号11010519491231002X，谢谢", "11010519491231002X", "cn-id"],
  ["個人番号 1234 5678 9018", "1234 5678 9018", "jp-my-number"],
  ["주민등록번호 971013-9019902", "971013-9019902", "kr-rrn"],
  ["Aadhaar 2341 2341 2346", "2341 2341 2346", "in-aadhaar"],
  ["TFN 123 456 782", "123 456 782", "au-tfn"],
  ["passport no. X1234567", "X1234567", "passport"],
  ["536 90 4399 is my SSN", "536 90 4399", "us-ssn"],
  ["Is 536904399 a valid social security number?", "536904399", "us-ssn"],
  ["social: 536.90.4399", "536.90.4399", "us-ssn"],
];

const spared = [
  "tracking 536-90-4399 is on its way, order no. 536-90-4399 too",
  "000-12-3456, 666-12-3456, 536-00-4399 and 536-90-0000 are none",
  "536-90-43991 and 1536-90-4399 and 536-90-4399-1",
  "IMEI 490154203237518, serial number 123456789012",
  "my number's +358412347494, my number is 447700900123",
  "VAT registration number SI-894-356-05 is refused",
  "536904399 posts on social media are gone, 555 is not a social security number",
  "KvK 00000000 and PESEL 00000000000",
  "USt.-IdNr.: 8966565945-4 und USt-IdNr. 89665659454",
  "the ssn field is empty; port 8080",
  "our siren rings 3 times, since 2024",
  "Bestellung 44051401359 und Vorgang 111222333",
  "parcel 00340434161094042557, EAN 4006381333931, ISBN 978-3-16-148410-0",
];

describe("NATIONAL_ID", () => {
  it.each(found)("is found in %j", (text, value, kind) => {
    expect(foundIn(text, "NATIONAL_ID")).toEqual([value]);
    expect(kindsIn(text, "NATIONAL_ID")).toEqual([kind]);
  });

  it.each(spared)("is not seen in %j", (text) => {
    expect(foundIn(text, "NATIONAL_ID")).toEqual([]);
  });

  it("knows at least 30 countries", () => {
    const countries = new Set(nationalIdKinds.map(({ kind }) => kind.slice(0, 2)));
    expect(countries.size).toBeGreaterThanOrEqual(30);
  });

  it("is found in every row below its heading", () => {
    const table = "| name | bsn |\n|---|---|\n| Aaltje | 111222333 |\n| Bram | 123456782 |";
    expect(foundIn(table, "NATIONAL_ID")).toEqual(["111222333", "123456782"]);
  });

  it("finds generated SSNs in text, JSON, HTML and behind escapes", () => {
    const below = seeded(5);
    for (let round = 0; round < 300; round++) {
      const area = 1 + below(899);
      if (area === 666) continue;
      const value = `${String(area).padStart(3, "0")}-${String(1 + below(99)).padStart(2, "0")}-${String(1 + below(9999)).padStart(4, "0")}`;
      for (const text of [
        `it is ${value}, ok`,
        JSON.stringify({ body: `mine: ${value}` }),
        `<td>${value}</td>`,
        `it is ${value.replaceAll("-", "&#45;")} ok`,
      ])
        expect(foundIn(text, "NATIONAL_ID"), text).toHaveLength(1);
    }
  });
});
