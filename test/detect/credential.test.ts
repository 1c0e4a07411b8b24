import { describe, expect, it } from "vitest";
import type { ScanHint } from "../../src/core/reading.js";
import { authorizationHeader } from "../../src/detect/credential/authorization.js";
import { credentialKey } from "../../src/detect/credential/credential-key.js";
import { keyBlock } from "../../src/detect/credential/key-block.js";
import { labelledPassword } from "../../src/detect/credential/labelled.js";
import { loginPair } from "../../src/detect/credential/login-pair.js";
import { webToken } from "../../src/detect/credential/web-token.js";
import { jwt } from "../../src/detect/checks/jwt.js";
import { costOf, growthOf } from "../support/cpu.js";
import { readMarked } from "../support/marked.js";
import { runNative } from "../support/run-native.js";

const all = [authorizationHeader, credentialKey, keyBlock, labelledPassword, loginPair, webToken];

/** Spans at confidence 0.5 and above, those inside others left out. */
function spansOf(text: string, hint: ScanHint = {}): string[] {
  const found = runNative(all, text, hint).filter(({ confidence }) => confidence >= 0.5);
  const outer = found.filter(
    (one, at) =>
      !found.some(
        (other, place) =>
          place !== at &&
          other.start <= one.start &&
          one.end <= other.end &&
          (other.end - other.start > one.end - one.start || place < at),
      ),
  );
  return outer.map(({ start, end }) => `${start}-${end}`);
}

function expectExact(marked: string): void {
  const { text, spans } = readMarked(marked);
  expect(spansOf(text), text).toEqual(spans);
}

