/* Lines of configuration files that carry a secret at a fixed place, as data: a literal and the form around it. */

import { unitAt, type Units } from "../units.js";

/** Units behind and before the literal that a form may span. */
export const reach = 260;

export interface Line {
  readonly name: string;
  /** Lower case, or as written when `exact`. */
  readonly literals: readonly string[];
  readonly exact?: boolean;
  /** Matched from the literal on, or from its line's start on; the last group is the secret. */
  readonly form: RegExp;
  readonly fromLine?: boolean;
  /** Matched against what stands some lines before and behind the literal. */
  readonly window?: boolean;
  /** The literal may end a longer word: `SmtpPassword`. */
  readonly joined?: boolean;
  /** False when what stands behind the literal cannot be matched; asked before the form is. */
  readonly glance?: (units: Units, end: number) => boolean;
}

export const spokenCommunity = "snmp community in prose";

const word = `("[^"\\n]{1,80}"|'[^'\\n]{1,80}'|[^\\s"'<>]{3,128})`;

export const lines: readonly Line[] = [
  {
    name: "snmp community",
    literals: [
      "rocommunity",
      "rwcommunity",
      "rocommunity6",
      "rwcommunity6",
      "trapcommunity",
      "authcommunity",
    ],
    form: new RegExp(
      `^(?:r[ow]|trap|auth)community6?(?:\\s{1,4}(?:log|execute|net|,){1,3})?\\s{1,8}${word}`,
      "i",
    ),
  },
  {
    name: "snmp community",
    literals: ["snmp-server community", "snmp-agent community"],
    form: new RegExp(
      `^snmp-(?:server|agent) community(?: (?:read|write))?(?: cipher| simple)?\\s{1,4}${word}`,
      "i",
    ),
  },
  {
    name: spokenCommunity,
    literals: [
      "snmp community",
      "snmpv2 community",
      "snmpv2c community",
      "snmpv1 community",
      "read community",
      "write community",
      "snmp-community",
      "community string",
      "community-string",
    ],
    form: new RegExp(
      `^(?:(?:snmp(?:v\\dc?)?|read|write)[ -])?community(?:[ -]string| name)?(?:\\s{0,3}[:=]\\s{0,3}|\\s(?:is|ist|es|est|è|é|lautet|(?:staat|steht|is set|was set|stoi) (?:op|auf|to|en)|"(?=[^"]{3,40}"))?\\s{0,3})${word}`,
      "i",
    ),
  },
  {
    name: "snmp user",
    literals: ["com2sec", "createuser"],
    form: /^(?:com2sec6?\s+(?:-\S+\s+\S+\s+)?\S{1,40}\s+\S{1,60}\s+|createuser\s+\S{1,40}\s+(?:MD5|SHA\S{0,4})\s+)("[^"\n]{1,80}"|[^\s"]{3,80})/i,
  },
  {
    name: "short label",
    literals: [" p: ", "\np: ", "/p: ", " p= "],
    fromLine: true,
    form: /(?:^|[\s,;/])(?:u|l|un|user|login|usr|id|username|benutzer)\s?(?:[:=]\s?\S{1,64}[\s,;/]{1,4}p|\/p)\s?[:=]\s{0,2}(?:[\w.@-]{1,40}\/)?([^\s,"'<>]{4,64})/i,
  },
  { name: "short label", literals: ["ww: ", "ww = "], form: /^ww\s?[:=]\s([^\s,"'<>]{5,64})/i },
  {
    name: "database user",
    literals: ["jdbc:oracle:thin:"],
    form: /^jdbc:oracle:thin:[\w.$-]{1,40}\/([^\s@"']{2,64})@/i,
  },
  {
    name: "form value",
    literals: ['type="password"', 'type="hidden" name="pass', 'name="pass'],
    form: /^(?:type|name)="(?:hidden|pass\w{0,8})"[^<>]{0,120}\svalue="([^"<>]{3,128})"/i,
  },
  {
    name: "ftp login",
    literals: ["\npass "],
    window: true,
    form: /(?:^|\n)[\s>]{0,4}user\s{1,3}\S{1,64}\s{0,2}\r?\n(?:[^\n]{0,80}\n)?[\s>]{0,4}pass\s{1,3}(\S{3,64})\s{0,3}(?:\n|$)/i,
  },
  {
    name: "sasl login",
    literals: ["auth login ", "auth plain "],
    form: /^auth (?:login|plain) ([A-Z\d+/]{12,200}={0,2})(?!\w)/i,
  },
  {
    name: "snmp user",
    literals: ["auth sha ", "auth md5 "],
    form: /^auth (?:sha|md5)(?: \d{3})?\s{1,3}([^\s"']{6,64})/i,
  },
  {
    name: "snmp user",
    literals: [" priv aes ", " priv des ", " priv 3des "],
    form: /^\spriv (?:aes|3?des)(?: \d{3})?\s{1,3}([^\s"']{6,64})/i,
  },
  {
    name: "router user",
    literals: ["password-value", "encrypted-password"],
    form: /^(?:password-value|encrypted-password)\s{1,3}("[^"\n]{3,128}"|[^\s"';]{4,128})/i,
  },
  {
    name: "directive",
    literals: ["requirepass", "masterauth", "rootpw", "bindpw", "authpassphrase", "auth_pass"],
    form: /^(?:requirepass|masterauth|rootpw|bindpw|authpassphrase|auth_pass)\s{1,8}("[^"\n]{2,80}"|[^\s"'=:]{2,128})\s{0,3}(?:\r?\n|$|#)/i,
  },
  {
    name: "netrc",
    glance: isMachineLogin,
    literals: ["machine "],
    form: /^machine\s+\S{1,120}\s+login\s+\S{1,80}\s+(?:account\s+\S{1,40}\s+)?password\s+(\S{2,128})/i,
  },
  {
    name: "pgpass",
    literals: [":5432:", ":5433:", ":6432:", ":*:*:", ":5434:"],
    fromLine: true,
    form: /(?:^|[\s>`])[^\s:]{1,120}:(?:\d{2,5}|\*):[^\s:]{1,64}:[^\s:]{1,64}:([^\s`]{2,128})/,
  },
  {
    name: "relay password",
    literals: ["]:587", "]:465", "]:25 ", "]:25\t", "]:2525"],
    fromLine: true,
    form: /\[[^\]\s]{3,120}\]:\d{2,5}\s+[^\s:]{1,120}:(\S{3,256})/,
  },
  {
    name: "ipsec secret",
    literals: [': psk "', ':psk "', 'psk "', " psk 0x", ': xauth "', ': eap "', ': rsa "'],
    form: /^:?\s?(?:psk|xauth|eap|rsa)\s{1,3}("[^"\n]{3,128}"|0x[\da-f]{8,128})/i,
  },
  {
    name: "shared key",
    literals: [
      "pre-shared-key",
      "ikev1 pre-shared-key",
      "crypto isakmp key",
      "ascii-text",
      "key-string",
      "radius-server key",
      "tacacs-server key",
      "pac key 0",
      "pac key 7",
      "neighbor-password",
    ],
    form: /^(?:(?:remote-authentication |local-authentication )?pre-shared-key(?: (?:ascii-text|hexadecimal|local|remote|address \S{1,40} key|cipher|simple|[067]))?|crypto isakmp key(?: [067])?|ascii-text|key-string(?: [067])?|(?:radius|tacacs)-server key(?: [067])?|pac key [07]|neighbor-password)\s{1,4}("[^"\n]{3,128}"|[^\s"';]{4,128})(?=[\s;]|$)/i,
  },
  {
    name: "shared key",
    literals: ["radius-server host", "tacacs-server host", "server-private "],
    form: /^(?:(?:radius|tacacs)-server host|server-private)\s[^\n]{4,120}?\skey(?: [067])?\s{1,4}("[^"\n]{3,128}"|[^\s"';]{4,128})(?=\s|$)/i,
  },
  {
    name: "shared key",
    literals: ["radius server ", "tacacs server "],
    form: /^(?:radius|tacacs) server [\w-]{1,40}\s{0,2}\r?\n(?:[^\n]{0,80}\n){0,3}\s{0,4}key(?: [067])?\s{1,4}([^\s"';]{4,128})(?=\s|$)/i,
  },
  {
    name: "user and password",
    window: true,
    literals: ["\nuser ", "\nusername ", "\nlogin "],
    form: /(?:^|\n)[\s>]{0,8}pass(?:word|wd)?\s{1,3}([^\s:=]{4,64})\s{0,2}\n[\s>]{0,8}(?:user|username|login)\s{1,3}[^\s:=]{1,64}\s{0,2}(?:\n|$)/i,
  },
  {
    name: "expect script",
    window: true,
    literals: ['send "', 'send -- "', 'send_user "', 'send_user -- "'],
    form: /assword:?[^"\n]{0,6}"[^"]{0,24}send(?:_user)?\s(?:--\s)?"([^"\\\n]{3,64})\\r"/i,
  },
  {
    name: "enable secret",
    literals: ["enable secret", "enable password"],
    form: /^enable (?:secret|password)(?: level \d{1,2})?(?: [05789])?\s{1,3}([^\s"']{4,128})\s{0,3}(?:\n|$)/i,
  },
  {
    name: "user secret",
    literals: [
      " secret 5 ",
      " secret 8 ",
      " secret 9 ",
      " secret 0 ",
      " password 7 ",
      " password 0 ",
      " secret 4 ",
    ],
    form: /^\s(?:secret|password) \d\s{1,3}([^\s"']{4,128})/i,
  },
  {
    name: "chap secret",
    literals: ["ppp chap password", "ppp pap sent-username", "chap password"],
    form: /^(?:ppp )?(?:chap password(?: [07])?|pap sent-username \S{1,60} password(?: [07])?)\s{1,3}([^\s"']{3,128})/i,
  },
  {
    name: "sql password",
    literals: [" password '", " password n'", "password('", " password = n'", "password=n'", "password = '"],
    exact: false,
    form: /^\s?password(?:\s?=\s?|\s?\(|\s)N?'((?:[^'\n]|''){1,80})'/i,
  },
  {
    name: "sql identified",
    literals: ["identified by ", "identified with "],
    form: /^identified (?:with\s+['"`]?\w{1,40}['"`]?\s+)?(?:by|as)\s+(?:password\s+)?('(?:[^'\n]|''){2,120}'|"[^"\n]{2,120}")/i,
  },
  {
    name: "sql identified",
    literals: ["identified by "],
    // `&name` and `:name` ask for the value when the statement runs.
    form: /^identified by\s+(?![&:]{1,2}\w+\s{0,2}(?:;|\n|$))([^\s'";,()<]{4,60})(?=\s{0,2}(?:;|\n|$|account|default|replace|profile|with grant))/i,
  },
  {
    name: "application key",
    literals: ["app_key=base64:", "app_key: base64:"],
    form: /^app_key(?:=|: )base64:([A-Z\d+/]{20,88}={0,2})/i,
  },
  {
    name: "properties value",
    joined: true,
    literals: [
      '"password" value="',
      'password" value="',
      'name="password"',
      "password</key>",
      '"password" value=\'',
    ],
    form: /^"?(?:name=")?password(?:"\s{1,2}value=|"(?:\s{1,2}type="\w{1,12}")?\s{1,2}value=|<\/key>\s{0,12}<string>)["']?([^"'<>\n]{3,128})["'<]/i,
  },
  {
    name: "environment value",
    literals: ["password\n", 'password"\n', "passwd\n", "_secret\n", "_token\n", "_key\n", "_pass\n"],
    form: /^["']?[a-z_]{3,10}["']?\s{0,2}\r?\n\s{0,16}value:\s{1,3}("[^"\n]{3,128}"|'[^'\n]{3,128}'|[^\s"']{3,128})/i,
  },
];

/** `machine HOST login`, not `machine it shows`. */
function isMachineLogin(units: Units, end: number): boolean {
  let at = end;
  const stop = end + 124;
  while (at < stop && unitAt(units, at) > 0x20 && unitAt(units, at) < 0x80) at++;
  // Blanks of other kinds, or several of them: for the form to tell.
  if (unitAt(units, at) >= 0x80) return true;
  const next = unitAt(units, at + 1);
  return at === end || at >= stop - 1 || next <= 0x20 || (next | 0x20) === 0x6c;
}
