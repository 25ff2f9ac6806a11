import type { BaseInfraManager } from "../../core/infra-manager.ts";
import type { Context } from "../../core/context.ts";
import type { Applying } from "../../core/fleet/apply/applying.ts";
import type { InstanceChange } from "../../core/fleet/change.ts";
import type { DesiredInstance } from "../../core/fleet/desired.ts";
import type { FleetPlan } from "../../core/fleet/plan.ts";
import { type CheckedChoice, checkChoice } from "../../core/instances/preflight.ts";
import { readUserData } from "../infra/create/user-data.ts";
import { snapshotWaiting } from "../shared/snapshot-waiting.ts";
import { type WaitingOptions, waitOptions } from "../shared/waiting.ts";

/** What the steps of an apply need of this run. What is to be made is checked first. */
export async function applyingOf(
  plan: FleetPlan,
  given: Pick<Applying, "moves" | "remember" | "rememberResize">,
  options: WaitingOptions,
  context: Context,
): Promise<Applying> {
  const regions = new Set(plan.changes.map(({ region }) => region));
  for (const it of plan.changes) {
    if (it.kind === "instance" && it.live !== null) regions.add(it.live.region);
  }
  const managers = new Map<string, BaseInfraManager>();
  for (const region of regions) managers.set(region, await context.manager(region));
  const managerOf = (region: string): BaseInfraManager => {
    const manager = managers.get(region);
    if (manager === undefined) throw new TypeError(`${region} is not among the plan's regions.`);
    return manager;
  };
  return {
    ...given,
    fleet: plan.fleet,
    managerOf,
    clock: context.clock,
    onStep: (text) => context.narrator.step(text),
    wait: (name) => waitOptions(options, context, name),
    snapshotWait: (name) => waitOptions(snapshotWaiting(options), context, `${name}: snapshot`),
    userData: (path) => readUserData(path, context),
    choices: await checkChoices(plan, managerOf, context),
  };
}

/** The catalogue's word on each that is to be made; equal ones are asked for once. */
async function checkChoices(
  { changes }: FleetPlan,
  managerOf: Applying["managerOf"],
  context: Context,
): Promise<Map<string, CheckedChoice>> {
  const asked = new Map<string, Promise<CheckedChoice>>();
  const choices = new Map<string, CheckedChoice>();
  const made = changes.filter(
    (it): it is InstanceChange & { wanted: DesiredInstance } =>
      it.kind === "instance" &&
      it.wanted !== null &&
      (it.action === "create" || it.action === "replace"),
  );
  for (const { wanted, live } of made) {
    const choice = {
      bundle: wanted.bundle ?? live?.bundle_id ?? "",
      blueprint: wanted.blueprint ?? live?.blueprint_id ?? "",
      zone: wanted.zone ?? undefined,
      ipAddressType: wanted.ipAddressType ?? undefined,
      staticIp: wanted.staticIp === true,
    };
    const key = JSON.stringify([wanted.region, choice]);
    const answer =
      asked.get(key) ?? checkChoice(managerOf(wanted.region), choice, { signal: context.signal });
    asked.set(key, answer);
    choices.set(wanted.id, await answer);
  }
  return choices;
}
