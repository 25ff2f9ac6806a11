import { createHash } from "node:crypto";
import type { OperationName } from "./operation-names.ts";
import { invalidInput } from "./protocol/service-error.ts";

/** Of lists whose page size is not documented. */
const PAGE_SIZE = 100;

interface Numbered {
  readonly sequence: number;
}

/** What a list is of: the same token is refused by another operation, region or filter. */
export type ListName = readonly [operation: OperationName, region: string, filter?: string];

/**
 * One page of `items`, which are in the order of their numbers. The token says after which
 * number to go on, so that what is added or removed meanwhile moves no other item.
 */
export function page<T extends Numbered>(
  items: readonly T[],
  token: string | undefined,
  list: ListName,
  size = PAGE_SIZE,
): { items: readonly T[]; nextPageToken: string | undefined } {
  const start = token === undefined || token === "" ? 0 : firstAfter(items, decode(token, list));
  const shown = items.slice(start, start + size);
  const last = shown.at(-1);
  const more = start + size < items.length;
  return {
    items: shown,
    nextPageToken: more && last !== undefined ? encode(last.sequence, list) : undefined,
  };
}

const encode = (sequence: number, list: ListName): string =>
  Buffer.from(`${digest(list)}:${sequence}`).toString("base64url");

const digest = (list: ListName): string =>
  createHash("sha256").update(JSON.stringify(list)).digest("hex").slice(0, 16);

function decode(token: string, list: ListName): number {
  const [, sequence] = /^[0-9a-f]{16}:(\d{1,15})$/.exec(textOf(token)) ?? [];
  if (sequence === undefined || encode(Number(sequence), list) !== token) {
    throw invalidInput("The page token is not valid.", "InvalidPageToken");
  }
  return Number(sequence);
}

const textOf = (token: string): string => Buffer.from(token, "base64url").toString("utf8");

function firstAfter(items: readonly Numbered[], sequence: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((items[middle]?.sequence ?? 0) <= sequence) low = middle + 1;
    else high = middle;
  }
  return low;
}
