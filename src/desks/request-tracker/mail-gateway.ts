/* The mail that `rt-mailgate` posts in its field `message`: its sender is the requester. */

import type { FilePlace } from "../../core/desk.js";
import { createFieldMap } from "../field-map.js";
import { mailFields } from "../mail-fields.js";
import type { Annotate } from "../route-table.js";

const annotateMail = createFieldMap(mailFields);

/** The mail is a file of a form, or the text of a field. */
export const withMail =
  (annotate: Annotate): Annotate =>
  (document) => {
    const annotation = annotate(document);
    const files: FilePlace[] = [];
    for (const place of annotation.files ?? []) {
      const isMail =
        document.key(place.node) === "message" || document.key(document.parent(place.node)) === "message";
      files.push(isMail ? { ...place, annotate: annotateMail } : place);
    }
    for (let node = 1; node < document.size; node++) {
      const isText =
        document.kind(node) === "string" && document.key(node) === "message" && document.parent(node) === 0;
      if (isText) files.push({ node, form: "text", annotate: annotateMail });
    }
    return { ...annotation, files };
  };
