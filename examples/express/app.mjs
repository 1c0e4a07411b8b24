/* An app that stores support requests, and never sees what should not be stored. `node app.mjs`, PORT and DESK_URL override. */

import express from "express";
import { createProxy, redactRequests } from "deskveil/express";

const { PORT = "3000", DESK_URL = "https://example.zendesk.com" } = process.env;

const app = express();

// The desk's API by way of this app: integrations use http://127.0.0.1:3000/desk/api/v2/...
app.use("/desk", createProxy({ to: DESK_URL, desk: "zendesk" }));

// Everything below gets redacted bodies and queries. Before express.json(): it reads the body itself.
app.use(redactRequests({ config: { preset: "balanced", regions: ["GB", "DE", "US"] } }));

app.post("/contact", (req, res) => {
  const { verdict, counts } = req.deskveil;
  const found = counts
    .filter(({ action }) => action === "mask")
    .map(({ entity, count }) => ({ entity, count }));
  res.status(201).json({ stored: req.body, verdict, found });
});

const server = app.listen(Number(PORT), "127.0.0.1", () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});
process.once("SIGTERM", () => server.close());
