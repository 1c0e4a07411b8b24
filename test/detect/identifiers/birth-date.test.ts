/* Dates of birth behind their labels; all other dates stay dates. */

import { describe, expect, it } from "vitest";
import { seeded } from "../../../src/detect/checks/seeded.js";
import { foundIn } from "../../support/found.js";

const found: readonly (readonly [text: string, value: string])[] = [
  ["date of birth 1979-06-30, thanks", "1979-06-30"],
  ["I was born on May 9th, 1990 in Cardiff", "May 9th, 1990"],
  ["DOB: 5/9/90", "5/9/90"],
  ["BDAY:19910405", "19910405"],
  ["geboren am 9. Mai 1990", "9. Mai 1990"],
  ["Geburtsdatum: 09.05.1990", "09.05.1990"],
  ["née le 3 février 1985", "3 février 1985"],
  ["fecha de nacimiento: 9 de mayo de 1990", "9 de mayo de 1990"],
  ["nato il 01/01/1980 a Roma", "01/01/1980"],
  ["nascido em 12 de março de 1975", "12 de março de 1975"],
  ["geboortedatum 12-03-1950", "12-03-1950"],
  ["(PESEL, ur. 14 maja 1944 r.)", "14 maja 1944"],
  ["дата рождения 29.02.1996", "29.02.1996"],
  ["29.02.1996 г.р.", "29.02.1996"],
  ["doğum tarihi 09.05.1990", "09.05.1990"],
  ["född 1990-05-09", "1990-05-09"],
  ["datum narození 9. 5. 1990", "9. 5. 1990"],
  ["出生日期1949年12月31日。", "1949年12月31日"],
  ["生年月日 1983年7月21日", "1983年7月21日"],
  ["1983年7月21日生まれ", "1983年7月21日"],
  ["생년월일: 1990년 5월 9일", "1990년 5월 9일"],
  ["تاريخ الميلاد 09/05/1990", "09/05/1990"],
  ["id;naam;geboren\n1;Aaltje;1948-02-29", "1948-02-29"],
];

const spared = [
  "born 3 hours ago, on 12.05.2024 the server failed",
  "newborn 12.05.1990 and stubborn 1990-05-09",
  "our. 12.05.1990 and one hour. 1.1.2000",
  "birth certificate issued 2019-03-04",
  "happy birthday! The invoice is of 12.05.2024",
  "born in 1990; version 12.05.1990",
  "date of birth 99.99.1990 and 1990-13-45",
  "renewed on 2024-05-09, due 2024-06-09",
];

describe("DATE_OF_BIRTH", () => {
  it.each(found)("is found in %j", (text, value) => {
    expect(foundIn(text, "DATE_OF_BIRTH")).toEqual([value]);
  });

  it.each(spared)("is not seen in %j", (text) => {
    expect(foundIn(text, "DATE_OF_BIRTH")).toEqual([]);
  });

  it("is found under its key", () => {
    expect(foundIn('{"date_of_birth":"1990-05-09","created":"2024-05-09"}', "DATE_OF_BIRTH")).toEqual([
      "1990-05-09",
    ]);
  });

  it("is found in every order and grammar", () => {
    const below = seeded(3);
    const two = (value: number): string => String(value).padStart(2, "0");
    for (let round = 0; round < 300; round++) {
      const [year, month, day] = [String(1900 + below(120)), two(1 + below(12)), two(1 + below(28))];
      const sign = [".", "/", "-"][below(3)] ?? ".";
      const value = below(2) === 0 ? [day, month, year].join(sign) : [year, month, day].join(sign);
      for (const text of [
        `Geburtsdatum: ${value}, danke`,
        JSON.stringify({ note: `born on ${value}.` }),
        `<tr><td>DOB</td><td>${value}</td></tr>`,
        `date of birth &#${String(value.charCodeAt(0))};${value.slice(1)}`,
      ])
        expect(foundIn(text, "DATE_OF_BIRTH"), text).toHaveLength(1);
    }
  });
});
