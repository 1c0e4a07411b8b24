/* People this payload names itself, in its fields and headers, so that its other texts can be searched for them. */

import { memoByKey } from "../core/key-memo.js";
import type { FieldRole } from "../core/types.js";
import type { Engine } from "../detect/engine.js";
import { createKnownNames, type KnownNames } from "../detect/people/known-names.js";
import { readName } from "../detect/people/name-reader.js";
import { isNoName } from "../detect/people/no-names.js";
import { valueOf, type Located } from "./locate.js";

/** A field as it is met on the way through a document. */
export interface NamedField {
  readonly key: string | undefined;
  /** Name of the member the field's object is the value of. */
  readonly parentKey: () => string | undefined;
  readonly role: FieldRole;
  readonly text: string;
}

export interface KnownPeople {
  /** Whether a field may hold names. */
  wants(key: string | undefined, role: FieldRole): boolean;
  noteField(field: NamedField): void;
  /** Persons and organisations a detector is sure of are known from then on. */
  noteFound(found: readonly Located[]): void;
  /** Searches texts for what is known; undefined when nothing is. */
  search(): Engine | undefined;
}

const sureFrom = 0.8;
const likelyFrom = 0.7;

export function createKnownPeople(): KnownPeople {
  let names: KnownNames | undefined;
  /** The first name that was met last: the family name follows it. */
  let first = "";
  return {
    wants(key, role) {
      return peopleRoles.has(role) || (key !== undefined && mayHoldName(key));
    },
    noteField(field) {
      const kind = kindOf(field);
      if (kind === undefined) return;
      const text = kind === "last" ? `${first} ${field.text}` : field.text;
      first = kind === "first" ? field.text : "";
      for (const name of namesIn(text.trim(), kind)) (names ??= createKnownNames()).add(name);
    },
    noteFound(found) {
      for (const located of found) {
        const { entity, confidence } = located.match;
        if ((entity !== "PERSON" && entity !== "ORGANIZATION") || confidence < likelyFrom) continue;
        const name = valueOf(located).expose();
        (names ??= createKnownNames()).add({ entity, name, sure: confidence >= sureFrom });
      }
    },
    search() {
      const known = names;
      if (known === undefined || known.size === 0) return undefined;
      return {
        scan(text, _hint, budget) {
          budget.spend(text.length);
          return known.find(text);
        },
      };
    },
  };
}

const peopleRoles: ReadonlySet<FieldRole> = new Set<FieldRole>(["requester", "contact", "cc"]);

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(" "));

/** Keys compare in lower case without `_` and `-`. */
const nameKeys = setOf(
  "name displayname fullname realname username publicname label formattedname authorname",
);
const ownNameKeys = setOf(
  "requestername contactname customername authorname sendername fromname agentname assigneename submittername username " +
    "fullname displayname realname ccnames emailccnames followernames contactperson callername visitorname clientname accountowner " +
    "nombrecompleto kundenname nomcomplet ansprechpartner",
);
const personKeys = setOf(
  "requester author user users customer contact contacts sender recipient recipients submitter assignee agent owner creator reporter " +
    "from to cc bcc ccs collaborators followers emailccs member members person visitor caller client profile currentuser createdby updatedby " +
    "primarycustomer customers employee",
);
const organizationKeys = setOf("organization organisation company account firm employer");
const ownOrganizationKeys = setOf(
  "organizationname organisationname companyname company organization organisation firma empresa azienda société societe bedrijf",
);

const firstNameKeys = setOf("firstname contactfirstname givenname fname vorname prénom prenom first");
const lastNameKeys = setOf("lastname contactlastname surname familyname lname nachname nom last");

type FieldKind = "person" | "organization" | "first" | "last";

/** Longer texts are no names. */
const longestField = 400;

const plainKey = memoByKey((key: string): string => key.toLowerCase().replace(/[_ -]/g, ""));

const mayHoldName = memoByKey((key) => isNameKey(plainKey(key)));

const isNameKey = (key: string): boolean =>
  [nameKeys, ownNameKeys, personKeys, firstNameKeys, lastNameKeys, ownOrganizationKeys].some((keys) =>
    keys.has(key),
  );

const isBareAddress = (text: string): boolean => text.includes("@") && !/[< ]/.test(text);

function kindOf(field: NamedField): FieldKind | undefined {
  const { key, text } = field;
  if (key === undefined || text.length > longestField || text.length < 2) return undefined;
  if (isBareAddress(text)) return undefined;
  const own = plainKey(key);
  const part = partOf(own);
  if (part !== undefined) return part;
  return nameKeys.has(own) ? kindByParent(field) : kindByRole(own, field);
}

function partOf(own: string): FieldKind | undefined {
  if (firstNameKeys.has(own)) return "first";
  if (lastNameKeys.has(own)) return "last";
  return ownOrganizationKeys.has(own) ? "organization" : undefined;
}

function kindByParent({ parentKey, role }: NamedField): FieldKind | undefined {
  const parent = plainKey(parentKey() ?? "");
  if (organizationKeys.has(parent)) return "organization";
  return personKeys.has(parent) || peopleRoles.has(role) ? "person" : undefined;
}

function kindByRole(own: string, { role, text }: NamedField): FieldKind | undefined {
  if (peopleRoles.has(role)) return "person";
  const named = ownNameKeys.has(own) ? role !== "identifier" : personKeys.has(own) && text.includes("<");
  return named ? "person" : undefined;
}

/** Most entries of one field: `cc_names` and header lists. */
const mostEntries = 40;

function namesIn(text: string, kind: FieldKind): Parameters<KnownNames["add"]>[0][] {
  if (kind === "organization") {
    return isOrganization(text) ? [{ entity: "ORGANIZATION", name: text.trim(), sure: true }] : [];
  }
  return text
    .split(/[;,]/, mostEntries)
    .map((entry) => beforeAddress(entry).replace(/["']/g, "").trim())
    .filter(isPerson)
    .map((name) => ({ entity: "PERSON" as const, name, sure: true }));
}

function beforeAddress(entry: string): string {
  const opening = entry.indexOf("<");
  return opening === -1 ? entry : entry.slice(0, opening);
}

/** A short word, or one of every day, would be found everywhere. */
function isOrganization(text: string): boolean {
  const name = text.trim();
  return name.length >= 4 && /^\p{L}[^@<>{}[\]]*$/u.test(name) && !isNoName(name, 0, name.length);
}

const otherScript = /^\p{Lo}[\p{Lo}\p{M} ·]{1,20}$/u;
const smallName = /^\p{Ll}[\p{L}'’-]+(?: \p{L}[\p{L}'’.-]*){1,3}$/u;

/** One name and nothing else: no functions, no numbers, no address. */
function isPerson(entry: string): boolean {
  if (entry.length < 2 || entry.length > 60) return false;
  const name = readName(entry, 0, { capitals: true });
  if (name !== undefined) return name.end === entry.length && !name.role;
  return otherScript.test(entry) || smallName.test(entry);
}
