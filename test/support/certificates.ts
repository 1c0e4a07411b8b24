/* Certificates made on the spot, so that nothing expires and no tool is needed: just enough DER for X.509 v3. */

import { generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { isIP } from "node:net";

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  if (body.length < 0x80) return Buffer.concat([Buffer.of(tag, body.length), body]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(body.length);
  return Buffer.concat([Buffer.of(tag, 0x82), length, body]);
}

const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts);
const octets = (bytes: Buffer): Buffer => der(0x04, bytes);
const oid = (...bytes: readonly number[]): Buffer => der(0x06, Buffer.from(bytes));
const integer = (value: number): Buffer => der(0x02, Buffer.of(value));

const ecdsaWithSha256 = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
const nameOf = (commonName: string): Buffer =>
  sequence(der(0x31, sequence(oid(0x55, 0x04, 0x03), der(0x0c, Buffer.from(commonName)))));

const timeOf = (ms: number): Buffer =>
  der(0x18, Buffer.from(new Date(ms).toISOString().replace(/[-:T]|\.\d+/g, "")));

function alternative(host: string): Buffer {
  if (isIP(host) === 4) return der(0x87, Buffer.from(host.split(".").map(Number)));
  return der(0x82, Buffer.from(host));
}

const extension = (id: number, value: Buffer): Buffer => sequence(oid(0x55, 0x1d, id), octets(value));

export interface Certified {
  readonly name: string;
  readonly key: KeyObject;
  /** PEM. */
  readonly keyPem: string;
  readonly cert: string;
}

export interface Wanted {
  readonly name: string;
  /** Host names and IPv4 addresses it speaks for; none: an authority. */
  readonly hosts?: readonly string[];
  /** Absent: signed by itself. */
  readonly issuer?: Certified;
  /** Ms since 1970. */
  readonly until?: number;
}

const day = 86_400_000;

export function certify({ name, hosts, issuer, until = Date.now() + day }: Wanted): Certified {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const constraint = sequence(...(hosts === undefined ? [der(0x01, Buffer.of(0xff))] : []));
  const alternatives = hosts === undefined ? [] : [extension(17, sequence(...hosts.map(alternative)))];
  const toBeSigned = sequence(
    der(0xa0, integer(2)),
    integer(hosts === undefined ? 1 : 2),
    ecdsaWithSha256,
    nameOf(issuer?.name ?? name),
    sequence(timeOf(until - 30 * day), timeOf(until)),
    nameOf(name),
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(extension(19, constraint), ...alternatives)),
  );
  const signature = sign("sha256", toBeSigned, issuer?.key ?? privateKey);
  const bytes = sequence(toBeSigned, ecdsaWithSha256, der(0x03, Buffer.concat([Buffer.of(0), signature])));
  const lines = bytes.toString("base64").replace(/.{64}/g, "$&\n");
  return {
    name,
    key: privateKey,
    keyPem: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}
