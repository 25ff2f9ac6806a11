import { resolve } from "node:path";
import type { Provider, ProviderRun } from "../core/contracts/provider.ts";
import { QuantsError } from "../core/errors.ts";
import type { Sandbox } from "../providers/sandbox/index.ts";
import type { LightsailSession } from "../providers/lightsail/options.ts";
import { serverOptions } from "./embedded-sandbox.ts";
import {
  accountOfThing,
  lightsailActions,
  lightsailManagers,
  lightsailRights,
  tokenCaller,
} from "./lightsail-session.ts";

/** The embedded sandbox, in this process: it receives the manager's requests directly. */
export const sandboxProvider = (embedded: () => Promise<Sandbox>): Provider => ({
  traits: {
    called: "the sandbox",
    isEmbedded: true,
    hasProfiles: false,
    // Documentation addresses lead nowhere: a wait for SSH could only time out.
    insteadOfSsh: (env) =>
      env["QUANTS_CTL_SANDBOX_ADDRESS_POOL"]?.startsWith("127.") === true
        ? null
        : "Use --wait ip, or give the sandbox a loopback pool with servers behind it.",
  },
  open: async (run) => lightsailManagers(await openSession(run, embedded), run),
  // It takes any credentials and needs no network.
  probe: async (run) => ({
    credentials: async () => null,
    endpoint: async () => null,
    profileValue: async () => null,
    caller: tokenCaller(run, (own) => openSession(own, embedded)),
    accountOf: accountOfThing,
    rights: lightsailRights,
  }),
  identity: async (_account, env) => {
    const { defaultDirectory } = await import("../providers/sandbox/directory.ts");
    return JSON.stringify(["sandbox", defaultDirectory(env)]);
  },
  // Each sandbox folder is an account of its own.
  account: async ({ provider }, env) => {
    const folder = env["QUANTS_CTL_SANDBOX_DIR"];
    return { provider, profile: null, account: null, endpoint: folder ? resolve(folder) : null };
  },
  actions: lightsailActions,
  profileRegion: async () => undefined,
  ownAddresses: async ({ env }) => {
    const { readMyIp } = await import("../core/firewall/my-ip.ts");
    const given = env["QUANTS_CTL_MY_IP"];
    if (given) return readMyIp(given);
    throw new QuantsError("invalid_input", "The sandbox can't find out your own address.", {
      hint: "Set QUANTS_CTL_MY_IP, or give an address such as 203.0.113.7.",
      resource: "my-ip",
    });
  },
  localServer: (host) => ({
    control: async () => (await embedded()).control,
    start: () => serverOptions(host),
  }),
});

async function openSession(
  run: ProviderRun,
  embedded: () => Promise<Sandbox>,
): Promise<LightsailSession> {
  const { openSession: open } = await import("../providers/lightsail/session.ts");
  const { requestHandler } = await embedded();
  return open({
    env: run.host.env,
    version: run.version,
    observer: run.observer,
    provider: "sandbox",
    requestHandler,
    // Any value works, but the SDK needs credentials to sign with.
    credentials: { accessKeyId: "sandbox", secretAccessKey: "sandbox" },
  });
}
