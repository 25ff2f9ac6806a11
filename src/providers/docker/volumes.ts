import type {
  Move,
  TenantEngine,
  VolumeLook,
  VolumePlace,
} from "../../core/contracts/tenant-engine.ts";
import { QuantsError } from "../../core/errors.ts";
import { networkOf } from "../../core/tenants/names.ts";
import type { Jobs } from "./jobs.ts";
import { beforeOf, goneOf, incomingOf, restoredOf } from "./scripts.ts";

type VolumeCalls = Pick<
  TenantEngine,
  | "makeVolumes"
  | "copyVolumes"
  | "lookAtVolumes"
  | "sumVolumes"
  | "adoptVolumes"
  | "takeRestored"
  | "removeVolumes"
>;

const FOLDERS: Readonly<Record<VolumePlace["set"], (tenant: string) => string>> = {
  own: (tenant) => tenant,
  incoming: incomingOf,
  restored: restoredOf,
};

const PORT = "7000";

/**
 * Volumes are folders on the worker: the engine refuses a part whose folder is missing, where it
 * would make an empty volume in silence.
 */
export function volumeCalls(jobs: Jobs): VolumeCalls {
  return {
    async makeVolumes(tenant, node, owners) {
      const args = [tenant, ...Object.entries(owners).flat()];
      const hasData = new QuantsError(
        "conflict",
        `The worker has data of an earlier tenant ${tenant}.`,
        {
          hint: `Nobody knows of it any more: look at the folder of ${tenant} there, and remove it by hand if it may go.`,
          resource: tenant,
        },
      );
      await jobs.run({ tenant, script: "make", node, args, refusals: { 3: hasData } });
    },

    async copyVolumes(tenant, { from, to }: Move) {
      const network = networkOf(tenant);
      const send = { tenant, script: "send" as const, node: from, args: [tenant, PORT], network };
      const sender = await jobs.start(send);
      try {
        const address = await jobs.address(sender, send);
        const args = [incomingOf(tenant), address, PORT];
        await jobs.run({ tenant, script: "receive", node: to, args, network });
      } finally {
        await jobs.remove(sender);
      }
    },

    async lookAtVolumes(tenant, { node, set }) {
      const said = await jobs.run({ tenant, script: "look", node, args: [FOLDERS[set](tenant)] });
      if (/^looked$/m.test(said)) return looksIn(said);
      throw new QuantsError("operation_failed", `What ${tenant} has could not be read.`, {
        resource: tenant,
      });
    },

    async sumVolumes(tenant, { node, set }) {
      const said = await jobs.run({ tenant, script: "sum", node, args: [FOLDERS[set](tenant)] });
      const sum = /^[0-9a-f]{64}/m.exec(said)?.[0];
      if (sum !== undefined) return sum;
      const isMissing = /^missing$/m.test(said);
      throw new QuantsError(
        isMissing ? "not_found" : "operation_failed",
        isMissing
          ? `The worker has no volumes of ${tenant}.`
          : `The volumes of ${tenant} have no sum.`,
        { resource: tenant },
      );
    },

    async adoptVolumes(tenant, node) {
      await jobs.run({ tenant, script: "adopt", node, args: [tenant, incomingOf(tenant)] });
    },

    async takeRestored(tenant, node) {
      const args = [tenant, restoredOf(tenant), beforeOf(tenant)];
      await jobs.run({ tenant, script: "restore", node, args });
    },

    async removeVolumes(tenant, node) {
      const beside = [incomingOf(tenant), restoredOf(tenant), beforeOf(tenant)];
      const args = [tenant, goneOf(tenant), ...beside];
      await jobs.run({ tenant, script: "remove", node, args });
    },
  };
}

function looksIn(text: string): VolumeLook[] {
  return [...text.matchAll(/^volume (\S+) (\d+:\d+) (full|empty)$/gm)].map(
    ([, name = "", owner = "", filling]) => ({ name, owner, is_empty: filling === "empty" }),
  );
}
