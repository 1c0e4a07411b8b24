/* Tags: keyed, the same for the same value everywhere; or numbered, when there is no key. */

import { createHmac } from "node:crypto";
import { AppError } from "../core/errors.js";
import { crockford } from "../core/labels.js";
import type { Sensitive } from "../core/sensitive.js";
import { canonicalValue } from "./canonical.js";
import type { Tagger, TransformTarget } from "./transform.js";

export interface TaggerOptions {
  /** At least 16 bytes. Absent: tags are numbers within one payload. */
  readonly key?: Sensitive<Buffer>;
  /** Separates the tags of customers of one installation. */
  readonly tenant: string;
  /** ISO 3166 codes for phone numbers without `+`. */
  readonly regions: readonly string[];
  /** Makes tags of one ticket differ from another's. */
  readonly salt?: string;
}

/** Digits of a tag: 30 bits. Two values of a million share one by chance; tags tell apart, they do not identify. */
const tagLength = 6;

/** One tagger per payload: it remembers what it has seen, and forgets it with the payload. */
export function createTaggerFactory(options: TaggerOptions): () => Tagger {
  const { key, tenant, regions, salt = "" } = options;
  const subkeys =
    key === undefined ? undefined : { tag: deriveKey(key, "tag"), digest: deriveKey(key, "digest") };
  const prefix = `${tenant}\0${salt}\0`;
  const messageOf = ({ entity, value }: TransformTarget): string =>
    `${prefix}${entity}\0${canonicalValue(entity, value.expose(), regions)}`;
  return () => {
    const tags = new Map<string, string>();
    const counts = new Map<string, number>();
    const number = (entity: string): string => {
      const next = (counts.get(entity) ?? 0) + 1;
      counts.set(entity, next);
      return String(next);
    };
    return {
      keyed: subkeys !== undefined,
      tag(target) {
        const message = messageOf(target);
        let tag = tags.get(message);
        if (tag === undefined) {
          tag = subkeys === undefined ? number(target.entity) : keyedTag(subkeys.tag, message);
          tags.set(message, tag);
        }
        return tag;
      },
      digest(target) {
        if (subkeys === undefined) throw new AppError("token_key_unavailable");
        return createHmac("sha256", subkeys.digest).update(messageOf(target)).digest("hex");
      },
    };
  };
}

/** A key of its own for each purpose: a tag says nothing about a digest. */
function deriveKey(key: Sensitive<Buffer>, purpose: string): Buffer {
  return createHmac("sha256", key.expose()).update(`deskveil ${purpose}`).digest();
}

function keyedTag(key: Buffer, message: string): string {
  const bits = createHmac("sha256", key).update(message).digest().readUInt32BE(0);
  let tag = "";
  for (let at = 0; at < tagLength; at++) tag += crockford[(bits >>> (27 - 5 * at)) & 31] ?? "";
  return tag;
}
