/* Wallets of crypto currencies: generated addresses are found, changed ones are not. */

import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { isBase58Check, isBech32 } from "../../../src/detect/identifiers/wallet.js";
import { seeded } from "../../../src/detect/checks/seeded.js";
import { foundIn } from "../../support/found.js";

const alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const sha256 = (bytes: Buffer): Buffer => createHash("sha256").update(bytes).digest();

/** By big integers, unlike the detector. */
function encodeBase58(payload: Buffer): string {
  const whole = Buffer.concat([payload, sha256(sha256(payload)).subarray(0, 4)]);
  let value = BigInt(`0x${whole.toString("hex")}`);
  let text = "";
  while (value > 0n) {
    text = (alphabet[Number(value % 58n)] ?? "") + text;
    value /= 58n;
  }
  const zeros = whole.findIndex((byte) => byte !== 0);
  return "1".repeat(zeros) + text;
}

const bytes = (below: (limit: number) => number, length: number): Buffer =>
  Buffer.from(Array.from({ length }, () => below(256)));

describe("CRYPTO_WALLET", () => {
  it("finds generated Bitcoin addresses, and none with a changed character", () => {
    const below = seeded(8);
    for (let round = 0; round < 300; round++) {
      const value = encodeBase58(Buffer.concat([Buffer.from([round % 2 === 0 ? 0 : 5]), bytes(below, 20)]));
      for (const text of [`pay to ${value}.`, JSON.stringify({ to: `at ${value}` }), `<b>${value}</b>`])
        expect(foundIn(text, "CRYPTO_WALLET"), text).toEqual([value]);
      const at = 5 + below(20);
      const other = value.slice(0, at) + (value[at] === "z" ? "y" : "z") + value.slice(at + 1);
      expect(isBase58Check(other)).toBe(false);
      expect(foundIn(`pay to ${other}.`, "CRYPTO_WALLET")).toEqual([]);
    }
  });

  it("holds the examples of BIP 173 and BIP 350, in either case", () => {
    const segwit = ["bc1qw508d6qejxtdg4y5r3zarv", "ary0c5xw7kv8f3t4"].join("");
    const taproot = ["bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h", "8z3k2e72q4k9hcz7vqzk5jj0"].join("");
    for (const value of [segwit, segwit.toUpperCase(), taproot]) {
      expect(isBech32(value)).toBe(true);
      expect(foundIn(`send it to ${value}, please`, "CRYPTO_WALLET")).toEqual([value]);
    }
    expect(foundIn(`send it to ${segwit.replace("508", "509")}`, "CRYPTO_WALLET")).toEqual([]);
  });

  it("finds Ethereum addresses; labels name the other currencies", () => {
    const account = `0x${"52908400098527886E0F".repeat(2)}`;
    expect(foundIn(`to ${account} today`, "CRYPTO_WALLET")).toEqual([account]);
    const tron = ["TJRabPrwbZy45sbav", "fcjinPJC18kjpRTv8"].join("");
    expect(foundIn(`USDT (TRC20): ${tron}`, "CRYPTO_WALLET")).toEqual([tron]);
    expect(foundIn(`key ${tron}`, "CRYPTO_WALLET")).toEqual([]);
  });

  it.each([
    "0xdeadbeef, 0x0000000000000000000000000000000000000000 and 1e10",
    "1st, 3rd, 10.0.0.1, 1234567890123456789012345678, 32",
    "commit 1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d7e8f9a0b",
    "sha256 3f786850e387550fdab836ed7e6dc881de23001b3f786850e387550fdab836ed",
  ])("sees none in %j", (text) => {
    expect(foundIn(text, "CRYPTO_WALLET")).toEqual([]);
  });
});
