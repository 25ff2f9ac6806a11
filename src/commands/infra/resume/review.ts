import { type Wording, advice, toRun } from "../../../core/text/advice.ts";
import type { Context } from "../../../core/context.ts";
import { madeFor } from "../../../core/journal/effects.ts";
import { openTargets } from "../../../core/journal/open-targets.ts";
import type { JournalOperation } from "../../../core/journal/operation.ts";
import type { TargetRef } from "../../../core/journal/target.ts";
import { staticIpCost } from "../../../core/static-ips/price.ts";
import type { Judge, Look } from "./judge.ts";
import { judgeChange, judgeCreation, judgeSnapshot } from "./judge-instance.ts";
import { judgeAddress, judgeRelease } from "./judge-address.ts";
import { judgeAlarm } from "./judge-alarm.ts";
import { judgeDisk, judgeDiskSnapshot } from "./judge-disk.ts";
import { judgeDns } from "./judge-dns.ts";
import { judgeKeyPair } from "./judge-key-pair.ts";
import { judgeResize } from "./judge-resize.ts";
import { judgeScale, judgeWorker } from "./judge-worker.ts";
import { leftBehind } from "../left-behind.ts";
import { Present } from "./present.ts";
import { ownValue } from "../../../core/text/own-value.ts";

/** What an unfinished operation left to do, seen by what there is now. */
interface Review {
  /** What can be continued. */
  left: TargetRef[];
  /** What is over by what somebody did since, and why. */
  over: { target: TargetRef; why: Wording }[];
  /** What it made that is there still, though nothing is continued, and that costs money. */
  billed: Wording[];
}

const JUDGES: Readonly<Record<string, Judge>> = {
  "infra create": judgeCreation,
  "infra snapshot restore": judgeCreation,
  "infra manage": judgeChange,
  "infra tag set": judgeChange,
  "infra tag remove": judgeChange,
  "infra ports open": judgeChange,
  "infra ports close": judgeChange,
  "infra ports set": judgeChange,
  "infra snapshot auto on": judgeChange,
  "infra snapshot auto off": judgeChange,
  "infra snapshot create": judgeSnapshot,
  "backup run": judgeSnapshot,
  "infra resize": judgeResize,
  "worker add": judgeWorker,
  "autoscale run": judgeScale,
  "infra disk create": judgeDisk,
  "infra disk attach": judgeDisk,
  "infra disk snapshot": judgeDiskSnapshot,
  "key import": judgeKeyPair,
  "alarm set": judgeAlarm,
  "alarm apply": judgeAlarm,
  "dns set": judgeDns,
  "dns remove": judgeDns,
  "dns import": judgeDns,
  "infra ip allocate": judgeAddress,
  "infra ip attach": judgeAddress,
  "infra ip move": judgeAddress,
  "infra ip detach": judgeAddress,
  "infra ip release": judgeRelease,
};
/** To undo these is to remove what they made, whatever else is gone, or is `infra undo`'s to judge. */
const UNDONE_ANYWAY: ReadonlySet<string> = new Set([
  "infra create",
  "infra snapshot restore",
  "infra disk create",
  "key import",
  "dns set",
  "dns remove",
  "dns import",
]);

/**
 * Looks at each target of the operation before anything is continued: what it made, or may
 * have made, and somebody removed since is never made again; what has the name of what it was
 * about, and is another thing, stays as it is.
 */
export async function review(
  operation: JournalOperation,
  undo: boolean,
  context: Context,
): Promise<Review> {
  const { command } = operation;
  const open = openTargets(operation);
  const judge = ownValue(JUDGES, command);
  if (judge === undefined || (undo && UNDONE_ANYWAY.has(command))) {
    return { left: open, over: [], billed: [] };
  }
  const others = (await context.journal.unfinished()).filter((it) => it.id !== operation.id);
  const leftOf = await leftBehind(context);
  const look: Look = {
    operation,
    attempts: [...others, operation],
    present: new Present(context),
    hasMade: (instance) => leftOf(instance.name, instance.region).hasMade(instance),
  };
  const result: Review = { left: [], over: [], billed: [] };
  for (const target of open) {
    const verdict = await judge(target, look);
    if (verdict === null) result.left.push(target);
    else {
      result.over.push({ target, why: verdict.why });
      result.billed.push(...(verdict.billed ?? []), ...(await freeAddresses(target, look)));
    }
  }
  return result;
}

/** Static IPs that the operation allocated for it, and nothing holds. */
async function freeAddresses(target: TargetRef, look: Look): Promise<Wording[]> {
  const { region } = target;
  const names = madeFor(target, look.operation, "static_ip");
  const found = await Promise.all(names.map((name) => look.present.staticIp(region, name)));
  return found.flatMap((ip) =>
    ip === null || ip.is_attached
      ? []
      : [
          advice`the static IP ${ip.name} (${ip.ip_address}) is unattached, and costs $${staticIpCost(ip).toFixed(2)} a month: ${toRun("infra ip release", { name: ip.name, region })}`,
        ],
  );
}
