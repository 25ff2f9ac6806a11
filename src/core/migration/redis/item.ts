/** A key as it was read. */
export interface Item {
  key: Buffer;
  /** A string itself, or what DUMP gives. */
  payload: Buffer;
  isString: boolean;
  /** Milliseconds since the epoch by the target's clock; null without an expiry. */
  expiry: number | null;
}
