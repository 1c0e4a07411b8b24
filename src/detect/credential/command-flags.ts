/* Programs that take a secret on their command line, and the flags that carry it, as data. */

/**
 * How a flag carries the secret. `next`: in the next word; `glued`: right behind the flag; `either`: both;
 * `pair`: behind the user and a mark (`:`, `%` or `,`) in the next word or glued; `source`: as `pass:SECRET` in the
 * next word.
 */
export type FlagMode = "next" | "glued" | "either" | "pair" | "source";

export interface Program {
  readonly name: string;
  /** Longer flags first, for `-pw` begins with `-p`. */
  readonly flags: readonly (readonly [flag: string, mode: FlagMode])[];
  /** The command that it runs, whose flags are others. */
  readonly ends?: RegExp;
  /** All of its flags begin with a sign. */
  readonly signed: boolean;
}

type Row = readonly [names: string, flags: string];

/** Written as `flag mode`, separated by commas. */
const rows: readonly Row[] = [
  [
    "mysql|mysqldump|mysqladmin|mysqlimport|mysqlcheck|mysqlshow|mysqlpump|mysqlslap|mysqlbinlog|mydumper",
    "-p glued",
  ],
  ["mariadb|mariadb-dump|mariadb-admin|mariabackup|xtrabackup|innobackupex|mysql_upgrade", "-p glued"],
  ["sshpass", "-p either"],
  ["curl", "--proxy-user pair,--user pair,-u pair,-U pair,--pass next"],
  ["http -a|https -a|http --auth|https --auth", "-a pair,--auth pair"],
  ["wget", "--password= glued"],
  ["ipmitool|ipmipower|ipmi-power|ipmiutil|racadm|freeipmi", "-P either,-p next"],
  ["xfreerdp|wfreerdp|freerdp|sdl-freerdp|xfreerdp3|mstsc", "/p: glued,-p next"],
  ["rdesktop|remmina", "-p either"],
  ["cmdkey", "/pass: glued,/p: glued"],
  ["wmic|winexe|schtasks", "/password: glued,/rp next,/p next"],
  ["psexec|psexec64|paexec|pskill|psservice", "-p next"],
  ["evil-winrm|crackmapexec|netexec|smbmap|racadm|hydra|medusa", "-p next"],
  ["plink|pscp|psftp|putty|kitty", "-pw next"],
  ["winscp", "/password= glued"],
  ["snmpwalk|snmpget|snmpset|snmpbulkwalk|snmpbulkget|snmpgetnext|snmptable|snmptrap", snmp()],
  ["snmpstatus|snmpdf|snmpusm|onesixtyone|check_snmp|braa", snmp()],
  ["ldapsearch|ldapadd|ldapmodify|ldapdelete|ldapwhoami|ldapcompare", "-w either"],
  ["ldappasswd", "-w either,-s next,-a next"],
  ["slappasswd|ldapmodrdn", "-s next,-w next"],
  ["redis-cli", "-a next,--pass next,AUTH next,auth next"],
  ["mongosh|mongo|mongodump|mongorestore|mongoexport|mongoimport|mongostat", "-p either,--password next"],
  ["sqlcmd|osql|isql|tsql|fisql", "-P either"],
  [
    "cqlsh|cypher-shell|beeline|influx|vsql|clickhouse-client|isql-fb",
    "-p next,--password next,-password next",
  ],
  ["lftp", "-u pair,--user pair"],
  ["ncftp|ncftpput|ncftpget|ncftpls", "-p next"],
  ["unzip|zip -P|zip -r|zip -e|zip -q", "-P either"],
  ["7za|7zz|unrar|7z a|7z x|7z e|rar a|rar x", "-hp glued,-p glued"],
  ["docker login|podman login|buildah login|skopeo login|helm registry login", "-p next,--password next"],
  ["nerdctl login|oc login|az login|cf login|az acr login|crane auth login", "-p next,--password next"],
  ["keytool|jarsigner|apksigner", "-storepass next,-keypass next,-srcstorepass next,-deststorepass next"],
  ["gpg|gpg2|duplicity|symmetric", "--passphrase next,--passphrase= glued"],
  ["svn|svnsync|hg clone|cvs", "--password next"],
  ["mosquitto_pub|mosquitto_sub|mosquitto_rr|mqttui", "-P next,--pw next"],
  ["smbclient|rpcclient|smbget|smbtree|smbcacls|net rpc|net ads", "-U pair,--user= pair,-A next"],
  ["openssl", "-passin source,-passout source,-password source,-pass source,-k next,-K next"],
  ["nmcli", "password next,wifi-sec.psk next,802-11-wireless-security.psk next"],
  ["swaks", "--auth-password next,-ap next"],
  ["sendemail", "-xp next"],
  ["imapsync", "--password1 next,--password2 next"],
  ["doveadm pw|plesk bin", "-passwd next,-p next"],
  ["etcdctl", "--user pair"],
  ["signtool|certutil", "/p next,-p next"],
  ["rclone|restic|wp user", "--user_pass= glued,--sftp-pass next,--webdav-pass next,--ftp-pass next"],
  ["useradd|usermod", "-p next,--password next"],
  ["x11vnc|vncviewer|tigervnc", "-passwd next"],
];

function snmp(): string {
  return "-c either,-C next,-A next,-X next";
}

function toFlag(text: string): readonly [string, FlagMode] {
  const [flag = "", mode = "next"] = text.split(" ");
  return [flag, mode as FlagMode];
}

/** In the order of the literals. */
export const programs: readonly Program[] = rows.flatMap(([names, flags]) =>
  names.split("|").map((name) => ({
    name,
    ...(name === "sshpass" && { ends: /^(?:ssh|scp|sftp|rsync)\s/ }),
    flags: flags.split(",").map(toFlag),
    signed: flags.split(",").every((flag) => /^[-/]/.test(flag)),
  })),
);
