/* The demo page on the admin listener: a typed ticket goes through the proxy, and what the desk stored comes back. */

import { readFileSync } from "node:fs";
import { request } from "undici";
import { AppError } from "../core/errors.js";
import { stringOf, writeRaw, type DemoStore, readRaw } from "./demo-store.js";

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

const files = {
  "GET /demo": ["demo.html", "text/html; charset=utf-8"],
  "GET /demo/demo.css": ["demo.css", "text/css; charset=utf-8"],
  "GET /demo/demo.js": ["demo.js", "text/javascript; charset=utf-8"],
} as const;

export function createDemoPage(options: DemoPageOptions): Routes {
  const pages = Object.entries(files).map(([route, [name, type]]) => {
    const body = readFileSync(new URL(`./static/${name}`, import.meta.url));
    return [route, () => ({ status: 200, type, body })] as const;
  });
  return {
    ...Object.fromEntries(pages),
    "POST /demo/tickets": async (body) => sendTicket(readTyped(body), options),
  };
}

interface Typed {
  readonly subject: string;
  readonly cc: string;
  readonly body: string;
  /** Sent as an end user's request, where a CC is refused instead of removed. */
  readonly request: boolean;
}

function readTyped(body: Buffer): Typed {
  const members = readRaw(body.toString());
  const text = (name: string): string => {
    const value = stringOf(members, name);
    if (value === undefined) throw new AppError("json_syntax");
    return value;
  };
  return {
    subject: text("subject"),
    cc: text("cc"),
    body: text("body"),
    request: members.get("request") === "true",
  };
}

function toPayload({ subject, cc, body, request: isRequest }: Typed): object {
  const copies = cc.split(/[\s,;]+/).filter((one) => one !== "");
  const inner = { subject, comment: { body } };
  if (isRequest) return { request: { ...inner, requester: { name: "Anonymous" }, collaborators: copies } };
  return { ticket: copies.length === 0 ? inner : { ...inner, collaborators: copies } };
}

async function sendTicket(typed: Typed, { proxy, store }: DemoPageOptions): Promise<Answer> {
  const path = typed.request ? "/api/v2/requests.json" : "/api/v2/tickets.json";
  const answer = await request(proxy + path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(toPayload(typed)),
  });
  const text = await answer.body.text();
  const verdict = answer.headers["x-deskveil-verdict"];
  return {
    status: 200,
    type: "application/json; charset=utf-8",
    body: JSON.stringify({
      status: answer.statusCode,
      verdict: typeof verdict === "string" ? verdict : "",
      stored: answer.statusCode === 201 ? storedBy(store) : "",
      answer: text,
    }),
  };
}

/** The newest ticket, as the desk keeps it. */
function storedBy(store: DemoStore): string {
  const ticket = [...store.tickets.values()].at(-1);
  if (ticket === undefined) return "";
  const comments = ticket.comments.map((comment) => writeRaw(comment)).join(",\n  ");
  return `${writeRaw(ticket.members).slice(0, -1)},\n "comments":[\n  ${comments}]}`;
}
