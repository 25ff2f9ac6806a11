import { resolve } from "node:path";
import type { Provider, ProviderRun } from "../core/contracts/provider.ts";
import { QuantsError } from "../core/errors.ts";
import type { Sandbox } from "../providers/sandbox/index.ts";
import type { AwsSessionOptions } from "../providers/aws/session-options.ts";
import type { LightsailSession } from "../providers/lightsail/options.ts";
import { serverOptions } from "./embedded-sandbox.ts";
import { awsServices } from "./aws-services.ts";
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
  services: (run) => awsServices(run, () => sessionOptions(run, embedded)),
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
    throw new QuantsError("invalid_input", "The sandbox can't determine your own address.", {
      hint: "Set QUANTS_CTL_MY_IP, or use an address such as 203.0.113.7.",
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
  return open({ ...(await sessionOptions(run, embedded)), provider: "sandbox" });
}

async function sessionOptions(
  { host, version, observer }: ProviderRun,
  embedded: () => Promise<Sandbox>,
): Promise<AwsSessionOptions> {
  const { requestHandler } = await embedded();
  // Any value works, but the SDK needs credentials to sign with.
  const credentials = { accessKeyId: "sandbox", secretAccessKey: "sandbox" };
  return { env: host.env, version, observer, requestHandler, credentials };
}
