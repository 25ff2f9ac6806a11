import { invalidInput } from "./protocol/service-error.ts";

/** Of lists whose page size is not documented. */
const PAGE_SIZE = 100;

interface Numbered {
  readonly sequence: number;
}

/**
 * One page of `items`, which are in the order of their numbers. The token says after which
 * number to go on, so that what is added or removed meanwhile moves no other item.
 */
export function page<T extends Numbered>(
  items: readonly T[],
  token: string | undefined,
  size = PAGE_SIZE,
): { items: readonly T[]; nextPageToken: string | undefined } {
  const start = token === undefined || token === "" ? 0 : firstAfter(items, decode(token));
  const shown = items.slice(start, start + size);
  const last = shown.at(-1);
  const more = start + size < items.length;
  return {
    items: shown,
    nextPageToken: more && last !== undefined ? encode(last.sequence) : undefined,
  };
}

const encode = (sequence: number): string => Buffer.from(`after:${sequence}`).toString("base64url");

function decode(token: string): number {
  const match = /^after:(\d{1,15})$/.exec(Buffer.from(token, "base64url").toString("utf8"));
  if (match === null || encode(Number(match[1])) !== token) {
    throw invalidInput("The page token is not valid.", "InvalidPageToken");
  }
  return Number(match[1]);
}

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
