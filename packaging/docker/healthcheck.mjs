/* Ends with 0 when the proxy takes traffic, else with 1. Needs no shell, no curl, no network beyond loopback. */

import { get } from "node:http";

const port = process.env.ADMIN_PORT || "8788";

const request = get({ host: "127.0.0.1", port, path: "/readyz", timeout: 2000 }, ({ statusCode }) => {
  process.exit(statusCode === 200 ? 0 : 1);
});
request.on("timeout", () => process.exit(1));
request.on("error", () => process.exit(1));
