import { QuantsError } from "../errors.ts";
import type { Disk } from "../model.ts";
import { advice, toRun } from "../text/advice.ts";
import { nearest } from "../text/nearest.ts";

export function findDisk(all: readonly Disk[], name: string, region: string): Disk {
  const found = all.find((it) => it.name === name);
  if (found !== undefined) return found;
  const near = nearest(
    name,
    all.map((it) => it.name),
  );
  throw new QuantsError("not_found", `There is no disk ${name} in ${region}.`, {
    hint:
      near === null
        ? advice`See: ${toRun("infra disk list", { region: "all" })}`
        : `Did you mean ${near}?`,
    resource: name,
  });
}

/** It is being made, attached or detached, and can't be changed until that is over. */
export const isUnderway = ({ status, is_attached: isAttached }: Disk): boolean =>
  status === "pending" || (status === "in-use" && !isAttached);
