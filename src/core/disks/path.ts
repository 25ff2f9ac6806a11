import { QuantsError } from "../errors.ts";

/** In the order in which they are taken; `a` is the system disk's. */
const LETTERS = Array.from("fghijklmnopqrstuvwxyzbcde");
const PATH = /^\/dev\/(?:xvd|sd)(?<letters>[b-z]|[b-c][a-z])$/;

/** How many block storage disks an instance can have. */
export const MOST_DISKS = 15;

export function checkDiskPath(text: string): string {
  if (PATH.test(text)) return text;
  throw new QuantsError("invalid_input", `"${text}" is no path for a disk.`, {
    hint: "Give one from /dev/xvdb to /dev/xvdz, e.g. /dev/xvdf; /dev/xvda is the system disk's.",
    resource: text,
  });
}

/** The next path that is free; null if there is none. `/dev/sdf` is the same place as `/dev/xvdf`. */
export function freePath(taken: readonly string[]): string | null {
  const letter = LETTERS.find((it) => !taken.some((path) => samePath(path, `/dev/xvd${it}`)));
  return letter === undefined ? null : `/dev/xvd${letter}`;
}

export function samePath(one: string, other: string): boolean {
  return lettersOf(one) === lettersOf(other);
}

function lettersOf(path: string): string {
  return PATH.exec(path)?.groups?.["letters"] ?? path;
}
