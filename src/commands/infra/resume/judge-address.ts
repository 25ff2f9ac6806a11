import { advice, toRun } from "../../../core/text/advice.ts";
import type { TargetRef } from "../../../core/journal/target.ts";
import { type Judge, type Look, type Verdict, madeAndLost } from "./judge.ts";

/** Of `infra ip allocate`, `attach`, `move` and `detach`. */
export const judgeAddress: Judge = async (target, look) => {
  const { region, name } = target;
  const { command, remembered, options } = look.operation;
  const now = await look.present.staticIp(region, name);
  if (now === null) {
    const isNew = command === "infra ip allocate" && !(await madeAndLost(target, look));
    return isNew ? null : { why: `the static IP ${name} has been released since` };
  }
  const to = options["to"] ?? options["attachTo"];
  const from = remembered["from"];
  const holder = now.attached_to;
  if (holder !== null && holder !== to && holder !== from) {
    return { why: `the static IP ${name} is attached to ${holder} now, and stays there` };
  }
  return typeof to === "string" ? judgeHolder(to, target, look) : null;
};

/** Of `infra ip release`: an address that serves somebody since is not taken away. */
export const judgeRelease: Judge = async ({ region, name }, look) => {
  const now = await look.present.staticIp(region, name);
  const holder = now?.attached_to ?? null;
  if (holder === null || look.operation.options["force"] === true) return null;
  return { why: `the static IP ${name} is attached to ${holder} now, and stays there` };
};

async function judgeHolder(
  to: string,
  { region, name }: TargetRef,
  look: Look,
): Promise<Verdict | null> {
  if ((await look.present.instance(region, to)) !== null) return null;
  const ip = await look.present.staticIp(region, name);
  if (ip === null || ip.is_attached)
    return { why: `${to}, which was to receive ${name}, no longer exists` };
  return {
    why: `${to}, which was to receive ${name}, no longer exists`,
    billed: [
      advice`the static IP ${name} (${ip.ip_address}) is unattached, and billed: ${toRun("infra ip release", { name, region })}`,
    ],
  };
}