const families: Readonly<Record<string, readonly string[]>> = {
  "form line": [
    "Password: [[Harbour-22]]",
    "pass: [[t8!Kiwano]]",
    "PWD=[[Quince#41]]",
    "pw: [[marzipan]]",
    "Passcode : [[88213407]]",
    "User: ann\nPassword: [[blueberry]]\nHost: ftp.example.net",
    "Root-Passwort: [[Zimt!Stern5]]",
    "Kennwort = [[Lampe_4x]].",
    "WLAN-Schlüssel: [[Regen-Tonne-77]]",
    "mdp : [[Abricot77]]",
    "Mot de passe : [[Noix&Miel8]]",
    "Contraseña: [[Higuera_12]]",
    "Senha: [[caju.Doce9]]",
    "Wachtwoord: [[Sloep!Boot3]]",
    "Hasło: [[Wierzba%40]]",
    "Heslo: [[Jablko77]]",
    "Jelszó: [[Kert3sz-ut]]",
    "Parolă: [[Cires#Alb2]]",
    "Şifre: [[Kiraz.Dali8]]",
    "Lösenord: [[björk#Gren1]]",
    "Adgangskode: [[Kaffe?Pause6]]",
    "Passord: [[fjell-Tur88]]",
    "Salasana: [[Mansikka_5]]",
    "Пароль: [[Берёза-19!]]",
    "Κωδικός πρόσβασης: [[Elia#Dentro3]]",
    "密码：[[Yu3liang!]]",
    "パスワード：[[Sakura#77x]]",
    "비밀번호: [[gamja88!]]",
    "Mật khẩu: [[Xoai.Chin9]]",
    "كلمة المرور: [[Teen#Rumman4]]",
    "סיסמה: [[Rimon_91x]]",
    "รหัสผ่าน: [[mamuang#5]]",
    "Kata sandi: [[Durian!Manis2]]",
  ],
  "config and code": [
    "DB_PASSWORD=[[larch_Bay71]]",
    'dbPassword: "[[Ivy,Gate 4]]"',
    "smtp_pass = [[Fog&Horn-3]]",
    "define( 'DB_PASSWORD', '[[S4)pWillow[u]]' );",
    '{"user":"ann","password":"[[Mint\\"kaya4]]","ok":true}',
    "Server=db;Uid=app;Pwd=[[Vi$ina.coapta8]];Encrypt=yes",
    "login.asp?usr=ann&pwd=[[br4sh.Heron]]&next=1",
    "<Password>[[Ink&lt;well3]]</Password>",
    "MARIADB_PASSWORD: ${DB_PASS:-[[plover.33.reed]]}",
    "requirepass [[Pewter-Swan-16]]",
    "- **Wachtwoord:** `[[fiets|bel|88]]`",
    "**Password:** [[Crow_Feather1]]",
    "<b>Password:</b>&nbsp;[[q7Lumber&amp;Jack]]<br>",
    "X-Api-Key: [[stk_q6pQ0wL9aZr2mYx8]]",
    "client_secret = [[Gw~8Q.mad3UpS3cret]]",
    "api_key   = [[3d0b9f6e-4c1e-4c1e-9a00-77aa12c4e5f1]]",
    "JWT_SECRET=[[0f5be1c4d2a94b7f8e6630ab9137dc55]]",
    "PrivateKey = [[yAnz5TFlXXJte14tji3zlMNqhd2rYUIgJBgB3fBmk1o=]]",
    "API-Schlüssel: [[8yWsC4aqPx4AbXI0Ju]]",
    "clé API = [[92b548cc4d3418e436a73ca6]]",
    "API密钥：[[gqcYvcDp7CrCJxmvRG]]",
    "PIN: [[4711]]",
    "[18:41] guest_12: shop user: lena_k\n[18:42] guest_12: pass: [[dragonqueen]]",
    "인증코드: [[tQ9!mB41xz]]",
    "$settings['hash_salt'] = '[[pLxQGKEgO3LAuZEa84Y0oRrA3ltq9AAT4cyD7r6i]]';",
    "Host name . . . . : gate2\nUser name . . . . : hall4\nPassword  . . . . : [[Walnut9tree]]",
    "Kennwort . . . . . : [[Ziegel7dach]]",
    "Benutzer - lager3\nKennwort - [[eichhörnchen]]",
    "логин - sklad7\nпароль - [[скворечник]]",
    "username - till_22\npassword - [[pomegranate]]",
    "ID：hanamizuki\nPASS：[[sakura-5521]]",
    "登录密码一直是[[bamboo4471]]",
    "Aktivierungscode: [[RX7-2214-QLM-0093-VD]]",
    "EPP code: [[aX9!vdB-77pQ]]",
    "IDENTIFIED BY '[[Gull_over_Pier9]]';",
  ],
  "label on its own line": [
    "Username\nmkow-web\nPassword\n[[Barn0wl~flight]]\nHost\nftp.example.net",
    "Parola d'accesso:\n\n[[Girasole?7b]]\n\nDominio:",
    "> Kennwort:\n> [[Eiche_Rinde7]]\n",
  ],
  "no separator": [
    "user admin password [[Rhubarb#2]] and it fails",
    "ftp.example.net login gite mot de passe [[Noisette1962!]] merci",
    "benutzer root kennwort [[Moehre_beet22]]",
    "root, пароль [[Ёжик_в-тумане75]]. Звоните",
    "账号root 密码[[Shan7shui#]] 磁盘满了",
  ],
  copula: [
    "I think the admin password is [[Wren$tail6]] but it may have changed",
    "pw for the nas was [[otter99otter]] until last week",
    "the root pw is now: [[Hazel=Nut9]]",
    "das Kennwort für den Benutzer „lager“ lautet [[Stapler-17-Blau]], danke",
    "Le mot de passe de la boîte, c'est [[Bruyere58!]] avec un B",
    "la contraseña del panel es [[Olivo_verde3]]",
    "la clave del wifi es [[terraza.2Mar]] y no va",
    "la password è [[Pesca#Nera2]]",
    "a senha do painel é [[Jabuti.77x]]",
    "het wachtwoord is [[Dijk!Huis44]]",
    "hasło do panelu to [[Pierogi123ruskie]]",
    "heslo je [[Hruska_88]]",
    "пароль это [[Луна-77]]",
    "Lösenordet är [[Lingon#tuva4]]",
    "비번은 [[dkssud4231!]] 입니다",
    "密码是[[Hai2021@yun]]，谢谢",
    'the password is "[[marmalade]]"',
    "passphrase is [[lanterns over lake windermere]]",
    "the PIN is [[480213]].",
  ],
  "set and change": [
    "I've reset the password of your mailbox to [[Plankton-418-vest]]. Please",
    "I changed the wp-admin password from [[Kestrel5]] to [[Kestrel66!]] today",
    "troquei a senha do e-mail para [[Jaca.mole19]] ontem",
    "ich habe das Passwort auf [[Tanne-99-grün]] gesetzt",
  ],
  reversed: [
    "you can use [[Fjord_pony3]] as the password for staging",
    "ops: [[hL0tus..pond]] is the root pw on both nodes",
    "ho inserito [[Zafferano_41]] come password e non va",
    'wpisałam "[[ZimnyMaj_07]]" jako hasło do poczty',
  ],
  pair: [
    "SSH: root / [[Tr0ub4dor&3]]",
    "panel admin / [[Tin#Cup9]] please check",
    "iDRAC login root/[[calvin]]",
    "Details about the issue: root/[[calvin]] on 192.0.2.44",
    "admin/[[letmein]] @ 192.0.2.44",
    "log in with editor-anna / [[Quill7feather]] and you'll see",
    "Zugang: kunde4711 / [[b#N4xw?Tq9Lz]].",
    "вход: moder / [[gruZd_2008]]",
    "Panel girişi destek / [[Bogazici34]] bakın",
    "ssh deploy:[[Ox-cart.5#]]",
    "203.0.113.5 root [[Gh0st!pepper]]",
    "198.51.100.14 / root / [[kF83hdPq0]] . Danke",
    "203.0.113.78\troot\t[[Vn-4cobweb]]",
  ],
  headers: [
    "Authorization: Bearer [[stk_a81Fq0ZzT7mWc3nXe5Rb]]",
    `Authorization: Basic [[${Buffer.from("ann:Plum!42").toString("base64")}]]`,
    '-H "Authorization: Token [[9f8e7d6c5b4a39281706]]"',
    "sent Bearer [[kq81Fq0ZzT7mWc3nXe5Rb22]] twice",
  ],
};

