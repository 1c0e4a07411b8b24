/* Texts to time patterns with: support tickets as they come, and texts that a pattern's own literals make dear. */

import type { PatternSpec } from "../detect/pattern.js";
import { compilePattern } from "../detect/compile.js";

const sentences = [
  "Hello team, since the update on {d}.{d}.2026 our shop answers with error {n} after the login. ",
  "Ticket #{n} is about the same server; order {n}-{n} was shipped and invoice {n} is paid. ",
  "The log says: {h} worker[{n}]: GET /api/v2/items?page={d}&token_type=bearer 502 in {n} ms\n",
  "We changed nothing but the key=value pairs in config.yaml, see build {h}{h} of release {d}.{d}.{d}. ",
  "Bitte prüfen Sie das Passwort nicht, sondern nur den Zugang: der Benutzer sieht seit gestern keine Daten. ",
  "Le client écrit que la clé d'accès n'est pas encore arrivée, merci de vérifier avant {d} h {d}.\n",
  '{"status":"open","secret":null,"access_token":"","id":{n},"sha":"{h}{h}{h}"}\n',
  "curl -sS https://shop.example.com/health -H 'Accept: application/json' | jq .version\n",
  "I attached the screenshot, api docs and the key features list; please call back between {d} and {d}. ",
];

const hex = "0123456789abcdef";

/** Characters of each text. */
const sampleLength = 16 * 1024;

/** The same on every machine. */
export function ticketSample(): string {
  let state = 7;
  const random = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) % below;
  };
  const made: Readonly<Record<string, () => string>> = {
    d: () => String(1 + random(28)),
    n: () => String(10_000 + random(900_000)),
    h: () => Array.from({ length: 8 }, () => hex[random(16)]).join(""),
  };
  let text = "";
  while (text.length < sampleLength) {
    text += (sentences[random(sentences.length)] ?? "").replaceAll(
      /\{([dnh])\}/g,
      (_, name: string) => made[name]?.() ?? "",
    );
  }
  return text.slice(0, sampleLength);
}

/** The literals that wake the pattern, again and again, with the beginnings of matches behind them. */
export function hostileSample(spec: PatternSpec): string {
  const literals = compilePattern(spec).flatMap(({ literals: all }) => all.map(({ text }) => text));
  const unit = literals
    .slice(0, 8)
    .map((literal) => `${literal} ${literal}=aaaa1111${literal}`)
    .join("");
  const whole = unit === "" ? "a1-" : unit;
  return whole.repeat(Math.ceil(sampleLength / whole.length)).slice(0, sampleLength);
}
