/* Hardware addresses in the ways switches, servers and people write them, against fingerprints, dates and hashes. */

import { describe, expect, it } from "vitest";
import { mac } from "../../../src/detect/natives/mac.js";
import { values } from "./detect.js";

const found: readonly (readonly [string, string, string])[] = [
  ["colons", "hwaddr 00:00:5e:00:53:af.", "00:00:5e:00:53:af"],
  ["upper case", "LOM1 D0:94:66:2F:81:AA, up", "D0:94:66:2F:81:AA"],
  ["dashes", "now BC-24-11-7E-02-D5 here", "BC-24-11-7E-02-D5"],
  ["Cisco", "shows 0000.5e00.53af on Gi1/0/1", "0000.5e00.53af"],
  ["EUI-64", "02:00:5e:ff:fe:00:53:af", "02:00:5e:ff:fe:00:53:af"],
  ["label glued", "MAC:00:00:5e:00:53:af", "00:00:5e:00:53:af"],
  ["after CJK", "网卡地址00:00:5e:00:53:af不通", "00:00:5e:00:53:af"],
  ["bare with label", "MAC address: 00005e0053af", "00005e0053af"],
  ["bare with a short label", "mac=00005E0053AF", "00005E0053AF"],
  ["Huawei with label", "MAC 0000-5e00-53af", "0000-5e00-53af"],
  ["digits with dashes and a label", "Physical address: 12-34-56-78-90-12", "12-34-56-78-90-12"],
];

const spared: readonly (readonly [string, string])[] = [
  ["steps of a scale", "Ramp up in steps 05:10:15:20:25:30 percent"],
  ["N04 fingerprint", "MD5:16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48"],
  ["broadcast", "ff:ff:ff:ff:ff:ff and 00:00:00:00:00:00 and FFFF.FFFF.FFFF"],
  ["seven pairs", "00:00:5e:00:53:af:01"],
  ["time", "12:34:56 and 03:47:12"],
  ["dates", "order 12-34-56-78-90-12"],
  ["UUID", "550e8400-e29b-41d4-a716-446655440000"],
  ["hash", "da39a3ee5e6b4b0d3255bfef95601890afd80709"],
  ["bare without label", "commit d094662f81ae"],
  ["groups of digits", "1234.5678.9012 and 4111.1111.1111.1111"],
  ["IPv6", "2001:db8:0000:0000:0000:8a2e:0370:7334"],
  ["letters behind", "00:00:5e:00:53:afx"],
];

describe("mac", () => {
  it.each(found)("finds %s", (_, text, value) => {
    expect(values(mac, text)).toEqual([value]);
  });

  it.each(spared)("spares %s", (_, text) => {
    expect(values(mac, text)).toEqual([]);
  });

  it("knows a bare address by the maker of one spelt in full", () => {
    const text = "LOM1 D0:94:66:2F:81:AA, management d094662f81ae, commit 4b825dc642cb";
    expect(values(mac, text)).toEqual(["D0:94:66:2F:81:AA", "d094662f81ae"]);
  });

  it("reads the key of a field", () => {
    expect(values(mac, "00005e0053af", { hint: { key: "mac_address" } })).toEqual(["00005e0053af"]);
    expect(values(mac, "00005e0053af", { hint: { key: "commit" } })).toEqual([]);
  });
});
