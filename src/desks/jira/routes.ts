/* Jira's and Jira Service Management's write endpoints that carry customer text or people. */

import { below, type FieldPaths } from "../field-map.js";
import type { RouteSpec } from "../route-table.js";
import * as fields from "./fields.js";

/** For paths that no route names: what turns up means the same everywhere. */
export const fallback: FieldPaths = { ...fields.issue, ...fields.comment, ...fields.request };

const platformRoutes: readonly RouteSpec[] = ["2", "3", "latest"].flatMap((version) => {
  const api = `/rest/api/${version}`;
  return [
    { match: `POST ${api}/issue`, fields: fields.issue },
    { match: `POST ${api}/issue/bulk`, fields: below("issueUpdates.*", fields.issue) },
    { match: `PUT ${api}/issue/{id}`, fields: fields.issue },
    { match: `POST ${api}/issue/{id}/comment`, fields: fields.comment },
    { match: `PUT ${api}/issue/{id}/comment/{id}`, fields: fields.comment },
    { match: `POST ${api}/issue/{id}/worklog`, fields: fields.comment },
    { match: `PUT ${api}/issue/{id}/worklog/{id}`, fields: fields.comment },
    { match: `POST ${api}/issue/{id}/transitions`, fields: fields.issue },
    { match: `POST ${api}/issue/{id}/notify`, fields: fields.notification },
    // The body is one JSON string that names the watcher.
    { match: `POST ${api}/issue/{id}/watchers`, fields: { "": "cc" } },
    { match: `POST ${api}/issue/{id}/remotelink` },
    { match: `POST ${api}/issue/{id}/attachments` },
    { match: `POST ${api}/user`, fields: { ...fields.customer, emailAddress: "contact", name: "contact" } },
    { match: `GET ${api}/issue/{id}` },
    { match: `GET ${api}/issue/{id}/comment` },
    { match: `GET ${api}/search` },
    { match: `POST ${api}/search`, fields: { jql: "query", "fields.*": "query" } },
    { match: `POST ${api}/search/jql`, fields: { jql: "query", "fields.*": "query" } },
  ];
});

const desk = "/rest/servicedeskapi";

const serviceRoutes: readonly RouteSpec[] = [
  { match: `POST ${desk}/request`, fields: fields.request },
  { match: `POST ${desk}/request/{id}/comment` },
  { match: `POST ${desk}/request/{id}/participant`, fields: fields.participants },
  // Whoever is taken off a request is what we want.
  { match: `DELETE ${desk}/request/{id}/participant`, fields: { "accountIds.*": "identifier" } },
  { match: `POST ${desk}/servicedesk/{id}/attachTemporaryFile` },
  { match: `POST ${desk}/request/{id}/attachment`, fields: fields.attachments },
  { match: `POST ${desk}/request/{id}/transition` },
  { match: `POST ${desk}/request/{id}/feedback` },
  { match: `POST ${desk}/customer`, fields: fields.customer },
  { match: `POST ${desk}/organization`, fields: { name: "contact" } },
  { match: `GET ${desk}/request/{id}` },
  { match: `GET ${desk}/request` },
];

export const jiraRoutes: readonly RouteSpec[] = [...platformRoutes, ...serviceRoutes];
