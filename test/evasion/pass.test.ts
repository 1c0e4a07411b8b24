/* Evasion cases, section N: what must pass untouched, with the same weight as leaks. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startProbe, type Probe } from "../support/probe.js";
import { anyLabel } from "../support/redactor.js";

let probe: Probe;
let own: Probe;

beforeAll(async () => {
  probe = await startProbe();
  const lists = {
    "own-domains": ["support.example.com"],
    "own-numbers": ["+493023125014"],
  };
  own = await startProbe({ config: { lists } });
});

afterAll(async () => {
  await probe.close();
  await own.close();
});

const bodyOf = (text: string): string =>
  JSON.stringify({ ticket: { subject: "s", comment: { body: text } } });
const image = `data:image/png;base64,${Buffer.from(Array.from({ length: 300 }, (_, at) => (at * 73 + 41) % 256)).toString("base64")}`;

const passed: readonly [string, string][] = [
  [
    "N01 ids and order numbers",
    "ticket 360012345678, order 88-1203-5, invoice RE2026-004711, EAN 4006381333931",
  ],
  ["N01 invoice number like an IBAN", "invoice DE20 2600 4711 0815 is open, credit note AT2026-11-000815"],
  ["N01 tracking code", "parcel 1Z999AA10123456784 and 00340434161094021501 are on the way"],
  ["N01 timestamps", "at 1795166400 and 1795166400123 it failed"],
  ["N02 versions", "version 1.2.3.4, v10.0.0.1-rc, OID 1.3.6.1.4.1, § 3.2.1.4"],
  ["N02 versions of packages", "nginx/1.25.3.1 and lib 2.0.113.7-beta, firmware 10.20.30.40 build 5"],
  [
    "N03 hashes",
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 da39a3ee5e6b4b0d3255bfef95601890afd80709",
  ],
  ["N03 UUID", "request d4f5c389-8f4a-4c2e-a1b9-8e4f39c71d52 failed"],
  ["N03 SRI", "sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8KuxyJ1uQSCBxxkZPI8EMDIlyFWzJmLmPQ is fine"],
  ["N03 colours", "use #ff00aa, #12345678 or rgb(12, 34, 56)"],
  ["N03 image", `see ${image} here`],
  ["N04 mentions", "@mention please look, also user@ and a@b"],
  ["N04 package", "npm:@scope/pkg@1.2.3 breaks"],
  ["N04 git remote", "clone git@github.com:example/repo.git first"],
  ["N04 fingerprint", "SHA256:uNiVztksCsDhcc0u9e8BrrQXVUpKZIDTMczCvj3tD2s is the host"],
  ["N04 older fingerprint", "MD5:16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48 is the host"],
  [
    "N05 loopback, unspecified, broadcast, netmask",
    "127.0.0.1, ::1, 0.0.0.0, 255.255.255.255 and 255.255.255.0",
  ],
  ["N07 dots in prose", "meet me at two dot thirty, look at the dot on the map"],
  ["N08 dates", "on 2026-11-22 at 10:30:00, or 22.11.2026, or 11/22/2026, 2026-11-22T10:30:00Z"],
  ["N08 money", "it costs +49,90 or 1.234,56 or 12,480.00"],
  ["N08 scores", "the rule 3-1-4-1 and 1-800 in a name"],
  ["N09 placeholders", "set <API_KEY>, password: xxxx, token: ${TOKEN}, secret: {{secret}}, pw: ********"],
  ["N11 code", "c = a @ b; @decorator; /[^@]+@[^@]+/"],
  [
    "N11 code in Markdown",
    "```python\n@app.route('/x')\ny = W @ x + b\nre.match(r'[\\w.]+@[\\w.]+', s)\n```",
  ],
  ["N12 emoji and scripts", "🙂 שלום עולם مرحبا بالعالم สวัสดีชาวโลก 你好，世界 こんにちは 👩‍👩‍👧‍👦 🏳️‍🌈"],
  ["N12 right to left with marks", "\u200fשלום\u200e abc \u202bمرحبا\u202c."],
];

describe("N passed untouched", () => {
  it.each(passed)("%s", async (_id, text) => {
    const body = bodyOf(text);
    const { forwarded, verdict } = await probe.post(body);
    expect(forwarded).toBe(body);
    expect(verdict).toMatch(/^pass;/);
  });

  it("N06 own addresses and numbers on a list are kept, others are not", async () => {
    const text = "write to help@support.example.com or call +49 30 23125 014, not c006@leak.test";
    const { forwarded, leaks } = await own.post(bodyOf(text));
    expect(forwarded.replace(anyLabel, "#")).toBe(bodyOf(text.replace("c006@leak.test", "#")));
    expect(leaks(["c006@leak.test"])).toEqual([]);
  });

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

  it("N10 1 MB of prose in twelve languages", async () => {
    const text = prose.repeat(Math.floor(1_000_000 / Buffer.byteLength(JSON.stringify(prose))));
    expect(Buffer.byteLength(text)).toBeGreaterThan(950_000);
    const body = bodyOf(text);
    const { status, received, verdict } = await probe.post(body);
    expect(status).toBe(201);
    expect(received[0]?.body.equals(Buffer.from(body))).toBe(true);
    expect(verdict).toMatch(/^pass; policy=/);
  });
});

/** DESIGN 5 overrides these parts of N05 and N09: documentation ranges, example hosts and documented keys are masked. */
const ruled: readonly [string, string, string][] = [
  ["N05 documentation ranges (ruling: masked)", "host 198.51.100.7", "host #"],
  ["N05 private ranges (ruling: masked)", "host 10.20.30.40", "host #"],
  ["N09 example hosts (ruling: masked)", "your@email.com or jane@example.com", "# or #"],
  ["N09 documented keys (ruling: masked)", `key AKIA${"IOSFODNN7EXAMPLE"} here`, "key # here"],
];

describe("N where the design rules otherwise", () => {
  it.each(ruled)("%s", async (_id, text, expected) => {
    const { forwarded } = await probe.post(bodyOf(text));
    expect(forwarded.replace(new RegExp(anyLabel, "g"), "#")).toBe(bodyOf(expected));
  });
});
