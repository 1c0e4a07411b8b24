import { describe, expect, it } from "vitest";
import { createRedactor } from "../../src/index.js";
import { createKnownNames } from "../../src/detect/people/known-names.js";
import { createBudget } from "../../src/core/budget.js";
import { createKnownPeople } from "../../src/redact/known-people.js";
import { toZendesk } from "../support/redactor.js";

const redactor = createRedactor();

async function redact(payload: object): Promise<unknown> {
  const body = Buffer.from(JSON.stringify(payload));
  const out = await redactor.redact({ body, mediaType: "application/json" });
  return JSON.parse(out.payload.body.toString());
}

/** What is left of `text` beside a field that says who somebody is. */
async function textBeside(field: object, text: string): Promise<string> {
  const out = (await redact({ text, ...field })) as { readonly text: string };
  return out.text.replace(/\[(PERSON|ORGANIZATION) \d+\]/g, "#");
}

describe("people the payload names itself", () => {
  it.each<[object, string, string]>([
    [{ requester: { name: "Greta Holm" } }, "Invoice of Greta Holm", "Invoice of #"],
    [{ requester: { name: "Greta Holm" } }, "it was Greta who paid", "it was # who paid"],
    [{ requester: { name: "Greta Holm" } }, "greta holm paid", "# paid"],
    [{ author: { displayName: "Greta Holm" } }, "Greta's card", "#'s card"],
    [{ contact_first_name: "Greta", contact_last_name: "Holm" }, "for Greta Holm only", "for # only"],
    [{ from: "Greta Holm <g@example.com>" }, "for Greta Holm only", "for # only"],
    [{ cc_names: "Greta Holm, Odd Moen" }, "then Odd Moen said", "then # said"],
    [{ customer: { full_name: "王小明" } }, "请联系王小明。", "请联系#。"],
    [{ requester: { name: "Mark Finn" } }, "ask Mark Finn", "ask #"],
    [{ organization: { name: "Pine Traders" } }, "we at Pine Traders", "we at #"],
    [{ company: "Heron Freight" }, "Heron Freight has no access", "# has no access"],
    [{ requester: { name: "Greta Holm" } }, "signed G. Holm today", "signed # today"],
    // The order of the halves, and turned round in its own field.
    [{ contact_last_name: "Holm", contact_first_name: "Greta" }, "for Greta Holm only", "for # only"],
    [{ requester: { name: "Holm, Greta" } }, "for Greta Holm only", "for # only"],
    [{ full_name: "Greta Holm" }, "for Greta Holm only", "for # only"],
    // Other spellings of the same name.
    [{ requester: { name: "Greta Holm" } }, "it says GRETA HOLM there", "it says # there"],
    [{ requester: { name: "Greta Holm" } }, "file under Holm, Greta please", "file under # please"],
    [{ requester: { name: "Jan van der Berg" } }, "file under van der Berg, Jan", "file under #"],
    [{ requester: { name: "Jan van der Berg" } }, "then J. van der Berg called", "then # called"],
    [{ requester: { name: "Greta Maria Holm" } }, "then Greta Holm called", "then # called"],
    [{ requester: { name: "Greta Holm" } }, "the name is Greta\nHolm there", "the name is # there"],
    [{ requester: { name: "Theodore Holm" } }, "and then Ted called", "and then # called"],
    [{ requester: { name: "Theodore Holm" } }, "from Ted Holm himself", "from # himself"],
    // Genitives keep their ending, cases go as a whole.
    [{ requester: { name: "Greta Holm" } }, "das ist Gretas Konto", "das ist #s Konto"],
    [{ requester: { name: "Greta Holm" } }, "das Konto Greta Holms ist zu", "das Konto #s ist zu"],
    [
      { requester: { name: "Agata Zielińska" } },
      "skrzynka Agaty Zielińskiej jest pełna",
      "skrzynka # jest pełna",
    ],
    [{ requester: { name: "Agata Zielińska" } }, "mówiłem z Agatą wczoraj", "mówiłem z # wczoraj"],
    [{ requester: { name: "Marek Nowicki" } }, "już piszę do Marka Nowickiego", "już piszę do #"],
    [{ requester: { name: "Pavel Sedláček" } }, "účet Pavla Sedláčka nefunguje", "účet # nefunguje"],
    [{ requester: { name: "Олег Смирнов" } }, "для Олега Смирнова срочно", "для # срочно"],
    [{ requester: { name: "Мария Смирнова" } }, "письмо от Марии Смирновой", "письмо от #"],
  ])("%j: %s", async (field, text, left) => {
    expect(await textBeside(field, text)).toBe(left);
  });

  it.each<[object, string]>([
    [{ requester: { name: "Mark Finn" } }, "please mark it as read. Mark it now"],
    [{ requester: { name: "Will Rose" } }, "Will it work? It will. A rose"],
    [{ requester: { name: "Greta Holm" } }, "greta@x and /home/Greta/log and Greta_1"],
    [{ requester: { name: "Support Team" } }, "the Support Team is closed"],
    [{ user: { name: "admin" } }, "the admin is away"],
    [{ product: { name: "Greta Holm" } }, "our model Greta Holm"],
    [{ organization: { name: "Test" } }, "a Test of the line"],
    [{ organization: { name: "Ada" } }, "the Ada of it"],
    // Words that other people, or nobody, are called.
    [{ requester: { name: "Will Park" } }, "the site will park the domain"],
    [{ requester: { name: "Jan Holm" } }, "on 3 Jan 2025 and Jan 4"],
    [{ assignee: { name: "not assigned" } }, "it is not assigned yet"],
    [{ requester: { name: "Ann Holm" } }, "the annual report, Announcements, Annex"],
    [{ requester: { name: "Petr Holm" } }, "ask the shop Petrova about petrol"],
    [{ requester: { name: "Mark Finn" } }, "zaznaczam marką, Marki są różne"],
    [{ contacts: [{ first_name: "Greta" }, { last_name: "Holm" }] }, "the firm GretaHolm is new"],
  ])("%j leaves %s", async (field, text) => {
    expect(await textBeside(field, text)).toBe(text.replace("greta@x", "greta@x"));
  });

  it("gives all forms of a name one tag, and others another", async () => {
    const text = "Anna Kowalska, ANNA KOWALSKA, Kowalska, Anna i skrzynka Anny Kowalskiej są różne";
    const out = (await redact({ requester: { name: "Anna Kowalska" }, text })) as { readonly text: string };
    expect(out.text).toBe("[PERSON 1], [PERSON 1], [PERSON 1] i skrzynka [PERSON 1] są różne");
  });

  it("does not join the halves of two people", () => {
    const people = createKnownPeople();
    const note = (key: string, object: number, text: string): void => {
      people.noteField({ key, object, text, parentKey: () => undefined, role: "content" });
    };
    note("first_name", 1, "Greta");
    note("last_name", 2, "Holm");
    expect(
      people
        .search()
        ?.scan("with Greta Holm", {}, createBudget(1e6))
        .map(({ end }) => end),
    ).toEqual([10, 15]);
  });

  it("finds a name in texts before its field, in markup and in nested texts", async () => {
    const out = await redact({
      text: "Greta Holm",
      html: "<p>Dear <b>Greta</b> <i>Holm</i></p>",
      nested: JSON.stringify({ note: "of Greta Holm" }),
      requester: { name: "Greta Holm" },
    });
    expect(JSON.stringify(out)).not.toMatch(/Greta|Holm/);
  });

  it("knows who wrote a mail pasted into one text in all the others", async () => {
    const out = await redact({
      note: "Ingrid Solberg has called twice",
      body: "From: Ingrid Solberg <i@example.com>\nSubject: x",
    });
    expect(JSON.stringify(out)).not.toMatch(/Ingrid|Solberg/);
  });

  it("keeps the desk's own fields and masks the text", async () => {
    const body = { ticket: { requester: { name: "Greta Holm" }, comment: { body: "I am Greta Holm" } } };
    const out = await toZendesk("POST /api/v2/tickets", Buffer.from(JSON.stringify(body)));
    const { ticket } = JSON.parse(out.payload.body.toString()) as typeof body;
    expect(ticket.requester.name).toBe("Greta Holm");
    expect(ticket.comment.body).toMatch(/^I am \[PERSON \d+\]$/);
  });

  it("knows the people of a structured CC that goes", async () => {
    const body = {
      ticket: {
        collaborators: [{ name: "Odd Moen", email: "o@example.com" }],
        comment: { body: "for Odd Moen" },
      },
    };
    const out = await toZendesk("POST /api/v2/tickets", Buffer.from(JSON.stringify(body)));
    expect(out.payload.body.toString()).not.toMatch(/Moen/);
  });

  it("leaves a payload without names byte-identical", async () => {
    const body = Buffer.from('{"requester":{"id":12},"text":"the disk is full"}');
    const out = await redactor.redact({ body, mediaType: "application/json" });
    expect(out.payload.body).toBe(body);
  });
});

describe("known names", () => {
  it("are at most as many as one search can be asked for", () => {
    const known = createKnownNames();
    for (let at = 0; at < 1000; at++)
      known.add({ entity: "PERSON", name: `Name${String(at)} Other`, sure: true });
    expect(known.size).toBe(64);
  });

  it.each([
    ["Greta Holm", true, "Greta Holm", 0.9],
    ["Greta Holm", true, "with Greta", 0.8],
    ["Greta Holm", true, "with Holmen", undefined],
    ["Rose Holm", true, "with Rose", 0.6],
    ["Rose Holm", true, "Rose is here", undefined],
    ["Greta Holm", false, "Greta Holm", 0.7],
    ["Quiltra Holm", true, "with Quiltra", 0.6],
  ])("%s (sure: %s) in %s: %s", (name, sure, text, confidence) => {
    const known = createKnownNames();
    known.add({ entity: "PERSON", name, sure });
    expect(known.find(text).at(0)?.confidence).toBe(confidence);
  });
});