describe("labelled secrets, pairs and headers", () => {
  for (const [family, cases] of Object.entries(families)) {
    it.each(cases)(`${family}: %s`, (marked) => {
      expectExact(marked);
    });
  }
});

const innocent = [
  "the folder root/config on 192.0.2.44 is gone",
  "read root/calvin and on 192.0.2.44 see below",
  "Password: required",
  "Password:",
  "Password confirmation: does not match",
  "Passwort: falsch",
  "Kennwort: abgelaufen",
  "Passwort: geändert",
  "Mot de passe : obligatoire",
  "Contraseña: incorrecta",
  "Senha: incorreta",
  "Пароль: неверный",
  "Şifre: hatalı",
  "密码:不能为空",
  "パスワード（確認）：一致しません",
  "비밀번호: 8~20자",
  "Password: (sent separately by text message)",
  "Passphrase: none",
  "Pass: 97.3%",
  "PASS: cart_total_rounds_half_up",
  "--- PASS: TestShippingZones (0.31s)",
  "PASS: <description>",
  "pass: 12 fail: 0",
  "PASS: voucher-2for1",
  "the password is case sensitive",
  "the password is case-sensitive, I know",
  "the password is stored in the vault",
  "the password is wrong since Monday",
  "the password was changed by Priya two weeks ago",
  "password reset requests are handled by phone",
  "is that the password for the portal or for the vpn?",
  "use at least 12 characters as your password",
  "can I use the same one as password for both?",
  "The password policy was changed from 90 to 180 days",
  "we moved from PHP 7.4 to 8.1 and nobody can log in",
  "changed nginx:1.25 to nginx:1.27-alpine",
  "admin/user roles and/or read/write access 24/7",
  "image: nginx:alpine on host:8080",
  "docker run -p 8080:80 login web nginx:1.25",
  "Login/Logout spins, Admin/Redakteur is the same",
  "Role to administrator/użytkownik",
  "192.0.2.1 netmask 255.255.255.0",
  '203.0.113.9 - admin [03/Jun/2024] "GET /admin/ HTTP/1.1" 403',
  "ssh OpenSSH 8.4p1 Debian 5+deb11u3 at 192.0.2.7",
  "passwordless login, compass, bypass, tokenizer, passport 2024-B77",
  "Passage2024: Rue de Lille",
  "DB_PASSWORD=<password>\nAPI_KEY=YOUR_API_KEY",
  "DB_PASSWORD=\nJWT_SECRET=",
  "SMTP_PASS=${SMTP_PASS}",
  "token: {{ vault_token }}",
  "password: xxxxxxxx",
  "Password: ********",
  "Password: ••••••••",
  "api_key: <API_KEY>",
  "password: [CREDENTIAL 7K3QXD]",
  "$pass = getenv('DB_PASS');",
  "client_secret=cQ71Z~xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
  "fern_token: billing-webhook-secret-v2",
  'fernKey = "ApplicationSettingsProviderV2"',
  "deploy token = ROTATED_BY_OPS_2031",
  "nextPageToken: Zf3D0LXCM3EIMbgJpUNn",
  "sync_token: Zf3D0LXCM3EIMbgJpUNn",
  "SECRET_KEY=changeme_to_a_random_string",
  "secretKeyRef:\n  key: password",
  "PublicKey = 6jygiMkVyM5HPfTw6MlJxJ3G8iMmpWO0yTNR5uDd9sU=",
  "Duplicate entry '20417-EU' for key 'orders.PRIMARY'",
  "cache key: goods:list:v2",
  "token_type: bearer, password_reset_url: https://example.com/reset/9f8e7d6c5b4a",
  "Username\nPassword\nRemember me\nForgot your password?",
  "Enter password:\nWelcome to the monitor.",
  "user@192.0.2.12's password:\n$ ls",
  "Le mot de passe est refusé alors que c'est bien celui que j'ai choisi",
  "Das Kennwort ist richtig, denn es ist seit 2019 unverändert",
  "La clave es tener el mapa del sitio al día",
  "Пароль от админки знает только Игорь",
  "Parola è una bella parola",
  "Basic auth is applied, Bearer token missing",
  'WWW-Authenticate: Basic realm="Staff only"',
  "PIN code is on the letter, see page 4711",
  "Ship it to Pune, PIN code 411001, please",
  "PIN: 560034 is the postal code of the branch",
  "PIN code: 700019, district Kolkata",
  "| Tool | User | Password |\n|---|---|---|\n| Wiki | SSO | SSO |\n| Pay | mine | KeePass |",
  "$ rsync -a --password-file=/etc/sync.pass site/ copy@198.51.100.7::web",
  "see 204417830-How-to-change-a-forgotten-password",
  "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAq8Rk\nhT2mQx9+P7f5VKJtAQAB\n-----END PUBLIC KEY-----\nthe private key stays here",
  "WLAN-Schlüssel: ebenda",
  'The page says "Wachtwoord: minimaal 12 tekens" and "Wachtwoord: maximaal 40 tekens"',
  '"Şifre: süresi dolmuş" yazıyor',
  "root:x:0:0:root,,,:/root:/bin/bash at 192.0.2.7 admin:x:1002:1002:Adm,,,:/home/admin:/bin/sh",
  "ftp://ユーザー名:パスワード@ftp.example.com/",
  "the key is shown as fern_live_...8Kxe only",
  "verificación por SMS no llega; el código de la tienda es 40218837",
  "x-api-key: ********\nhttp 403\nray: 8447c3ad6024813b-FRA",
  "Authorization token: [redacted]\nrequest 7f3e21d9c0b84a56",
  'password_again: "Type the password again"',
  'labels:\n  pin: "PIN of your card"\n  kennwort: "Neues Kennwort wiederholen"',
  "properties: {password: {type: string, minLength: 8}}",
  "we hash passwords with scrypt n=16384,r=8",
  "haslo: wygaslo\nhaslo: niezgodne",
  "heslo: ruzne, heslo: neplatne",
  "CREATE USER reports IDENTIFIED BY &new_password;",
  "ALTER USER app IDENTIFIED BY :pw;",
  "The default passphrase is unique per device",
  "log in first: https://shop.example.com/calendar?from=09:15@room4b",
  "password: see https://wiki.example.com/vault",
  "the key is to be patient",
  "the passphrase is not the same as the password",
];

