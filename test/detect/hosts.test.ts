/* URLs and host names; files, versions, packages, products and members of objects are neither. */

import { describe, expect, it } from "vitest";
import { seeded } from "../../src/detect/checks/seeded.js";
import { redactor } from "../support/redactor.js";
import { allIn, foundIn } from "../support/found.js";

const urls: readonly (readonly [text: string, value: string])[] = [
  ["see https://www.example.com/path?a=b. Thanks", "https://www.example.com/path?a=b"],
  ["(https://en.example.org/wiki/Foo_(bar))", "https://en.example.org/wiki/Foo_(bar)"],
  ["open http://192.0.2.15:8080/admin, please", "http://192.0.2.15:8080/admin"],
  ["ftp://anna@files.example.net:21/in/", "ftp://anna@files.example.net:21/in/"],
  ["at http://[2001:db8::7]:8443/x!", "http://[2001:db8::7]:8443/x"],
  ["go to www.example.com now", "www.example.com"],
  ["it is on blah.com?foo=bar", "blah.com?foo=bar"],
  ["go to example.co.uk:8443/a;b=c, then", "example.co.uk:8443/a;b=c"],
  ["strona login.example.io:8080/a?b=1 nie", "login.example.io:8080/a?b=1"],
  ["we run KeybirdDesigns.com here", "KeybirdDesigns.com"],
  ["and ThermalSolution.com.au too", "ThermalSolution.com.au"],
  ["请看https://example.com/a。谢谢", "https://example.com/a"],
  ["<a href='https://example.com/a'>x</a>", "https://example.com/a"],
  ["http://intranet-2/wiki", "http://intranet-2/wiki"],
  ["it says &lt;https://example.com/a?b=1&amp;c=2&gt;, right?", "https://example.com/a?b=1&amp;c=2"],
];

const hosts: readonly (readonly [text: string, value: string])[] = [
  ["server smtp2.brume-studio.example is slow", "smtp2.brume-studio.example"],
  ["https://panel.example.org:8443/sso", "panel.example.org"],
  ["relay=mx.norgate.example[192.0.2.25]:25", "mx.norgate.example"],
  ["May  6 11:20:41 mx2 postfix/smtpd[30112]: connect", "mx2"],
  ["Jun 11 03:12:44 h2914471 dovecot: imap-login", "h2914471"],
  ["2024-05-06T11:20:41+02:00 mx2 postfix/smtpd[3011]: x", "mx2"],
  ["pve-hh-03 (10.40.8.13) is off", "pve-hh-03"],
  ["server web01 is down", "web01"],
  ["Hostname: db-main", "db-main"],
  ["root@web01:~# ls", "web01"],
  ["web01.lan does not answer", "web01.lan"],
  ["Acme-Shop.io is ours", "Acme-Shop.io"],
  ["der Host bücher.example", "bücher.example"],
  ["Message-ID: <20240506111110.4VY3@mx2.bluefinch.example>", "mx2.bluefinch.example"],
];

const neither = [
  "the script rotate.pl failed",
  "run sync.pl and then the skript mail.pl",
  "perl -w check.pl",
  "node.js, vue.js, ASP.NET, Socket.IO, e.g. this, i.e. that, etc.",
  "config.js, main.rs, README.md, script.py, backup.zip, rc.local, jail.local",
  "v1.2.3 and 18.0.61.5, § 3.2.1.4, 12.4.0.3",
  "com.example.app, System.Net.Http, java.io.IOException, org.example.core.net",
  "this.props.id, user.id, data.info, foo.is, np.int, req.body.email, array.it",
  "It is done.It works. now.No problem, so.we go",
  "http://127.0.0.1:8080/healthz and http://localhost/x",
  "https://docs.<region>.<vendor>/x and https://${HOST}:587 and https://<server>:9443/x",
  'xmlns="http://www.w3.org/2000/svg"',
  "Setting up cvn-php82-cli (8.2.18.0) ...",
  "server php8, server 2019, host x86, Server: Apache/2.4",
  "2024-02-14 08:11:02,441 fail2ban.filter  [1190]: INFO",
  "at Array.map (<anonymous>) chunk-7d0be1f3.js:2:119002",
  "git@github.com:example/repo.git",
  "copy .env.example first; _25._tcp.mx TLSA 3 1 1",
  "host: ZGIuaHIuZXhhbXBs7Q and host key",
];

describe("URL", () => {
  it.each(urls)("is found in %j", (text, value) => {
    expect(foundIn(text, "URL")).toEqual([value]);
  });

  it("is never part of a mail address", () => {
    expect(allIn("mail jane@shop.example.com or bob@example.co.uk")).toEqual([
      "EMAIL_ADDRESS jane@shop.example.com",
      "EMAIL_ADDRESS bob@example.co.uk",
    ]);
  });
});

describe("HOSTNAME", () => {
  it.each(hosts)("is found in %j", (text, value) => {
    expect(foundIn(text, "HOSTNAME")).toEqual([value]);
  });
});

describe("neither", () => {
  it.each(neither)("in %j", (text) => {
    expect([...foundIn(text, "URL"), ...foundIn(text, "HOSTNAME")]).toEqual([]);
  });
});

it("the balanced policy leaves links and host names as they are", () => {
  const text = "https://www.example.com/a on smtp2.example.net, May  6 11:20:41 mx2 kernel: up";
  expect(redactor.redactText(text).text).toBe(text);
});

it("generated URLs are found whole, with their host, in text, JSON, HTML and behind escapes", () => {
  const below = seeded(12);
  const pick = (list: readonly string[]): string => list[below(list.length)] ?? "";
  const word = (): string =>
    Array.from({ length: 2 + below(8) }, () => String.fromCharCode(97 + below(26))).join("");
  for (let round = 0; round < 300; round++) {
    const host = `${word()}${pick(["", "-2", "."])}${word()}.${pick(["example", "example.com", "co.uk", "travel", "xyz"])}`;
    const value = `${pick(["http", "https", "ftp", "sftp"])}://${host}${pick(["", ":8443"])}${pick(["", "/", "/a/b_c", "/x?y=1", "/#z"])}`;
    for (const text of [`see ${value} now`, JSON.stringify({ body: `at ${value}, ok` }), `<p>${value}</p>`]) {
      expect(foundIn(text, "URL"), text).toEqual([value]);
      expect(foundIn(text, "HOSTNAME"), text).toEqual([host]);
    }
    expect(foundIn(`see ${value.replace(":", "&#58;")} now`, "URL"), value).toHaveLength(1);
  }
});
