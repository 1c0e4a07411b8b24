import { describe, expect, it } from "vitest";
import { createBudget } from "../../../src/core/budget.js";
import type { EntityType } from "../../../src/core/types.js";
import { createEngine } from "../../../src/detect/engine.js";
import { natives } from "../../../src/detect/natives/index.js";
import { people } from "../../../src/detect/people/index.js";
import { readMarked } from "../../support/marked.js";

const others = Object.keys(natives).filter((id) => !(id in people));
const engine = createEngine({
  patterns: [],
  settings: { regions: [], ignoredIpClasses: [] },
  disabled: others,
});

/** Spans of findings that `scan` lists. */
function spansOf(text: string, entity: EntityType, least = 0.5): readonly string[] {
  return engine
    .scan(text, {}, createBudget(1e9))
    .filter((match) => match.entity === entity && match.confidence >= least)
    .map(({ start, end }) => `${start}-${end}`);
}

function expectExact(marked: string, entity: EntityType, least?: number): void {
  const { text, spans } = readMarked(marked);
  expect(spansOf(text, entity, least), text).toEqual(spans);
}

describe("persons that `balanced` masks", () => {
  it.each([
    // Greetings
    "Hi [[Anna]],\nthe site is down.",
    "Hello [[Peter Lindqvist]],\n",
    "Good morning Mr [[Okafor]], the invoice is wrong.",
    "Hi [[Laura]] and [[Tobias]], any news?",
    "Sehr geehrter Herr [[Wiesner]],",
    "Sehr geehrte Frau Dr. [[Hartung-Lose]],",
    "Hallo [[Katharina]], danke für die Antwort",
    "Guten Tag Herr [[Zschokke]]!",
    "Bonjour Mme [[Delacourt]],",
    "Bonsoir [[Thierry]], toujours rien.",
    "Hola [[Marisol]]:",
    "Estimado Sr. [[Quiroga]]:",
    "Buongiorno [[Giacomo]], ho ancora il problema",
    "Gentile Sig.ra [[Bellandi]],",
    "Boa tarde [[Rodrigo]],",
    "Beste [[Annelies]],",
    "Geachte heer [[Van den Heuvel]],",
    "Cześć [[Agnieszka]]!",
    "Hej [[Gunnar]],",
    "Hei [[Aino]],",
    "Merhaba [[Mehmet]],",
    "Здравствуйте, [[Ирина]]!",
    "Γεια σου [[Νίκος]],",
    "Dobrý den [[Zdeněk]],",
    "مرحبا [[أحمد]]،",
    // Headers and addresses
    "From: [[Olivia Barnes]] <olivia@example.com>\nTo: Support\nSubject: x",
    "Von: [[Weber, Jonas]] <jonas@example.com>",
    "Von: [[Jonas Weber]]\nAn: Support\nBetreff: Frage",
    "De : [[Camille Roux]] <c.roux@example.com>",
    "Da: [[Paolo Sartori]] <p@example.com>\nA: assistenza",
    "Van: [[Joost de Vries]] <joost@example.nl>",
    '"[[Erik af Klint]]" <erik@example.com>',
    "please write to [[Nadia Haddad]] (nadia@example.org) about it",
    "> From: [[JANE MILLER]] <jane@example.com>",
    "Cc: [[Maria Lopes]]; [[Peter Ng]]\nSubject: status",
    // Signatures
    "It still fails.\n\nKind regards,\n[[Simon Whitlock]]",
    "Mit freundlichen Grüßen\ni. A. [[Heike Sommerfeld]]\nEinkauf",
    "Danke!\n\nViele Grüße\n[[Jonas]]",
    "Cordialement,\n\n[[Amélie Fontaine]]\n06 00 00 00 00",
    "Un saludo,\n[[Ignacio Barrera]]",
    "Cordiali saluti\ndott. [[Renzo Malfatti]]",
    "Met vriendelijke groet,\n[[Sanne Kuipers]] | Verkoop",
    "Z poważaniem\n[[Tomasz Wilk]]",
    "Med vänlig hälsning\n[[Astrid Ekdal]]".replace("vänlig hälsning", "vänliga hälsningar"),
    "Ystävällisin terveisin\n[[Ilkka Salonen]]",
    "Saygılarımla,\n[[Emre Aksoy]]",
    "С уважением,\n[[Ольга Петренко]]",
    "Cu stimă,\n[[Ioana Munteanu]]",
    "S pozdravem\n[[Jiří Kolář]]",
    "lg [[Stefan]]",
    "Cheers, [[Fiona Galbraith]]",
    "The export is empty since the update of yesterday night, please help us.\n\n[[Veronika]]",
    "On Mon, 4 May 2026 at 10:02, [[Ruth Adeyemi]] <ruth@example.com> wrote:\n> hi",
    "Le 4 mai 2026, [[Hugo Marchand]] a écrit :",
    "El lunes, [[Lucía Ferrer]] escribió:",
    // Who speaks
    "[10:12] [[Anna]]: hi\n[10:13] Support: hello",
    "[[Jakob]] (11:51): moin\nBesucher (11:52): hallo",
    "Agent ([[Theresa]]): hello\nCaller: hi",
    "09:15 | [[Marek]] | hello\n09:16 | bot | hi",
    // They say who they are
    "my name is [[Xolani Dube]] and I need help",
    "Mein Name ist [[Friedrich Aumann]].",
    "ich heiße [[Ludmilla]]",
    "Je m'appelle [[Solange Mbeki]].",
    "Me llamo [[Ximena Prado]]",
    "Mi chiamo [[Tullio Ferrante]]",
    "O meu nome é [[Vasco Teles]]",
    "Mijn naam is [[Wouter Smit]]",
    "Nazywam się [[Wanda Kurek]]",
    "Jag heter [[Torbjörn Falk]]",
    "Mit navn er [[Mette Krogh]]",
    "Minun nimeni on [[Kaisa Virta]]",
    "Mă numesc [[Radu Ionescu]]",
    "Benim adım [[Elif Yıldız]]",
    "Меня зовут [[Тимофей Рыбаков]]",
    "Με λένε [[Γιώργος]]",
    "我叫[[王小明]]，网站打不开",
    "제 이름은 [[김민수]] 입니다",
    "This is [[Deborah]] from accounts",
    // Sentences
    "please ask for [[Gwendolyn]] at the front desk",
    "I spoke with [[Bernd]] yesterday",
    "Bitte fragen Sie nach [[Ulrike]].",
    "demandez [[Sylvie]] au standard",
    "my wife, [[Rosalie]], has the contract",
    "meine Schwester [[Mareike]] ist Vertretung",
    "Our lawyer Mrs. [[Achterberg]] will call",
    // Labels
    "Contact: [[Ingeborg Maas]], 2nd floor",
    "Ansprechpartner: [[Detlef Krahl]]",
    "Kontoinhaber: Dr. [[Ewa Sobol]]",
    "Titulaire : [[Benoît d'Arcy]]",
    "Full name:\t[[Percy O'Donnell]]",
    "Name: [[Leopold]]",
    "Attn: [[Hamid Rezaei]]",
    "联系人：[[李娜]]",
    "attn [[Hamid Rezaei]], ground floor",
    "den Vertrag hat der Kontoinhaber [[Leopold Aumann]] gekündigt",
    "titulaire [[Solange d'Arcy]], comme avant",
    // Compounds
    "unser Projektmitarbeiter [[Detlef Krahl]] ist krank",
    "die Abteilungskollegin [[Mareike]] übernimmt",
    // What leads to anything, with a name we know
    "please add [[Nadia Rahimi]] to the account",
    "I told [[Gwendolyn]] about it",
    // The address says it again
    "it was made by [[Qorvane]] (qorvane@example.com) last week",
    "the notes of [[J. P. van der Holt]] <jp@example.com>",
    // Signatures
    "Could you look into it today?\n\nViele Grüße aus Bremen\n[[Swantje]]",
    "Could you look into it today?\n\nRegards from Leeds\n[[Percy O'Donnell]]",
    "Please find the form below.\n\nSigned,\n[[A. J. Pemberton]]\nDirector",
    "Nejde mi přihlášení do pošty.\n\nDíky\n[[Zdeněk]]",
    // Particles with a capital inside a name
    "Je m'appelle [[Solange de La Rochette]].",
    "Me llamo [[Ximena De La Prada]].",
    "Hi [[Jan]],\nthe site is down.",
  ])("%s", (marked) => {
    expectExact(marked, "PERSON", 0.8);
  });
});

