import { describe, expect, it } from "vitest";
import { phonesIn } from "../support/phone-scan.js";

/** Text with the phone between `«»`. Fiction ranges and invented numbers. */
const found: readonly (readonly [name: string, marked: string])[] = [
  ["international", "Please write to «+447700900123» or «+1 860 555 0119»."],
  ["access code", "Ring «0044 7700 900123» or «0049 30 23125 014»."],
  ["bare access code", "It is «00447700900123» now"],
  ["fiction is possible only", "reach «+49 30 23125 999», «+33 1 99 00 47 12»"],
  ["trunk zero in parentheses", "T «+43 (0)1 2345 678» and «+44 (0) 20 7946 0018»"],
  ["parenthesised code", "Fax «(+49) 30 23125 014», «+(49) 30 23125 014»"],
  ["own number", "My number is «415-555-0132», thanks"],
  ["call", "call «(212) 555 0147» about the build"],
  ["dots", "«212.555.0147» any time"],
  ["spaces", "try «212 555 0147» please"],
  ["leading one", "Free: «1-800-555-0132» or «1 (312) 555-0147»"],
  ["local with label", "phone: «555-0147»"],
  ["bare with label", "Phone 4155550132 is mine".replace("4155550132", "«4155550132»")],
  ["German", "bitte ruft an «0171 3920041» lg Steffi"],
  ["German slash", "nur falls wer anruft («040/66969-812»)"],
  ["switchboard", "Tel. «+49 40 66969-0» · Fax «+49 40 66969-299»"],
  ["French", "Tél. «01.99.00.47.12» – Port. «06.39.98.20.55»"],
  ["French uneven", "mme Perrachon «0639 98 41 07»"],
  ["British", "I am at «07700 900143» the hole night, or «0113.496.0448»"],
  ["Australian", "«0491 570 313» or the desk «(02) 5550 0184» but nobody"],
  ["Dutch", "Tel «058-555 01 47» | Mob «06-12345678»"],
  ["Philippine", "text me on «0917 555 0123»"],
  ["Turkish", "Tel: «+90 276 555 01 47»  GSM: «0532 123 45 67»"],
  ["Indian", "my mobile is «98765 43210», or call «+91 98765 43210»"],
  ["Chinese", "电话:«138 0013 8000»,请回电"],
  ["Chinese bare", "请拨打手机«13800138000»谢谢"],
  ["Japanese", "電話は«03-5555-0142»です"],
  ["Korean", "연락처 «010-1234-5678» 입니다"],
  ["Polish", "tel «600 700 801» Zdzichu, dzwoń «512 345 678»"],
  ["Italian", "Tel. «06 6982 0000», Fax «041/5550148»"],
  ["Spanish", "llámame al «612 345 678», móvil «611 00 47 12»"],
  ["Portuguese", "Telefone: «21 000 47 12», telemóvel «912 345 678»"],
  ["Brazilian", "me liga no «(11) 95555-0123»"],
  ["Argentine", "me escribís al «+54 9 11 5555-0123»"],
  ["Russian", "Звоните в любое время «8 (495) 123-45-67», спросить"],
  ["Ukrainian", "моб. «067 123 45 67»"],
  ["Greek", "τηλ. «210 123 4567»"],
  ["Danish", "tlf. «12 34 56 78»"],
  ["Swedish", "ring mig på «08-465 004 12»"],
  ["Finnish", "puhelin «040 123 4567»"],
  ["Czech", "telefon «601 123 456»"],
  ["Romanian", "Sunați-l pe Horațiu la «0740 123 456»."],
  ["Hungarian", "telefonszám: «06 30 123 4567»"],
  ["Hebrew", "טלפון «050-123-4567»"],
  ["Arabic", "هاتف: «050 123 4567»"],
  ["extension", "Call «415-555-0132 ext. 12» or «415-555-0133 x77» or «030 23125 014 Durchwahl 5»"],
  [
    "extension in other words",
    "Tel. «030 23125014 / Durchwahl 12», «030 23125 014 Apparat 12», «415-555-0132;ext=12»",
  ],
  ["extension with its number", "phone «415-555-0132 extension number 12», tel. «912 345 678 extensión 12»"],
  ["the next of a list", "Ring me on «0171 3920041» or at work on «55 221 78 37», or «6604 1234»."],
  ["named behind", "Hey, «462 23 977» is my new number, «63333970» numarasından arayın"],
  ["extension alone", "Ask for Ines on «27 50 47 73 ext. 204»"],
  ["Iberian pairs", "«650 68 03 79» contesta tarde"],
  ["initials in a signature", "T: «57835991»\nM: «9630 8948»"],
  ["local behind a call word", "For more info call «2801976». Mon numéro est le «8887562»"],
  ["Vietnamese and Indonesian", "Số điện thoại: «2735474»; gọi «0912345678», telepon «22 67 14 21»"],
  ["digit by digit behind a label", "Phone number: «0 7 7 0 0 9 0 0 1 2 3», phone: «4-1-5-5-5-5-0-1-3-2»"],
  ["security has a phone", "call security «030 1234567», Security desk phone: «030 1234567»"],
  ["glued extension", "«(212)555-0143x45», «+1-555-123-4567x0012», «001-212-555-0143x2345»"],
  ["access code of North America", "dial «011 44 7700 900123»"],
  ["sign", "📞 «2125550143», ☎ «030 23125014»"],
  ["lone trunk zero", "«0(532) 555 12 34» or «0 532 555 12 34»"],
  ["trunk zero apart", "«(0 30) 23125 014»"],
  ["Russian in one piece", "«8(495)1234567»"],
  ["Indonesian", "«0812-3456-7890»"],
  ["Brazilian mobile", "«11 95555-0123»"],
  ["Chinese extension", "电话:«+86-512-5555-0147 转 802»"],
  ["tel link", 'href="tel:«+61491570156»"'],
  ["messenger link", "https://wa.me/«447700900123»"],
  ["vCard", "TEL;TYPE=CELL:«+15035550114»\nEMAIL:xc@example.com"],
  ["glued label", "Tel.«030 23125 014» Fax:«03023125015»"],
  ["two with slash", "«0171 3920041» / «0172 5550123»"],
  ["two with or", "«415-555-0132» or «415-555-0133»"],
  ["two with comma", "«415-555-0132»,«415-555-0133»"],
  ["two with blanks", "«0171 3920041»  «0172 5550123»"],
  ["two in a row", "«06 39 98 41 07» «06 39 98 41 08»"],
  ["after a date", "2024-05-06 «0171 3920041» called"],
  ["after a time", "14:05 «0171 3920041» called"],
  ["before a time", "Call «0171 3920041» 14:05 please"],
  ["before hours", "Call «+44 7700 900123» 24/7"],
  ["after a room", "Zimmer 24 «0171 3920041»"],
  ["numbered list", "1. «0171 3920041»\n2. «0172 5550123»"],
  ["lines", "«0171 3920041»\n«0172 5550123»"],
  ["customer calls", "The customer «0171 3920041» complained"],
  ["E13 no-break space", "«+49\u00a030\u00a023125\u00a0014»"],
  ["E13 narrow no-break space", "«06\u202f39\u202f98\u202f45\u202f67»"],
  ["E13 ideographic space", "«+81\u30003\u30005555\u30000142»"],
  ["E13 tab", "«+49\t30\t23125014»"],
  ["E13 newline", "«+49 30\n23125 014»"],
  ["E13 newline after label", "Telefon: «030\n23125014»"],
  ["E14 non-breaking hyphen", "«415\u2011555\u20110132»"],
  ["E14 en dash", "«+44 7700\u2013900\u2013123»"],
  ["E14 minus", "«415\u2212555\u22120132»"],
  ["E14 fullwidth hyphen", "«415\uff0d555\uff0d0132»"],
  ["E14 middle dot", "«+49·30·23125014»"],
  ["E14 slashes", "«030/23125/014»"],
  ["contact number", "Contact number for Anna Lindqvist: «015123456773»"],
  ["caller id", "opened by phone, caller id «021 0366-1552»"],
  ["reached at, behind a name", "You can reach Ines Carrasco Vidal on «918505161» after 5."],
  ["bare, with its purpose behind", "Please call «71234531» to confirm"],
  ["the verb behind", "Ich bin unter «23104 06868» zu erreichen"],
  ["still the number", "Is «2541 1242» still the number you have for me?"],
  ["named behind its extension", "«3668 2195 x080» is the phone number of the desk"],
  ["extension before kana", "電話番号は«718-829-6354x956»です"],
  ["behind +, in no plan", "text me on my cell «+4215790192267» please"],
  ["behind +, in no plan and with no word", "Is there a way to forward «+52568701268» to mine?"],
  ["twelve digits in fours behind a label", "Telefono: «0232 5180 9710»"],
  ["pairs with dots that are no bytes", "Nr telefonu: «16.09.40.92», Tel. «070.123.45.62»"],
  ["behind an answered label", "Jane Roe, SSN 536-90-4399, «(06) 2177 2092»"],
  ["in a row beside a mail address", "Jane Roe,jane@example.com,«737 894 674»,active"],
  ["home and work", "home «+680-620-1748» / work «609 1322»"],
];

