/* Forms that stand behind a label without being its secret: addresses, numbers, placeholders. */

/** Marks of a token, as flags. A form names one without which it cannot match, so most forms are never tried. */
const dot = 1;
const colon = 2;
const slash = 4;
const at = 8;
/** A digit among the first three units. */
const earlyDigit = 16;
/** Begins with a bracket, `$` or `%`. */
const opening = 32;
/** Begins with a sign, or with anything outside ASCII. */
const signFirst = 64;
/** Begins with the same letter twice, or with anything outside ASCII. */
const twice = 128;
/** Hyphen or underscore. */
const joint = 256;
/** What may follow the name of a function or table. */
const access = 512;
/** Begins with a letter. */
const letterFirst = 1024;

type KnownForm = readonly [needs: number, form: RegExp];

const addressForms: readonly KnownForm[] = [
  [slash, /[a-z]{2,8}:\/\//i],
  [at, /^(?:mailto:)?[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}$/i],
  // What `ssh`, `scp` and `rsync` connect to.
  [at, /^[\w.-]{1,32}@(?:(?:\d{1,3}\.){3}\d{1,3}|(?:[\w-]{1,63}\.){1,8}[a-z]{2,24})::?[\w./~-]*$/i],
  [dot, /^www\./i],
  [dot, /^(?:\d{1,3}\.){3}\d{1,3}(?:[:/]\d{1,5})?$/],
  [colon, /^(?:[\da-f]{1,4}:){3,8}[\da-f:]{0,8}$/i],
  [
    dot,
    /^(?:[a-z\d-]{1,63}\.){1,8}(?:[a-z]{2}|com|org|net|edu|gov|info|biz|app|cloud|shop|online|site|example|test|local|lan|internal)(?::\d{1,5})?(?:\/|$)/,
  ],
  [slash, /^(?:~|\.{1,2})?\/[\w.-]*(?:\/|$)/],
  // Images of containers.
  [slash, /^[a-z\d][\w.-]*(?::\d{2,5})?(?:\/[a-z\d][\w.-]*){1,4}:[\w.-]+$/],
  [colon, /^[a-z]:\\/i],
  [
    dot,
    /^[\w-]{1,40}\.(?:php|html?|txt|conf|cfg|ini|ya?ml|json|xml|log|zip|pdf|docx?|xlsx?|csv|exe|sh|py|js|png|jpe?g|pem|key|crt)$/i,
  ],
];

const numberForms: readonly KnownForm[] = [
  [earlyDigit, /^[<>~]?\d{1,4}(?:[.:/-]\d{1,4}){1,5}(?:[-+]\d{1,4})?$/],
  [earlyDigit, /^v?\d{1,4}(?:\.\d{1,4}){1,3}(?:[-.]?[a-z]{1,6}\d{0,3})?$/i],
  [
    earlyDigit,
    /^[<>~+-]?\d[\d.,]{0,12}(?:[%\p{Sc}xkhd]|st|nd|rd|th|[kmgt]?i?b|[mµn]?s|min|px|pt|[kmg]?hz|[ckm]?m|k?g|bit)$/iu,
  ],
  [earlyDigit, /^\p{Sc}\d[\d.,]{0,12}$/u],
  [earlyDigit, /^\d{4}-\d\d-\d\dt/i],
  [earlyDigit, /^\d{1,4}-[a-z]{3,12}$/],
  // Articles in an address: `360012884-How-to-reset-it`.
  [earlyDigit, /^\d{5,14}(?:-\p{L}{1,20}){3,16}$/u],
  [earlyDigit, /^[a-z]{1,2}\d{1,2}$/i],
  [
    letterFirst,
    /^(?:s?sha\d{0,3}|md5|bcrypt|argon2(?:i|d|id)?|scrypt|pbkdf2(?:[-_]\w{1,16})?|aes\d{0,3}|fail2ban)$/i,
  ],
  // Keys pressed together.
  [
    letterFirst,
    /^(?:ctrl|control|strg|steuerung|alt|altgr|option|opt|shift|umschalt|maj|mayús|mayus|maiusc|cmd|command|win|windows|super|meta|fn|esc)[+_-](?:\p{L}|f\d{1,2}|\d|ctrl|alt|shift|umschalt|maj|del|delete|entf|suppr|supr|canc|enter|esc|tab|space|leertaste|home|end|ende|pos1|pgup|pgdn|up|down|left|right|cmd|option|win)(?:[+-][\p{L}\d]{1,8}){0,3}$/iu,
  ],
  // What PowerShell calls its commands.
  [
    joint,
    /^(?:ConvertTo|ConvertFrom|Get|New|Set|Read|Import|Export|Add|Invoke|Out|Select|Write|Unprotect|Protect)-(?:[A-Z][a-z]{1,16}){2,5}$/,
  ],
  [joint, /^(?:[al]?gpl|mpl|epl|bsd|apache|cc-by(?:-[a-z]{2}){0,2})-v?\d[\w.-]{0,16}$/i],
];

const placeholderForms: readonly KnownForm[] = [
  [opening, /^<[^<>]{0,60}>?$/],
  [opening, /^\[[^[\]]{0,60}(?:\](?::\d{1,5})?)?$/],
  [opening, /^\{\{[^{}]{0,200}(?:\}\}|$)/],
  [opening, /^\$\{[^}:]{0,60}\}?/],
  [opening, /^\$\(/],
  [signFirst, /^#\{/],
  [opening, /^%[\w.-]{1,60}%$/],
  [opening, /^\$[A-Z_][A-Z\d_]{0,60}$/],
  [opening, /^\$_?[A-Z_]{1,40}[[(]/i],
  [access, /^(?:getenv|env|process\.env|os\.environ|os\.getenv|ENV|vault)[.[('"]/],
  [dot, /^secrets?\./],
  [
    dot,
    /^(?:var|local|data|module|self|this|config|conf|cfg|settings?|options|opts|args|params?|props|env|process|req|request|ctx|context|state|input|form|account|creds|credentials|values|\.Values|app|each|secret)\.[a-z_]\w{0,40}(?:[.[]|$)/i,
  ],
  [dot, /^[a-z][a-z\d]{0,40}_\w{1,40}(?:\.[a-z_]\w{0,40}){2,4}$/],
  [twice | signFirst, /^(.)\1{2,}$/su],
  [twice, /^x{3,}(?:-x{3,}){0,8}$/i],
  [signFirst, /^[*•●.·_-]{2,}$/],
  [joint, /^(?:your|my|the|our|insert|enter|put|some)[-_](?:[a-z\d]{1,16}[-_]?){1,5}$/i],
  [
    joint,
    /^(?:votre|ton|mon|notre|ihr|ihre|dein|deine|mein|tu|su|mi|seu|sua|minha|tuo|tua|il_tuo|la_tua|jouw|uw|mijn|twoje|tvoje|tvé|a_te|ditt|din)[-_](?:\p{L}{1,16}[-_]?){1,6}$/iu,
  ],
  [
    joint,
    /^(?:mot[-_]de[-_]passe|passwort|kennwort|contrase(?:ñ|n)a|senha|wachtwoord|has(?:ł|l)o|heslo|password|passwd|secret|token|clave)[-_](?:ici|hier|aqu[ií]|qui|here|tutaj|sem|här|her)$/i,
  ],
  [
    letterFirst,
    /^(?:your|my)(?:secure|strong|new|own|db|api)?(?:password|passwd|pass|key|token|secret)\w{0,8}$/i,
  ],
  [letterFirst, /^[^&]{0,16}&(?:nbsp|quot|apos|lt|gt);?$/],
  // Parts of programs: a variable, a selector, a joined string, a resource, a placeholder of a page.
  [opening, /^\$[a-z]\w{0,40}_\w{1,40}$/],
  [signFirst, /^[#.][a-z][\w-]{0,40}(?:pass|pwd|key|token|secret)[\w-]{0,40}$/i],
  [signFirst, /^&lt;[^<>]{1,60}&gt;?$/],
  [signFirst, /^\s?[+.]\s?(?:new\s)?\$?\w{1,40}[([]/],
  [signFirst, /^['"]\$[A-Z_]\w{0,60}['"]?$/i],
  [opening, /^\$\w{2,40}[/:]\$\w/],
  [signFirst, /^\((?:const |unsigned )?(?:char|int|void|byte|[Ss]tring|u?int\d{1,2}_t)\b/],
  // The next member: `passwordHint:"Password:",pinHint:"..."`.
  [signFirst, /^,\s?["']?\w{1,40}["']?[:=]$/],
  // An action of a controller: `shop/accounts#renew`.
  [slash, /^[a-z_]{1,40}(?:\/[a-z_]{1,40}){1,4}#[a-z_]{1,40}$/],
  // Encrypted where it stands: SOPS, Jasypt.
  [letterFirst, /^ENC[[(]/],
  [letterFirst, /^(?:[A-Z\d]{1,5}x{5,}[:._-]?){1,3}$/],
  [joint, /^(?:an?[-_])?(?:fake|dummy|mock)[-_](?:[a-z]{1,16}[-_]?){1,5}$/i],
  [letterFirst, /^arn:aws/],
  [signFirst, /^!(?:!str$|vault|secret|ref|sub|env|getatt|include|encrypted)\b/i],
  [access, /^[a-z_$][\w$.]{1,40}(?:\((?:["'$)]|$)|\[(?:["'$]|$))/i],
  [letterFirst, /^(?:n?(?:var)?char2?|text|int|varbinary|binary|decimal|bigint)\(\d/i],
  [letterFirst, /^(?:change|replace)[-_]?(?:me|this)(?:[-_]\w{0,40})?$/i],
  [
    letterFirst,
    /^(?:password|passwort|secret|token|key|api[-_]?key)[-_]?(?:here|goes[-_]here|placeholder)$/i,
  ],
];

const marks = new Uint16Array(0x80);
for (const [units, mark] of [
  [".", dot | access],
  [":", colon],
  ["/", slash],
  ["@", at],
  ["-_", joint],
  ["[('\"", access],
] as const) {
  for (const unit of units) marks[unit.charCodeAt(0)] = mark;
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

function marksOfFirst(token: string): number {
  const first = token.charCodeAt(0);
  if (!(first < 0x80)) return signFirst | twice;
  const lower = first | 0x20;
  let found = lower === (token.charCodeAt(1) | 0x20) ? twice : 0;
  if (lower >= 0x61 && lower <= 0x7a) found |= letterFirst;
  else if (!isDigit(first)) found |= signFirst;
  return "<[{$%".includes(token.charAt(0)) ? found | opening : found;
}

const longestRead = 48;

/** Long tokens are searched for the marks whose forms read far, and counted as having the others. */
function marksOfLong(token: string): number {
  const early = isDigit(token.charCodeAt(0)) || isDigit(token.charCodeAt(1)) || isDigit(token.charCodeAt(2));
  return (
    joint |
    access |
    (early ? earlyDigit : 0) |
    (token.includes(".") ? dot : 0) |
    (token.includes(":") ? colon : 0) |
    (token.includes("/") ? slash : 0) |
    (token.includes("@") ? at : 0)
  );
}

/** Flags of everything a form of ours may need. */
function marksOf(token: string): number {
  let found = marksOfFirst(token);
  if (token.length > longestRead) return found | marksOfLong(token);
  for (let place = 0; place < token.length; place++) {
    const code = token.charCodeAt(place);
    if (code < 0x80) found |= marks[code] as number;
    if (place < 3 && isDigit(code)) found |= earlyDigit;
  }
  return found;
}

function matchesOne(forms: readonly KnownForm[], token: string, found: number): boolean {
  for (const [needs, form] of forms) if ((found & needs) !== 0 && form.test(token)) return true;
  return false;
}

/** True for masks, template variables and the stand-ins of documentation. */
export function isStandIn(token: string): boolean {
  return matchesOne(placeholderForms, token, marksOf(token));
}

/** True for addresses, paths, versions, dates, amounts: what stands behind a label without being its secret. */
export function isKnownForm(token: string): boolean {
  const found = marksOf(token);
  return (
    matchesOne(placeholderForms, token, found) ||
    matchesOne(addressForms, token, found) ||
    matchesOne(numberForms, token, found)
  );
}
