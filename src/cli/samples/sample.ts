/* Samples of webhooks, with invented people: what `deskveil trigger` sends. */

export interface Sample {
  /** One line for the list. */
  readonly about: string;
  /** Default: POST. */
  readonly method?: string;
  /** Lower case; `content-type` among them where there is a body. */
  readonly headers: Readonly<Record<string, string>>;
  /** `now`: ms since 1970; `id`: new for each call; `secret`: for senders that show it in the body. */
  body(fill: { readonly now: number; readonly id: string; readonly secret: string }): string;
  /** Without `?`, for senders that prove themselves in the address. */
  query?(secret: string): string;
}

export type DeskSamples = Readonly<Record<string, Sample>>;
