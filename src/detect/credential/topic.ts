/* Finds a secret by the talk it stands in: a word that speaks of secrets, a token that looks chosen, what leads to it. */

import type { Span } from "../../core/types.js";
import type { Scan } from "../detector.js";
import { chosenTokens, type ChosenToken } from "./chosen-tokens.js";
import { isSpelled } from "./stated.js";

/** How much a word says that a secret is near. */
export const topics = { password: 2, login: 1 } as const;

export interface Topic extends Span {
  readonly weight: number;
  /** A key of a machine or licence: capitals and figures alone may be one. */
  readonly ofMachine?: boolean;
}

export interface Told extends Span {
  readonly confidence: number;
}

/** Units before and behind a word in which its talk goes on. */
const reachBehind = 220;
const reachBefore = 120;
/** A list of tokens has other things in mind. */
const most = 6;
const enough = 5;

/** Words right before a token: -4 name users, machines and records, -2 places and owners, 1 and 2 give. */
const weights = new Map<string, number>(
  (
    [
      [
        -2,
        "my the a an for on of from in at by our your his her their this that new old named version model type",
        "mein meine meinen meinem der die das den dem des im am vom zum zur für auf von bei unser unsere ein eine einen",
        "le la les du de des un une mon ma sur pour chez el los las del mi en para uno una il lo gli della di su per o os",
        "het een op van bij na do w dla od в на для от у из до min mitt mit på til för med",
      ],
      [
        1,
        "is was are were ist war wäre est était es era è é jest je är var er это был было be been being use using used uses usual",
        "with avec con com met z via as als como comme come som say said gave got sent send put chose picked took take",
        "still noch again nochmal now jetzt like probably exactly simply just and und et y e en och og und or oder ou eller of lub",
        "sondern but aber sino ma mais reads read says sagt steht shows given need needs have has i.e viz eg",
        "nimm nehmt nutze benutze verwende verwenden probier utilise utilisez essaie essayez usa use usad prueba prova usate",
        "gebruik probeer użyj используй введи попробуй wpisz zadej had hatte avait tenía aveva dit dijo disse said become became",
      ],
      [
        2,
        "it's its it’s that's that’s lautet lautete heißt c'est c’est worked works tried try typed type entered enter wrote write",
        "either entweder antingen soit cioè ovvero namely nämlich czyli luidt brzmi cioe eingegeben tippe ingresé tapé meant",
        "changed set reset been geändert gesetzt changé cambié",
      ],
    ] as const
  ).flatMap(([weight, ...lines]) => lines.join(" ").split(" ").map((word) => [word, weight] as const)),
);

/** What names users, machines and records, up to the token. */
const named =
  /(?:^|[^\p{L}])(?:user|user ?name|users|login|log-in|account|konto|benutzer|benutzername|nutzer|usuario|usuário|utilisateur|identifiant|utente|gebruiker|użytkownik|логин|пользователь|аккаунт|name|names|host|hostname|server|machine|client|customer|kunde|ticket|case|order|invoice|number|no|nr|id|ids|sku|part|build|release|file|folder|page|room|gate|flight|device|firmware|error|code|commit|branch|tag|serial|ssid|network|wlan|bucket|domain|site|url|e-?mail|nick|handle|alias|profile|team|project|re|agent|version|model|typ|type|module|package|port)(?:[ _-]?(?:name|id|no|nr|number|code))?[.:#]{0,2}\s(?:(?:is|was|ist|war|lautet|est|es|è|é|jest|je|это|called|named|:|=|#) ?)?["'`„“]?$|(?:called|named|heißt|s'appelle|se llama|si chiama|heet|nazywa się|называется) ["'`„“]?$/iu;

const lastWord = /(?:([\p{L}'’.-]+)[:,]?\s+)?([\p{L}\p{N}'’.-]*)([^\p{L}\p{N}]*)$/u;
const pronouns = new Set(
  "it that this er es das dies sie il elle ça él ella ello esso essa ele ela hij он она оно это to ono den det should must".split(" "),
);
const aloneBefore =
  /(?:^|\n)[>\s*-]*(?:\[[^\]\n]{3,20}\] ?|\(?\d\d?:\d\d(?::\d\d)?\)? ?)?(?:[\p{L}\p{N} ._()-]{1,32}: ?)?["'`„“«]?$/u;
const aloneBehind = /^["'`”»“]?[.!,;)]{0,2}[^\S\n]{0,3}(?:\r?\n|$)/;

/** What stands right before the token: words that give it, name it, or say nothing. */
function leadOf(text: string, { start, end }: Span): number {
  const before = text.slice(Math.max(0, start - 48), start);
  if (named.test(before)) return -4;
  if (aloneBefore.test(before) && aloneBehind.test(text.slice(end, end + 8))) return 2;
  const found = lastWord.exec(before);
  const word = (found?.[2] ?? "").toLowerCase().replace(/\.$/, "");
  const mark = found?.[3] ?? "";
  if (/[:=→➜>"'`„“«(]\s*$/.test(mark) || /\s[-–—]\s$/.test(mark)) return 1;
  const weight = weights.get(word) ?? 0;
  const other = (found?.[1] ?? "").toLowerCase();
  if (pronouns.has(word) && (weights.get(other) ?? 0) > 0) return 2;
  return weight === 1 && pronouns.has(other) ? 2 : weight;
}

/** How close topic and token are: in one sentence, in one paragraph; undefined in different ones. */
function nearness(between: string): number | undefined {
  if (/\n\s*\n\s*\n/.test(between)) return undefined;
  return /[.!?…]\s|\n|[。！？]/.test(between) ? 0 : 1;
}

function scoreOf(text: string, topic: Topic, token: ChosenToken): number {
  const between =
    token.start >= topic.end ? text.slice(topic.end, token.start) : text.slice(token.end, topic.start);
  const near = nearness(between);
  if (near === undefined) return 0;
  const score = token.grade + topic.weight + near + (isSpelled(text, token.end) ? 1 : 0);
  // The most a lead can add.
  if (score + 2 < enough) return 0;
  const lead = leadOf(text, token);
  // Capitals and figures alone are numbers of orders and machines, too.
  if (token.loud && topic.ofMachine !== true && lead < 2) return 0;
  return score + lead;
}

/** Position of the first token that ends behind `at`. */
function firstBehind(tokens: readonly ChosenToken[], at: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle] as ChosenToken).end > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Secrets told around a word; none in most texts. */
export function readTold(scan: Scan, topic: Topic): readonly Told[] {
  const tokens = chosenTokens(scan);
  if (tokens.length === 0) return tokens as readonly never[];
  const found: Told[] = [];
  const from = firstBehind(tokens, topic.start - reachBefore);
  for (let at = from; at < tokens.length && at < from + most; at++) {
    const token = tokens[at] as ChosenToken;
    if (token.start > topic.end + reachBehind) break;
    if (token.start < topic.end && token.end > topic.start) continue;
    const score = scoreOf(scan.text, topic, token);
    if (score >= enough) found.push({ start: token.start, end: token.end, confidence: score > enough ? 0.65 : 0.6 });
  }
  return found;
}
