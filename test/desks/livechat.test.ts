/* LiveChat: real shapes, the secret in the body, forms that ask for copies, 200 and nothing else, refusals. */

import { describe, expect, it } from "vitest";
import { livechat } from "../../src/desks/livechat.js";
import { livechatWebhooks } from "../../src/desks/livechat/webhooks.js";
import { deliveryOf, deliveryOfVector, vectorsOf } from "../support/deliveries.js";
import { describeGolden } from "../support/golden.js";
import { redactor } from "../support/redactor.js";

describeGolden({
  desk: livechat,
  folder: "livechat",
  payloads: {
    "livechat-api-send_event.json": { route: "POST /v3.5/agent/action/send_event" },
    "livechat-incoming_chat.json": {
      cuts: { ', "answer": "bob.carter@example.org, carol.nguyen@example.org"': "" },
      spellings: ["alice.martin%40example.com"],
    },
  },
  kept: [/\/users\/\d\/(?:id|name|email)$/, /\/fields\/[01]\/answer$/, /user_ids\/\d$/],
});

async function redacted(body: string): Promise<string> {
  const delivery = deliveryOf({ body });
  const options = { desk: livechat, route: livechatWebhooks.route(delivery) };
  return (
    await redactor.redact({ body: delivery.body, mediaType: "application/json" }, options)
  ).payload.body.toString();
}

describe("the secret in the body", () => {
  const [scheme] = livechatWebhooks.schemes;
  const [vector] = vectorsOf("livechat");

  it("is compared as a whole", () => {
    if (vector === undefined || scheme === undefined) throw new Error("no vector");
    const delivery = deliveryOfVector(vector, "livechat");
    const secret = vector.secret ?? "";
    expect(scheme.verify(delivery, secret)).toBe(true);
    expect(scheme.verify(delivery, secret.slice(1))).toBe(false);
    expect(scheme.verify(delivery, `${secret}x`)).toBe(false);
    for (const at of [0, secret.length >> 1, secret.length - 1]) {
      const text = delivery.body.toString();
      const changed = secret.slice(0, at) + "~" + secret.slice(at + 1);
      expect(scheme.verify({ ...delivery, body: Buffer.from(text.replace(secret, changed)) }, secret)).toBe(
        false,
      );
    }
  });

  it.each(['{"secret_key":""}', '{"secret_key":null}', '{"payload":{"secret_key":"s"}}', "{", "[]"])(
    "%s proves nothing",
    (body) => {
      expect(scheme?.verify(deliveryOf({ body }), "s")).toBe(false);
      expect(scheme?.verify(deliveryOf({ body }), "")).toBe(false);
    },
  );

  it("is not touched, whatever it looks like", async () => {
    const body = `{"secret_key":"password=${"Tr0ub4dor"}.3 a@leak.test","payload":{"text":"a@leak.test"}}`;
    expect(await redacted(body)).toBe(body.replace('"text":"a@leak.test"', '"text":"[EMAIL_ADDRESS 1]"'));
  });
});

const form = (label: string, rest: string): string =>
  `{"payload":{"event":{"type":"filled_form","fields":[{"type":"question","label":"${label}",${rest}}]}}}`;

describe("forms", () => {
  it.each(["CC", "Who else should be in CC?", "Kollegen in Kopie", "Mettre en copie", "BCC:", "抄送"])(
    "%s: the answer goes",
    async (label) => {
      expect(await redacted(form(label, '"answer":"Bob"'))).toBe(form(label, "").replace(",}", "}"));
      expect(await redacted(form(label, '"answers":[{"label":"Bob"}],"x":1'))).toBe(form(label, '"x":1'));
    },
  );

  it.each(["Success", "Account", "Description"])("%s asks for something else", async (label) => {
    expect(await redacted(form(label, '"answer":"Bob"'))).toBe(form(label, '"answer":"Bob"'));
  });

  it("one field that repeats its answer takes no longer", async () => {
    const body = form("CC", Array.from({ length: 20_000 }, () => '"answer":"x"').join(","));
    const from = process.cpuUsage();
    await redacted(body);
    expect(process.cpuUsage(from).user / 1000).toBeLessThan(8000);
  });
});

describe("answers and ids", () => {
  it("200 when it is taken, an error with a wait when it is not", () => {
    const { acknowledgement } = livechatWebhooks;
    expect(acknowledgement.accepted("e").status).toBe(200);
    expect(acknowledgement.unavailable("outbox_full", 5)).toMatchObject({
      status: 503,
      headers: { "retry-after": "5" },
    });
    expect(acknowledgement.refused("signature_invalid").status).toBe(401);
  });

  it.each([
    [
      '{"action":"incoming_chat","payload":{"chat":{"thread":{"id":"K600PKZON8"}}}}',
      "incoming_chat:K600PKZON8",
    ],
    ['{"action":"incoming_event","payload":{"event":{"id":"K600PKZON8_2"}}}', "incoming_event:K600PKZON8_2"],
    ['{"action":"event_updated","payload":{"event":{"id":"K600PKZON8_2"}}}', undefined],
    ['{"webhook_id":"b4c1f1d2"}', undefined],
  ])("id of %s", (body, id) => {
    expect(livechatWebhooks.eventId(deliveryOf({ body }))).toBe(id);
  });

  it("a refusal has a type of theirs", () => {
    const refusal = { status: 413, code: "body_too_large", message: "Too large.", requestId: "r", items: [] };
    expect(JSON.parse(livechat.refuse(refusal).body)).toEqual({
      error: { type: "entity_too_large", message: "Too large.", data: { code: "body_too_large", items: [] } },
    });
  });
});
