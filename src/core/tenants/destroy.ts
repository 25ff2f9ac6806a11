import type { EngineTenant } from "../contracts/tenant-engine.ts";
import { type Step, unseen } from "../plan/step.ts";
import { nodesOf } from "./placing.ts";
import { untilStopped } from "./waiting.ts";
import { nodeName, requireUp, type Work } from "./work.ts";

export type DestroyStep = "stop" | "volumes" | "parts" | "secrets" | "network";

/**
 * Removes a tenant and all that it has. The parts go after the volumes: they tell where those are.
 * `tenant` null: an earlier try removed the parts, and the rest may be there.
 */
export function destroySteps(
  name: string,
  tenant: EngineTenant | null,
  work: Work,
): Step<DestroyStep>[] {
  const { engine, say } = work;
  const nodes = tenant === null ? [] : nodesOf(tenant);
  return [
    {
      name: "stop",
      changes: () => [
        {
          ...{ action: "delete", kind: "tenant", name, region: "-" },
          detail:
            tenant === null
              ? "secrets and network that are left"
              : `${tenant.tier}, with all of its data on ${nodes.map((it) => nodeName(work, it)).join(", ")}`,
        },
      ],
      async carryOut() {
        if (tenant === null) return;
        for (const node of nodes) requireUp(work, node, name);
        await engine.mark(tenant, { leaving: true });
        await engine.scale(tenant, []);
        await untilStopped(name, work);
      },
    },
    unseen("volumes", async () => {
      for (const node of nodes) await engine.removeVolumes(name, node);
    }),
    unseen("parts", () => engine.removeParts(name)),
    unseen("secrets", () => engine.removeSecrets(name)),
    unseen("network", async () => {
      await engine.removeNetwork(name);
      say(`${name}: destroyed`);
    }),
  ];
}
