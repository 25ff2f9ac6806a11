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

const right = (operation: string) => ({ operation, permission: `memory/${operation}` });
const RIGHTS = {
  getFirewall: right("firewall"),
  getHostKeys: right("keys"),
  getInstance: right("one"),
  listBlueprints: right("images"),
  listBundles: right("plans"),
  listInstances: right("instances"),
  listRegions: right("regions"),
  listSnapshots: right("snapshots"),
  listStaticIps: right("ips"),
};

/** Registered in this test alone: no command and no line of the composition root knows of it. */
function memoryProvider(): Provider {
  const account = newAccount();
  return {
    traits: {
      called: "memory",
      isEmbedded: true,
      hasProfiles: false,
      insteadOfSsh: () => "Use --wait ip.",
    },
    open: async ({ observer }) => ({
      manager: async (region) => memoryManager(region, account, observer),
    }),
    probe: async () => ({
      credentials: async () => null,
      endpoint: async () => null,
      caller: async () => null,
      accountOf: async () => null,
      rights: async () => RIGHTS,
      profileValue: async () => null,
    }),
    services: () => {
      throw new Error("Nobody asks.");
    },
    identity: async () => "memory",
    account: async ({ provider }) => ({ provider, profile: null, account: null, endpoint: null }),
    actions: async () => () => null,
    profileRegion: async () => "us-east-1",
    ownAddresses: async () => ["192.0.2.200"],
    localServer: () => null,
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

test("messages call it by its own name, and its own rights", async () => {
  const provider = memoryProvider();
  const cli = makeCli({ registry: () => ({ lightsail: provider, sandbox: provider }) });
  const findings = (await cli("doctor --output json")).json() as {
    check: string;
    message: string;
  }[];
  const of = (check: string) => findings.find((it) => it.check === check)?.message;
  expect(of("credentials")).toBe("memory needs none");
  expect(of("endpoint")).toBe("memory in this process");
  expect(of("permissions")).toContain("images");
  const waits = await cli(
    "infra create --name web-1 --bundle one_size --blueprint plain --wait ssh --output json",
  );
  expect(waits.error()).toMatchObject({
    code: "usage",
    message: "Instances of memory run no SSH server to wait for.",
    hint: "Use --wait ip.",
  });
  cli.dispose();
});

test("init asks for a profile only where one chooses the account", async () => {
  const provider = memoryProvider();
  const traits = { ...provider.traits, hasProfiles: true };
  const cli = makeCli({
    registry: () => ({ lightsail: { ...provider, traits }, sandbox: provider }),
    terminal: 80,
    stdin: "prod\n",
  });
  const profileOf = async (name: string) => {
    const made = await cli(
      `init --force --provider ${name} --region eu-west-1 --bundle one_size --blueprint plain ` +
        "--default-output json --output json",
    );
    const { config } = made.json() as { config: { profile?: string } };
    return config.profile;
  };
  expect(await profileOf("lightsail")).toBe("prod");
  expect(await profileOf("sandbox")).toBeUndefined();
  cli.dispose();
});
