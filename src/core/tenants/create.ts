import type { EngineTenant } from "../contracts/tenant-engine.ts";
import { QuantsError } from "../errors.ts";
import { runningIn } from "../hibernation/stage.ts";
import { type Step, unseen } from "../plan/step.ts";
import { composeTenant, type NewTenant } from "./compose.ts";
import { type Part, volumeOwners } from "./parts.ts";
import { secretValues } from "./secrets.ts";
import { untilHealthy } from "./waiting.ts";
import { nodeName, theTenant, type Work } from "./work.ts";

export type CreateStep = "secrets" | "stack" | "volumes" | "start" | "healthy";

/**
 * Makes a tenant. Its stack comes before its volumes, so that whatever is on a worker is known of;
 * nothing of it runs before all is there. Secrets that an earlier try made and no part has are made
 * anew, since nobody can read them.
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
  // One that is made is never made again, whatever the platform's file says by now.
  const isThere = present !== null && (!present.is_new || present.parts.length === parts.length);
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
    unseen("volumes", async () => {
      const made = await theTenant(engine, name);
      if (made.is_new) await makeVolumes(made);
      await engine.removePending(name);
    }),
    unseen("start", async () => {
      const made = await theTenant(engine, name);
      await engine.scale(made, runningIn(made.stage, platform.components));
    }),
    unseen("healthy", () => untilHealthy(name, work)),
  ];

  async function makeVolumes(made: EngineTenant): Promise<void> {
    try {
      await engine.makeVolumes(name, tenant.node, volumeOwners(parts));
    } catch (error) {
      // What is there belongs to somebody else: no stack of this name may point to it.
      if (error instanceof QuantsError && error.code === "conflict") await takeBack();
      throw error;
    }
    await engine.mark(made, { made: true });
  }

  async function takeBack(): Promise<void> {
    await engine.removeParts(name);
    await engine.removeSecrets(name);
    await engine.removeNetwork(name);
  }
}
