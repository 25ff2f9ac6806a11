import { FakeEngine } from "../helpers/fake-engine.ts";
import { folderOf } from "../helpers/fake-engine/volumes.ts";
import { contractPlatform } from "../helpers/contract-platform.ts";
import { describeTenantEngine } from "./tenant-engine.contract.ts";

const fake = new FakeEngine(["one", "two"]);

describeTenantEngine("the engine in memory", () => ({
  engine: fake.client(),
  platform: contractPlatform("/srv/tenants"),
  put(node, tenant, { set, volume }, text) {
    const folder = folderOf(tenant, set);
    const own = fake.disk(node).get(folder) ?? new Map<string, string>();
    fake.disk(node).set(folder, own.set(volume, text));
  },
}));
