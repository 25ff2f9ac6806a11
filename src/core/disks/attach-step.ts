import type { BaseInfraManager, WaitOptions } from "../infra-manager.ts";
import type { Disk } from "../model.ts";
import type { Step } from "../plan/step.ts";

/** What the attachment of a disk goes by. */
export interface DiskAttaching {
  manager: BaseInfraManager;
  name: string;
  to: string;
  path: string;
  /** The latest record; null until it is made. */
  disk: Disk | null;
  wait: WaitOptions;
  onStep: (text: string) => void;
  /** Called before the change. */
  remember: () => void;
}

export function attachDiskStep(attaching: DiskAttaching): Step<"attach"> {
  const { manager, name, to, path, wait, onStep, remember } = attaching;
  const isThere = ({ disk }: DiskAttaching): boolean =>
    disk !== null && disk.is_attached && disk.attached_to === to;
  return {
    name: "attach",
    changes: () =>
      isThere(attaching)
        ? []
        : [
            {
              ...{ action: "attach", kind: "disk", name, region: manager.region },
              detail: `to ${to} at ${path}`,
            },
          ],
    carryOut: async () => {
      if (isThere(attaching)) {
        onStep(`${name}: is attached to ${to} already, at ${attaching.disk?.path ?? path}`);
        return;
      }
      remember();
      attaching.disk = await manager.disks.attach(name, { instance: to, path }, wait);
      onStep(`${name}: attached to ${to} at ${path}`);
    },
  };
}
