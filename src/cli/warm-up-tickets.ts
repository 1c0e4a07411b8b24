/* Invented payloads with one of everything that tickets hold, so that every part of the engine is compiled by them. */

import { ticketSample } from "./cost-sample.js";
import type { Payload } from "../core/types.js";
import { samples } from "./samples/index.js";

/** What people write; `#` is a digit that changes. */
const said = [
  "Hi team, my name is Mara Example and I cannot reach our shop since the update this morning.",
  "Please call me on +44 7700 900### or write to mara.##@example.com until five.",
  "You can reach us at (212) 555-01##, mobile 07700 900 ###, or +1 212 555 01## ext. 4.",
  "The host 203.0.113.## does not answer, 198.51.100.## does, and IPv6 is 2001:db8:##::##.",
  "The network card 02:00:5e:10:##:## belongs to db##.internal.example.com, version 4.2.#.1.",
  "My card 4111 1111 1111 1111 was charged twice for order ########; invoice 2026-00## is open.",
  "Please refund to IBAN DE89 3704 0044 0532 0130 00, VAT number DE136695976.",
  "We ship to Mara Example, Musterstrasse 1#, 10115 Berlin, Germany. Born on 12.0#.1984.",
  "User: admin##",
  "Password: Elm$tree##",
  "The new password for the panel is Fern_##x, the old one does not work any more.",
  "Log in with support## / Tin#Cup## at https://panel.example.com/login?session=########.",
  "export API_KEY=a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5##",
  "postgres://shop:Elm##tree@db.example.com:5432/orders times out after ### ms",
  "[2026-11-1# 08:1#:##] worker[####]: GET /api/v2/items?page=## 502, request id 7f9c24e8-3b12-4fef-91e0-56a2d5a1b0##",
  "commit 9fceb02d0ae598e95dc970b74767f19372d61a##, sha256 of the image is unchanged.",
  "Guten Tag, die Anmeldung klappt nicht, das Passwort lautet Lampe_##. Rückruf bitte unter 030 23125 1##.",
  "Mit freundlichen Grüßen\nErika Mustermann\nBeispiel GmbH, Tel. 0049 30 23125 1##",
  "Bonjour, le mot de passe est Chene#gris##, appelez le 01 99 00 12 ##. Cordialement, Jeanne Exemple",
  "Hola, la clave es Roble_##; mi correo es jose.##@example.org. Saludos",
  "Здравствуйте, пароль от панели: Klen-##x, телефон +7 900 000-00-##.",
  "On Mon, Nov 2, 2026, Noah Example <noah.##@example.net> wrote:",
  "> the backup ran at night and the disk is almost full, see the attached log",
  "From: Ida Example <ida##@example.com>",
  "my email is john dot smith at example dot com, the number is five five five oh one ##",
];

/** Lines of one ticket. */
const lineCount = 14;
/** Units of a ticket that holds no value. */
const textLength = 2000;

const payload = (body: string, mediaType = "application/json"): Payload => ({
  body: Buffer.from(body),
  mediaType,
});

const ticket = (text: string): Payload =>
  payload(
    JSON.stringify({
      ticket: {
        subject: text.slice(0, 60),
        requester: { name: "Mara Example", email: "mara@example.com", locale_id: 1 },
        comment: { body: text, html_body: `<p>${text.replaceAll("\n", "</p><p>")}</p>`, public: true },
        tags: ["shop", "urgent"],
        custom_fields: [{ id: 360001234, value: "KX-4821" }],
      },
    }),
  );

/** `#` becomes a digit; the same ones on every machine. */
function digitsFrom(seed: number): (line: string) => string {
  let state = seed;
  return (line) =>
    line.replaceAll("#", () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return String((state >>> 8) % 10);
    });
}

function withValues(count: number): readonly Payload[] {
  const fill = digitsFrom(7);
  return Array.from({ length: count }, (_, nth) => {
    const lines = Array.from({ length: lineCount }, (__, at) => said[(nth * 5 + at * 3) % said.length] ?? "");
    return ticket(fill(lines.join(nth % 2 === 0 ? "\n" : " ")));
  });
}

function withoutValues(): readonly Payload[] {
  const text = ticketSample();
  return Array.from({ length: Math.floor(text.length / textLength) }, (_, at) =>
    ticket(text.slice(at * textLength, (at + 1) * textLength)),
  );
}

/** What every desk sends, and tickets as long as people write them. */
export function warmUpTickets(): readonly Payload[] {
  const fill = { now: 0, id: "warm-up", secret: "warm-up" };
  const sent = Object.values(samples).flatMap((events) =>
    Object.values(events).map((sample) => payload(sample.body(fill), sample.headers["content-type"])),
  );
  return [...withValues(40), ...withoutValues(), ...sent];
}