describe("innocent text", () => {
  it(`holds ${innocent.length} sentences`, () => {
    expect(innocent.length).toBeGreaterThanOrEqual(60);
  });
  it.each(innocent)("%s", (text) => {
    expect(spansOf(text)).toEqual([]);
  });
});

describe("N09 placeholders pass, documented values do not", () => {
  it("masks what only looks documented", () => {
    expectExact("Password: [[Example-Pass1]]");
  });
});

describe("fields named after a secret", () => {
  const named: readonly (readonly [string, string])[] = [
    ["password", "rabbit stew"],
    ["user_password", "sunflower"],
    ["passwordConfirmation", "Plum!42"],
    ["new_password2", "Plum!42"],
    ["clientSecret", "abcdef"],
    ["x-api-key", "k1"],
    ["access_token", "9f8e"],
    ["contraseña", "lavanda"],
    ["DB_PASSWORD", " padded "],
    ["pin", "4711"],
  ];
  it.each(named)("%s", (key, value) => {
    const start = value.indexOf(value.trim());
    expect(spansOf(value, { key })).toEqual([`${start}-${start + value.trim().length}`]);
  });
  const unnamed: readonly (readonly [string, string])[] = [
    ["password_reset_url", "https://example.com/r/1"],
    ["token_type", "bearer"],
    ["password", ""],
    ["password", "null"],
    ["password", "required"],
    ["password", "<password>"],
    ["password", "[CREDENTIAL 3]"],
    ["passport", "C01X00T47"],
    ["pin", "see letter"],
    ["compass", "north-by-7"],
  ];
  it.each(unnamed)("%s = %s passes", (key, value) => {
    expect(spansOf(value, { key })).toEqual([]);
  });
  it("leaves numbers alone", () => {
    expect(spansOf("4711", { key: "pin", numeric: true })).toEqual([]);
  });
});

