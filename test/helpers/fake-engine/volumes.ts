import type { Move, TenantEngine, VolumePlace } from "../../../src/core/contracts/tenant-engine.ts";
import { QuantsError } from "../../../src/core/errors.ts";
import type { FakeEngine } from "../fake-engine.ts";

type VolumeCalls = Pick<
  TenantEngine,
  | ("makeVolumes" | "copyVolumes" | "lookAtVolumes" | "sumVolumes" | "adoptVolumes")
  | ("takeRestored" | "removeVolumes")
>;

export const folderOf = (tenant: string, set: VolumePlace["set"]): string =>
  set === "own" ? tenant : `.${set}-${tenant}`;

/** Volumes on the nodes' disks. */
export function volumeCalls(fake: FakeEngine): VolumeCalls {
  const diskOf = (node: string): ReturnType<FakeEngine["disk"]> => {
    const found = fake.nodes.find(({ id }) => id === node);
    if (found !== undefined && found.state !== "down") return fake.disk(node);
    throw new QuantsError("invalid_state", `${node} is down, or gone.`);
  };
  const rename = (node: string, from: string, to: string): void => {
    const disk = diskOf(node);
    const found = disk.get(from);
    if (found === undefined) return;
    disk.set(to, found);
    disk.delete(from);
  };
  return {
    makeVolumes: async (tenant, node, owners) => {
      const disk = diskOf(node);
      const own = disk.get(tenant) ?? new Map<string, string>();
      if ([...own.values()].some((it) => it !== "")) throw new QuantsError("conflict", "has data");
      for (const [volume, owner] of Object.entries(owners)) {
        own.set(volume, "");
        fake.owners.set(`${tenant}/${volume}`, owner);
      }
      disk.set(tenant, own);
      await Promise.resolve();
    },
    copyVolumes: async (tenant, { from, to }: Move) => {
      const own = diskOf(from).get(tenant);
      if (own === undefined) throw new QuantsError("operation_failed", "There is nothing to send.");
      diskOf(to).set(folderOf(tenant, "incoming"), new Map(own));
      await Promise.resolve();
    },
    lookAtVolumes: async (tenant, { node, set }) => {
      const found = diskOf(node).get(folderOf(tenant, set));
      const looks = [...(found ?? [])].map(([name, text]) => ({
        ...{ name, owner: fake.owners.get(`${tenant}/${name}`) ?? "0:0", is_empty: text === "" },
      }));
      return Promise.resolve(looks);
    },
    sumVolumes: async (tenant, { node, set }) => {
      const found = diskOf(node).get(folderOf(tenant, set));
      if (found === undefined) throw new QuantsError("not_found", "There are no volumes.");
      return Promise.resolve(JSON.stringify([...found].toSorted()));
    },
    adoptVolumes: async (tenant, node) => {
      rename(node, folderOf(tenant, "incoming"), tenant);
      requireThere(node, tenant);
      await Promise.resolve();
    },
    takeRestored: async (tenant, node) => {
      if (diskOf(node).has(folderOf(tenant, "restored"))) rename(node, tenant, `.before-${tenant}`);
      rename(node, folderOf(tenant, "restored"), tenant);
      requireThere(node, tenant);
      await Promise.resolve();
    },
    removeVolumes: async (tenant, node) => {
      const beside = ["incoming", "restored", "before"].map((it) => `.${it}-${tenant}`);
      for (const folder of [tenant, ...beside]) diskOf(node).delete(folder);
      await Promise.resolve();
    },
  };

  function requireThere(node: string, tenant: string): void {
    if (!diskOf(node).has(tenant)) throw new QuantsError("operation_failed", "There is nothing.");
  }
}
