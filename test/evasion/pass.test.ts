/* Evasion cases, section N: what must pass untouched, with the same weight as leaks. */

import { describe, expect, it } from "vitest";
import { anyLabel, redactComment, toZendesk } from "../support/redactor.js";

const passed: readonly [string, string][] = [
  [
    "N01 ids and order numbers",
    "ticket 360012345678, order 88-1203-5, invoice RE2026-004711, EAN 4006381333931",
  ],
  ["N01 tracking code", "parcel 1Z999AA10123456784 and 00340434161094021501 are on the way"],
  ["N01 timestamps", "at 1795166400 and 1795166400123 it failed"],
  ["N02 versions", "version 1.2.3.4, v10.0.0.1-rc, OID 1.3.6.1.4.1, § 3.2.1.4"],
  [
    "N03 hashes",
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 da39a3ee5e6b4b0d3255bfef95601890afd80709",
  ],
  ["N03 UUID", "request d4f5c389-8f4a-4c2e-a1b9-8e4f39c71d52 failed"],
  ["N03 SRI", "sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8KuxyJ1uQSCBxxkZPI8EMDIlyFWzJmLmPQ is fine"],
  ["N03 colours", "use #ff00aa, #12345678 or rgb(12, 34, 56)"],
  ["N04 mentions", "@mention please look, also user@ and a@b"],
  ["N04 package", "npm:@scope/pkg@1.2.3 breaks"],
  ["N04 git remote", "clone git@github.com:example/repo.git first"],
  ["N04 fingerprint", "SHA256:uNiVztksCsDhcc0u9e8BrrQXVUpKZIDTMczCvj3tD2s is the host"],
  ["N05 loopback and netmask", "127.0.0.1, 0.0.0.0 and 255.255.255.0 are no hosts"],
  ["N07 dots in prose", "meet me at two dot thirty, look at the dot on the map"],
  ["N08 dates", "on 2026-11-22 at 10:30:00, or 22.11.2026, or 11/22/2026"],
  ["N08 money", "it costs +49,90 or 1.234,56 or 12,480.00"],
  ["N08 scores", "the rule 3-1-4-1 and 1-800 in a name"],
  ["N09 placeholders", "set <API_KEY>, password: xxxx, token: ${TOKEN}, secret: {{secret}}, pw: ********"],
  ["N11 code", "c = a @ b; @decorator; /[^@]+@[^@]+/"],
  ["N12 emoji and scripts", "🙂 שלום עולם مرحبا بالعالم สวัสดีชาวโลก 你好，世界 こんにちは"],
];

describe("N passed untouched", () => {
  it.each(passed)("%s", async (_id, text) => {
    expect(await redactComment(text)).toBe(text);
  });

  it("N06 own addresses on a list are kept", async () => {
    const { createRedactor } = await import("../../src/redactor.js");
    const { compileConfig } = await import("../../src/config/load.js");
    const own = createRedactor(
      compileConfig({ lists: { "own-domains": ["support.example.com"], "own-numbers": ["+493023125014"] } }),
    );
    const text = "write to help@support.example.com or call +49 30 23125 014, not jane@leak.test";
    expect(own.redactText(text).text.replace(anyLabel, "#")).toBe(text.replace("jane@leak.test", "#"));
  });

  it("N10 prose in twelve languages", async () => {
    const prose = [
      "The quick brown fox jumps over the lazy dog while the server restarts.",
      "Der Server startet neu und wir warten auf die Antwort der Technik.",
      "Le serveur redémarre et nous attendons la réponse du support.",
      "El servidor se reinicia y esperamos la respuesta del equipo.",
      "O servidor reinicia e esperamos a resposta da equipa.",
      "Il server si riavvia e aspettiamo la risposta.",
      "De server herstart en we wachten op antwoord.",
      "Serwer uruchamia się ponownie i czekamy na odpowiedź.",
      "Сервер перезапускается, и мы ждём ответа.",
      "サーバーは再起動しており、返事を待っています。",
      "服务器正在重新启动，我们在等待答复。",
      "الخادم يعيد التشغيل ونحن ننتظر الرد.",
    ].join("\n");
    const body = JSON.stringify({ ticket: { subject: prose, comment: { body: prose.repeat(400) } } });
    const given = Buffer.from(body);
    const { payload, report } = await toZendesk("POST /api/v2/tickets", given);
    expect(payload.body).toBe(given);
    expect(report.counts).toEqual([]);
  });
});