const line = (seed: number, length = 64): string =>
  Array.from({ length }, (_, at) => "ABCDEFGHijklmnop0123456789+/"[(seed * 7 + at * 11) % 28]).join("");
const body = `${line(1)}\n${line(2)}\n${line(3, 24)}==`;
const dashes = "-".repeat(5);
const pem = (kind: string): string =>
  `${dashes}BEGIN ${kind}${dashes}\n${body}\n${dashes}END ${kind}${dashes}`;

describe("private key blocks", () => {
  const kinds = [
    "PRIVATE KEY",
    "RSA PRIVATE KEY",
    "OPENSSH PRIVATE KEY",
    "ENCRYPTED PRIVATE KEY",
    "PGP PRIVATE KEY BLOCK",
  ];
  it.each(kinds)("%s", (kind) => {
    expectExact(`my key:\n[[${pem(kind)}]]\nthanks`);
  });
  it("F17 quoted in mail", () => {
    const quoted = pem("RSA PRIVATE KEY").replaceAll("\n", "\n> ");
    expectExact(`> [[${quoted}]]\n> bye`);
  });
  it("in JSON with escaped line breaks", () => {
    expectExact(`"key": "[[${pem("PRIVATE KEY").replaceAll("\n", "\\n")}]]"`);
  });
  it("cut off", () => {
    expectExact(`[[${dashes}BEGIN RSA PRIVATE KEY${dashes}\n${line(1)}\n${line(2)}]]\nand the rest is gone`);
  });
  it("with headers", () => {
    const start = `${dashes}BEGIN RSA PRIVATE KEY${dashes}\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00FF\n\n`;
    expectExact(`[[${start}${line(4)}\n${line(5)}]]\n`);
  });
  it("PuTTY", () => {
    const file = `PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: ann\nPublic-Lines: 2\n${line(1)}\n${line(2, 16)}\nPrivate-Lines: 1\n${line(3, 48)}\nPrivate-MAC: ${"0a".repeat(32)}`;
    expectExact(`[[${file}]]\n\nregards`);
  });
  it.each(["PUBLIC KEY", "CERTIFICATE", "PGP SIGNATURE", "PGP PUBLIC KEY BLOCK"])("%s passes", (kind) => {
    expect(spansOf(pem(kind))).toEqual([]);
  });
  it("a description of the format passes", () => {
    const text = `It begins with ${dashes}BEGIN PRIVATE KEY${dashes} and ends with ${dashes}END PRIVATE KEY${dashes}.`;
    expect(spansOf(text)).toEqual([]);
  });
});

describe("JSON web tokens", () => {
  const token = jwt.sample?.(1) ?? "";
  it("finds one of any length, and its cut-off form", () => {
    expectExact(`token [[${token}]], please`);
    const [header, payload] = token.split(".");
    expectExact(`id=[[${header}.${payload}]]&x`);
    expectExact(`[[${header}.${"QUJD".repeat(3000)}.c2lnbmF0dXJl]]`);
  });
  it("judges headers", () => {
    expect(jwt.judge(token)).toBe("confirms");
    expect(jwt.judge("eyJub25zZW5zZQ.x.y")).toBe("unknown");
  });
  it("passes base64 of other JSON", () => {
    expect(spansOf(`state=${Buffer.from('{"page":1,"sort":"name"}').toString("base64url")}`)).toEqual([]);
  });
});

describe("hostile input is read in linear time", () => {
  const units = [
    "password ",
    "password: ",
    "key=",
    "-----BEGIN",
    `${dashes}BEGIN PRIVATE KEY${dashes}\n`,
    "eyJ",
    "eyJ.",
    "user / ",
    "pw:a&",
    'pw:"',
    "password for ",
    "from password to ",
    "Authorization: ",
    "authorization=",
    "Basic ",
    "root:",
    "密码",
    "PuTTY-User-Key-File-3: x\n",
    "password\n",
    "as password ",
    "pw=a;",
    "<password>",
    "login: a/b ",
  ];
  it.each(units)("%j", async (unit) => {
    const small = unit.repeat(Math.ceil(25_000 / unit.length));
    const run = (text: string): unknown => runNative(all, text);
    expect(await costOf(() => run(small + small), { limit: 150, patienceMs: 5000 })).toBeLessThanOrEqual(150);
    // Twice the text: four times the time if quadratic.
    const limit = { limit: 3, floorMs: 2, patienceMs: 10_000 };
    expect(await growthOf(run, [small, small + small], limit)).toBeLessThanOrEqual(3);
  });
});
