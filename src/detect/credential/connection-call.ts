/* Finds passwords among the arguments of calls that open a connection: `mysqli_connect("host", "user", "X")`. */

import type { CandidateShape, LiteralHit, NativeDetector, Scan, Sink } from "../detector.js";
import { isBackReference, isGenericWord } from "./stand-in-words.js";
import { isPlaceholder } from "./value-shape.js";

const shape: CandidateShape = {
  detector: "connection-call",
  entity: "CREDENTIAL",
  kind: "password",
  confidence: 0.85,
  evidence: [{ by: "structure", name: "argument of a call" }],
};

/** Arguments before the password. */
const calls: readonly (readonly [literal: string, before: 1 | 2])[] = [
  ["mysqli_connect(", 2],
  ["mysql_connect(", 2],
  ["mysql_pconnect(", 2],
  ["mysqli_real_connect(", 2],
  ["oci_connect(", 1],
  ["odbc_connect(", 2],
  ["sqlsrv_connect(", 2],
  ["new mysqli(", 2],
  ["mysqli::connect(", 2],
  ["new pdo(", 2],
  ["drivermanager.getconnection(", 2],
  ["dbi->connect(", 2],
  ["mysqldb.connect(", 2],
  ["pymysql.connect(", 2],
  ["pdo->__construct(", 2],
  ["mysqli->__construct(", 2],
  ["ftp_login(", 2],
  ["ssh2_auth_password(", 2],
  ["ldap_bind(", 2],
  ["imap_open(", 2],
  ["simple_bind_s(", 1],
  [".login(", 1],
  ["auth=(", 1],
  ["httpbasicauth(", 1],
  ["basic_auth(", 1],
  ["auth: [", 1],
  ["'auth' => [", 1],
  ['"auth": [', 1],
  ["passwordauthentication(", 1],
  ["networkcredential(", 1],
];

const reach = 260;
/** A quoted string, or a name with fields, indices and calls without arguments of their own. */
const argument = String.raw`(?:[furbN]?"[^"\n]{0,120}"|[furbN]?'[^'\n]{0,120}'|[$\w.:>\[\]-]{1,60})`;
const form = (before: number): RegExp =>
  new RegExp(
    String.raw`^\s{0,16}(?:${argument}\s{0,3},\s{0,16}){${String(before)}}("[^"\n]{3,80}"|'[^'\n]{3,80}')`,
  );
const forms = { 1: form(1), 2: form(2) } as const;

function isSecret(token: string): boolean {
  if (isBackReference(token) || isPlaceholder(token) || isGenericWord(token)) return false;
  return !/[\s$]/.test(token) && !token.includes("://");
}

function onCall({ text, budget }: Scan, sink: Sink, { literal, end }: LiteralHit): void {
  const call = calls[literal];
  if (call === undefined) return;
  budget.spend(32);
  const found = forms[call[1]].exec(text.slice(end, end + reach));
  if (found?.[1] === undefined) return;
  const start = end + found[0].length - found[1].length + 1;
  const close = end + found[0].length - 1;
  if (isSecret(text.slice(start, close))) sink.add(shape, start, close);
}

export const connectionCall: NativeDetector = {
  id: "connection-call",
  entities: ["CREDENTIAL"],
  literals: calls.map(([text]) => ({ text })),
  onLiteral: onCall,
};
