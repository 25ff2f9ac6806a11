import type { EngineTenant } from "../contracts/tenant-engine.ts";
import { type Step, unseen } from "../plan/step.ts";
import { isGivenUp } from "./lost.ts";
import { nodesOf } from "./placing.ts";
import { untilStopped } from "./waiting.ts";
import { nodeName, requireUp, type Work } from "./work.ts";

export type DestroyStep = "stop" | "volumes" | "parts" | "secrets" | "network" | "pending";

/**
 * Removes a tenant and all that it has. The parts go after the volumes: they tell where those are.
 * `tenant` null: an earlier try removed the parts, and the rest may be there.
 */
export function destroySteps(
  name: string,
  tenant: EngineTenant | null,
  /** A worker of it that never comes back. */
  lost: string | null,
  work: Work,
): Step<DestroyStep>[] {
  const { engine, say } = work;
  const all = tenant === null ? [] : nodesOf(tenant);
  const nodes = all.filter((it) => tenant === null || !isGivenUp(tenant, it, lost, work));
  return [
    {
      name: "stop",
      changes: () => [
        {
          ...{ action: "delete", kind: "tenant", name, region: "-" },
          detail:
            tenant === null
              ? "what is left of it"
              : `${tenant.tier}, with all of its data on ${all.map((it) => nodeName(work, it)).join(", ")}`,
        },
      ],
      async carryOut() {
        if (tenant === null) return;
        for (const node of nodes) requireUp(work, node, name);
        await engine.mark(tenant, { leaving: true, lost });
        await engine.scale(tenant, []);
        await untilStopped(name, work);
      },
    },
    unseen("volumes", async () => {
      for (const node of nodes) await engine.removeVolumes(name, node);
    }),
    unseen("parts", () => engine.removeParts(name)),
    unseen("secrets", () => engine.removeSecrets(name)),
    unseen("network", () => engine.removeNetwork(name)),
    unseen("pending", async () => {
      await engine.removePending(name);
      say(`${name}: destroyed`);
    }),
  ];
}
