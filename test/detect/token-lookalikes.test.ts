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
    "$password = $input;",
    "if (len < 2) break;\npwd = (char *) (p + len + 2);",
    '"//host.example:8080/:_password = "+new Buffer("x").toString("base64")',
    'text << "Password=#{password}, "',
    `- echo 'export DB_PASSWORD="'$STAGE_PASSWORD'"' >> .env`,
    'nameLabel:"Name:",passwordLabel:"Password:",stayLabel:"Stay:"',
    "get '/forgot-password' => \"shop/passwords#edit\", as: 'edit'",
    "|| node->pKey->default_rc==0",
    "import { chain_Alpha1_Key, chain_Alpha2_Key } from './chains';",
    "curl -X POST --user '$USERNAME:$PASSWORD' $API_URL/$COMMIT --data",
  ])("%s", (text) => {
    expect(secretsIn(text)).toEqual([]);
  });

  it.each([
    ["$password = '@';", "Tulpe-81x"],
    ["pwd = @", "(chess4Two)"],
    ['"Password": "@",', "#Kiwi{7}pear"],
    ["export DB_PASSWORD='@'", "$Tag!pear81"],
    ["DB_PASSWORD=@", "shop/pear#81"],
    ["the key is chain_Alpha1_Key, the password: @", "Tulpe-81x"],
  ])("%s, not", (text, value) => {
    expect(secretsIn(text.replace("@", value))).toContain(value);
  });
});

describe("schemas, ids and encrypted values are left", () => {
  it.each([
    '{"required":["user"],"properties":{"private_key":{"type":"string"},"password":{"type":"string","minLength":8}}}',
    '{"password":{"description":"Password","format":"password","writeOnly":true}}',
    `{ key: '${uuid}', value: 'Overseas' },`,
    `{"key":"${uuid}","label":"Overseas"}`,
    '{"password":{"value":null}}',
    '"bucket_key": "OrdersByDay-1.2"',
    "ProjectKey: b4ckOrders07",
    "uniq_key: b4ckOrders08",
    "key3: Ctrl_F9",
    "db-password: ENC[AES256_GCM,data:P+7m2h==,iv:d/eT5CDCNcoLtYZvAuCuWRu9SW0cPw6IheqM+jxnot=,tag:LlRgi7PzndDu5vD24q429h==,type:str]",
    `credentials: '${uuid}'`,
  ])("%s", (text) => {
    expect(secretsIn(text)).toEqual([]);
  });

  it.each([
    ['{"private_key":"@"}', draw(40)],
    ['{"password":"@","type":"string"}', "Tulpe-81x"],
    ["{ fernKey: '@', value: 'Overseas' }", uuid],
    ['"shop_key": "@"', draw(24)],
    ["db-password: @", "ENCpear[7]"],
    ["credentials: '@'", hex(64)],
  ])("%s, not", (text, value) => {
    expect(secretsIn(text.replace("@", value))).toContain(value);
  });
});
