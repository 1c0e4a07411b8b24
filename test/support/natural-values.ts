/* Values in the groupings people give them, by kind, and the sentences of bank, shop and support talk around them. */

import { iban as ibanCheck } from "../../src/detect/checks/iban.js";
import { luhnDigit } from "../../src/detect/checks/luhn.js";
import { fillDigits, pickBelow, templatesOf, type Below, type Natural } from "./natural.js";

const grouped = (text: string, size: number, sign: string): string =>
  text.replace(new RegExp(`.{${String(size)}}(?=.)`, "g"), (group) => group + sign);

/** National and international ways of writing of two dozen countries, no plan asked. */
const phoneForms = templatesOf(`
(212) 555-01##
212-555-01##
312.555.01##
+1-415-555-01##
001-212-555-01##
(212)555-01##x4#
07700 900###
+44 7700 900###
(020) 7946 0###
01 99 00 4# ##
+33 6 39 98 4# ##
06.39.98.2#.##
0171 392####
030/23125-###
+49 30 23125 0##
+34 650 68 0# ##
06-2345####
+31 6 2345 67##
0491 570 ###
(02) 5550 ####
+46 8 465 004 ##
08-465 004 ##
+45 32 12 3# ##
+48 600 700 8##
(11) 95555-01##
+55 11 95555-01##
+91 98765 432##
090-5555-01##
+82 10-5555-01##
8 (495) 123-4#-##
+7 495 123-4#-##
0532 123 4# ##
+27 82 555 01##
`);

const domains = ["example.com", "mail.example.org", "shop.example.net", "example.co.uk", "büro.example.de"];

const cardOf = (below: Below): string => {
  const [prefix, length] = pickBelow(below, [
    ["4", 16],
    ["4", 19],
    ["53", 16],
    ["2221", 16],
    ["37", 15],
    ["6011", 16],
    ["3528", 16],
    ["36", 14],
    ["6759", 16],
    ["62", 16],
  ] as const);
  const payload = prefix + fillDigits(below, "#".repeat(length - 1 - prefix.length));
  return payload + luhnDigit(payload);
};

function writtenCard(below: Below): string {
  const digits = cardOf(below);
  const sign = pickBelow(below, ["", " ", "-", " "]);
  if (digits.length > 15) return grouped(digits, 4, sign);
  return digits.replace(/^(.{4})(.{6})/, `$1${sign}$2${sign}`);
}

const oddSigns = [" ", "-", ".", "/", "  ", " - ", "\u00a0", "_"];

const oddly = (below: Below, compact: string): string =>
  grouped(compact, 2 + below(5), pickBelow(below, oddSigns));

const accountOf = (below: Below): string => ibanCheck.sample?.(below(2 ** 31)) ?? "";

function ssnOf(below: Below): string {
  const area = String(1 + below(665)).padStart(3, "0");
  const sign = pickBelow(below, ["-", "-", "-", " ", "", "."]);
  return [area, fillDigits(below, `${String(1 + below(9))}#`), fillDigits(below, "###7")].join(sign);
}

const byte = (below: Below): string => String(below(256));

const cardTalk = templatesOf(`
Please charge my card {}
my credit card {} has been lost, can you block it?
I want a higher limit on my card # {}
What is the balance of card {}?
Someone took my Visa, the number is {}, help
the ATM on Elm Street swallowed my debit card {} today
Meine Kreditkarte {} wurde gesperrt
Ma carte {} ne marche plus
Mi tarjeta {} fue rechazada
La mia carta {} non funziona
Kartennummer: {}
`);

const accountTalk = templatesOf(`
My IBAN is {}
Are there charges for a transfer from {}?
please pay to {}, BIC ABCDEF12
account {} was closed in May
Bitte auf {} überweisen
Mon IBAN : {}
mi cuenta es {}
il mio conto {}
(IBAN {})
{}
`);

export const naturals: Readonly<Record<string, Natural>> = {
  phone: {
    entity: "PHONE_NUMBER",
    draw: (below) => fillDigits(below, pickBelow(below, phoneForms)),
    templates: templatesOf(`
Please call me at {} when my card is ready
My number is {}
Can somebody ring {} and ask for the manager?
The number you gave me ({}) does not work
I tried {} but it goes to voice mail
To unsubscribe text STOP to {}
Office phone: {}
My landline {} has no dial tone
The SMS went to {} again
If I am not home try {}.
Bitte rufen Sie mich unter {} an
Sie erreichen mich unter {}
Vous pouvez me joindre au {}.
Llámame al {} por favor
Chiamami al {}
Proszę dzwonić pod numer {}
Позвоните мне по номеру {}
☎ {}
`),
  },
  "e-mail": {
    entity: "EMAIL_ADDRESS",
    draw: (below) =>
      `${pickBelow(below, ["jane", "j.roe", "JANE_ROE", "jane+news", "o'neil"])}${fillDigits(below, "##")}@${pickBelow(below, domains)}`,
    templates: templatesOf(`
My e-mail is {}
You said your email is {}. Is that correct?
What's your email? {}
the user "{}" cannot log in
Could you send the bill to {}?
邮箱{}谢谢
mailto:{}
Meine Adresse: {}!
`),
  },
  IP: {
    entity: "IP_ADDRESS",
    draw: (below) =>
      below(4) === 0
        ? `2001:db8::${below(65535).toString(16)}:${(1 + below(65534)).toString(16)}`
        : `${String(1 + below(126))}.${byte(below)}.${byte(below)}.${String(1 + below(253))}`,
    templates: templatesOf(`
My IP is {}
Requests from {} are blocked
please whitelist {} for us
A record points to {}
last login: {}
I was banned, my address is {}.
服务器IP是{}
the router ({}) needs a reboot
`),
  },
  URL: {
    entity: "URL",
    draw: (below) =>
      `${pickBelow(below, ["https://", "http://", "https://www.", "www."])}${pickBelow(below, domains)}${pickBelow(below, ["", "/", "/a/b.html", "/page?id=7&x=y", "/wiki/Elm_(tree)"])}`,
    templates: templatesOf(`
Send it to {}
Please see {} for details
the page {} is broken
go to {}.
({})
Is {} a phishing site?
siehe {}
<{}>
`),
  },
  card: { entity: "CREDIT_CARD", draw: writtenCard, templates: cardTalk },
  IBAN: {
    entity: "IBAN_CODE",
    draw: (below) => {
      const compact = accountOf(below);
      return pickBelow(below, [compact, grouped(compact, 4, " "), compact.toLowerCase()]);
    },
    templates: accountTalk,
  },
  "US SSN": {
    entity: "NATIONAL_ID",
    draw: ssnOf,
    templates: templatesOf(`
my SSN is {}
What's your SSN? {}
social security number {}
SSN# {}
I typed my ssn ({}) wrong
SS# {}
my soc. sec. no. is {}
US SSN {} on file
`),
  },
  "card, oddly grouped": {
    entity: "CREDIT_CARD",
    draw: (below) => {
      const digits = cardOf(below);
      return below(6) === 0 ? grouped(digits, 1, " ") : oddly(below, digits);
    },
    templates: cardTalk,
  },
  "IBAN, oddly grouped": {
    entity: "IBAN_CODE",
    draw: (below) => {
      const spelled = oddly(below, accountOf(below));
      return below(3) === 0 ? spelled.toLowerCase() : spelled;
    },
    templates: accountTalk,
  },
};
