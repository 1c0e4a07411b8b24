/* Seeded ticket texts in which every planted value is distinct. All people, hosts and numbers are invented. */

/** mulberry32: small, fast, the same on every machine. */
export function createRandom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit) => Math.floor(next() * limit);
  const pick = (list) => list[below(list.length)];
  const string = (alphabet, length) => Array.from({ length }, () => pick(alphabet)).join("");
  return { next, below, pick, string };
}

const words =
  `the server has been down since this morning and we cannot reach our shop after the update please have a look
  our customers see a blank page when they log in while the panel says everything is fine we tried to restart the
  service twice but nothing changed could you tell us what happened and when it will be fixed thanks for your help
  attached is the log from the machine it shows a timeout in the database layer we also changed the password policy
  last week maybe that is related the backup ran at night and the disk is almost full kind regards from the team`.split(
    /\s+/,
  );
const names = [
  "anna",
  "bruno",
  "carla",
  "dmitri",
  "elena",
  "farid",
  "greta",
  "hugo",
  "ines",
  "jonas",
  "kira",
  "lars",
];
const domains = ["example.com", "example.org", "mail.example.net", "shop.example", "kunde.test"];
const digits = "0123456789";

function sentence(random, length = 8 + random.below(12)) {
  const text = Array.from({ length }, () => random.pick(words)).join(" ");
  return `${text[0].toUpperCase()}${text.slice(1)}.`;
}

const lookAlikes = [
  (random) =>
    `Version ${1 + random.below(20)}.${random.below(20)}.${random.below(20)}.${random.below(9)} is installed.`,
  (random) => `Order ${random.string(digits, 8)} from 2026-0${1 + random.below(9)}-${10 + random.below(18)}.`,
  (random) => `See https://docs.example.com/kb/${random.string(digits, 5)}/${random.pick(words)} for more.`,
  (random) =>
    `[2026-11-${10 + random.below(18)} 0${random.below(9)}:1${random.below(9)}:${10 + random.below(49)}] worker[${random.below(99999)}]: job done in ${random.below(900)} ms`,
  (random) => `commit ${random.string("0123456789abcdef", 40)}`,
];

const values = {
  email: (random, id) => `Please write to ${random.pick(names)}.${id}@${random.pick(domains)} about it.`,
  ipv4: (random, id) =>
    random.pick([
      `The host 203.0.113.${id % 256} does not answer.`,
      `We see 198.51.100.${(id * 7) % 256} in the log.`,
    ]),
  phone: (random, id) =>
    random.pick([
      `Call me on +44 7700 900${String(id % 1000).padStart(3, "0")} please.`,
      `My number is 0${100 + random.below(800)} ${random.string(digits, 7)}.`,
      `You can reach us at +1 212 555 01${String(id % 100).padStart(2, "0")} until five.`,
    ]),
  ipv6: (random, id) =>
    `IPv6 is 2001:db8:${(id % 65536).toString(16)}::${(1 + random.below(65000)).toString(16)}.`,
  password: (random, id) =>
    `Password: ${random.string("abcdefghkmnpqrstuvwxyz", 5)}-${id}!${random.string("ABCDEFGH", 2)}`,
  token: (random) =>
    `The token is ${"gh" + "p_"}${random.string("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 36)}.`,
};

/**
 * How often each stands in a text, so that a KB has about 0.8 e-mails, 0.4 IPv4 addresses and 0.4 phones: what the
 * goals of the benchmark were measured with.
 */
const weights = { email: 9, ipv4: 5, phone: 5, ipv6: 1, password: 1, token: 1 };
const drawn = Object.entries(weights).flatMap(([name, weight]) =>
  Array.from({ length: weight }, () => values[name]),
);

/** Texts of about `size` UTF-16 units; `share` of the sentences carry a value. */
export function createTexts({ seed = 1, count = 200, size = 2000, share = 0.13, nonAscii = false }) {
  const random = createRandom(seed);
  let id = 1;
  return Array.from({ length: count }, () => {
    const lines = [];
    for (let length = 0; length < size;) {
      const roll = random.next();
      let line;
      if (roll < share) line = random.pick(drawn)(random, id++);
      else if (roll < share + 0.1) line = random.pick(lookAlikes)(random);
      else line = sentence(random);
      if (nonAscii && random.next() < 0.4) line += " Grüße aus Köln, à bientôt, до встречи.";
      lines.push(line);
      length += line.length + 1;
    }
    return lines.join(random.next() < 0.3 ? "\n" : " ");
  });
}

/** A Zendesk ticket body of about `size` bytes, plain text or HTML. */
export function createTicket({ seed = 1, size, html = false, share = 0.13 }) {
  const random = createRandom(seed);
  const [text] = createTexts({ seed, count: 1, size: Math.max(200, size - 700), share });
  const body = html
    ? `<div class="zd-comment" dir="auto">${text
        .split(/(?<=\.) /)
        .map((part) => `<p style="margin:0">${part.replaceAll("&", "&amp;")}</p>`)
        .join("")}</div>`
    : text;
  return Buffer.from(
    JSON.stringify({
      ticket: {
        subject: `Ticket ${random.string(digits, 6)}: ${sentence(random, 6)}`,
        requester: { name: "Ines Hugo", email: `ines.${seed}@example.com`, locale_id: 1 },
        comment: { [html ? "html_body" : "body"]: body, public: true, uploads: [] },
        priority: "urgent",
        type: "incident",
        tags: ["hardware", "shop", "urgent"],
        custom_fields: Array.from({ length: 8 }, (_, at) => ({
          id: 360012345678 + at,
          value: random.pick(words),
        })),
        external_id: `crm-${random.string(digits, 6)}`,
        ticket_form_id: 8646151517822,
        group_id: 8447320466430,
      },
    }),
  );
}

/** Generated vendor-like token patterns, to fill the set up to a given number. */
export function createVendorPatterns(count, seed = 7) {
  const random = createRandom(seed);
  const alphabets = ["[A-Za-z0-9]", "[a-f0-9]", "[A-Z0-9]", "[A-Za-z0-9_-]"];
  return Array.from({ length: count }, (_, at) => {
    const prefix = `${random.string("abcdefghijklmnopqrstuvwxyz", 4)}${at % 10}_`;
    const regex = `${prefix}${random.pick(alphabets)}{${20 + random.below(24)}}`;
    return {
      id: `bench-${at}`,
      entity: "CREDENTIAL",
      kind: `bench-${at}`,
      title: "generated",
      description: "generated for the benchmark",
      references: [],
      status: "stable",
      patterns: [{ regex, confidence: 0.9, boundary: "word" }],
      examples: { match: [], noMatch: [] },
    };
  });
}
