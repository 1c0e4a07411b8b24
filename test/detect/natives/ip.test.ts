/* Addresses of both families and their classes, against versions, sections, identifiers, times and code. */

import { Address4, Address6 } from "ip-address";
import { describe, expect, it } from "vitest";
import { seeded } from "../../../src/detect/checks/seeded.js";
import { classifyV4, classifyV6, v4Number } from "../../../src/detect/natives/ip-classes.js";
import { ip } from "../../../src/detect/natives/ip.js";
import { readV6 } from "../../../src/detect/natives/ipv6.js";
import { detect, values } from "./detect.js";

const found: readonly (readonly [string, string, string])[] = [
  ["plain", "the server 203.0.113.7 is down", "203.0.113.7"],
  ["full stop", "It is 198.51.100.23.", "198.51.100.23"],
  ["port", "https://203.0.113.7:8443/x", "203.0.113.7"],
  ["prefix length", "drops 10.8.0.0/16 now", "10.8.0.0"],
  ["brackets", "unknown[203.0.113.9]: SASL", "203.0.113.9"],
  ["parentheses", "pve-hh-03 (10.40.8.13) reboots", "10.40.8.13"],
  ["after CJK", "服务器IP是192.168.1.100吗", "192.168.1.100"],
  ["Turkish suffix", "Sunucu 203.0.113.5'e erişilemiyor", "203.0.113.5"],
  ["padded", "203.000.113.007", "203.000.113.007"],
  ["user at host", "ssh root@8.34.12.5", "8.34.12.5"],
  ["small numbers with a label", "my IP is 1.2.3.4", "1.2.3.4"],
  ["small numbers in a URL", "http://5.6.7.8/", "5.6.7.8"],
  ["small numbers with ping", "ping 4.3.2.1", "4.3.2.1"],
  ["resolver", "set the DNS to 8.8.8.8", "8.8.8.8"],
  ["public without a label", "blocked since Monday: 85.214.132.117", "85.214.132.117"],
  ["access log", '5.188.10.7 - - [11/Jun/2024:21:14:02 -0300] "GET / HTTP/1.1"', "5.188.10.7"],
  ["assignment", "rip=198.51.100.231, TLS", "198.51.100.231"],
  ["environment", "REDIS_HOST=10.7.0.2", "10.7.0.2"],
  ["quoted account", "user 'vitrine'@'10.0.3.15' (using password)", "10.0.3.15"],
  ["glued label", "IP203.0.113.7", "203.0.113.7"],
  ["file name behind a strong number", "dump of 203.0.113.7.pcap", "203.0.113.7"],
  ["name of a picture", "screenshot-203.0.113.7.png", "203.0.113.7"],
  ["Russian", "IP-адрес 5.6.7.9 не отвечает", "5.6.7.9"],
  ["Polish", "adres IP: 7.8.9.10", "7.8.9.10"],
  ["E21 hex-dotted", "open 0xcb.0x0.0x71.0x7 please", "0xcb.0x0.0x71.0x7"],
  ["E21 hex short", "0x7f.1", "0x7f.1"],
  ["E21 number as URL host", "http://3405803783/x", "3405803783"],
  ["E21 octal as URL host", "http://0313.0.0161.07/x", "0313.0.0161.07"],
  ["E22 compressed", "v6 side (2001:db8:90::11, ok)", "2001:db8:90::11"],
  ["E22 full", "2001:0db8:85a3:0000:0000:8a2e:0370:7334", "2001:0db8:85a3:0000:0000:8a2e:0370:7334"],
  ["E22 upper case", "2001:DB8::FF00:42:8329.", "2001:DB8::FF00:42:8329"],
  ["E22 zone", "ping fe80::1ff:fe23:4567:890a%eth0", "fe80::1ff:fe23:4567:890a%eth0"],
  ["E22 short link-local", "fe80::1%en0 answers", "fe80::1%en0"],
  ["E22 mapped", "::ffff:203.0.113.7", "::ffff:203.0.113.7"],
  ["E22 brackets and port", "[2001:db8:90::12]:8443", "2001:db8:90::12"],
  ["E22 URL", "https://[2001:db8::1]/x", "2001:db8::1"],
  ["E22 prefix length", "fd42:42:42::1/64", "fd42:42:42::1"],
  ["E22 prefix", "route 2001:db8:: via", "2001:db8::"],
  ["label glued", "addr:2001:db8::5", "2001:db8::5"],
  ["colon behind", "2001:db8::5: timed out", "2001:db8::5"],
  ["dash behind", "from 2001:db8::5 - done", "2001:db8::5"],
];

