/* Generated values of every structured type are found with exact spans in plain sentences; prose without any is clean. */

import { describe, expect, it } from "vitest";
import { seeded } from "../../../src/detect/checks/seeded.js";
import type { NativeDetector } from "../../../src/detect/detector.js";
import { natives } from "../../../src/detect/natives/index.js";
import { values } from "./detect.js";

const rounds = 2000;
type Random = (below: number) => number;

const sentences = [
  "Please look at {} when you can.",
  "Bitte prüfen: {} (seit gestern)",
  "客户说{}有问题",
  "Сообщили, что {} не отвечает.",
  "🙋 {} 👍🏽",
  "it says <{}>, right?",
];

function pick(below: Random, list: readonly string[]): string {
  return list[below(list.length)] ?? "";
}

function word(below: Random, alphabet: string, length: number): string {
  let text = "";
  while (text.length < length) text += alphabet[below(alphabet.length)] ?? "";
  return text;
}

const hex = "0123456789abcdef";
const letters = "abcdefghijklmnopqrstuvwxyz";

const generators: Readonly<Record<"email" | "ip" | "mac", (below: Random) => string>> = {
  email: (below) => {
    const local = word(below, `${letters}0123456789`, 1 + below(12));
    const middle = pick(below, ["", ".x1", "+tag", "_b", "-c"]);
    const host = word(below, letters, 2 + below(10));
    return `${local}${middle}@${host}${pick(below, [".example", ".test", ".example.com", "-x.example.org", ".bücher.example"])}`;
  },
  ip: (below) => {
    if (below(2) === 0)
      return pick(below, ["203.0.113.", "198.51.100.", "192.0.2.", "192.168.7."]) + String(below(256));
    const groups = Array.from({ length: 6 }, () => word(below, "123456789abcdef", 1 + below(4)));
    return pick(below, [
      `2001:db8:${groups.join(":")}`,
      `2001:db8::${groups.slice(0, 3).join(":")}`,
      `fd00:${groups[0] ?? ""}::5`,
    ]);
  },
  mac: (below) => {
    const digits = `0000${word(below, hex, 7)}f`;
    const spelled = pick(below, [":", "-"]);
    const value =
      below(3) === 0 ? digits.replace(/.{4}(?=.)/g, "$&.") : digits.replace(/..(?=.)/g, `$&${spelled}`);
    return below(2) === 0 ? value : value.toUpperCase();
  },
};

const prose = [
  "Hello, since the update on 2026-11-22 at 12:34:56 the shop is slow; order 4500118277 cost +49,90 EUR, see page 3-1-4-1.",
  "Guten Tag, seit Version 18.0.61.5 dauert es 3 s statt 0,4 s. Rechnung RE-2026-00931 über 1.188,00 € ist bezahlt.",
  "Bonjour, le devis 24-0091 (2 980,00 €) est valable 30 jours; au 12 du mois, la page 118 exige le noyau 6.8.12.1.",
  "Hola, el pedido 88-1203-5 no llega; en la 12.4.0.3 se arregla. De 22 personas, a 12 no les abre.",
  "Ciao, la versione 12.4.0.1 non salva: errore 1407, 90 giorni, it 27 righe al 28 per cento.",
  "Olá, a tarefa n.º 14 corre às 02:00; o código 40317 está na 4.1.0.12 do manual.",
  "Dag, no 35 van 38 klanten zien 439.9 GB, be 16 keer; zie 5.1.2.7 van de handleiding.",
  "Cześć, w wersji 6.0.1.20 zadanie trwa 3:47:12, a pl 61 plików znika.",
  "Здравствуйте, в договоре (п. 7.2.1.4) указано 38,50, а в счёте от 03.05.2024 почему-то 41,99.",
  "Merhaba, 4.294.967.296 bayttan büyük dosyalar açılmıyor, saat 03.10'da başladı.",
  "バックアップは6.0.1.20に更新してから失敗します。見積書Q-2024-0093821、4.1.2.3節。",
  "您好，升级到版本6.0.1.20后打不开，工单号20260417，错误代码40317。",
  "مرحبا، بعد الإصدار 6.0.1.20 لا يعمل، رقم التذكرة 4500118277.",
  "สวัสดี หลังอัปเดต 6.0.1.20 เปิดไม่ได้ รหัส 40317",
  "uuid 550e8400-e29b-41d4-a716-446655440000 sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709 #ff8800 at 1718064000000",
];

describe("planted values", () => {
  it.each(Object.entries(generators))("finds 2,000 of %s exactly", (name, generate) => {
    const below = seeded(29);
    const detector: NativeDetector = natives[name as keyof typeof generators];
    for (let round = 0; round < rounds; round++) {
      const value = generate(below);
      const text = pick(below, sentences).replace("{}", value);
      expect(values(detector, text), text).toEqual([value]);
    }
  });

  it.each(prose)("N10 leaves prose alone: %s", (text) => {
    for (const name of ["email", "ip", "mac", "card", "iban", "url-userinfo"] as const) {
      expect(values(natives[name], text), name).toEqual([]);
    }
  });
});
