import { createHash } from "node:crypto";
import { invalidInput } from "../protocol/service-error.ts";
import type { LogLine } from "./logs.ts";

const PAGE_SIZE = 100;

export interface LogPage {
  lines: readonly LogLine[];
  backward: string;
  forward: string;
}

/**
 * A page from the head or the tail, or what comes before or after another one. Both tokens are always
 * given, so that whoever is at the end can ask again later.
 */
export function logPage(
  lines: readonly LogLine[],
  { fromHead, token, log }: { fromHead: boolean; token: string | undefined; log: string },
): LogPage {
  const [start, end] = rangeOf(lines.length, fromHead, token, log);
  return {
    lines: lines.slice(start, end),
    backward: encode("b", start, log),
    forward: encode("f", end, log),
  };
}

function rangeOf(
  length: number,
  fromHead: boolean,
  token: string | undefined,
  log: string,
): readonly [start: number, end: number] {
  if (token === undefined || token === "") {
    return fromHead ? [0, Math.min(PAGE_SIZE, length)] : [Math.max(0, length - PAGE_SIZE), length];
  }
  const [, direction = "", digits = ""] =
    /^([bf]):(\d{1,6}):[0-9a-f]{16}$/.exec(Buffer.from(token, "base64url").toString()) ?? [];
  const index = Number(digits);
  if (digits === "" || encode(direction, index, log) !== token || index > length) {
    throw invalidInput("The page token is not valid.", "InvalidPageToken");
  }
  return direction === "f"
    ? [index, Math.min(index + PAGE_SIZE, length)]
    : [Math.max(0, index - PAGE_SIZE), index];
}

const encode = (direction: string, index: number, log: string): string => {
  const digest = createHash("sha256").update(log).digest("hex").slice(0, 16);
  return Buffer.from(`${direction}:${index}:${digest}`).toString("base64url");
};
