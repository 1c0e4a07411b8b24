/* Addresses that must be found with exact spans, and what only looks like one. */

import { describe, expect, it } from "vitest";
import { email } from "../../../src/detect/natives/email.js";
import { detect, values } from "./detect.js";

const local64 = "a".repeat(64);

const found: readonly (readonly [string, string, string])[] = [
  ["plain", "write to jane@leak.test today", "jane@leak.test"],
  ["plus tag", "jane+news.2024@leak.test", "jane+news.2024@leak.test"],
  ["full stop after", "Mail jane@leak.test.", "jane@leak.test"],
  ["F19 markup", "<b>jane@leak.test</b> and *bob*", "jane@leak.test"],
  ["stars", "*jane@leak.test*", "jane@leak.test"],
  ["angle brackets", "Jane Doe <jane@leak.test>, hello", "jane@leak.test"],
  ["ellipsis", "jane@leak.test...", "jane@leak.test"],
  ["mailto", "mailto:jane@leak.test?subject=x", "jane@leak.test"],
  ["query", "https://example.com/?email=a@b.com&x=1", "a@b.com"],
  ["assignment", "PGADMIN_DEFAULT_EMAIL=it@huerto.example", "it@huerto.example"],
  ["quotes", "signing table match for 'info@bluefinch.example'", "info@bluefinch.example"],
  ["apostrophe", "o'brien@example.ie", "o'brien@example.ie"],
  ["elided article", "écrire à l'accueil@mairie.example", "accueil@mairie.example"],
  ["percent escape before", "to%3Djane@leak.test", "jane@leak.test"],
  ["message id", "Message-ID: <CAxyz123@mail.example.com>", "CAxyz123@mail.example.com"],
  ["long top level", "jane@pizzeria.italia", "jane@pizzeria.italia"],
  ["subdomains", "jane@a.b-c.d.example", "jane@a.b-c.d.example"],
  ["E07 Cyrillic look-alikes", "from jаne@exаmple.com now", "jаne@exаmple.com"],
  ["E07 look-alike first letter", "аlice@example.com", "аlice@example.com"],
  ["E07 look-alike in the top level", "jane@example.cоm", "jane@example.cоm"],
  ["E17 spaces", "jane @ leak.test please", "jane @ leak.test"],
  ["E17 one space", "jane@ leak.test please", "jane@ leak.test"],
  ["E19 quoted", 'to "jane doe"@x.test now', '"jane doe"@x.test'],
  ["E19 comment", "jane(work)@x.test", "jane(work)@x.test"],
  ["E19 64 characters", `x ${local64}@leak.test`, `${local64}@leak.test`],
  ["E19 IPv4 literal", "jane@[203.0.113.7]", "jane@[203.0.113.7]"],
  ["E19 IPv6 literal", "jane@[IPv6:2001:db8::1]", "jane@[IPv6:2001:db8::1]"],
  ["E19 single label", "cron mails root@localhost daily", "root@localhost"],
  ["E20 IDN", "用户@例え.jp", "用户@例え.jp"],
  ["E20 umlauts", "jürgen.müller@bücher.example", "jürgen.müller@bücher.example"],
  ["E20 punycode", "jane@xn--bcher-kva.xn--p1ai", "jane@xn--bcher-kva.xn--p1ai"],
  ["E20 Cyrillic", "иван@пример.рф.", "иван@пример.рф"],
  ["E20 Devanagari", "संपर्क@डाटामेल.भारत", "संपर्क@डाटामेल.भारत"],
  ["between CJK", "张三zhang@example.com李四", "zhang@example.com"],
  ["after Japanese", "メールはrei@example.netです", "rei@example.net"],
  ["after Korean", "메일은kim@example.net입니다", "kim@example.net"],
  ["after Arabic", "بريديsalma@example.com", "salma@example.com"],
  ["after a Russian word", "почтаivan@example.com", "ivan@example.com"],
  ["before a Russian word", "ivan@example.comпочта", "ivan@example.com"],
  ["E25 emoji touching", "🙋jane@leak.test👍🏽", "jane@leak.test"],
  ["doubled sign", "a@b@c.example", "a@b@c.example"],
  ["user of a web address", "https://jane@example.com/", "jane@example.com"],
  ["second of two signs in a URL path", "https://example.com/users/jane@leak.test", "jane@leak.test"],
  ["table cell", "|jane@leak.test|x|", "jane@leak.test"],
  ["JSON-like", '{"to":"jane@leak.test"}', "jane@leak.test"],
  ["port-like label behind", "jane@leak.test: hello", "jane@leak.test"],
];

const spared: readonly (readonly [string, string])[] = [
  ["N04 mention", "@mention and @app.route('/x')"],
  ["N04 open end", "user@ alone, user@, user@."],
  ["N04 single label", "a@b"],
  ["N04 npm alias", "npm:@scope/pkg@1.2.3"],
  ["N04 version", "lodash@4.17.21 react@18.2.0-rc.1 vite@5.x"],
  ["N04 git remote", "git@github.com:org/repo.git and ssh://git@git.example.org:2222/site.git"],
  ["N04 fingerprint", "SHA256:9QX0d root@web01 (ED25519)"],
  ["N11 matrix product", "y = a @ b; z = W @ x.reshape(2); q @ k.transpose(1); A @ B.T"],
  ["N11 regex", "[a-z]+@[a-z]+\\.com"],
  ["retina image", "logo@2x.png, icon@3x.webp"],
  ["systemd unit", "getty@tty1.service openvpn-client@office.service"],
  ["shell prompt", "deploy@web01:~$ ls"],
  ["shell variable", "curl https://$USER:$PASS@files.example.net/"],
  ["IPv4 host", "ssh://root@203.0.113.5 deploy@192.0.2.12"],
  ["URL userinfo", "postgres://app:pw-x7@db01.example.net:5432/crm"],
  ["profile path", "https://social.example.net/@marlow"],
  ["digest", "image@sha256:0123456789abcdef"],
  ["MySQL account", "'vitrine'@'10.0.3.15'"],
  ["fediverse mention", "thanks @jane.social.example"],
  ["numeric top level", "jane@example.123"],
];

describe("email", () => {
  it.each(found)("finds %s", (_, text, value) => {
    expect(values(email, text)).toEqual([value]);
  });

  it.each(spared)("spares %s", (_, text) => {
    expect(values(email, text)).toEqual([]);
  });

  it("finds every address of a list", () => {
    const text = "a@x.test,b@x.test;c@x.test d@x.test\ne@x.test/f@x.test";
    expect(values(email, text)).toHaveLength(6);
  });

  it("is less sure of blanks and of local hosts", () => {
    expect(detect(email, "jane @ leak.test")[0]?.confidence).toBeLessThan(0.7);
    expect(detect(email, "root@localhost")[0]?.confidence).toBeLessThan(0.9);
    expect(detect(email, "jane@leak.test")[0]?.confidence).toBe(0.95);
  });

  it("masks an overlong local part whole rather than not at all", () => {
    const text = `${"b".repeat(90)}@leak.test`;
    expect(values(email, text)).toEqual([text]);
  });
});
