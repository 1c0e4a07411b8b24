/* What LiveChat's fields are for. Ids of agents are their addresses, and forms hold whatever their author asks for. */

import type { Annotation } from "../../core/desk.js";
import type { Document } from "../../core/document.js";
import type { FieldRole } from "../../core/types.js";
import { below, createFieldMap, type FieldPaths } from "../field-map.js";

/** Where a visitor came from and with what; session fields are free, and read. */
const user: FieldPaths = {
  id: "identifier",
  name: "contact",
  email: "contact",
  "last_visit.**": "metadata",
  "visit.**": "metadata",
};

const event: FieldPaths = {
  id: "identifier",
  author_id: "identifier",
  custom_id: "identifier",
  "recipients.**": "identifier",
};

const thread: FieldPaths = {
  id: "identifier",
  "user_ids.*": "identifier",
  ...below("events.*", event),
};

const chat: FieldPaths = {
  id: "identifier",
  ...below("users.*", user),
  ...below("thread", thread),
  ...below("threads.*", thread),
  ...below("last_thread_summary", thread),
};

/** Of webhooks' payloads, requests and answers alike. */
const common: FieldPaths = {
  ...below("chat", chat),
  ...below("chats.*", chat),
  ...below("thread", thread),
  ...below("event", event),
  ...below("user", user),
  ...below("customer", user),
  id: "identifier",
  chat_id: "identifier",
  thread_id: "identifier",
  event_id: "identifier",
  user_id: "identifier",
  agent_id: "identifier",
  requester_id: "identifier",
  author_id: "identifier",
  "agent_ids.*": "identifier",
  "target.ids.*": "identifier",
  "transferred_to.agent_ids.*": "identifier",
};

/** `secret_key` is what receivers know LiveChat by. */
const secrets: FieldPaths = { secret_key: "secret" };

export const apiFields: FieldPaths = { ...common, ...secrets, name: "contact", email: "contact" };

export const webhookFields: FieldPaths = {
  ...secrets,
  webhook_id: "identifier",
  organization_id: "identifier",
  ...below("payload", common),
  "additional_data.chat_presence_user_ids.*": "identifier",
};

/** A question for people in copy, in the languages that forms are written in. */
const asksForCopy =
  /\bb?cc\b|\bcci\b|\bcco\b|in copy|copied|carbon copy|in kopie|en copie|en copia|in copia|em cópia|w kopii|в копи|抄送/i;

const formTypes: Readonly<Record<string, FieldRole>> = { name: "requester", email: "requester" };

/** Members of an object by name. */
function membersOf(document: Document, object: number): ReadonlyMap<string, number> {
  const members = new Map<string, number>();
  for (let node = object + 1; node < document.after(object); node = document.after(node)) {
    const key = document.kind(node) === "key" ? undefined : document.key(node);
    if (key !== undefined) members.set(key, node);
  }
  return members;
}

const textOf = (document: Document, node: number | undefined): string =>
  node === undefined || document.kind(node) !== "string" ? "" : document.text(node);

/** By the type of a form's field, and by what its label asks for. */
function roleOfAnswer(document: Document, field: number): FieldRole | undefined {
  const members = membersOf(document, field);
  if (asksForCopy.test(textOf(document, members.get("label")))) return "cc";
  const type = textOf(document, members.get("type"));
  return Object.hasOwn(formTypes, type) ? formTypes[type] : undefined;
}

/** Roles of the answers that are more than content. Each field is looked at once, however often it repeats its answer. */
function answersOf(document: Document): ReadonlyMap<number, FieldRole> {
  const answers = new Map<number, FieldRole>();
  const fields = new Map<number, FieldRole | undefined>();
  for (let node = 0; node < document.size; node++) {
    if (document.kind(node) === "key" || !/^answers?$/.test(document.key(node) ?? "")) continue;
    const field = document.parent(node);
    if (!fields.has(field)) fields.set(field, roleOfAnswer(document, field));
    const role = fields.get(field);
    if (role !== undefined) answers.set(node, role);
  }
  return answers;
}

/** The map of paths, and what the forms in the document say of themselves. */
export function createFormMap(paths: FieldPaths): (document: Document) => Annotation {
  const annotate = createFieldMap(paths);
  return (document) => {
    const known = annotate(document);
    const answers = answersOf(document);
    if (answers.size === 0) return known;
    const copied = [...answers].filter(([, role]) => role === "cc").map(([node]) => node);
    return {
      ...known,
      role: (node) => answers.get(node) ?? known.role(node),
      cc: [...known.cc, ...copied].sort((a, b) => a - b),
    };
  };
}
