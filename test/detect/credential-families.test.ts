/* Credentials that no label word announces, by family: command lines, configuration, tables, codes, cookies, links. */

import { describe, expect, it } from "vitest";
import { natives } from "../../src/detect/natives/index.js";
import { readMarked } from "../support/marked.js";
import { runNative } from "../support/run-native.js";

const all = Object.values(natives).filter(({ entities }) =>
  (entities as readonly string[]).includes("CREDENTIAL"),
);

/** Spans at confidence 0.5 and above, those inside others left out. */
function spansOf(text: string): string[] {
  const found = runNative(all, text).filter(({ confidence }) => confidence >= 0.5);
  const outer = found.filter(
    (one) =>
      !found.some(
        (other) =>
          other.start <= one.start && one.end <= other.end && other.end - other.start > one.end - one.start,
      ),
  );
  return [...new Set(outer.map(({ start, end }) => `${String(start)}-${String(end)}`))];
}

function expectExact(marked: string): void {
  const { text, spans } = readMarked(marked);
  expect(spansOf(text), text).toEqual(spans);
}

const families: Readonly<Record<string, readonly string[]>> = {
  "command line": [
    "mysql -u shop -p[[Kestrel_nest7]] shopdb",
    "$ mysqldump --single-transaction -uroot -p'[[Two geese 4]]' wiki > w.sql",
    "sshpass -p [[Walnut.99]] ssh ops@192.0.2.4",
    "sshpass -p'[[Walnut.99]]' scp a ops@192.0.2.4:",
    "curl -s -u api-user:[[Br1dge/over]] https://example.com/v1",
    'curl --user "ann:[[plum pudding]]" -X PUT https://example.com',
    "curl https://api.example.com/v1 \\\n  --user c28wls:[[qg7snai0xo]] -X PUT",
    'curl -u ":[[d2LkV78zLx!t]]" https://example.com',
    'curl -u "[[d2LkV78zLx9t]]:" https://example.com',
    "ipmitool -I lanplus -H 192.0.2.9 -U ADMIN -P [[Turnip-x4]] chassis status",
    "ipmitool user set password 2 [[Turnip-x4]]",
    "xfreerdp /v:192.0.2.7 /u:LAB\\ann /p:[[Winter2031]] /cert:ignore",
    "snmpwalk -v2c -c [[hedge_RO]] 192.0.2.33 1.3.6",
    "snmpget -v3 -u mon -a SHA -A [[authBird77]] -x AES -X [[privBird77]] 192.0.2.3 sysName.0",
    "openssl rsa -in k.pem -passin pass:[[slow.Gate]] -out o.pem",
    "smbclient //192.0.2.6/pub -U 'ann%[[Dune#oak3]]' -c ls",
    "net use Z: \\\\192.0.2.70\\scan [[Sommer2031!]] /user:LAB\\scan",
    "net user visitor [[Harvest!30]] /add",
    "cmdkey /add:192.0.2.8 /user:LAB\\x /pass:[[Harvest!30]]",
    "plink -ssh root@192.0.2.1 -pw [[Harvest!30]] uptime",
    "psexec \\\\host1 -u LAB\\adm -p [[Harvest!30]] cmd",
    "ldapsearch -x -D cn=admin,dc=example -w [[oak-Leaf2]] -b dc=example",
    "redis-cli -h 192.0.2.2 -a [[pewterSwan]] ping",
    "mongosh --host 192.0.2.2 -u root -p [[pewterSwan]] --quiet",
    "sqlcmd -S 192.0.2.2 -U sa -P [[pewter!Swan]] -Q x",
    "lftp -u web,[[pewter!Swan]] ftp.example.com",
    "unzip -P [[pewterSwan]] a.zip",
    "docker login -u ci -p [[pewterSwan]] registry.example.com",
    "echo 'root:[[pewterSwan]]' | chpasswd",
    "echo [[pewterSwan]] | sudo -S reboot",
    "wpa_passphrase Attic [[ninebirds]]",
    "sqlplus hr/[[ninebirds]]@db1",
    "rabbitmqctl change_password shop [[ninebirds]]",
    "htpasswd -bc /etc/nginx/.htpasswd ann [[ninebirds]]",
    "keytool -list -keystore k.jks -storepass [[ninebirds]]",
    "nmcli dev wifi connect Attic password [[ninebirds]]",
    "mosquitto_pub -h mq.example.com -u s -P [[ninebirds]] -t x -m y",
    "wget --http-user=ann --http-password=[[ninebirds]] https://example.com/a",
    'ConvertTo-SecureString "[[nine Birds]]" -AsPlainText -Force',
    "curl -X POST \\\n  -u ann:[[ninebirds]] https://example.com",
  ],
  configuration: [
    "rocommunity [[hedge_RO]] 192.0.2.0/24",
    "snmp-server community [[hedgerow]] RO 10",
    "SNMP community [[hedgeROW]], port 161",
    "machine repo.example.org\n  login ci\n  password [[rabbitstew]]\n",
    "192.0.2.53:5432:reports:reader:[[Zinn_8krug]]",
    "[relay.example.net]:587 apikey:[[xkqjwmvz]]",
    "[relay.example.net]:587 ann@example.net:[[xkqjwmvz]]",
    '192.0.2.2 198.51.100.2 : PSK "[[Tramonto-su-3]]"',
    "crypto isakmp key [[hedgerow]] address 192.0.2.1",
    "pac key 7 [[045802150C2E]]",
    'set security ike policy p pre-shared-key ascii-text "[[hedge row]]"',
    "enable secret [[hedgerow9]]\n",
    "username ops privilege 15 secret 9 [[$9$abcdefgh]]",
    "ALTER ROLE metrics WITH LOGIN PASSWORD '[[oak over pier]]' VALID UNTIL '2031-01-01'",
    "SET PASSWORD FOR 'ann'@'%' = PASSWORD('[[oakpier]]');",
    "CREATE LOGIN ann WITH PASSWORD = N'[[Oak!pier]]';",
    "CREATE USER ann IDENTIFIED WITH mysql_native_password BY '[[Oak!pier]]';",
    'CREATE USER ann IDENTIFIED BY "[[Oak!pier]]";',
    "CREATE USER ann IDENTIFIED BY [[oak2pier]] DEFAULT TABLESPACE users;",
    "APP_KEY=base64:[[EmKFSIBPyMfazlezIuWkXn4TtaMHAeC2gBwh+5ydGUQ=]]",
    '<property name="password" value="[[Oak!pier]]"/>',
    "- name: DB_PASSWORD\n  value: [[oak-Pier7]]\n",
    "WIFI:T:WPA;S:Attic;P:[[nine\\;birds]];H:false;;",
  ],
  "dumped hashes": [
    `| wiki | % | [[*${"F47E3E1B27".repeat(4)}]] |`,
    `kiosk:1004:${"aad3b435b51404ee".repeat(2)}:[[${"0c96627dd4e232a6".repeat(2)}]]:::`,
    `ann:501:${"0c".repeat(16)}:[[${"9f3d".repeat(8)}]]:::`,
    `"ann" "[[md5${"0c96627dd4e232a6".repeat(2)}]]"`,
    `password_hash: '[[${"0c96627dd4e232a6".repeat(2)}]]'`,
  ],
  tables: [
    "| Box | User | Password |\n|---|---|---|\n| web1 | ann | [[Marble,Arch4]] |\n| web2 | bob | (none yet) |\n| web3 | eve | [[+wZ5}mGe]] |\n",
    "<table><tr><th>Name</th><th>Kennwort</th></tr><tr><td>Ann</td><td>[[Himbeere§12]]</td></tr><tr><td>Bob</td><td><b>[[tZ8-regal]]</b></td></tr></table>",
    "Host\tUser\tPassword\nweb1\tann\t[[Marble,Arch4]]\nweb2\tbob\t[[sunflower]]\n",
    "user,password,role\nann,[[Marble7Arch]],editor\nbob,[[sunflower]],viewer\n",
    "Host   Login   Passwort\nweb1   ann     [[Marble7Arch]]\nweb2   bob     [[Tin#Cup9]]\n",
    "<tr><td><b>EPP code</b></td><td>[[9#kT=w2Lq$Vz]]</td></tr>",
    "<tr><td>Password</td><td>[[Marble7Arch]]</td></tr>",
    "<dt>Senha</dt><dd>[[uR7)kd_Vx2]]</dd>",
  ],
  "address and password": [
    "ann@example.com:[[applepie1]]\nbob@example.com:[[Welcome2031]]\neve@example.com:[[s3ll3r-demo]]\n",
    "- ann@example.com / [[Tin#Cup9]]",
    "which login?\nvisitor: ann@example.net\nvisitor: [[tumbleWeed.61]]\nagent: thanks",
    "mailbox ann@example.net, [[Tin#Cup9]]",
  ],
  "one-time codes": [
    "we texted you a number\nok, the code is [[604 918]]\nthe order was 20418832",
    "su código de verificación es [[775130]], no lo comparta",
    "認証コード：[[318846]] です",
    "mã OTP hiện tại là [[092741]] nhưng không đúng",
    "Your verification code: [[482913]]",
    "G-[[482913]] is your Google verification code",
    "[[482913]] is your Example security code",
    "Ihr Bestätigungscode lautet [[482913]].",
    "код подтверждения: [[4829]]",
    "Votre code de vérification est [[482 913]].",
    "doğrulama kodu [[482913]] gelmedi",
    "验证码是[[482913]]，请勿泄露",
    "인증번호 [[482913]] 입니다",
    "Did you get a text with a code?\nvisitor: yes, it says [[402 118]]\n",
    "OTP: [[48291]]",
  ],
  "backup codes": [
    "these backup codes are refused:\n\n[[7f2k-9qpd]]\n[[m3xw-0ahn]]\n[[c81r-vtze]] (tried twice)\n\naccount is ann.b, on 2031-11-05",
    "Recovery codes: [[1234-5678]], [[2345-6789]] and [[3456-7890]]",
    "Backup-Codes:\n1. [[12345678]]\n2. [[23456789]]\n",
    "codes de secours :\n- [[a1b2c-d3e4f]]\n- [[g5h6i-j7k8l]]\nmerci",
    "my recovery code is [[7f2k-9qpd]]",
  ],
  "session cookies": [
    "Cookie: consent=1; lang=de; PHPSESSID=[[a6vzb8lszclr3a0v345dax7cia]]; remember_me=[[3f71aca4976af58be9290884c7fb863c]]",
    "Set-Cookie: connect.sid=[[s%3A8Xk2mQ9pL4vT7wZ1.b3N0aWxsMjQ3]]; Path=/; HttpOnly",
    "JSESSIONID=[[8F2A1C77D0B94E6E9A1B2C3D4E5F6071]] in the log",
    "-b 'laravel_session=[[eyJpdiI6Ik9KbT2mQ9pL4vT7w]]'",
  ],
  "log-in links": [
    "https://example.com/reset?uid=MTk0&token=[[4ir3aHGk5hiB6BJbrh2i6AMw8X1]]",
    "https://app.example.org/magic/[[wcs6npampe3654z09icoi2dsbsec]]?utm_source=mail",
    "https://my.example.net/einmal/[[0d7e5cba91f24b08a6d3c1]]",
    "https://panel.example.com/invitacion/[[9bQe-7Lk2-XmPa-0vTz]]",
    "https://panel.example.com/login?otl=[[Zk3v9QpX7aLr20TnYdWb]]",
    "https://host.example.net/login/?session=bakers%3a[[XJFrBbBUTgVfi88s5HQ7voDy]]%2ccreate",
    "https://example.com/verify-email/[[9f8e7d6c5b4a39281706f5e4]].",
  ],
};

describe("families without a label word", () => {
  for (const [family, cases] of Object.entries(families)) {
    it.each(cases)(`${family}: %s`, (marked) => {
      expectExact(marked);
    });
  }
});