describe("persons that are likely, and stay in the text", () => {
  it.each(["tried it from [[Gwendolyn]]'s desk", "[[Ulrike]]’s mailbox is full"])("%s", (marked) => {
    expectExact(marked, "PERSON", 0.6);
    expect(spansOf(readMarked(marked).text, "PERSON", 0.8)).toEqual([]);
  });
});

describe("organisations", () => {
  it.each([
    "We are [[Heron Freight Ltd]] in Leeds",
    "Head of Infrastructure\n[[Larkfield Logistics plc]]\nLeeds",
    "an [[Holzer & Partner mbB]], Kiel",
    "[[Müller & Söhne GmbH]], Musterstadt",
    "bei der Firma [[Blaupunkt Druck GmbH & Co. KG]] gibt es",
    "Sincerely,\nAnn Lee\n[[Quarry Lane Books Inc.]]",
    "contrat au nom de [[Moulin Vert SARL]]",
    "fattura a [[Officine Riva S.p.A.]] di Milano",
    "naar [[Van Dam Logistiek B.V.]] gestuurd",
    "[[Pohjola Data Oy]]",
    "firma [[Zielony Las Sp. z o.o.]] z Krakowa",
    "для [[ООО Ромашка]]".replace("[[ООО Ромашка]]", "Ромашка"),
    "[[青山物流有限公司]]",
    "お世話になっております。[[株式会社ヒバリ]]の川島です",
    "Company: [[Bramble and Fern]]",
    "Empresa: [[Casa do Rio]]",
    "Firma: [[Sägewerk Anton Huber]]",
  ])("%s", (marked) => {
    expectExact(marked, "ORGANIZATION");
  });
});