const spared: readonly (readonly [string, string])[] = [
  ["version in the name of an archive", "library-1.2.3.4.jar and manual-2.0.1.15.pdf"],
  ["N02 version", "Version 1.2.3.4 is out"],
  ["N02 v", "v1.2.3.4 and v10.0.0.1-rc"],
  ["N02 OID", "OID 1.3.6.1.4.1 and 1.3.6.1.4.1.311.21.20"],
  ["N02 section sign", "siehe § 3.2.1.4 und §4.5.6.7"],
  ["N02 section", "as section 3.2.1.4 says"],
  ["E23 out of range", "999.1.1.1 and 1.2.3.256"],
  ["release candidate", "installed 10.0.0.1-rc yesterday"],
  ["package", "Unpacking cvn-base (18.0.61.5-1+deb12) over (18.0.58.2-1+deb12)"],
  ["package name", "corvane-18.0.61.5-deb12"],
  ["build", "build 4.12.0.1 crashes"],
  ["update", "from 18.0.58.2 to 18.0.61.5"],
  ["update of a private look-alike", "updated from 10.2.4.1 to 10.2.5.0"],
  ["bare version", "since 1.0.0.255 it hangs"],
  ["product", "nginx 1.25.3.1, fail2ban 1.0.2.3, Chrome 120.0.6099.109"],
  ["German", "Kapitel 11.2.33.4 und Abschnitt 6.3.2.1, Firmware: SN05 / 4.13.2.1"],
  ["French", "le paragraphe 6.3.2.1 exige le noyau 6.8.12.1"],
  ["Spanish", "el apartado 2.1.4.9 y la versión 12.44.55.6"],
  ["Italian", "Versione 12.4.0.1, capitolo 3.44.5.6"],
  ["Portuguese", "versão 6.0.1.20, secção 4.1.0.12"],
  ["Dutch", "versie 6.1.0.21, hoofdstuk 5.1.2.7"],
  ["Polish", "wersja 11.12.33.4, rozdział 4.1.7.2"],
  ["Russian", "в п. 7.2.1.4 и ядро 6.8.12.1, версии 11.44.33.2"],
  ["Ukrainian", "оновлення 18.0.61.45, розділ 4.33.1.2"],
  ["Turkish", "sürüm 18.44.58.2, 6.1.2.3 bölümünde"],
  ["Swedish", "uppdatering 11.40.1.2, avsnitt 3.2.1.44"],
  ["Japanese", "マニュアル4.1.2.3節では6.0.1.20に更新"],
  ["Chinese", "版本11.44.33.2"],
  ["requirement", "requests==2.31.0.1 ^1.2.3.44 ~>4.5.60.7"],
  ["user agent", "Chrome/99.0.84.51 Safari/15.6.1.2"],
  ["amount", "12.345.123.200 €"],
  ["bytes", "4.194.201.100 bytes"],
  ["letters behind", "10.20.30.40b1 and 10.20.30.40_x"],
  ["N05 loopback", "127.0.0.1:8080, ::1, 0.0.0.0, ::"],
  ["N05 netmask", "netmask 255.255.255.0 or 255.255.255.255"],
  ["mapped loopback", "::ffff:127.0.0.1"],
  ["time", "at 12:34:56 and 2024-06-14T23:01:36.120+02:00"],
  ["MAC", "00:00:5e:00:53:af"],
  ["fingerprint", "MD5:16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48"],
  ["EUI-64", "02:00:5e:ff:fe:00:53:af"],
  ["C++", "std::vector<int> a::b; dead::beef; Add::Face::cafe()"],
  ["ratio", "1:2:3 and 16:9::4:3"],
  ["emoji codes", "hello :smile::cat: there"],
  ["hex number", "0x0033 100 100 010 and 0x1A04.txt"],
  ["URL with a number path", "https://example.com/12345678"],
];

