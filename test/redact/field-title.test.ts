/* Custom fields: the title beside a value says that bare digits are a phone. */

import { describe, expect, it } from "vitest";
import { redactor } from "../support/redactor.js";

const phone = "4155550132";

async function written(payload: unknown): Promise<string> {
  const body = Buffer.from(JSON.stringify(payload));
  const { payload: out } = await redactor.redact({ body, mediaType: "application/json" });
  return out.body.toString();
}

const titled: readonly (readonly [name: string, field: unknown])[] = [
  ["title", { title: "Telefon privat", value: phone }],
  ["name", { name: "Mobile phone", value: phone }],
  ["label and a number", { label: "Callback number", value: Number(phone) }],
  ["question", { question: "What is your phone number?", answer: phone }],
  ["list of values", { name: "Phone", values: ["n/a", phone] }],
  ["key", { key: "tel_privat", value: phone }],
  ["title behind the value", { id: 7, value: phone, options: [{ a: 1 }], title: "WhatsApp" }],
  ["French", { title: "Numéro de portable", value: phone }],
];

const others: readonly (readonly [name: string, field: unknown])[] = [
  ["order number", { title: "Order number", value: phone }],
  ["no title", { id: 7, value: phone }],
  ["type of a phone", { title: "Phone type", value: phone }],
  ["title of another field", [{ title: "Phone" }, { value: phone }]],
  ["title further out", { title: "Phone", inner: { value: phone } }],
  [
    "too far behind",
    { value: phone, ...Object.fromEntries([...Array(30).keys()].map((n) => [`a${n}`, n])), title: "Phone" },
  ],
];

describe("titles of custom fields", () => {
  it.each(titled)("make a phone of the value: %s", async (_name, field) => {
    expect(await written({ ticket: { custom_fields: [field] } })).not.toContain(phone);
  });

  it.each(others)("leave the value alone: %s", async (_name, field) => {
    const payload = { ticket: { custom_fields: [field] } };
    expect(await written(payload)).toBe(JSON.stringify(payload));
  });

  const secret = "Ca7!Elm8tree";
  it.each([
    ["name", { name: "password", value: secret }],
    ["title", { id: 1, title: "Root password", value: secret }],
    ["German", { title: "Passwort", value: secret }],
    ["question", { question: "API token", answer: secret }],
    ["list", { label: "Passwords of the panel: password", values: [secret] }],
  ])("make a secret of the value: %s", async (_name, field) => {
    expect(await written({ ticket: { custom_fields: [field] } })).not.toContain(secret);
  });

  it.each([
    ["what is done with it", { title: "Password reset", value: "done" }],
    ["no value", { title: "Password", value: "n/a" }],
    ["an answer", { question: "Do you know your password?", answer: "yes" }],
    ["another title", { title: "Token ring", value: "Ring 7, rack 12" }],
  ])("make no secret of %s", async (_name, field) => {
    const payload = { ticket: { custom_fields: [field] } };
    expect(await written(payload)).toBe(JSON.stringify(payload));
  });
});
