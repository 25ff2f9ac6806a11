import type { EngineTenant } from "../contracts/tenant-engine.ts";
import { runningIn } from "../hibernation/stage.ts";
import { type Step, unseen } from "../plan/step.ts";
import { composeTenant, type NewTenant } from "./compose.ts";
import { type Part, volumeOwners } from "./parts.ts";
import { secretValues } from "./secrets.ts";
import { untilHealthy } from "./waiting.ts";
import { nodeName, theTenant, type Work } from "./work.ts";

export type CreateStep = "secrets" | "volumes" | "stack" | "start" | "healthy";

/**
 * Makes a tenant. Nothing of it runs before all parts are there; secrets that an earlier try made
 * and no part has are made anew, since nobody can read them.
 */
export function createSteps(
  tenant: NewTenant,
  parts: readonly Part[],
  /** What an earlier try made. */
  present: EngineTenant | null,
  work: Work,
  random: () => string,
): Step<CreateStep>[] {
  const { engine, platform, say } = work;
  const { name } = tenant;
  const isThere = present !== null && present.parts.length === parts.length;
  const on = nodeName(work, tenant.node);
  return [
    {
      name: "secrets",
      changes: () => [],
      async carryOut() {
        if (present !== null) return;
        await engine.removeSecrets(name);
        const values = Object.entries(secretValues(parts, random));
        for (const [key, value] of values) await engine.makeSecret(name, key, value);
      },
    },
    {
      name: "volumes",
      changes: () => [],
      async carryOut() {
        if (!isThere) await engine.makeVolumes(name, tenant.node, volumeOwners(parts));
      },
    },
    {
      name: "stack",
      changes: () =>
        isThere
          ? []
          : [
              {
                ...{ action: "create", kind: "tenant", name, region: "-" },
                detail: `${tenant.tier} on ${on}: ${parts.map((it) => it.name).join(", ")}`,
              },
            ],
      async carryOut() {
        if (isThere) return;
        await engine.deploy(name, composeTenant(tenant, parts, platform));
        say(`${name}: created on ${on}`);
      },
    },
    unseen("start", async () => {
      const made = await theTenant(engine, name);
      await engine.scale(made, runningIn(made.stage, platform.components));
    }),
    unseen("healthy", () => untilHealthy(name, work)),
  ];
}
