/* Passwords and tokens in URLs: the value alone is the span. */

import { describe, expect, it } from "vitest";
import { urlUserinfo } from "../../../src/detect/natives/url-userinfo.js";
import { values } from "./detect.js";

const opaque = "gh" + "p_" + "x7".repeat(18);

const found: readonly (readonly [string, string, string])[] = [
  ["DSN", "postgres://app:S3cr3t-Pa55@db01.example.net:5432/crm", "S3cr3t-Pa55"],
  ["driver suffix", "postgresql+psycopg2://ledger:o8W_yt3Pz@db1.example.net/x", "o8W_yt3Pz"],
  ["JDBC", "jdbc:mysql://app:Otter-44@db.example.net/x", "Otter-44"],
  ["last sign", "ftp://lenka:ch@lk-Dust5@files.example.net/incoming", "ch@lk-Dust5"],
  ["percent escapes", "rtsp://op:Vigie%21quai4@192.0.2.40:554/x", "Vigie%21quai4"],
  ["no user", "redis://:Hm4-quayside@cache.example.net:6379/2'", "Hm4-quayside"],
  ["colon inside", "amqp://tasks:mud:larks@mq.example.net", "mud:larks"],
  ["hash inside", "mysql://root:P#ss-9@db.example.net/x", "P#ss-9"],
  ["slash inside", "https://root:pa/ss-9@db.example.net/x@y", "pa/ss-9"],
  ["several hosts", "mongodb://u:Kelp-77@h1.example:27017,h2.example:27017/db", "Kelp-77"],
  ["address as user", "smtp://jane@example.com:Kelp-77@mail.example.net", "Kelp-77"],
  ["dollar inside", "https://u:pa$w0rd!@example.net", "pa$w0rd!"],
  ["token alone", `https://${opaque}@github.example/x.git`, opaque],
  ["token with an empty password", `https://${opaque}:@github.example/x.git`, opaque],
  ["token as user of an API", `https://${opaque}:x-oauth-basic@github.example/x.git`, opaque],
  ["token as password", `https://x-access-token:${opaque}@github.example/x.git`, opaque],
];

const spared: readonly (readonly [string, string])[] = [
  ["git remote", "git@git.example.org:tools/site.git ssh://git@git.example.org:2222/site.git"],
  ["sign in the path", "https://social.example.net/@marlow:8080?"],
  ["variables", 'https://$USER:$PASS@files.example.net/ "smtp://${U}:${P}@mail.example.net"'],
  ["templates", "x://{{user}}:{{pass}}@h.example y://u:%(pw)s@h.example z://u:{password}@h.example"],
  ["brackets", "https://user:<password>@h.example mongodb://[usuario]:[contraseña]@db.example.com/admin"],
  ["stars", "ftp://utente:****@ftp.example.net/ http://u:xxxx@h.example http://u:...@h.example"],
  ["documentation words", "postgres://USER:PASSWORD@HOST:5432/DB https://user:your_password@h.example"],
  ["host and port", "http://proxy.example.net:3128 and mail to ops@example.org"],
  ["user alone", "https://laura@git.example.org sftp://caricamenti@files.example.net:2222/in/"],
  ["path with sign", "https://example.net:8080/path/x@y"],
  ["no scheme", "://a:b@c"],
];

describe("url-userinfo", () => {
  it.each(found)("finds %s", (_, text, value) => {
    expect(values(urlUserinfo, text)).toEqual([value]);
  });

  it.each(spared)("spares %s", (_, text) => {
    expect(values(urlUserinfo, text)).toEqual([]);
  });
});
