/* What stands where a token would: expressions of programs, ids, schemas, examples in manuals; beside each the real one. */

import { describe, expect, it } from "vitest";
import { seeded } from "../../src/detect/checks/seeded.js";
import { createRedactor } from "../../src/index.js";

const redactor = createRedactor();

const small = "abcdefghijklmnopqrstuvwxyz";
function draw(length: number, from = `${small}${small.toUpperCase()}0123456789`, seed = 11): string {
  const below = seeded(seed);
  return Array.from({ length }, () => from[below(from.length)]).join("");
}
const hex = (length: number): string => draw(length, "0123456789abcdef", 7);

/** Texts of the credentials found. */
const secretsIn = (text: string): string[] =>
  redactor
    .scanText(text)
    .filter(({ entity }) => entity === "CREDENTIAL")
    .flatMap(({ parts }) => parts.map(({ start, end }) => text.slice(start, end)));

const uuid = "3f2b8c1d-9a4e-4f6b-8d2c-7e5a1b9c0d3f";

describe("what was typed as an example of a key is left", () => {
  it.each([
    `FERN_API_KEY="fern_${"7".repeat(40)}="`,
    `fern_api_key: ${"wxyz6789".repeat(5)}--__`,
    `"shop_key" => "sk_${small}123"`,
    "fern_password=QT7xxxxxx",
    "fern:_password=QTKxxxxxxxx",
    `key = fern_v1_${hex(14)}xxxx`,
    'fern_password = "a-fake-password-for-tests"',
    `"fern_token": "fern-${draw(12, "0123456789")}-################"`,
  ])("%s", (text) => {
    expect(secretsIn(text)).toEqual([]);
  });

  it.each([
    [`FERN_API_KEY="fern_@="`, hex(40)],
    ["fern_api_key: @", draw(44)],
    ["fern_password=@", "QT7xtrxw"],
    ["fern_password=@", "Kiwi71xxxx"],
    ["FERN_API_KEY=@", `${draw(28)}xX9x`],
    ["fern:_password=@", "Maxxxim2x"],
    ["fern_password = @", "wxyz6789wxyz6789"],
    ['"shop_key" => "@"', draw(32)],
  ])("%s, not", (text, value) => {
    expect(secretsIn(text.replace("@", value)).join(" ")).toContain(value);
  });
});

describe("expressions of programs are left", () => {
  it.each([
    "$passphrase = $given;",
    "password = (void *) (buffer + 4 * offset);",
    'line = "db_password = "+new Vault("shop").read("db")',
    'puts "login #{name}, password=#{secret}, host #{host}"',
    `sh -c 'echo "DB_PASSWORD=\'$STAGE_PASSWORD\'"' > .env`,
    'userHint:"Who are you?",passwordHint:"Password:",pinHint:"PIN:"',
    "patch 'reset-password' => \"shop/accounts#renew\"",
    "while (tree->rootKey->depth!=0)",
    "import { fern_Shop2_Key, fern_Depot7_Key } from './plots';",
    "wget --user $ANN --password $SECRET/$STAGE https://shop.example/list",
  ])("%s", (text) => {
    expect(secretsIn(text)).toEqual([]);
  });

  it.each([
    ["$password = '@';", "Tulpe-81x"],
    ["pwd = @", "(chess4Two)"],
    ['"Password": "@",', "#Kiwi{7}pear"],
    ["export DB_PASSWORD='@'", "$Tag!pear81"],
    ["DB_PASSWORD=@", "shop/pear#81"],
    ["the key is fern_Shop2_Key, the password: @", "Tulpe-81x"],
  ])("%s, not", (text, value) => {
    expect(secretsIn(text.replace("@", value))).toContain(value);
  });
});

describe("schemas, ids and encrypted values are left", () => {
  it.each([
    '{"required":["user"],"properties":{"private_key":{"type":"string"},"password":{"type":"string","minLength":8}}}',
    '{"password":{"description":"Password","format":"password","writeOnly":true}}',
    `{ key: '${uuid}', value: 'Tulips' },`,
    `{"key":"${uuid}","label":"Tulips"}`,
    '{"password":{"value":null}}',
    '"bucket_key": "InvoicesOfMay-3.7"',
    "ProjectKey: gr33nhouse31",
    "uniq_key: gr33nhouse32",
    "key_help: Alt+F9",
    "db-password: ENC[AES256_GCM,data:P+7m2h==,iv:d/eT5CDCNcoLtYZvAuCuWRu9SW0cPw6IheqM+jxnot=,tag:LlRgi7PzndDu5vD24q429h==,type:str]",
    `credentials: '${uuid}'`,
  ])("%s", (text) => {
    expect(secretsIn(text)).toEqual([]);
  });

  it.each([
    ['{"private_key":"@"}', draw(40)],
    ['{"password":"@","type":"string"}', "Tulpe-81x"],
    ["{ fernKey: '@', value: 'Tulips' }", uuid],
    ['"shop_key": "@"', draw(24)],
    ["db-password: @", "ENCpear[7]"],
    ["credentials: '@'", hex(64)],
  ])("%s, not", (text, value) => {
    expect(secretsIn(text.replace("@", value))).toContain(value);
  });
});
