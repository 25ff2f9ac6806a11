import type { CallOptions } from "../infra-manager.ts";

export interface ListedPrice {
  usd: number;
  /** The product's number in the price list. */
  sku: string;
}

/** AWS's public prices, by the keys of a stack's price file. */
export interface PriceList {
  /** Null when no query is known for the key, or when it finds no price or several. */
  price(key: string, region: string, call: CallOptions): Promise<ListedPrice | null>;
}
