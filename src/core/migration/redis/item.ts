/** A key as it was read. */
export interface Item {
  key: Buffer;
  dump: Buffer;
  /** Milliseconds since the epoch by the target's clock; null without an expiry. */
  expiry: number | null;
}
