/* Searches planted values in sinks, in every spelling a leak could take. */

export type Content = string | Buffer;

/** One unit per byte, so that text and bytes are searched alike. */
const bytesOf = (content: Content): string =>
  (typeof content === "string" ? Buffer.from(content) : content).toString("latin1");

const byteOf = (code: string, radix: number): string =>
  bytesOf(String.fromCodePoint(Math.min(parseInt(code, radix) || 0, 0x10ffff)));

/** One byte, whatever it is a part of. */
const rawByte = (_all: string, hex: string): string => String.fromCharCode(parseInt(hex, 16));

const names: Readonly<Record<string, string>> = { commat: "@", period: ".", plus: "+", amp: "&", colon: ":" };

/** The content as a reader sees it who undoes one encoding: partly encoded values are found too. */
const decoded: Readonly<Record<string, (text: string) => string>> = {
  raw: (text) => text,
  percent: (text) => text.replaceAll("+", " ").replace(/%([\da-f]{2})/gi, rawByte),
  "json-escapes": (text) =>
    text
      .replace(/\\u\{?([\da-f]{4,6})\}?/gi, (_all, hex: string) => byteOf(hex, 16))
      .replace(/\\x([\da-f]{2})/gi, rawByte),
  "html-entities": (text) =>
    text
      .replace(/&#x([\da-f]{1,6});?/gi, (_all, hex: string) => byteOf(hex, 16))
      .replace(/&#(\d{1,7});?/g, (_all, digits: string) => byteOf(digits, 10))
      .replace(/&([a-z]+);/g, (all, name: string) => names[name] ?? all),
  "quoted-printable": (text) => text.replace(/=\r?\n/g, "").replace(/=([\da-f]{2})/gi, rawByte),
};

/** The middle of what base64 makes of the value when `offset` bytes stand before it: what does not depend on neighbours. */
function base64At(value: Buffer, offset: number): string {
  const whole = Buffer.concat([Buffer.alloc(offset), value]);
  const from = Math.ceil((offset * 8) / 6);
  return whole.toString("base64").slice(from, Math.floor((whole.length * 8) / 6));
}

const swapped = (utf16: Buffer): Buffer => Buffer.from(utf16).swap16();

/** Spellings looked for in the content as it stands: name, needle, whether case counts. */
function encodings(canary: string): readonly (readonly [string, string, boolean])[] {
  const value = Buffer.from(canary);
  const utf16 = Buffer.from(canary, "utf16le");
  return [
    ...[0, 1, 2].flatMap((offset): [string, string, boolean][] => {
      const text = base64At(value, offset);
      const url = text.replaceAll("+", "-").replaceAll("/", "_");
      return [
        [`base64+${String(offset)}`, text, true],
        [`base64url+${String(offset)}`, url, true],
      ];
    }),
    ["utf-16le", utf16.toString("latin1"), false],
    ["utf-16be", swapped(utf16).toString("latin1"), false],
    ["hex", value.toString("hex"), false],
    ["reversed", bytesOf([...canary].reverse().join("")), false],
  ];
}

const numberLike = /^[\d +().-]+$/;

/** Digits alone, for values that are numbers; shorter ones would be found by chance. */
function digitsOf(canary: string): string | undefined {
  const digits = canary.replace(/\D/g, "");
  return digits.length > 8 && numberLike.test(canary) ? digits : undefined;
}

interface Prepared {
  /** Lower case, by the name of what was undone. */
  readonly views: readonly (readonly [string, string])[];
  readonly exact: string;
  readonly folded: string;
  readonly digits: string;
}

function prepare(content: Content): Prepared {
  const exact = bytesOf(content);
  return {
    views: Object.entries(decoded).map(([name, undo]) => [name, undo(exact).toLowerCase()]),
    exact,
    folded: exact.toLowerCase(),
    digits: exact.replace(/(?<=\d)[ ().+/\-\t]{1,3}(?=\d)/g, ""),
  };
}

function findIn({ views, exact, folded, digits }: Prepared, canary: string): string | undefined {
  const plain = bytesOf(canary).toLowerCase();
  const view = views.find(([, text]) => text.includes(plain));
  if (view !== undefined) return view[0];
  const encoding = encodings(canary).find(([, needle, caseCounts]) =>
    caseCounts ? exact.includes(needle) : folded.includes(needle.toLowerCase()),
  );
  if (encoding !== undefined) return encoding[0];
  const number = digitsOf(canary);
  return number !== undefined && digits.includes(number) ? "digits" : undefined;
}

/** The name of the spelling that was found; undefined when there is none. */
export function findCanary(content: Content, canary: string): string | undefined {
  return findIn(prepare(content), canary);
}

/** `sink: value (spelling)` of everything found; empty when nothing leaked. */
export function findLeaks(
  sinks: Readonly<Record<string, Content>>,
  canaries: readonly string[],
): readonly string[] {
  return Object.entries(sinks).flatMap(([sink, content]) => {
    const prepared = prepare(content);
    return canaries.flatMap((canary) => {
      const spelling = findIn(prepared, canary);
      return spelling === undefined ? [] : [`${sink}: ${canary} (${spelling})`];
    });
  });
}

/** Values nobody else uses; those a row asked for are the ones to search. */
export interface Canaries {
  /** `c17@leak.test` */
  readonly mail: string;
  /** A number of the range that is kept free for fiction. */
  readonly phone: string;
  /** An address of the documentation ranges. */
  readonly ip: string;
  readonly password: string;
  /** Everything asked for so far. */
  readonly used: readonly string[];
}

const documentation = ["192.0.2", "198.51.100", "203.0.113"] as const;

/** `serial` from 0 to 699 tells the values of one row from those of any other. */
export function createCanaries(serial: number): Canaries {
  const used = new Set<string>();
  const note = (value: string): string => {
    used.add(value);
    return value;
  };
  const row = String(serial).padStart(3, "0");
  return {
    get mail() {
      return note(`c${row}@leak.test`);
    },
    get phone() {
      return note(`+44 7700 900${row}`);
    },
    get ip() {
      return note(`${documentation[serial % 3] ?? ""}.${String(2 + Math.floor(serial / 3))}`);
    },
    get password() {
      return note(`Ca${row}!Elm8tree`);
    },
    get used() {
      return [...used];
    },
  };
}
