/* Tokens drawn at random behind a name of anybody's: the signs of configuration and code, and the innocent there. */

import { describe, expect, it } from "vitest";
import { createBudget } from "../../src/core/budget.js";
import { seeded } from "../../src/detect/checks/seeded.js";
import { isRandom } from "../../src/detect/credential/random.js";
import { createEngine } from "../../src/detect/engine.js";
import { natives } from "../../src/detect/natives/index.js";
import { growthOf } from "../support/cpu.js";

const settings = { regions: [], ignoredIpClasses: [] };
const others = Object.keys(natives).filter((name) => name !== "named-token");
const engine = createEngine({ patterns: [], settings, disabled: others });
const scan = (text: string) => engine.scan(text, {}, createBudget(Infinity));

const small = "abcdefghijklmnopqrstuvwxyz";
const alphabets = {
  hex: "0123456789abcdef",
  base36: `${small}0123456789`,
  alnum: `${small}${small.toUpperCase()}0123456789`,
  base64: `${small}${small.toUpperCase()}0123456789+/`,
  letters: `${small}${small.toUpperCase()}`,
} as const;

function draw(alphabet: keyof typeof alphabets, length: number, seed = 5): string {
  const below = seeded(seed);
  const from = alphabets[alphabet];
  return Array.from({ length }, () => from[below(from.length)]).join("");
}

const uuid = "3f2b8c1d-9a4e-4f6b-8d2c-7e5a1b9c0d3f";
const token = draw("alnum", 32);

describe("a token behind a name", () => {
  it.each([
    ["an assignment", "fernToken = '@'"],
    ["a log", "[DEBUG] calling fern, fern Key=@\n"],
    ["make", 'FERN_TOKEN :::= "@"'],
    ["a conditional assignment", "FERN_SECRET ?= @"],
    ["PHP", '$fernToken .= "@";'],
    ["Go with a type", 'var fernToken string = "@"'],
    ["TypeScript with a type", 'const fernKey: string = "@";'],
    ["Rust", 'let fern_key: &str = "@";'],
    ["YAML in a block", "fern_token: |\n  @\n"],
    ["folded YAML", "fern_token: >-\n  @\n"],
    ["XML on lines of its own", "<fernToken>\n    @\n</fernToken>"],
    ["JSON in a string", '{\\"fern_token\\": \\"@\\"}'],
    ["a table", "fernToken,@,"],
    ["a dash", "fern token - '@'"],
    ["a header", "X-Fern-Key: @"],
    ["a blank", "we set the secret @ this morning"],
    ["a name that ends in auth", 'fern_auth = "@"'],
    ["Laravel", "APP_KEY=base64:@"],
    ["a name that ends in pat", 'fern_pat = "@"'],
    ["PHP's serialize", '"fernconnectkey";s:32:"@";'],
    ["an application's id", "FERN_CLIENT_ID=@"],
    ["words for an application's id", 'fern app id: "@"'],
  ])("is found in %s", (_name, text) => {
    const start = text.indexOf("@");
    expect(scan(text.replace("@", token))).toMatchObject([
      { start, end: start + token.length, entity: "CREDENTIAL", detector: "named-token" },
    ]);
  });

  it.each([
    uuid,
    `${uuid}:${draw("hex", 32)}`,
    draw("base64", 64),
    `${draw("base64", 86)}==`,
    `${draw("alnum", 11)}.${draw("alnum", 43)}`,
    `${draw("hex", 24)}:${draw("hex", 64)}`,
    draw("letters", 24),
    draw("base36", 40),
  ])("is found whatever its form: %s", (value) => {
    expect(scan(`fern_token = "${value}"`)).toMatchObject([{ start: 14, end: 14 + value.length }]);
  });

  it.each([
    `next_page_token = "${token}"`,
    `nextPageToken: "${token}"`,
    `csrf_token: ${token}`,
    `cache_key = "${draw("hex", 32)}"`,
    `idempotency_key: ${uuid}`,
    `primary key ${uuid}`,
    `monkey = ${token}`,
    `token_type = ${token}`,
    `secret: sha256:${draw("hex", 64)}`,
    `kms_key: arn:aws:kms:eu-west-1:123456789012:key/${uuid}`,
    "fern_key = ./keys/fern-prod-01.pem",
    "token_url = https://login.example.com/oauth2/v1/token",
    "secret_path: secret/data/prod/fern/db-01",
    "fern_token: ${FERN_TOKEN_OF_THE_SHOP_2}",
    "const token = createTokenForUser32(user)",
    "fern_token: billing-webhook-secret-v2",
    "fernKey = ApplicationSettingsProviderV2",
    "the token expired on 2026-07-12T10:11:12.000Z",
    `request id of the token ${uuid}`,
    "i18n key - 'checkout.step2.title'",
    `fern_key = ${"0a1B".repeat(4)}`,
    "InstrumentationKey=00000000-0000-0000-0000-000000000000",
    `azure_client_id = ${uuid}`,
    `AppId: "1:123456789012:web:${draw("hex", 22)}"`,
    `the client id ${token} is that of the shop`,
    "fern_secret = xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
  ])("is not seen in: %s", (text) => {
    expect(scan(text)).toEqual([]);
  });

  it.each(["token=", 'key: "a1b2c3', "token aaaaaaaaaaaaaaaaaaaaaaaaa", "secret>\n   \n", "token,a1,"])(
    "takes time that grows as the text: %j",
    async (unit) => {
      const fill = (length: number): string => unit.repeat(Math.ceil(length / unit.length));
      const limit = { limit: 2.3 ** 2, patienceMs: 10_000 };
      expect(await growthOf(scan, [fill(1 << 15), fill(1 << 17)], limit)).toBeLessThanOrEqual(2.3 ** 2);
    },
  );
});

describe("random", () => {
  it("are tokens of every alphabet, names are not", () => {
    for (const alphabet of ["hex", "alnum", "base36"] as const) {
      let lost = 0;
      for (let seed = 0; seed < 500; seed++) if (!isRandom(draw(alphabet, 24, seed), 10)) lost++;
      expect(lost, alphabet).toBeLessThan(25);
    }
    for (const name of ["getUserByIdFromCacheV2", "windows-server-2026-datacenter", "ROTATED_BY_OPS_2026_07"])
      expect(isRandom(name, 8), name).toBe(false);
  });
});
