/* What Talkdesk sends: events of connections and workflows, digital channels, the legacy bridge, events of apps. */

import type { Delivery, DeskWebhooks } from "../../core/webhook.js";
import { acknowledgement } from "../webhooks/acknowledgement.js";
import { idFrom, jsonOf, memberOf, textOf } from "../webhooks/delivery.js";
import { documentRoute, routeByKind } from "../webhooks/document-route.js";
import { basicSecret, bearerSecret, querySecret, secretScheme } from "../webhooks/signatures.js";
import { ecdsaScheme } from "./ecdsa.js";
import { bridgeFields, eventFields } from "./fields.js";

const query = { token: "secret" } as const;
const routes = {
  event: documentRoute("webhook event", eventFields, { query }),
  bridge: documentRoute("webhook bridge", bridgeFields, { query }),
} as const;

const kindOf = (delivery: Delivery): keyof typeof routes =>
  memberOf(jsonOf(delivery), "auth") !== undefined && memberOf(jsonOf(delivery), "data") !== undefined
    ? "bridge"
    : "event";

/** Log-in of the legacy bridge, which stands in the body; the secret is written `user:password`. */
const bridgeAuth = secretScheme({
  name: "bridge",
  headers: [],
  read: (delivery) => {
    const [user, password] = [textOf(delivery, "auth", "username"), textOf(delivery, "auth", "password")];
    return user === undefined || password === undefined ? undefined : `${user}:${password}`;
  },
});

export const talkdeskWebhooks: DeskWebhooks = {
  /** Connections and workflows sign nothing: their authors choose a log-in, or a token in the address. */
  schemes: [basicSecret(), bearerSecret(), querySecret("query", "token"), bridgeAuth, ecdsaScheme],
  route: routeByKind(kindOf, routes),
  eventId: (delivery) => idFrom(textOf(delivery, "event_id")),
  /** The bridge asks for 201; the others take any success. */
  acknowledgement: acknowledgement({ accepted: 201 }),
};
