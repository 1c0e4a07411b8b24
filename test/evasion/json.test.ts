/* Evasion cases, section C: JSON that a value walk or a raw regex would miss. */

import { describe, expect, it } from "vitest";
import { AppError } from "../../src/core/errors.js";
import { anyLabel, redactJson } from "../support/redactor.js";

const mail = "c01@leak.test";
const quoted = (text: string): string => JSON.stringify(text);

/** Row id, body, body as it must be forwarded (`#` stands for a label). */
const masked: readonly [string, string, string][] = [
  ["C01 duplicate key, first holds it", `{"c":"${mail}","c":"x"}`, `{"c":"#","c":"x"}`],
  ["C01 duplicate key, last holds it", `{"c":"x","c":"${mail}"}`, `{"c":"x","c":"#"}`],
  ["C02 duplicate key by escape", `{"c":"${mail}","\\u0063":"${mail}"}`, `{"c":"#","\\u0063":"#"}`],
  ["C03 object key", `{"${mail}":1}`, `{"#":1}`],
  ["C04 phone as a number", `{"phone":4915112345678}`, `{"phone":"#"}`],
  ["C05 phone with exponent", `{"phone":4.915112345678e12}`, `{"phone":"#"}`],
  ["C05 phone with fraction", `{"phone":4915112345678.0}`, `{"phone":"#"}`],
  ["C06 escaped at sign", `{"c":"c01\\u0040leak.test"}`, `{"c":"#"}`],
  ["C06 escaped letter", `{"c":"\\u0063\\u0030\\u0031@leak.test"}`, `{"c":"#"}`],
  ["C06 escaped slash", `{"c":"https:\\/\\/203.0.113.7\\/x"}`, `{"c":"https:\\/\\/#\\/x"}`],
  ["C08 bare string", `"${mail}"`, `"#"`],
  ["C19 neighbours that need escapes", `{"c":"${mail}\\"\\\\\\u2028<"}`, `{"c":"#\\"\\\\\\u2028<"}`],
];

describe("C masked", () => {
  it.each(masked)("%s", async (_id, body, expected) => {
    const { payload, report } = await redactJson(body);
    expect(payload.body.toString().replace(new RegExp(anyLabel, "g"), "#")).toBe(expected);
    expect(report.verdict).toBe("redact");
  });

  it("C07 JSON in a JSON string, three levels", async () => {
    const level3 = `{"d":"mail c01\\u0040leak.test now","n":12345678901234567890}`;
    const level2 = `{"c":${quoted(level3)}}`;
    const body = `{"b":${quoted(level2)}}`;
    const { payload } = await redactJson(body);
    const out = JSON.parse(payload.body.toString()) as { b: string };
    const inner = JSON.parse(out.b) as { c: string };
    expect(inner.c).toMatch(/^\{"d":"mail \[EMAIL_ADDRESS 1\] now","n":12345678901234567890\}$/);
  });
});

const passed: readonly [string, string][] = [
  ["C08 number", "42"],
  ["C08 null", "null"],
  ["C09 numbers as written", `{"a":12345678901234567890,"b":1.10,"c":-0,"d":1e400}`],
  ["C10 lone surrogate", `{"a":"\\ud800 x"}`],
  ["C13 prototype keys", `{"__proto__":{"x":1},"constructor":{"prototype":{}}}`],
  ["C18 odd whitespace and order", ` {\r\n\t"z" : [ 1 ,2 ] , "a":"\\u0041\\/" }\n`],
];

describe("C passed byte-identical", () => {
  it.each(passed)("%s", async (_id, body) => {
    const given = Buffer.from(body);
    const { payload, report } = await redactJson(given);
    expect(payload.body).toBe(given);
    expect(report.verdict).toBe("pass");
  });
});

const refused: readonly [string, string, string][] = [
  ["C11 depth 600", "[".repeat(600) + "]".repeat(600), "json_depth"],
  ["C11 depth 1,000,000", "[".repeat(1_000_000), "json_depth"],
  [
    "C12 500,000 keys",
    `{${Array.from({ length: 150_000 }, (_, at) => `"k${at}":1`).join(",")}}`,
    "json_too_complex",
  ],
  ["C14 trailing comma", `{"a":1,}`, "json_syntax"],
  ["C14 comment", `{"a":1}//x`, "json_syntax"],
  ["C14 single quotes", `{'a':1}`, "json_syntax"],
  ["C14 NaN", `{"a":NaN}`, "json_syntax"],
  ["C14 hex", `{"a":0x1}`, "json_syntax"],
  ["C14 leading plus", `{"a":+1}`, "json_syntax"],
  ["C14 BOM in the middle", `{"a":\ufeff1}`, "json_syntax"],
  ["C14 two values", `{"a":1}{"b":2}`, "json_syntax"],
  ["C15 NDJSON as JSON", `{"a":1}\n{"b":2}\n`, "json_syntax"],
  ["C16 string over the limit", `"${"x".repeat(1024 * 1024 + 1)}"`, "string_too_large"],
  ["C17 raw control character", `{"a":"x\u0001"}`, "json_syntax"],
];

describe("C refused", () => {
  it.each(refused)("%s", async (_id, body, code) => {
    await expect(redactJson(body)).rejects.toSatisfy(
      (error) =>
        error instanceof AppError && error.code === code && !String(error.stack).includes("leak.test"),
    );
  });
});