const classes: readonly (readonly [string, string])[] = [
  ["203.0.113.7", "ipv4-documentation"],
  ["192.168.4.5", "ipv4-private"],
  ["172.31.4.5", "ipv4-private"],
  ["100.64.1.2", "ipv4-cgnat"],
  ["169.254.9.9", "ipv4-link-local"],
  ["239.1.2.3", "ipv4-multicast"],
  ["250.1.2.3", "ipv4-reserved"],
  ["93.184.216.34", "ipv4-public"],
  ["2001:db8::1", "ipv6-documentation"],
  ["fd00:1:2::3", "ipv6-ula"],
  ["fe80::1", "ipv6-link-local"],
  ["ff02::fb:1", "ipv6-multicast"],
  ["2a02:26f7:1::9", "ipv6-public"],
  ["::ffff:192.168.4.5", "ipv6-private"],
];

describe("ip", () => {
  it.each(found)("finds %s", (_, text, value) => {
    expect(values(ip, text)).toEqual([value]);
  });

  it.each(spared)("spares %s", (_, text) => {
    expect(values(ip, text)).toEqual([]);
  });

  it.each(classes)("calls %s %s", (address, kind) => {
    expect(detect(ip, `host ${address} answers`)).toMatchObject([{ kind, value: address }]);
  });

  it("tells an address from a version with the same digits", () => {
    const text = "FYI the fix in 10.2.4.1 did not help, host at 10.2.4.1 still reboots";
    expect(detect(ip, text).map(({ start }) => start)).toEqual([46]);
  });

  it("switches classes off by name and by kind", () => {
    const text = "hosts 192.168.4.5, 203.0.113.7, fd00:1:2::3, 93.184.216.34";
    expect(values(ip, text, { ignoredIpClasses: ["private"] })).toEqual(["203.0.113.7", "93.184.216.34"]);
    expect(values(ip, text, { ignoredIpClasses: ["ipv4-private", "documentation"] })).toEqual([
      "fd00:1:2::3",
      "93.184.216.34",
    ]);
  });

  it("reads the key of a field", () => {
    for (const key of ["ip", "client_ip", "remoteAddr", "clientIp", "host"]) {
      expect(values(ip, "1.2.3.4", { hint: { key } })).toEqual(["1.2.3.4"]);
    }
    for (const key of ["version", "app_build", "firmwareVersion"]) {
      expect(values(ip, "1.2.3.4", { hint: { key } })).toEqual([]);
      expect(values(ip, "10.2.44.1", { hint: { key } })).toEqual([]);
    }
  });

  it("lists every address of a range and of a list", () => {
    expect(values(ip, "192.168.1.10-192.168.1.20, 192.168.1.30-40")).toHaveLength(3);
    expect(values(ip, "Banned: 198.51.100.13 198.51.100.249 203.0.113.250 2001:db8:ffff:1::9")).toHaveLength(
      4,
    );
  });

  it("classifies as ip-address does", () => {
    const below = seeded(4);
    for (let round = 0; round < 2000; round++) {
      const octets = [below(256), below(256), below(256), below(256)];
      const address = new Address4(octets.join("."));
      const name = classifyV4(v4Number(octets));
      expect(name === "private").toBe(address.isPrivate());
      expect(name === "multicast").toBe(address.isMulticast());
      expect(name === "loopback").toBe(address.isLoopback());
    }
  });

  it("reads IPv6 as ip-address does", () => {
    const below = seeded(6);
    const alphabet = ["0", "1", "db8", "2001", "fe80", "ffff", ":", ":", ":", "::", "1.2.3.4", "g", "12345"];
    for (let round = 0; round < 5000; round++) {
      let text = "";
      const pieces = 2 + below(16);
      for (let piece = 0; piece < pieces; piece++) text += alphabet[below(alphabet.length)] ?? "";
      const groups = readV6(text);
      expect(groups !== undefined, text).toBe(Address6.isValid(text));
      if (groups === undefined) continue;
      const oracle = new Address6(text);
      expect(groups.map((group) => group.toString(16)).join(":")).toBe(
        oracle
          .canonicalForm()
          .split(":")
          .map((part) => part.replace(/^0+(?=.)/, ""))
          .join(":"),
      );
      expect(classifyV6(groups) === "loopback" && !text.includes(".")).toBe(
        oracle.isLoopback() && !text.includes("."),
      );
    }
  });
});
