/* What each field of Request Tracker is for, in REST 2.0 and in the pages of its web interface. */

import { below, type FieldPaths } from "../field-map.js";

/** A list replaces what the ticket has, an empty one clears it: a stripped list takes its key along. */
export const ticket: FieldPaths = {
  Subject: "subject",
  Requestor: "requester",
  "Requestor.**": "requester",
  Requestors: "requester",
  "Requestors.**": "requester",
  Cc: "cc",
  AdminCc: "cc",
  Owner: "contact",
  "Owner.**": "contact",
  "Creator.**": "contact",
  "LastUpdatedBy.**": "contact",
  "CustomRoles.**": "contact",
  "Attachments.*.FileContent": "base64",
  "Attachments.*.FileName": "attachment",
  /** Answers: where the records are. */
  "_hyperlinks.**": "query",
  _url: "query",
};

export const user: FieldPaths = {
  Name: "contact",
  EmailAddress: "contact",
  RealName: "contact",
  NickName: "contact",
  Organization: "contact",
  MobilePhone: "contact",
  WorkPhone: "contact",
  HomePhone: "contact",
  PagerPhone: "contact",
  Address1: "contact",
  Address2: "contact",
  City: "contact",
  State: "contact",
  Zip: "contact",
  Country: "contact",
  Password: "secret",
};

/** Arguments of the pages; groups are people in copy too. */
export const page: FieldPaths = {
  Subject: "subject",
  UpdateSubject: "subject",
  Requestors: "requester",
  Owner: "contact",
  Cc: "cc",
  AdminCc: "cc",
  AddGroupCc: "cc",
  AddGroupAdminCc: "cc",
  UpdateCc: "cc",
  UpdateBcc: "cc",
  AddCc: "cc",
  AddAdminCc: "cc",
  /** A form of another site may bring its login along. */
  user: "contact",
  pass: "secret",
  CSRF_Token: "secret",
  Token: "secret",
  next: "secret",
};

/** Of `rt-mailgate`, beside the mail: where it goes. */
export const gateway: FieldPaths = {
  queue: "identifier",
  action: "identifier",
  ticket: "identifier",
  SessionType: "identifier",
};

export const answers = (): FieldPaths => ({
  ...ticket,
  ...user,
  ...below("items.*", { ...ticket, ...user }),
  next_page: "query",
  prev_page: "query",
});
