/* Postal addresses of many countries, in one line and over several; numbered things of tickets are none. */

import { describe, expect, it } from "vitest";
import { seeded } from "../../src/detect/checks/seeded.js";
import { redactor } from "../support/redactor.js";
import { foundIn } from "../support/found.js";

const found: readonly (readonly [country: string, before: string, value: string, behind: string])[] = [
  ["AR", "oficina: ", 'Av. Los Ceibos 2450, piso 4 "B", B1999XYZ La Plata', ". Cualquier cosa"],
  ["AT", "", "Hauptplatz 3, 8999 Altaussee", "\nTel."],
  ["AU", "at ", "Unit 4, 12 George Street, Sydney NSW 2999", "."],
  ["AU", "is ", "3/41 Wattlebird Cres, Mount Colah NSW 2999", ""],
  ["BE", "", "Kerkstraat 12, 9999 Gent", "\n"],
  ["BR", "", "Av. Paulista 1578, 01310-999 São Paulo", ""],
  ["CA", "to ", "123 Main St, Toronto ON M5V 2T6", ", thanks"],
  ["CH", "Camenisch, ", "Dorfstrasse 3, 7999 Vals", ", geboren"],
  ["CN", "地址：", "江苏省苏州市虚构区云雀路88号3幢502室 215999", "\n"],
  ["CZ", "adresa ", "Karlova 12, 110 00 Praha", "."],
  ["DE", "GmbH & Co. KG\n", "Kaibahnhof 17 · 20999 Hamburg", "\nTel. 1"],
  ["DE", "Besucher: ", "Rübenkamp 112, Hinterhaus, 22999 Hamburg", "\nLennart"],
  ["DE", "an ", "Postfach 12 34, 20999 Hamburg", "."],
  ["ES", "", "Calle Mayor 5, 2º B, 28999 Madrid", ""],
  ["FI", "Oy • ", "Kanervapolku 8 A 3, 00999 Helsinki", " • mail"],
  ["FR", "", "27 bis, rue des Tanneurs, 75999 Paris", "\nTél."],
  ["FR", "", "12 rue de la Paix\n75999 Paris", ""],
  ["GB", "address ", "9 Cwm Parade, Cardiff CF99 1NA", ". I expect"],
  ["GB", "visit ", "Mill House, 2 Canal Side, Stockport SK99 9XX", "."],
  ["HU", "", "Kossuth Lajos utca 5, 1999 Budapest", ""],
  ["IT", "S.p.A.\n", "Via dei Squerarioli 44/c – 30999 Mestre (VE)", "\nTel."],
  ["JP", "", "〒060-9999 北海道札幌市中央区架空町9-8-7 雪見荘201", "\n"],
  ["KR", "주소: ", "서울특별시 강남구 테헤란로 123, 4층", ""],
  ["NL", "B.V. | ", "Lytse Dyk 40, 8999 ZZ Burgum", "\nTel 058"],
  ["PL", "adresem: ", "Stare Sioło 5, 33-999 Biecz", ". Apolonia"],
  ["PL", "", "ul. Prosta 51, 00-999 Warszawa", ""],
  ["PT", "Graça\r\n", "Rua do Sobreiro Velho, 22 – 1.º Dto., 7999-001 Estremoz", "\r\nTlm."],
  ["PT", "Morada: ", "Rua das Andorinhas 31, 4999-201 Porto", "\n"],
  ["BR", "a ", "Rua das Palmeiras 417, 01310-999 São Paulo - SP", "."],
  ["RO", "", "Str. Lungă 12, 509999 Brașov", ""],
  ["RU", "адрес: ", "г. Тверь, наб. Лазурная, д. 3, кв. 41, 170999", ". Её почта"],
  ["SE", "", "Storgatan 5, 111 99 Stockholm", "\n"],
  ["TR", "A.Ş.\n", "Dokumacılar Cad. No:12/3, 64999 Uşak", "\nTel"],
  ["US", "Payable\n", "77 Larchmont Parkway, Floor 9\nHartford, CT 06199\nUnited States", "\n"],
  ["US", "", "2210 W Halvorsen Ave, Suite 400\nSpringfield, IL 62799", ""],
  ["US", "to ", "P.O. Box 123, Hartford, CT 06199", "."],
  ["US", "ADR;TYPE=WORK:;;", "55 Fiddlehead Ln;Portland;OR;97299;USA", "\nREV"],
];

const spared = [
  "Version 5, 2024 Release and Ticket 12, 12345 Sektoren",
  "Rechnung RE-2026-00931, 10432 Zeichen, Zeile 12, 11999 Fehler",
  "On 12 May 2024 Anna wrote: see page 12, 12000 Users",
  "Rule 40, 8443 Port; Disk 3, 19534 Blocks; Step 9, 10000 Requests per Minute",
  "Kernel 6, 51234 Pakete verworfen",
  "ordered 3 items, 12345 Euro",
  "Since Monday 5, 2024 Users cannot log in",
  "Debian 12, 20240 MB free; ports 8006, 9443 Ok",
  "订单88号已发货，2024年",
  "CPU 0, 45000 Hz; see RFC 1918, AB12 3CD is a plate",
];

describe("POSTAL_ADDRESS", () => {
  it.each(found)("%s: is found behind %j: %j", (_country, before, value, behind) => {
    const text = `${before}${value}${behind}`;
    expect(foundIn(text, "POSTAL_ADDRESS")).toEqual([value]);
  });

  it("knows at least twelve countries", () => {
    expect(new Set(found.map(([country]) => country)).size).toBeGreaterThanOrEqual(12);
  });

  it.each(spared)("is not seen in %j", (text) => {
    expect(foundIn(text, "POSTAL_ADDRESS")).toEqual([]);
  });

  it("is found over lines of HTML, and masked whole", () => {
    const text = "<p>Maple Realty<br>2210 W Halvorsen Ave, Suite 400<br>Springfield, IL 62799</p>";
    const masked = redactor.redactText(text, "html").text;
    expect(masked).toContain("[POSTAL_ADDRESS 1]");
    expect(masked).not.toMatch(/Halvorsen|Springfield|62799/);
  });

  it("finds generated addresses in text, JSON, HTML and behind escapes", () => {
    const below = seeded(21);
    const pick = (list: readonly string[]): string => list[below(list.length)] ?? "";
    for (let round = 0; round < 200; round++) {
      const number = String(1 + below(300)) + pick(["", "a", " b"]);
      const zip = String(10_001 + below(89_000));
      const value = `${pick(["Lindenstraße", "Ahornweg", "Am Markt", "Schulgasse"])} ${number}${pick([", ", "\n"])}${zip} ${pick(["Musterstadt", "Bad Beispiel", "Neudorf"])}`;
      for (const text of [
        `Anschrift: ${value}\nDanke`,
        JSON.stringify({ note: `an ${value}.` }),
        `<p>${value.replace("\n", "<br>").replace("ß", "&szlig;")}</p>`,
      ])
        expect(foundIn(text, "POSTAL_ADDRESS"), text).toHaveLength(1);
    }
  });
});
