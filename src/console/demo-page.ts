/* The demo page on the admin listener: a typed ticket goes through the proxy, and what the desk stored comes back. */

import { readFileSync } from "node:fs";
import { request } from "undici";
import { AppError } from "../core/errors.js";
import { readEnvelope, readRaw, stringOf, writeRaw, type DemoStore } from "./demo-store.js";

export interface DemoPageOptions {
  /** Address of the proxy, as `http://127.0.0.1:8787`. */
  readonly proxy: string;
  readonly store: DemoStore;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string | Buffer;
}

type Routes = Readonly<Record<string, (body: Buffer) => Answer | Promise<Answer>>>;

const types = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
} as const;

/** Route to the file in `static/` and its type. */
const files = {
  "GET /demo": ["demo.html", types.html],
  "GET /demo/demo.css": ["demo.css", types.css],
  "GET /demo/demo.js": ["demo.js", types.js],
  "GET /demo/examples.js": ["examples.js", types.js],
  "GET /demo/result.js": ["result.js", types.js],
  "GET /demo/icon.svg": ["icon.svg", types.svg],
} as const;

export function createDemoPage(options: DemoPageOptions): Routes {
  const pages = Object.entries(files).map(([route, [name, type]]) => {
    const text = readFileSync(new URL(`../console/static/${name}`, import.meta.url), "utf8");
    const body = text.replaceAll("{{proxy}}", options.proxy);
    return [route, () => ({ status: 200, type, body })] as const;
  });
  return {
    ...Object.fromEntries(pages),
    "POST /demo/tickets": async (body) => sendTicket(readTyped(body), options),
  };
}

interface Typed {
  readonly from: string;
  readonly cc: string;
  readonly subject: string;
  readonly body: string;
  /** Number of the ticket this is a comment to. */
  readonly ticket?: string;
}

/** Throws AppError `json_syntax` for anything the page would not send. */
function readTyped(body: Buffer): Typed {
  const members = readRaw(body.toString());
  const text = (name: string): string => {
    const value = stringOf(members, name);
    if (value === undefined) throw new AppError("json_syntax");
    return value;
  };
  const ticket = members.get("ticket");
  if (ticket !== undefined && !/^\d{1,15}$/.test(ticket)) throw new AppError("json_syntax");
  return {
    from: text("from"),
    cc: text("cc"),
    subject: text("subject"),
    body: text("body"),
    ...(ticket === undefined ? {} : { ticket }),
  };
}

/** A comment says nothing of the requester and the subject, which the ticket has. */
function toPayload({ from, cc, subject, body, ticket }: Typed): object {
  const copies = cc.split(/[\s,;]+/).filter((one) => one !== "");
  return {
    ticket: {
      ...(ticket === undefined ? { subject } : {}),
      ...(ticket !== undefined || from === "" ? {} : { requester: { email: from } }),
      comment: looksLikeMarkup.test(body) ? { html_body: body } : { body },
      ...(copies.length === 0 ? {} : { collaborators: copies }),
    },
  };
}

const looksLikeMarkup = /^\s*<[a-z]/i;

async function sendTicket(typed: Typed, { proxy, store }: DemoPageOptions): Promise<Answer> {
  const path = typed.ticket === undefined ? "tickets" : `tickets/${typed.ticket}`;
  const answer = await request(`${proxy}/api/v2/${path}.json`, {
    method: typed.ticket === undefined ? "POST" : "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(toPayload(typed)),
  });
  const body = Buffer.from(await answer.body.arrayBuffer());
  const ticket = answer.statusCode < 300 ? numberOf(body) : 0;
  const header = (name: string): string => String(answer.headers[name] ?? "");
  return {
    status: 200,
    type: "application/json; charset=utf-8",
    body: JSON.stringify({
      status: answer.statusCode,
      verdict: header("x-deskveil-verdict"),
      reason: header("x-deskveil-reason"),
      ticket,
      stored: storedIn(store, ticket),
      answer: body.toString(),
    }),
  };
}

const numberOf = (answer: Buffer): number => Number(readEnvelope(answer, "ticket")?.get("id") ?? 0);

/** The ticket as the desk keeps it; empty when there is none of that number. */
function storedIn(store: DemoStore, id: number): string {
  const ticket = store.tickets.get(id);
  if (ticket === undefined) return "";
  const members = [...ticket.members].map(([name, source]) => `  ${JSON.stringify(name)}: ${source}`);
  const comments = ticket.comments.map((comment) => `    ${writeRaw(comment)}`).join(",\n");
  return `{\n${[...members, `  "comments": [\n${comments}\n  ]`].join(",\n")}\n}`;
}
