/* Reads a PIN behind a few words and a copula: `the PIN for the back door is 4711`. */

import type { Span } from "../../core/types.js";
import type { LexedValue } from "./judged.js";
import { isPostalPin } from "./postal-pin.js";
import { isYear } from "./year.js";

const reach = 64;
const words = String.raw`(?:[\p{L}'’-]{1,16} )`;
const said = String.raw`${words}{0,6}(?:is|was|ist|lautet|est|es|è|é|to|это|är|er|je|on|c'est|c’est|it's|its|it is|jest|brzmi|este|oli|olis|is nu) (?:(?:now|now:|jetzt|ahora|maintenant|either|entweder|soit|antingen|still|noch) )?`;
const changed = "(?:wurde |ist |a été |fue )?(?:geändert|gesetzt|changé|cambiado) (?:auf|en|à|a) ";
const ofThing = String.raw`(?:of|for|to|on|für|vom|von|zum|zur|de|du|del|para|pour|от|для) ${words}{0,3}[\p{L}'’-]{1,16}: ?`;
/** The keys of a pad may have hyphens between them. */
const digits = String.raw`\d{4,8}|\d(?:-\d){3,7}|\d(?: \d){3,5}|\d\d(?:[ -]\d\d){1,2}`;
const counted = String.raw`[\d%€$]|[.,:/-]\d|\s?(?:times|digits|minutes|seconds|attempts|tries|mal|fois|veces)`;
/** `a PIN was given to us, 4711,` */
const aside = String.raw`${words}{0,4}[\p{L}'’-]{1,16}, `;
const form = new RegExp(`^ (?:${said}|${aside}|${changed}|${ofThing})["']?(${digits})(?!${counted})`, "iu");
/** `the PIN of the alarm (4711)` */
const bracketed = new RegExp(
  `^ ${words}{0,4}[\\p{L}'’-]{0,16} ?\\((?!(?:19|20)\\d\\d\\))(${digits})\\)`,
  "iu",
);
/** `the lockbox beside the door opens with 8-3-1-7`: of things that are no word for a code. */
const opened = new RegExp(
  `^,? ${words}{0,5}(?:(?:opens?|opened|unlocks?|unlocked) (?:with|by|on)|takes|accepts|öffnet mit|geht auf mit|s'ouvre avec|se abre con|si apre con|abre com|opent met|открывается кодом) ([#*]?(?:${digits})[#*]?)(?=[.,;!?)]|\\s*$|\\s\\(|\\s(?:and|but|or|from|on|at|for|then|und|oder|aber|et|mais|[yeи])\\s)`,
  "iu",
);
const asPin =
  /(?:^|[\s"'(])(\d{4,8})["')]? (?:as|als|como|comme|come|is|ist|est|es|è) (?:(?:the|its|my|our|your|his|her|der|die|das|mein|meine|unser|le|la|el|il|mon|mi|su|sein|sua|a|o) ){0,2}(?:new |old |neue |alte )?$/iu;

/** `4711 as its unlock code`: the digits before a label that starts at `labelStart`. */
export function readPinBefore(text: string, labelStart: number): Span | undefined {
  const from = Math.max(0, labelStart - 40);
  const found = asPin.exec(text.slice(from, labelStart));
  if (found?.[1] === undefined || isYear(found[1])) return undefined;
  const start = from + found.index + found[0].indexOf(found[1]);
  return { start, end: start + found[1].length };
}

const thing = /(?:pad|box|lock|safe|schloss|kasten|door)$/i;

const typed =
  "typ(?:e|ed|ing)|enter(?:ed)?|tried|used?|key(?:ed)? in|put|chose|picked|set|default|standard|usual|tippe|getippt|eingegeben|gebe|genommen|tape|tapé|saisi|mis|puse|pongo|pulso|messo|digito|digitato|digitei|coloco|toets|getoetst|wpisuję|wpisałem|wpisałam|zadávám|zadal|ввожу|ввёл|ввел|набираю|стандартн\\p{L}{2}";
/** `wrong PIN. I type 4711`: what is typed, in the label's sentence or the next. */
const toldFurther = new RegExp(
  `^[^\\d\\n]{0,20}\\n?[^\\d\\n]{0,80}?(?:^|[^\\p{L}])(?:${typed})(?: [\\p{L}'’]{1,12}){0,2}:? ["'„“]?(${digits})(?!${counted})(?![\\p{L}\\d])`,
  "iu",
);
/** `PIN as the letter says: 40718823` */
const toldByColon = new RegExp(
  `^(?: [\\p{L}.'’-]{1,16}){1,4} ?: {0,2}["'„“]?(${digits})["'”]?(?=\\s*(?:\\n|$)|\\s?[-–—,;.()/|]\\s)`,
  "u",
);

/** `a pincode, 4711, that` */
const toldAside = /^, (\d{4,8})(?=[,.])/;

const behindValue = String.raw`(?=["'”“]?(?:[,.;!)]|\s*(?:\n|$)))`;
/** `PIN do tablet 4711,`, `пин-код планшета 4711`: what it belongs to, then the figures. */
const ofOwner = new RegExp(
  `^ (?:(?:for|of|do|dla|od|der|des|vom|zum|zur|für|de|du|del|della|dello|da|van|voor|till|til|för|для|от|на|к|k|pro) (?:[\\p{L}'’-]{1,16} ){1,3}|\\p{Script=Cyrillic}{3,16} |\\p{Script=Greek}{3,16} )["'„“]?(\\d{4,8})${behindValue}`,
  "iu",
);
/** `PIN を 4711 に設定` */
const byParticle =
  /^ ?[をはがも은는이가을를] ?(\d{4,8})(?= ?(?:から|[にでと、。로]|으로|입니다|이에요|예요|인데))/u;

/** The PIN that is told some words behind the label; undefined in most texts. */
export function readToldPin(text: string, labelEnd: number): Span | undefined {
  const ahead = text.slice(labelEnd, labelEnd + 130);
  const found =
    toldByColon.exec(ahead) ??
    ofOwner.exec(ahead) ??
    byParticle.exec(ahead) ??
    toldAside.exec(ahead) ??
    toldFurther.exec(ahead);
  const token = found?.[1];
  if (found === null || token === undefined || /^(?:19[3-9]|20[0-4])\d$/.test(token)) return undefined;
  const start = labelEnd + found[0].lastIndexOf(token);
  const end = start + token.length;
  const isPosted = isPostalPin({
    token,
    before: () => text.slice(Math.max(0, labelEnd - reach), labelEnd),
    behind: () => text.slice(end, end + reach),
  });
  return isPosted ? undefined : { start, end };
}

/** `the outer gate 4471#`: a key that only pads have ends it. */
const keyed = /^ ([#*]?\d{4,8}#)(?=[\s,.;)]|$)/;

/** The PIN behind the label that ends at `labelEnd`; most texts have no digit there. */
export function lexPin(text: string, labelEnd: number): readonly LexedValue[] {
  const ahead = text.slice(labelEnd, labelEnd + reach);
  if (!/\d/.test(ahead)) return [];
  const ofDevice = thing.test(text.slice(Math.max(0, labelEnd - 8), labelEnd));
  const found =
    keyed.exec(ahead) ?? (ofDevice ? opened.exec(ahead) : (form.exec(ahead) ?? bracketed.exec(ahead)));
  if (found?.[1] === undefined) return [];
  const end = labelEnd + found[0].length - (found[0].endsWith(")") ? 1 : 0);
  return [
    { start: end - found[1].length, end, separator: "copula", quoted: false, sole: true, qualified: true },
  ];
}
