/* Where redacted webhooks go, as configuration compiles it and delivery uses it. */

/** `standard`: Standard Webhooks headers. `sender`: the scheme of the desk that sent it. `none`: the receiver checks nothing. */
export type Signing = "standard" | "sender" | "none";

export interface Destination {
  readonly name: string;
  /** http or https; no login, no fragment. */
  readonly url: URL;
  readonly signing: Signing;
  /** One, or two during rotation: the first one is the newer. Standard Webhooks signs with all, a desk's scheme with the first. */
  readonly secrets: readonly string[];
  /** Networks, as CIDR, that are allowed although they are private, loopback or otherwise special. */
  readonly networks: readonly string[];
  /** Deliveries at the same time. */
  readonly concurrency: number;
  /** Deliveries a second; undefined: as many as concurrency allows. */
  readonly rate?: number;
  /** Ms for connecting and the whole answer. */
  readonly timeoutMs: number;
  /** TLS certificates are not checked: shown in health and report. */
  readonly insecure: boolean;
}
