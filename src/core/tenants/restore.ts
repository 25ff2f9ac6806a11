import type { EngineTenant, Move, VolumeLook } from "../contracts/tenant-engine.ts";
import { QuantsError } from "../errors.ts";
import { runningIn } from "../hibernation/stage.ts";
import { type Step, unseen } from "../plan/step.ts";
import { isDown } from "./lost.ts";
import { untilHealthy, untilStopped } from "./waiting.ts";
import { nodeName, theTenant, type Work } from "./work.ts";

export type RestoreStep = "verify" | "stop" | "take" | "switch" | "start";

export interface Restore extends Move {
  /** A worker of it that never comes back; null: none is. */
  lost: string | null;
}

/**
 * Gives a tenant the data that somebody has put on a worker from its backup. It is looked at before
 * anything is stopped; once it was found whole, the tenant has a mark, and whoever repeats this goes on.
 */
export function restoreSteps(
  tenant: EngineTenant,
  /** Of its volumes, by name. */
  owners: Readonly<Record<string, string>>,
  { from, to, lost }: Restore,
  work: Work,
): Step<RestoreStep>[] {
  const { engine, platform, say } = work;
  const { name } = tenant;
  const on = nodeName(work, to);
  return [
    {
      name: "verify",
      async changes() {
        await verify();
        const given = lost === null ? "what it has there" : `what ${nodeName(work, lost)} has`;
        return [
          {
            ...{ action: "restore", kind: "tenant", name, region: "-" },
            detail: `from its backup on ${on}; ${given} is given up`,
          },
        ];
      },
      async carryOut() {
        await verify();
        await engine.mark(tenant, { restore: { from, to }, lost });
      },
    },
    unseen("stop", async () => {
      await engine.scale(tenant, []);
      say(`${name}: stopping`);
      await untilStopped(name, work);
    }),
    unseen("take", async () => {
      await engine.takeRestored(name, to);
      say(`${name}: has its data of the backup on ${on}`);
    }),
    unseen("switch", async () => {
      await engine.pin(await theTenant(engine, name), to);
    }),
    unseen("start", async () => {
      const restored = await theTenant(engine, name);
      await engine.scale(restored, runningIn(restored.stage, platform.components));
      await untilHealthy(name, work);
      // A move that the lost worker cut off may have begun a copy elsewhere.
      const copy = tenant.move?.to ?? to;
      if (copy !== to && !isDown(work, copy)) await engine.removeVolumes(name, copy);
      await engine.mark(restored, { restore: null, move: null });
      say(`${name}: well on ${on}`);
    }),
  ];

  async function verify(): Promise<void> {
    const found = await engine.lookAtVolumes(name, { node: to, set: "restored" });
    // It was taken: an earlier try has the mark, and only that takes it away.
    if (found.length === 0 && tenant.restore?.to === to) return;
    const lacks = lacking(found, owners);
    if (lacks === null) return;
    throw new QuantsError(
      found.length === 0 ? "not_found" : "invalid_state",
      `The data of ${name} that was restored on ${on} can't be used: ${lacks}.`,
      {
        hint: `Put it there first; there, as root: quants-restore ${name} ${folderOf(name, work)} SERVER`,
        resource: name,
      },
    );
  }
}

const folderOf = (tenant: string, { platform }: Work): string =>
  `${platform.engine?.volumes ?? ""}/.restored-${tenant}`;

/** What is wrong with restored volumes; null: nothing. */
function lacking(
  found: readonly VolumeLook[],
  owners: Readonly<Record<string, string>>,
): string | null {
  if (found.length === 0) return "there is none";
  const missing = Object.keys(owners).filter((it) => !found.some(({ name }) => name === it));
  if (missing.length > 0) return `it has no ${missing.join(", ")}`;
  if (found.every((it) => it.is_empty)) return "all of its volumes are empty";
  const other = found.find(({ name, owner }) => (owners[name] ?? owner) !== owner);
  return other === undefined
    ? null
    : `${other.name} belongs to ${other.owner}, not to ${owners[other.name] ?? ""}`;
}
