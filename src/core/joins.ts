/* Which members of an object spell one value together: a table of their names, in every usual spelling. */

/** Values of the members, in this order, with the glue between them. */
export interface JoinRule {
  /** Names as words: `mail_domain` stands for `mailDomain` and `mail-domain` as well. */
  readonly keys: readonly string[];
  readonly glue: string;
  /** Holds only where an object has no other members. */
  readonly alone?: boolean;
  /** The whole of it must be one address, else nothing is taken for joined. */
  readonly address?: boolean;
}

/** A member that may be a part. */
export interface JoinSlot {
  readonly rule: JoinRule;
  /** Position among the rule's keys. */
  readonly at: number;
}

export type JoinTable = ReadonlyMap<string, readonly JoinSlot[]>;

const locals = "local_part mailbox email_user mail_user email_local email_local_part mail_local_part".split(
  " ",
);
const domains = "domain domain_part host email_domain mail_domain email_host mail_host".split(" ");

/** A user and a domain besides other members are an account of the domain, not an address; and root of a host is a login. */
const builtin: readonly JoinRule[] = [
  ...locals.flatMap((local) =>
    domains.map((domain) => ({ keys: [local, domain], glue: "@", address: true }) as const),
  ),
  { keys: ["user", "domain"], glue: "@", address: true, alone: true },
];

/** `own` rules hold besides the built-in ones for mail addresses. */
export function createJoinTable(own: readonly JoinRule[]): JoinTable {
  const table = new Map<string, JoinSlot[]>();
  for (const rule of [...own, ...builtin]) {
    for (const [at, key] of rule.keys.entries()) {
      for (const spelling of spellings(key)) {
        const slots = table.get(spelling);
        if (slots === undefined) table.set(spelling, [{ rule, at }]);
        else slots.push({ rule, at });
      }
    }
  }
  return table;
}

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

function spellings(key: string): ReadonlySet<string> {
  const words = key
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1_$2")
    .toLowerCase()
    .split(/[_ -]+/);
  const pascal = words.map(capital).join("");
  const separated = ["_", "-", " ", ""].flatMap((sign) => {
    const joined = words.join(sign);
    return [joined, joined.toUpperCase(), capital(joined)];
  });
  return new Set([key, pascal, pascal.slice(0, 1).toLowerCase() + pascal.slice(1), ...separated]);
}
