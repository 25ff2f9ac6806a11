import { amended, QuantsError } from "../../errors.ts";
import type { Instance, StaticIp } from "../../model.ts";
import { type Step, unseen } from "../../plan/step.ts";
import { freeFrom } from "../../static-ips/take.ts";
import { attributeChanges } from "../attributes.ts";
import type { AttributeChange } from "../change.ts";
import type { DesiredInstance } from "../desired.ts";
import { type LiveInstance } from "../live.ts";
import type { Applying, ChangeSteps } from "./applying.ts";
import { addressStep, autoSnapshotStep, withAddress } from "./create.ts";
import { freshOf } from "./fresh.ts";

/**
 * Changes in place what is not as the files say, one kind of attribute after the other: those that
 * say whose it is first, so that a repetition finds it.
 */
export function updateSteps(
  wanted: DesiredInstance,
  live: LiveInstance,
  applying: Applying,
): ChangeSteps {
  const { fleet, managerOf, onStep } = applying;
  const manager = managerOf(wanted.region);
  const { name } = live;
  let made: Instance | null = live;
  let changes: AttributeChange[] = [];
  const moved = applying.moves.get(wanted.id) ?? null;
  let ip: StaticIp | null = null;
  const onSeen = (seen: StaticIp): void => {
    ip = seen;
  };
  const has = (path: string): boolean => changes.some((it) => it.path === path);
  const read = unseen("read", async () => {
    const wait = applying.wait(name);
    const now = await freshOf(manager, live, wait);
    const ips = await manager.listStaticIps(wait);
    const own = ips.find((it) => it.attached_to === name) ?? null;
    made = now;
    changes = attributeChanges(wanted, now, own, fleet.name);
    const late = changes.find(({ effect }) => effect === "replace");
    if (late !== undefined) throw changedMeanwhile(name, late.path);
  });
  const when = (path: string, step: Step): Step => ({
    ...step,
    carryOut: async () => {
      if (has(path)) await step.carryOut();
    },
  });
  return {
    made: () => made && withAddress(made, ip),
    staticIp: () => ip?.name ?? null,
    steps: [
      read,
      unseen("tags", async () => {
        const tags = changes.filter(({ path }) => path.startsWith("tags."));
        if (tags.length === 0) return;
        const set = Object.fromEntries(
          tags.map(({ path, after }) => [path.slice("tags.".length), String(after)]),
        );
        await manager.tagInstance(name, set, applying.wait(name));
        onStep(`${name}: tagged ${Object.keys(set).join(", ")}`);
      }),
      when("ip_address_type", addressTypeStep(wanted, name, applying)),
      when("firewall", firewallStep(wanted, live, applying)),
      when("snapshots.auto", autoSnapshotStep(wanted, name, applying)),
      when(
        "static_ip",
        wanted.staticIp === true
          ? addressStep({ wanted, name, moved, onSeen }, applying)
          : releaseStep(wanted, name, applying),
      ),
    ],
  };
}

function changedMeanwhile(name: string, path: string): QuantsError {
  return new QuantsError("conflict", `${path} of ${name} was changed since the plan.`, {
    hint: "Plan again: it would have to be made anew.",
    resource: name,
  });
}

function addressTypeStep(
  { ipAddressType, region }: DesiredInstance,
  name: string,
  applying: Applying,
): Step {
  return unseen("ip_address_type", async () => {
    if (ipAddressType !== "dualstack" && ipAddressType !== "ipv4") return;
    const manager = applying.managerOf(region);
    await manager.settings.setIpAddressType(name, ipAddressType, applying.wait(name));
    applying.onStep(`${name}: addresses are ${ipAddressType}`);
  });
}

/** Lightsail changes ports of running instances only. */
function firewallStep(
  { rules, region }: DesiredInstance,
  live: LiveInstance,
  applying: Applying,
): Step {
  const { name } = live;
  return unseen("firewall", async () => {
    if (rules === null) return;
    const manager = applying.managerOf(region);
    try {
      await manager.replaceFirewall(name, rules, applying.wait(name));
    } catch (error) {
      if (!(error instanceof QuantsError) || error.code !== "invalid_state") throw error;
      throw amended(error, {
        hint: "Start it, and apply again: its firewall can't be changed while it is stopped.",
      });
    }
    applying.onStep(`${name}: firewall set, ${rules.length} rule${rules.length === 1 ? "" : "s"}`);
  });
}

/** Gives up the address: the plan said so, and counted it as a deletion. */
function releaseStep({ id, region }: DesiredInstance, name: string, applying: Applying): Step {
  return unseen("static_ip", async () => {
    const { clock, onStep } = applying;
    const manager = applying.managerOf(region);
    const wait = applying.wait(name);
    const own = (await manager.listStaticIps(wait)).find((it) => it.attached_to === name);
    if (own === undefined) return;
    applying.remember({ id, region, ip: own, goal: "release" });
    if (!(await freeFrom(manager, own, name, wait, clock))) return;
    await manager.releaseStaticIp(own.name, wait);
    onStep(`${name}: static IP ${own.ip_address} (${own.name}) released`);
  });
}
