import { type RetirePlan, planRetirement } from "../../instances/plan-retirement.ts";
import { retirementSteps } from "../../instances/retirement-steps.ts";
import { nullIfMissing } from "../../errors.ts";
import type { Step } from "../../plan/step.ts";
import { releaseFreed } from "../../static-ips/release.ts";
import { unseen } from "../../plan/step.ts";
import type { StaticIpChange } from "../change.ts";
import type { LiveInstance } from "../live.ts";
import type { Applying, ChangeSteps } from "./applying.ts";
import { freshOf, refuseProtected } from "./fresh.ts";

export interface Deletion {
  id: string;
  live: LiveInstance;
  /** A snapshot is made before. */
  snapshotFirst: boolean;
  /** What becomes of its address. */
  goal: "release" | "move";
}

/** Deletes an instance, after a last look at whose it is and whether it is protected. */
export async function deletionSteps(
  { id, live, snapshotFirst, goal }: Deletion,
  applying: Applying,
): Promise<ChangeSteps> {
  const { managerOf, clock, onStep } = applying;
  const { name, region } = live;
  const manager = managerOf(region);
  const lookAgain = async (plan: RetirePlan): Promise<RetirePlan> => {
    const there = await nullIfMissing(freshOf(manager, live, applying.wait(name)));
    if (there !== null) refuseProtected(there);
    return { ...plan, instance: there };
  };
  const plan = await planRetirement(manager, name, {
    ...applying.wait(name),
    ...{ keepStaticIp: goal === "move", releaseAlso: [], mayBeGone: true, listed: live },
  });
  const [ip = null] = goal === "move" ? plan.keep : plan.release;
  const note = unseen("note", async () => applying.remember({ id, region, ip, goal }));
  const { steps, retired } = retirementSteps(manager, plan, {
    ...{ clock, onStep, lookAgain, isOld: true },
    wait: () => applying.wait(name),
    ...(snapshotFirst && {
      snapshot: {
        wait: () => applying.snapshotWait(name),
        onDropped: () => {},
        there: () => manager.listSnapshots(applying.wait(name)),
      },
    }),
  });
  const all: Step[] = ip === null ? [...steps] : [note, ...steps];
  return { steps: all, made: () => (retired.isGone ? null : live) };
}

/** Releases an address that an interrupted apply was about to release. */
export function leftoverSteps(
  { name, region, ip }: StaticIpChange,
  applying: Applying,
): ChangeSteps {
  const release = unseen("static_ip", async () => {
    const manager = applying.managerOf(region);
    await releaseFreed(manager, ip, name, applying.clock, applying.wait(name));
    applying.onStep(`static IP ${ip.ip_address} (${ip.name}) released`);
  });
  return { steps: [release], made: () => null };
}
