/* The endpoints of the demo desk, in the shapes of Zendesk's API. */

import type { IncomingHttpHeaders } from "node:http";
import {
  readEnvelope,
  readRaw,
  stringOf,
  writeRaw,
  type DemoStore,
  type RawObject,
  type StoredTicket,
} from "./demo-store.js";

export interface DemoRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface DemoAnswer {
  readonly status: number;
  readonly body: string;
  readonly location?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

interface DemoRoute {
  readonly method: string;
  readonly path: RegExp;
  answer(request: DemoRequest, store: DemoStore, id: string): DemoAnswer;
}

const notFound: DemoAnswer = {
  status: 404,
  body: JSON.stringify({ error: "RecordNotFound", description: "Not found" }),
};

function invalid(field: string, description: string): DemoAnswer {
  const details = { [field]: [{ description, error: "BlankValue" }] };
  return {
    status: 422,
    body: JSON.stringify({ error: "RecordInvalid", description: "Record validation errors", details }),
  };
}

const addressShape = /^[^\s@]{1,64}@[^\s@]{1,253}$/;

/** What Zendesk answers with 422: a comment without text, a requester whose address is none. */
function faultOf(ticket: RawObject, needsComment: boolean): DemoAnswer | undefined {
  const comment = ticket.get("comment");
  const text = comment === undefined ? undefined : textOf(readRaw(comment));
  if (comment === undefined ? needsComment : text === undefined) {
    return invalid("comment", "Comment: cannot be blank");
  }
  const requester = ticket.get("requester");
  if (requester?.startsWith("{") !== true) return undefined;
  const email = stringOf(readRaw(requester), "email");
  return email === undefined || addressShape.test(email)
    ? undefined
    : invalid("email", "Email: is not valid");
}

function textOf(comment: RawObject): string | undefined {
  const text = stringOf(comment, "html_body") ?? stringOf(comment, "body") ?? stringOf(comment, "plain_body");
  return text === undefined || text.trim() === "" ? undefined : text;
}

function addComment(ticket: StoredTicket, store: DemoStore): void {
  const source = ticket.members.get("comment");
  if (source === undefined) return;
  const comment = new Map([["id", String(store.nextId())], ...readRaw(source)]);
  if (!comment.has("public")) comment.set("public", "true");
  ticket.comments.push(comment);
  const text = textOf(comment);
  if (text !== undefined && !ticket.members.has("description")) {
    ticket.members.set("description", JSON.stringify(text));
  }
  ticket.members.delete("comment");
}

function ticketAnswer(status: number, ticket: StoredTicket, name: string): DemoAnswer {
  const audit = { ticket_id: ticket.id, events: [{ type: status === 201 ? "Create" : "Change" }] };
  const tail = name === "ticket" ? `,"audit":${JSON.stringify(audit)}` : "";
  return {
    status,
    body: `{${JSON.stringify(name)}:${writeRaw(ticket.members)}${tail}}`,
    location: `/api/v2/${name}s/${String(ticket.id)}.json`,
  };
}

function createTicket(name: string): DemoRoute["answer"] {
  return ({ body }, store) => {
    const given = readEnvelope(body, name);
    if (given === undefined) return invalid("base", `Parameter ${name} is required`);
    const fault = faultOf(given, true);
    if (fault !== undefined) return fault;
    const id = store.nextId();
    const members = new Map([["id", String(id)], ...given, ["status", '"new"']]);
    const ticket: StoredTicket = { id, members, comments: [] };
    store.tickets.set(id, ticket);
    addComment(ticket, store);
    return ticketAnswer(201, ticket, name);
  };
}

function updateTicket(name: string): DemoRoute["answer"] {
  return ({ body }, store, id) => {
    const ticket = store.tickets.get(Number(id));
    const given = readEnvelope(body, name);
    if (ticket === undefined) return notFound;
    if (given === undefined) return invalid("base", `Parameter ${name} is required`);
    const fault = faultOf(given, false);
    if (fault !== undefined) return fault;
    for (const [key, source] of given) if (key !== "id") ticket.members.set(key, source);
    addComment(ticket, store);
    return ticketAnswer(200, ticket, name);
  };
}

function showTicket(name: string): DemoRoute["answer"] {
  return (_request, store, id) => {
    const ticket = store.tickets.get(Number(id));
    return ticket === undefined ? notFound : { status: 200, body: `{"${name}":${writeRaw(ticket.members)}}` };
  };
}

const listTickets: DemoRoute["answer"] = (_request, store) => {
  const tickets = [...store.tickets.values()].map((ticket) => writeRaw(ticket.members));
  return { status: 200, body: `{"tickets":[${tickets.join(",")}],"count":${String(tickets.length)}}` };
};

const listComments: DemoRoute["answer"] = (_request, store, id) => {
  const ticket = store.tickets.get(Number(id));
  if (ticket === undefined) return notFound;
  const comments = ticket.comments.map(writeRaw).join(",");
  return { status: 200, body: `{"comments":[${comments}],"count":${String(ticket.comments.length)}}` };
};

const createUser: DemoRoute["answer"] = ({ body }, store) => {
  const given = readEnvelope(body, "user");
  if (given === undefined || stringOf(given, "name") === undefined)
    return invalid("name", "Name: cannot be blank");
  const id = store.nextId();
  const user = new Map([["id", String(id)], ...given]);
  store.users.set(id, user);
  return { status: 201, body: `{"user":${writeRaw(user)}}` };
};

const updateUser: DemoRoute["answer"] = ({ body }, store, id) => {
  const user = store.users.get(Number(id));
  if (user === undefined) return notFound;
  for (const [key, source] of readEnvelope(body, "user") ?? []) if (key !== "id") user.set(key, source);
  return { status: 200, body: `{"user":${writeRaw(user)}}` };
};

const showUser: DemoRoute["answer"] = (_request, store, id) => {
  const user = store.users.get(Number(id));
  return user === undefined ? notFound : { status: 200, body: `{"user":${writeRaw(user)}}` };
};

const showMe: DemoRoute["answer"] = () => ({
  status: 200,
  body: JSON.stringify({ user: { id: 1, name: "Demo agent", role: "admin" } }),
});

const upload: DemoRoute["answer"] = ({ body, headers, query }, store) => {
  const fileName = query.get("filename");
  if (fileName === null || fileName === "") return invalid("filename", "Filename: cannot be blank");
  const token = `demo${String(store.nextId())}`;
  const contentType = headers["content-type"] ?? "application/octet-stream";
  store.uploads.set(token, { token, fileName, contentType, bytes: body });
  const attachment = {
    id: store.nextId(),
    file_name: fileName,
    content_type: contentType,
    size: body.length,
  };
  return { status: 201, body: JSON.stringify({ upload: { token, attachment, attachments: [attachment] } }) };
};

const search: DemoRoute["answer"] = ({ query }, store) => {
  const wanted = (query.get("query") ?? "").toLowerCase();
  const results = [...store.tickets.values()].map(({ members }) => writeRaw(members));
  const hits = results.filter((source) => source.toLowerCase().includes(wanted));
  return { status: 200, body: `{"results":[${hits.join(",")}],"count":${String(hits.length)}}` };
};

const route = (method: string, path: RegExp, answer: DemoRoute["answer"]): DemoRoute => ({
  method,
  path,
  answer,
});

export const demoRoutes: readonly DemoRoute[] = [
  route("GET", /^\/api\/v2\/tickets$/, listTickets),
  route("POST", /^\/api\/v2\/tickets$/, createTicket("ticket")),
  route("GET", /^\/api\/v2\/tickets\/(\d+)$/, showTicket("ticket")),
  route("PUT", /^\/api\/v2\/tickets\/(\d+)$/, updateTicket("ticket")),
  route("GET", /^\/api\/v2\/tickets\/(\d+)\/comments$/, listComments),
  route("POST", /^\/api\/v2\/requests$/, createTicket("request")),
  route("GET", /^\/api\/v2\/requests\/(\d+)$/, showTicket("request")),
  route("GET", /^\/api\/v2\/requests\/(\d+)\/comments$/, listComments),
  route("PUT", /^\/api\/v2\/requests\/(\d+)$/, updateTicket("request")),
  route("GET", /^\/api\/v2\/users\/me$/, showMe),
  route("POST", /^\/api\/v2\/users(?:\/create_or_update)?$/, createUser),
  route("GET", /^\/api\/v2\/users\/(\d+)$/, showUser),
  route("PUT", /^\/api\/v2\/users\/(\d+)$/, updateUser),
  route("POST", /^\/api\/v2\/uploads$/, upload),
  route("GET", /^\/api\/v2\/search$/, search),
];
