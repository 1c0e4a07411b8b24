/* Checks of tokens: published examples, samples that hold, and one changed character is noticed. */

import { describe, expect, it } from "vitest";
import { checks, type CheckName } from "../../../src/detect/checks/index.js";
import { seeded } from "../../../src/detect/checks/seeded.js";

const judge = (name: CheckName, token: string): string => checks[name].judge(token);

/** Pieces are joined here, so that no scanner takes them for live. */
const published: readonly (readonly [CheckName, string])[] = [
  // secretlint's made-up npm token (issue 200), Grafana's own unit test.
  ["crc-base62", ["npm", "qkJaB6MffYVzZXWqmcoF49yrUxP3wf0LsakP"].join("_")],
  ["crc-hex", ["glsa", "iNValIdinValiDinvalidinvalidinva", "5b582697"].join("_")],
  // Nostr NIP-19 and BIP 32, test vector 1.
  ["bech32", ["nsec1", "vl029mgpspedva04g90vltkh6fvh240zqtv9k0t9af8935ke9laqsnlfe5"].join("")],
  [
    "base58-check",
    [
      "xprv9s21ZrQH143K3QTDL4L",
      "Xw2F7HEK3wJUD2nW2nRk4stb",
      "Py6cq3jPPqjiChkVvvNKmPGJ",
      "xWUtg6LnF5kejMRNNU3TGtRB",
      "eJgk33yuGBxrMPHi",
    ].join(""),
  ],
  ["aws-key-id", ["AKIA", "IOSFODNN7EXAMPLE"].join("")],
  ["discord-token", ["MTk4NjIyNDgzNDcxOTI1MjQ4", "Cl2FMQ", "ZnCjm1XVW7vRze4b7Cq4se7kKWs"].join(".")],
];

describe("checks of tokens", () => {
  it.each(published)("%s confirms a published example", (name, token) => {
    expect(judge(name, token)).toBe("confirms");
  });

  const withSample = (Object.keys(checks) as CheckName[]).filter((name) => "sample" in checks[name]);

  it.each(withSample)("%s confirms its samples, which can be made again", (name) => {
    const { sample, judge: judged } = checks[name] as Required<(typeof checks)["luhn"]>;
    for (let seed = 0; seed < 200; seed++) {
      expect(judged(sample(seed)), sample(seed)).toBe("confirms");
      expect(sample(seed)).toBe(sample(seed));
    }
  });

  it.each(["crc-base62", "crc-base36", "crc-hex", "bech32", "base58-check"] as const)(
    "%s notices one changed character, and does not drop the token for it",
    (name) => {
      const { sample } = checks[name] as Required<(typeof checks)["luhn"]>;
      for (let seed = 1; seed <= 100; seed++) {
        const token = sample(seed);
        const at = 6 + seeded(seed)(token.length - 8);
        const other = token[at] === "a" ? "c" : "a";
        expect(judge(name, token.slice(0, at) + other + token.slice(at + 1))).not.toBe("confirms");
      }
      const odd = sample(3).slice(0, -1) + (sample(3).endsWith("q") ? "p" : "q");
      expect(judge(name, odd)).toBe("unknown");
    },
  );

  it("base64 checks say what decodes", () => {
    const json = Buffer.from('{"o":"made-up.example","n":12}').toString("base64url");
    expect(judge("base64-json", `ops_${json}`)).toBe("confirms");
    expect(judge("base64-json", "ops_eyJ9f8Hq2LmZ4xW7vTn3Bc6Kd1")).toBe("unknown");
    expect(judge("base64-key", Buffer.from("0123456789abcdefghijklmnopqrstuv").toString("base64"))).toBe(
      "confirms",
    );
    expect(judge("base64-key", "c2hvcnQgdGV4dCBvZiBubyBrZXk=")).toBe("unknown");
    const macaroon = Buffer.from("\u0002\u0001\u0008pypi.org\u0000made up").toString("base64url");
    expect(judge("pypi-token", `pypi-${macaroon}`)).toBe("confirms");
    expect(judge("pypi-token", "pypi-Ag8Hq2LmZ4xW7vTn3Bc6Kd1")).toBe("unknown");
  });
});

describe("stand-ins", () => {
  it.each([
    `ghp_${"x".repeat(36)}`,
    `sk_live_${"0".repeat(24)}`,
    "xoxb-xxxxxxxxxxxx-xxxxxxxxxxxx-xxxxxxxxxxxxxxxxxxxxxxxx",
    "sk-proj-your-api-key-goes-here",
    "glpat-YOUR-TOKEN-GOES-HERE-PLEASE",
    "SecretsManagerReadPolicyForShops",
    "aws_s3_bucket_policy_of_the_shop",
    "authentication",
    "12345678901234567890",
    // Typed as an example.
    `fern_${"abcdefghijklmnopqrstuvwxyz"}123`,
    `${"wxyz6789".repeat(5)}--__`,
    `fern_${"4".repeat(30)}QRSTUV=`,
    `fern~XXXXXXXXX_PUT_YOUR_TOKEN_HERE_XXXXXXXXX`,
    `fern_4444444dbbbbb${"7".repeat(7)}ddddbabbbbbbbbbbbbbb`,
  ])("%s is refuted", (text) => {
    expect(judge("opaque", text)).toBe("refutes");
  });

  it("numbers and small letters are refuted by repetition and order alone", () => {
    for (const text of ["1111111111111111", "1212121212121212", "1234567890123456", "abcdefghijklmnop"])
      expect(judge("varied", text), text).toBe("refutes");
    for (const text of ["7410936250817394", "qzmtrhwkbdyfplxgnscvajou"])
      expect(judge("varied", text), text).toBe("unknown");
  });

  it.each([
    "12345678-ABCD-ABCD-ABCD-1234567890AB",
    "fern_12345678ABCDEFH1234567890ABCDEFH12345678",
    "a1b2c3d4e5f6a7b8",
    `fern_${"a1b2c3d4e5f6"}g7h8i9j0k1l2`,
    `fern_${"aB3dE6gH9j".repeat(4)}`,
    "9f8e7d6c5b4a392817060504",
    `Qz7RnWp2LkTx9VbM4cHd8Q==:${"0123456789"}${"abcdefghijklmnopqrstuv"}`,
    "fern_cafebabecafebabe7d2f90b1",
  ])("%s is not: keys that somebody typed are used", (text) => {
    expect(judge("opaque", text)).not.toBe("refutes");
  });

  it("a token of letters and digits has a digit somewhere", () => {
    for (const text of [
      "s.THELETTERSAREALLCAPITALSX",
      "s.thelettersareallsmallones",
      "s.RenewalIntervalInSeconds",
    ])
      expect(judge("digited", text), text).toBe("refutes");
    for (const text of ["s.Kp4vTq9ZmW2xRb7NcY5dLh3F", "s.kptvtqzmwxrbncydlhfsgj7a"])
      expect(judge("digited", text), text).toBe("unknown");
  });

  it("random tokens of every alphabet are not", () => {
    const alphabets = [
      "0123456789abcdef",
      "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
      "abcdefghijklmnopqrstuvwxyz0123456789",
    ];
    let lost = 0;
    for (const alphabet of alphabets) {
      for (let seed = 0; seed < 4000; seed++) {
        const below = seeded(seed);
        const token = Array.from({ length: 16 + (seed % 40) }, () => alphabet[below(alphabet.length)]).join(
          "",
        );
        if (judge("opaque", token) === "refutes") lost++;
      }
    }
    expect(lost).toBeLessThanOrEqual(12_000 / 1000);
  });
});
