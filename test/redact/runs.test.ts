/* Values over the pieces of one paragraph: found as one, labelled once, and no piece loses its whole text. */

import { describe, expect, it } from "vitest";
import { compileConfig } from "../../src/config/load.js";
import type { ConfigInput } from "../../src/config/schema.js";
import { desks } from "../../src/desks/index.js";
import { createRedactor } from "../../src/redactor.js";
import { cpuMs } from "../support/cpu.js";

type Node = Readonly<Record<string, unknown>>;

const text = (value: string, mark?: string): Node => ({
  type: "text",
  text: value,
  ...(mark && { marks: [{ type: mark }] }),
});
const hardBreak = { type: "hardBreak" };
const mention = (name: string): Node => ({ type: "mention", attrs: { id: "5b10ac8d", text: name } });

const docOf = (...content: readonly Node[]) => ({
  body: { type: "doc", version: 1, content: [{ type: "paragraph", content }] },
});

const route = desks.jira.route("POST", "/rest/api/3/issue/SUP-1/comment");

function redacting(config: ConfigInput = {}) {
  const redactor = createRedactor(compileConfig(config));
  return async (document: unknown) => {
    const body = Buffer.from(JSON.stringify(document));
    return redactor.redact({ body, mediaType: "application/json" }, { desk: desks.jira, route });
  };
}

const redact = redacting();

/** The texts of the paragraph's nodes, in order. */
async function textsOf(nodes: readonly Node[], redactIn = redact): Promise<readonly string[]> {
  const { payload } = await redactIn(docOf(...nodes));
  const parsed = JSON.parse(payload.body.toString()) as ReturnType<typeof docOf>;
  const [paragraph] = parsed.body.content;
  return (paragraph?.content ?? []).map((node) => {
    const { text: own, attrs } = node as { text?: string; attrs?: { text?: string } };
    return own ?? attrs?.text ?? "";
  });
}

describe("runs", () => {
  it.each<[string, readonly Node[], readonly string[]]>([
    [
      "an address, its domain in bold",
      [text("Mail "), text("alice.martin@"), text("example.com", "strong")],
      ["Mail ", "[EMAIL_ADDRESS 1]", " "],
    ],
    [
      "an address in three pieces, with words around",
      [text("mail ali"), text("ce.martin@exa", "em"), text("mple.com now")],
      ["mail [EMAIL_ADDRESS 1]", " ", " now"],
    ],
    [
      "a password behind a label of its own",
      [text("Password: ", "strong"), text("Tr0ub4dor&3", "code")],
      ["Password: ", "[CREDENTIAL 1]"],
    ],
    [
      "a phone number over a mention",
      [text("call +44 7700"), mention(" 900"), text("123 please")],
      ["call [PHONE_NUMBER 1]", " ", " please"],
    ],
    [
      "an IP address in single digits",
      [text("203"), text(".0."), text("113"), text(".7", "strong")],
      ["[IP_ADDRESS 1]", " ", " ", " "],
    ],
    [
      "a line break parts values",
      [text("203.0.113.7"), hardBreak, text("198.51.100.1")],
      ["[IP_ADDRESS 1]", "", "[IP_ADDRESS 2]"],
    ],
    ["what touches only in the run stays apart", [text("v1"), text("203.0.113.7")], ["v1", "[IP_ADDRESS 1]"]],
  ])("%s", async (_name, nodes, expected) => {
    expect(await textsOf(nodes)).toEqual(expected);
  });

  it("a removed value leaves a blank, and its node", async () => {
    const removing = redacting({ rules: [{ name: "gone", entity: "EMAIL_ADDRESS", action: "remove" }] });
    expect(await textsOf([text("alice@example.com"), text(" is it")], removing)).toEqual([" ", " is it"]);
    expect(await textsOf([text("alice@"), text("example.com")], removing)).toEqual([" ", " "]);
  });

  it("is idempotent, and a text without findings stays as it is", async () => {
    const once = await redact(docOf(text("alice.martin@"), text("example.com", "strong")));
    const again = await redact(JSON.parse(once.payload.body.toString()));
    expect(again.payload.body.toString()).toBe(once.payload.body.toString());
    const clean = JSON.stringify(docOf(text("nothing "), text("here", "em")));
    expect((await redact(JSON.parse(clean))).report.verdict).toBe("pass");
  });

  it("counts what stands in one piece once", async () => {
    const { report } = await redact(docOf(text("see 203.0.113.7"), text(" and more", "em")));
    expect(report.counts).toMatchObject([{ entity: "IP_ADDRESS", count: 1 }]);
  });

  it("a rejected value is rejected over pieces as well", async () => {
    const strict = redacting({ rules: [{ name: "no", entity: "EMAIL_ADDRESS", action: "reject" }] });
    const { report } = await strict(docOf(text("alice@"), text("example.com")));
    expect(report.verdict).toBe("reject");
  });

  it("a person named over two pieces is found where the payload names one", async () => {
    const document = {
      ...docOf(text("regards, Alice "), text("Martin", "em")),
      author: { displayName: "Alice Martin" },
    };
    const { payload } = await redact(document);
    expect(payload.body.toString()).not.toMatch(/Alice "|"Martin"/);
  });

  it("costs no more per node in a long paragraph than in a short one", async () => {
    const bodyOf = (nodes: number): unknown =>
      docOf(...Array.from({ length: nodes }, (_, at) => text(at % 2 === 0 ? "a.b@" : "x.example ")));
    const work = async (nodes: number): Promise<number> => {
      const body = bodyOf(nodes);
      const from = cpuMs();
      await redact(body);
      return cpuMs() - from;
    };
    // The least of three: what else runs can only add.
    const least = async (nodes: number): Promise<number> =>
      Math.min(await work(nodes), await work(nodes), await work(nodes));
    const [short, long] = [await least(250), await least(2000)];
    expect(long / short).toBeLessThan(24);
  });
});
