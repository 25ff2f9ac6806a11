import type { InstanceChange } from "../change.ts";
import type { DesiredInstance } from "../desired.ts";
import { nullIfMissing, QuantsError } from "../../errors.ts";
import { planCreation } from "../../instances/plan-creation.ts";
import type { Instance, StaticIp } from "../../model.ts";
import { type Step, unseen } from "../../plan/step.ts";
import { claimStaticIp, freeFor } from "../../static-ips/claim.ts";
import { staticIpNameFor } from "../../static-ips/name.ts";
import { ownerOf, ownerTags } from "../ownership.ts";
import type { Applying, ChangeSteps } from "./applying.ts";

/** Makes an instance of the files, or goes on with one that an interrupted apply began. */
export async function creationSteps(
  change: InstanceChange & { wanted: DesiredInstance },
  applying: Applying,
): Promise<ChangeSteps> {
  const { wanted } = change;
  const { fleet, managerOf, choices, onStep, userData } = applying;
  const manager = managerOf(wanted.region);
  const name = change.name;
  const choice = choices.get(wanted.id);
  if (choice === undefined) throw new TypeError(`${wanted.id} was not checked.`);
  const wait = applying.wait(name);
  const isOurs = (it: Instance): boolean => {
    const owner = ownerOf(it);
    return owner?.fleet === fleet.name && owner.id === wanted.id;
  };
  const { bundle } = choice;
  const { made, steps } = planCreation(
    manager,
    {
      ...{ name, bundle: bundle.bundle_id, blueprint: choice.blueprint.blueprint_id },
      availabilityZone: wanted.zone ?? undefined,
      keyPair: wanted.keyPair ?? undefined,
      tags: { ...wanted.tags, ...ownerTags(fleet.name, wanted.id) },
      userData: wanted.userData === null ? undefined : await userData(wanted.userData),
      ipAddressType: wanted.ipAddressType ?? undefined,
      staticIp: false,
      rules: wanted.rules ?? undefined,
      waitLevel: "ip",
      ...{ ifNotExists: true, isOurs },
      detail: bundle.bundle_id,
      monthlyUsd: bundle.monthly_price_usd,
    },
    { wait, hooks: { onStep, waitForSsh: async () => {} } },
  );
  const moved = applying.moves.get(wanted.id) ?? null;
  const more: Step[] = [];
  let ip: StaticIp | null = null;
  const onSeen = (seen: StaticIp): void => {
    ip = seen;
  };
  if (wanted.staticIp === true || moved !== null) {
    more.push(addressStep({ wanted, name, moved, onSeen }, applying));
  }
  if (typeof wanted.autoSnapshot === "string") more.push(autoSnapshotStep(wanted, name, applying));
  return {
    steps: [...steps, ...more],
    made: () => made.instance && withAddress(made.instance, ip),
    staticIp: () => ip?.name ?? null,
  };
}

/** As it is once it has the address. */
export function withAddress(instance: Instance, ip: StaticIp | null): Instance {
  if (ip?.attached_to !== instance.name) return instance;
  return { ...instance, public_ip: ip.ip_address, is_static_ip: true };
}

interface Addressing {
  wanted: DesiredInstance;
  name: string;
  /** The static IP that it had before; null for one of its own name. */
  moved: string | null;
  /** The latest record. */
  onSeen: (ip: StaticIp) => void;
}

/** Gives it the address that it had before it was made anew, or one of its own name. */
export function addressStep({ wanted, name, moved, onSeen }: Addressing, applying: Applying): Step {
  const manager = applying.managerOf(wanted.region);
  return unseen("static_ip", async () => {
    const wait = applying.wait(name);
    const ipName = moved ?? staticIpNameFor(name);
    const found = freeFor(await nullIfMissing(manager.getStaticIp(ipName, wait)), name);
    if (found === null && moved !== null) {
      throw new QuantsError("not_found", `The static IP ${moved} of ${wanted.id} is gone.`, {
        hint: "Somebody released it: the address can't be had again. Apply once more for a new one.",
        resource: moved,
      });
    }
    await claimStaticIp(manager, name, found, wait, {
      onSeen,
      onChanged: applying.onStep,
    });
  });
}

export function autoSnapshotStep(
  { autoSnapshot, region }: DesiredInstance,
  name: string,
  { managerOf, wait, onStep }: Applying,
): Step {
  return unseen("auto_snapshot", async () => {
    const time = autoSnapshot === false ? null : autoSnapshot;
    await managerOf(region).settings.setAutoSnapshot(name, time, wait(name));
    onStep(
      `${name}: ${time === null ? "no automatic snapshots" : `a snapshot each day at ${time}`}`,
    );
  });
}
