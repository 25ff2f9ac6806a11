import { nullIfMissing } from "../errors.ts";
import type { BaseInfraManager, WaitOptions } from "../infra-manager.ts";
import { identityOf } from "../instances/identity.ts";
import type { Instance } from "../model.ts";
import type { Step } from "../plan/step.ts";

/** An instance that is stopped for a change of its disks. */
export interface Pausing {
  manager: BaseInfraManager;
  instance: Pick<Instance, "name" | "region" | "status">;
  /** Tells it from a later instance of that name. */
  identity: string;
  wait: WaitOptions;
  onStep: (text: string) => void;
}

export function stopStep({ manager, instance, wait, onStep }: Pausing): Step<"stop"> {
  const { name, region, status } = instance;
  return {
    name: "stop",
    changes: () => [{ action: "stop", kind: "instance", name, region, detail: `is ${status}` }],
    carryOut: async () => {
      const now = await manager.getInstance(name, { signal: wait.signal });
      if (now.status === "pending") await manager.waitForInstance(name, "running", wait);
      if (now.status === "running" || now.status === "pending") {
        await manager.stopInstance(name, { signal: wait.signal });
      }
      await manager.waitForInstance(name, "stopped", wait);
      onStep(`${name}: stopped`);
    },
  };
}

/** Starts the very instance that was stopped; what became of it meanwhile is left as it is. */
export function startAgainStep({
  manager,
  instance,
  identity,
  wait,
  onStep,
}: Pausing): Step<"start"> {
  const { name, region } = instance;
  return {
    name: "start",
    changes: () => [{ action: "start", kind: "instance", name, region, detail: "again" }],
    carryOut: async () => {
      const now = await nullIfMissing(manager.getInstance(name, { signal: wait.signal }));
      if (now === null || identityOf(now) !== identity) {
        onStep(`${name}: is not the instance any more that was stopped`);
        return;
      }
      if (now.status === "stopping") await manager.waitForInstance(name, "stopped", wait);
      if (now.status === "stopped" || now.status === "stopping") {
        await manager.startInstance(name, { signal: wait.signal });
      }
      await manager.waitForInstance(name, "running", wait);
      onStep(`${name}: running again`);
    },
  };
}