describe("innocent look-alikes", () => {
  it.each([
    "Hi there,\nthe site is down",
    "Hello Support Team,",
    "Hello World",
    "Dear Customer Service,",
    "Dear Sir or Madam,",
    "Hallo zusammen,",
    "Sehr geehrte Damen und Herren,",
    "Liebe Kolleginnen und Kollegen,",
    "Bonjour à tous,",
    "Hola a todos:",
    "Buongiorno Assistenza,",
    "Good morning,\nPlease restart the server.",
    "Guten Morgen Support,",
    "Kind regards,\nThe Billing Team",
    "Mit freundlichen Grüßen\nIhr Support-Team",
    "Thanks,\nPlease close the ticket",
    "Thanks for Windows Server",
    "From: Berlin to Munich",
    "From: noreply@example.com\nTo: support@example.com",
    "Example Shop Support <support@example.com>",
    "An: Alle",
    "Name: Windows Server 2022",
    "Name: backup-daily",
    "Username: admin",
    "Product name: Blue Lantern",
    "Attention: Kessel Offen",
    "Contact: see below",
    "Contact us at any time",
    "Author: unknown",
    "Status: Closed\nPriority: High\nStatus: Open",
    "Error: Connection refused\nError: Timeout\nWarning: Disk full",
    "[10:12] ERROR: disk full\n[10:13] INFO: done",
    "10:12:33 kernel: oom\n10:12:34 sshd: closed",
    "Visitor: hi\nAgent: hello\nVisitor: bye",
    "My name is on the invoice",
    "I am Sorry for that",
    "ich bin Administrator",
    "This is Urgent",
    "C'est Important",
    "call Support",
    "ask for Help",
    "my manager Approved it",
    "mark the ticket as done, will you?",
    "Mr Robot".replace("Mr Robot", "the mr flag"),
    "at 3 p.m. Dr is closed".replace("Dr ", "door "),
    "Frau und Herr",
    "GitHub wrote: rate limit",
    "Sent from my iPhone",
    "Best,\nWindows",
    "Der Kollege Computer streikt",
    "pan and zoom",
    "the don of all errors",
    "Order 4711 by Monday",
    "it's Monday's backup, and Google's and the Customer's",
    "Wendy's and Levi's closed, so did Lloyd's of London",
    "Let's see what Chrome's console says; here's May's report",
    "thanks for the Visual Studio key",
    "thanks from Berlin and from all of us",
    "Grüße aus dem Rechenzentrum Nord",
    "please add Windows Server to the list",
    "I told Microsoft Support about it",
    "der Dienst Kontoinhaber Prüfung ist aus",
    "signed, sealed and delivered",
    "recipient Not Found",
    "Account manager Portal Login failed",
    "sent on 3 Jan 2025, and again Jan 12",
    "Jan 12 10:11:12 kernel: oom\nJan 12 10:11:13 sshd: closed",
    "Building B. Block (block@example.com)".replace("Block (block", "wing (wing"),
    "see section Name in the manual",
    "The Limited edition sold out",
    "Ltd. is a legal form",
    "Choose between Inc., LLC and Ltd in the form",
    "La forma puede ser S.A., S.L. o S.A.S.",
    "GmbH, AG und KG stehen zur Auswahl",
    "Special Offer and Ltd. prices differ",
    "Sayın İlgili,\nsipariş gelmedi",
    "Sayın Üyemiz, kaydınız tamam",
    "as Inc files",
    "company: see attachment",
    "SA and SE are abbreviations",
    "the export stops at 87 percent.\n\nGroetjes",
    "depois de um minuto a página fica em branco.\n\nCumprimentos",
    "the export of all rows stops at 87 percent.\n\nRespectfully,",
    "der Export aller Zeilen bricht bei 87 Prozent ab.\n\nHochachtungsvoll",
    "экспорт всех строк останавливается на середине.\n\nБлагодарю",
    "用户名：admin",
    "您好，请重启服务器",
  ])("%s", (text) => {
    expect([...spansOf(text, "PERSON"), ...spansOf(text, "ORGANIZATION")]).toEqual([]);
  });
});
