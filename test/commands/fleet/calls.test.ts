import { afterEach, beforeEach, expect, test } from "vitest";
import type { Registry } from "../../../src/context.ts";
import { providersWith } from "../../../src/context/registry.ts";
import type { AwsServices } from "../../../src/core/contracts/aws-services.ts";
import type { ObjectStore } from "../../../src/core/contracts/object-store.ts";
import type { Provider } from "../../../src/core/contracts/provider.ts";
import { notingRegistry } from "../../helpers/called-operations.ts";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { fleetOf, writeFleet } from "./fleet.ts";

let cli: Cli & { dispose: () => void };
beforeEach(() => {
  cli = makeCli();
});
afterEach(() => cli.dispose());

test("a plan is one walk of each kind in each region, and an apply with nothing to do is no more", async () => {
  const zoned = { name: "web-{1..12}", regions: ["ap-northeast-1", "us-east-1"] };
  writeFleet(cli, fleetOf({ instances: [zoned] }));
  expect((await cli("fleet apply --yes")).status).toBe(0);
  const counts = new Map<string, number>();
  const add = (operation: string) => counts.set(operation, (counts.get(operation) ?? 0) + 1);
  const counted = cli.with({ registry: notingRegistry({ add }) });
  const walk = { GetInstances: 2, GetStaticIps: 2, GetBundles: 2 };
  for (const line of ["plan", "apply --yes", "drift"]) {
    counts.clear();
    expect((await counted(`fleet ${line}`)).status).toBe(0);
    expect({ line, counts: Object.fromEntries(counts) }).toEqual({ line, counts: walk });
  }
});

/** The sandbox as AWS would be: with an object store, here in memory, that notes what it is asked. */
function withObjects(asked: string[]): Registry {
  const objects = new Map<string, Uint8Array>();
  const store: Partial<ObjectStore> = {
    regionOf: async () => "eu-west-1",
    get: async (bucket, key) => {
      asked.push("get");
      return objects.get(`${bucket}/${key}`) ?? null;
    },
    put: async ({ bucket, key, body }) => {
      asked.push("put");
      objects.set(`${bucket}/${key}`, body);
    },
  };
  return (embedded) => {
    const providers = providersWith(embedded);
    const { sandbox } = providers;
    const other: Partial<Provider> = {
      traits: { ...sandbox.traits, isEmbedded: false },
      services: () => ({ objects: async () => store }) as unknown as AwsServices,
    };
    const made = Object.assign(Object.create(sandbox) as Provider, other);
    return { ...providers, sandbox: made };
  };
}

test("the record that everybody reads is read once by a plan, an apply and a drift", async () => {
  const asked: string[] = [];
  const shared = cli.with({ registry: withObjects(asked) });
  writeFleet(cli, fleetOf({ fleet: { name: "quants", record: "s3://records/quants.json" } }));
  for (const [line, wanted] of [
    ["plan", ["get"]],
    ["apply --yes", ["get", "put"]],
    ["drift --fail-on-drift", ["get"]],
  ] as const) {
    asked.length = 0;
    expect((await shared(`fleet ${line}`)).status).toBe(0);
    expect({ line, asked }).toEqual({ line, asked: wanted });
  }
});
