import type { EngineTenant } from "../contracts/tenant-engine.ts";
import { runningIn, type Stage } from "../hibernation/stage.ts";
import { type Step, unseen } from "../plan/step.ts";
import { untilHealthy } from "./waiting.ts";
import type { Work } from "./work.ts";

export type StageStep = "parts" | "healthy";

/** Brings a tenant to a stage of sleep, or awake, and waits until what is to run is well. */
export function stageSteps(tenant: EngineTenant, stage: Stage, work: Work): Step<StageStep>[] {
  const { engine, platform } = work;
  const { name, parts } = tenant;
  const running = runningIn(stage, platform.components);
  const isThere =
    tenant.stage === stage && parts.every((it) => it.wanted === running.includes(it.name));
  const verb = stage === "awake" ? "wake" : "hibernate";
  return [
    {
      name: "parts",
      changes: () =>
        isThere
          ? []
          : [
              {
                ...{ action: verb, kind: "tenant", name, region: "-" },
                detail: parts
                  .filter((it) => it.wanted !== running.includes(it.name))
                  .map((it) => `${it.wanted ? "stop" : "start"} ${it.name}`)
                  .join(", "),
              },
            ],
      async carryOut() {
        if (isThere) return;
        // First what is meant: whoever finishes this goes by it.
        await engine.mark(tenant, { stage });
        await engine.scale(tenant, running);
      },
    },
    unseen("healthy", () => untilHealthy(name, work)),
  ];
}