const spansOf = (marked: string): readonly string[] =>
  [...marked.matchAll(/«([^»]+)»/g)].map(([, text]) => text!);

describe("phones are found", () => {
  it.each(found)("%s", (_, marked) => {
    expect(phonesIn(marked.replace(/[«»]/g, ""))).toEqual(spansOf(marked));
  });
});

describe("phones under keys", () => {
  it.each([
    ["C04 number", "4915112345678", { key: "phone", numeric: true }],
    ["C05 number with fraction", "4915112345678.0", { key: "mobile", numeric: true }],
    ["contact number", "5550132", { key: "contact_number", numeric: true }],
    ["contact number of a custom field", "5550132", { key: "cf_contact_number", numeric: true }],
    ["camel case", "02079460018", { key: "contactPhone" }],
    ["callback", "415 555 0132", { key: "callback" }],
    ["short local", "555013", { key: "tel" }],
    ["Spanish field title", "612345678", { key: "Teléfono de contacto" }],
    ["Chinese key", "13800138000", { key: "手机号码" }],
    ["Polish grouping", "512 345 678", { key: "numer_telefonu" }],
    ["fax", "+1 (312) 555-0147", { key: "Fax" }],
  ] as const)("%s", (_, text, hint) => {
    expect(phonesIn(text, hint)).toEqual([text]);
  });

  it("finds several in one value", () => {
    expect(phonesIn("office 030 23125014, home 040 66969812", { key: "phones" })).toEqual([
      "030 23125014",
      "040 66969812",
    ]);
  });
});

describe("regions", () => {
  it("accept their own numbers without trunk prefix", () => {
    expect(phonesIn("it is 512 345 678 then", {}, ["PL"])).toEqual(["512 345 678"]);
    expect(phonesIn("it is 512 345 678 then")).toEqual([]);
  });

  it("leave other countries' national formats alone, but not what a label or plus names", () => {
    expect(phonesIn("so 0171 3920041 then", {}, ["US"])).toEqual([]);
    expect(phonesIn("phone 0171 3920041, +49 171 3920041", {}, ["US"])).toHaveLength(2);
  });

  it("do not take quantities for numbers of a plan that is wide open", () => {
    expect(
      phonesIn("918 273 645 rows, 2 980 120 in total, 24-0091-22", {}, ["DE", "GB", "FR", "US"]),
    ).toEqual([]);
  });
});
