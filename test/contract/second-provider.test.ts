import { expect, test } from "vitest";
import type { Provider } from "../../src/core/contracts/provider.ts";
import { makeCli } from "../helpers/cli.ts";
import { describeInfraManager } from "./infra-manager.contract.ts";
import { memoryManager, newAccount } from "./memory-manager.ts";

describeInfraManager("a second provider, in memory", async () => ({
  bundle: "one_size",
  blueprint: "plain",
  manager: memoryManager("somewhere-1", newAccount()),
}));

/** Registered in this test alone: no command and no line of the composition root knows of it. */
function memoryProvider(): Provider {
  const account = newAccount();
  return {
    open: async ({ observer }) => ({
      manager: async (region) => memoryManager(region, account, observer),
    }),
    probe: () => Promise.reject(new Error("Nobody asks.")),
    identity: async () => "memory",
    account: async ({ provider }) => ({ provider, profile: null, account: null, endpoint: null }),
    actions: async () => () => null,
    profileRegion: async () => "us-east-1",
    ownAddresses: async () => ["192.0.2.200"],
  };
}

test("commands create, list and destroy on it, and the journal tells of it", async () => {
  const provider = memoryProvider();
  const cli = makeCli({ registry: () => ({ lightsail: provider, sandbox: provider }) });
  const create = ["infra", "create", "--name", "web-1", "--bundle", "one_size"];
  const made = await cli(
    ...create,
    ...["--blueprint", "plain", "--static-ip", "--port", "ssh@my-ip", "--output", "json"],
  );
  expect(made).toMatchObject({ status: 0 });
  expect(made.json()).toMatchObject({
    name: "web-1",
    region: "us-east-1",
    is_static_ip: true,
    not_done: [],
  });
  expect((await cli("infra list --output name")).stdout).toBe("web-1\n");
  expect((await cli("infra log --output json")).json()).toMatchObject([
    {
      command: "infra create",
      status: "done",
      calls: [
        { action: "create_instance" },
        { action: "replace_firewall" },
        { action: "allocate_static_ip" },
        { action: "attach_static_ip" },
      ],
    },
  ]);
  const gone = await cli("infra destroy --name web-1 --yes --output json");
  expect(gone).toMatchObject({ status: 0 });
  expect(gone.json()).toMatchObject({ changed: true, released_static_ips: ["web-1-static-ip"] });
  expect((await cli("infra list --output json")).json()).toEqual([]);
  cli.dispose();
});
