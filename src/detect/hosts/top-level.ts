/* Top-level names by how much a dot and the name prove that a host name was written (IANA root zone; RFC 2606, 6762, 8375). */

/** A word before them makes a host name in nearly every text. */
const strong = `com org net edu gov mil eu biz example localdomain arpa
  de fr nl uk ch dk pl cz sk hu ro bg gr hr ua ru lt lv ee fi pt ie lu li cy mt tr jp cn kr tw hk sg vn th ph
  br mx ar cl pe uy ec ve bo ca au nz za ng ke eg ma tn il sa ae qa ir pk lk bd np kz uz ge az si ba mk al xk kg
  gmbh berlin hamburg wien koeln cologne bayern ruhr saarland nrw tirol swiss london paris amsterdam brussels vlaanderen
  gent frl istanbul moscow tokyo nyc madrid barcelona quebec scot wales cymru bzh corsica eus gal hosting website xyz`.split(
  /\s+/,
);

/** Words, members of objects, or ends of file names as well: the name before them has to say more. */
const weak = `it in is at to no be me my am us so do as la es se mi lan local internal intranet corp home
  info io co ai tv cc ws fm gg im sx app dev cloud online site shop store tech agency digital solutions services
  support email network host space club blog news media group company city world life live pro mobi tel travel jobs
  museum coop aero asia one team work works center zone consulting software design studio photo photography events
  international global finance legal law care health clinic dental energy engineering industries properties realty house
  farm garden cafe restaurant bar pizza beer wine hotel hotels holiday tours school academy education church foundation
  ngo charity social page link click run tools systems plus today top vip win gdn ltd inc llc kim eco bio green solar
  art gallery audio film games game fun fit yoga fashion jewelry shoes clothing toys kids baby pet vet auto cars bike taxi
  delivery express supply parts repair build builders construction plumbing cleaning security camera codes domains
  technology university guide land estate rentals capital fund money tax accountants cash credit loans insurance`.split(
  /\s+/,
);

export const strongTops: ReadonlySet<string> = new Set(strong);
const weakTops: ReadonlySet<string> = new Set(weak.filter((name) => !strong.includes(name)));
export const allTops: readonly string[] = [...strongTops, ...weakTops];

/** Names of the inside of a network: no link in a browser of the outside. */
export const innerTops: ReadonlySet<string> = new Set(
  "lan local internal intranet corp home localdomain arpa example test invalid".split(" "),
);

/** Weak ones that are used for machines: a digit in the name will do. */
export const machineTops: ReadonlySet<string> = new Set(
  "lan local internal intranet corp home test invalid".split(" "),
);

/** Second-level names under which countries register: `co.uk`, `com.au`. */
export const registries: ReadonlySet<string> = new Set(
  "co com org net gov edu ac gob gouv or ne go nom ltd plc me".split(" "),
);
