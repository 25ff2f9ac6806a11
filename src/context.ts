import { setMaxListeners } from "node:events";
import { resolve } from "node:path";
import type { AccountProbe } from "./core/contracts/account-probe.ts";
import type { CallObserver } from "./core/contracts/call-observer.ts";
import type { Context, Host, Narrator } from "./core/context.ts";
import { QuantsError } from "./core/errors.ts";
import type { BaseInfraManager } from "./core/infra-manager.ts";
import type { Journal } from "./core/journal/journal.ts";
import { PACES, type Pace, type SandboxStartOptions } from "./core/contracts/sandbox-control.ts";
import { DEFAULT_REGION, type Settings } from "./core/settings.ts";
import type { LightsailSession } from "./providers/lightsail/options.ts";
import type { Sandbox } from "./providers/sandbox/index.ts";

/**
 * The composition root: the one place that knows which provider serves a command.
 * Providers are loaded when they are first asked for, never before.
 */
export function createContext(
  host: Host,
  settings: Settings,
  narrator: Narrator,
  version: string,
  journal: Journal & { observe: CallObserver },
): Omit<Context, "resuming"> {
  // A call to each of twenty regions listens to the one signal, which is no leak.
  setMaxListeners(0, host.signal);
  const managers = new Map<string, Promise<BaseInfraManager>>();
  const sandbox = once(() => openSandbox(host));

  const session = once(() => openSession(host, settings, version, sandbox, journal.observe));

  const build = async (region: string): Promise<BaseInfraManager> => {
    const { LightsailManager } = await import("./providers/lightsail/manager.ts");
    return new LightsailManager({ region, clock: host.clock, session: await session() });
  };

  return {
    host,
    settings,
    narrator,
    version,
    journal,
    clock: host.clock,
    signal: host.signal,
    manager: (region) => {
      const known = managers.get(region) ?? build(region);
      managers.set(region, known);
      return known;
    },
    homeRegion: once(
      async () =>
        settings.homeRegion ?? (await readProfileRegion(host, settings)) ?? DEFAULT_REGION,
    ),
    identity: (of = settings) => identityOf(host, of),
    myAddresses: once(() => findMyAddresses(host, settings)),
    account: once(() => openProbe(host, settings, version, sandbox)),
    programVersion: async (names, args) => {
      const programs = await import("./providers/programs/index.ts");
      return programs.programVersion(names, args, host);
    },
    sandbox: async () => (await sandbox()).control,
    terraform: once(async () => {
      const { createTerraform } = await import("./providers/terraform/index.ts");
      return createTerraform({
        host,
        settings,
        narrator,
        sandbox: {
          control: async () => (await sandbox()).control,
          start: () => serverOptions(host),
        },
      });
    }),
    ansible: async () => {
      const { createAnsible } = await import("./providers/ansible/index.ts");
      return createAnsible(host, settings);
    },
    ssh: once(async () => {
      const { createSsh } = await import("./providers/ssh/index.ts");
      return createSsh(host);
    }),
    waitForSsh: async (instance, wait) => {
      const { waitForSsh } = await import("./core/ssh/ssh-ready.ts");
      await waitForSsh(instance, host.clock, wait);
    },
  };
}

/** What the managers of all regions share: the sandbox in this process, or AWS. */
async function openSession(
  host: Host,
  settings: Settings,
  version: string,
  sandbox: () => Promise<Sandbox>,
  observer: CallObserver,
): Promise<LightsailSession> {
  const lightsail = await import("./providers/lightsail/session.ts");
  const common = { env: host.env, version, observer };
  if (settings.provider === "sandbox") {
    const { requestHandler } = await sandbox();
    return lightsail.openSession({
      ...common,
      provider: "sandbox",
      requestHandler,
      // Any will do, but the SDK signs with some.
      credentials: { accessKeyId: "sandbox", secretAccessKey: "sandbox" },
    });
  }
  return lightsail.openSession({
    ...common,
    profile: settings.profile,
    endpoint: settings.endpointUrl,
  });
}

/** The sandbox in this process takes any credentials, and is not reached over a network. */
async function openProbe(
  host: Host,
  settings: Settings,
  version: string,
  sandbox: () => Promise<Sandbox>,
): Promise<AccountProbe> {
  const { env, clock, signal } = host;
  const caller: AccountProbe["caller"] = async (region) => {
    const { callerIdentity } = await import("./providers/lightsail/caller-identity.ts");
    // Not the managers' session: what signs for another service would go on to sign so.
    const session = await openSession(host, settings, version, sandbox, () => () => {});
    return callerIdentity(session, region, { ...settings, env, signal });
  };
  if (settings.provider === "sandbox") {
    return {
      caller,
      credentials: async () => null,
      endpoint: async () => null,
      profileValue: async () => null,
    };
  }
  const { createProbe } = await import("./providers/lightsail/probe.ts");
  const probe = createProbe({
    env,
    clock,
    signal,
    profile: settings.profile,
    endpoint: settings.endpointUrl,
  });
  return { ...probe, caller };
}

async function openSandbox({ env, clock, cwd }: Host): Promise<Sandbox> {
  const { createSandbox, readFaultPlan } = await import("./providers/sandbox/index.ts");
  const faultsFile = env["QUANTS_CTL_SANDBOX_FAULTS"];
  return createSandbox({
    env,
    clock,
    pace: paceFrom(env["QUANTS_CTL_SANDBOX_PACE"]),
    faults: faultsFile ? await readFaultPlan(resolve(cwd, faultsFile)) : undefined,
    addressPool: env["QUANTS_CTL_SANDBOX_ADDRESS_POOL"] || undefined,
    accountId: env["QUANTS_CTL_SANDBOX_ACCOUNT_ID"] || undefined,
  });
}

/** A server for the time of one command takes the settings of the sandbox in this process. */
function serverOptions({ env, cwd }: Host): SandboxStartOptions {
  const faultsFile = env["QUANTS_CTL_SANDBOX_FAULTS"];
  return {
    port: 0,
    pace: paceFrom(env["QUANTS_CTL_SANDBOX_PACE"]) ?? "fast",
    faultsFile: faultsFile ? resolve(cwd, faultsFile) : undefined,
    addressPool: env["QUANTS_CTL_SANDBOX_ADDRESS_POOL"] || undefined,
    accountId: env["QUANTS_CTL_SANDBOX_ACCOUNT_ID"] || undefined,
  };
}

function paceFrom(text: string | undefined): Pace | undefined {
  if (text === undefined || text === "") return undefined;
  const pace = PACES.find((it) => it === text);
  if (pace !== undefined) return pace;
  throw new QuantsError("invalid_input", `QUANTS_CTL_SANDBOX_PACE is "${text}".`, {
    hint: `Set it to one of: ${PACES.join(", ")}.`,
    resource: text,
  });
}

async function identityOf(
  { env }: Host,
  settings: Pick<Settings, "provider" | "profile" | "endpointUrl">,
): Promise<string> {
  if (settings.provider === "sandbox") {
    const { defaultDirectory } = await import("./providers/sandbox/directory.ts");
    return JSON.stringify(["sandbox", defaultDirectory(env)]);
  }
  const { accountIdentity } = await import("./providers/lightsail/account-identity.ts");
  return JSON.stringify(["lightsail", ...accountIdentity(settings, env)]);
}

/** The sandbox calls nobody: there, the address is only known when it is given. */
async function findMyAddresses({ env, signal }: Host, settings: Settings): Promise<string[]> {
  const { MY_IP_SERVICE, askMyIp, readMyIp } = await import("./core/firewall/my-ip.ts");
  const given = env["QUANTS_CTL_MY_IP"];
  if (given) return readMyIp(given);
  if (settings.provider !== "sandbox") return askMyIp(MY_IP_SERVICE, signal);
  throw new QuantsError("invalid_input", "With the sandbox nobody is asked for your own address.", {
    hint: "Set QUANTS_CTL_MY_IP, or give an address such as 203.0.113.7.",
    resource: "my-ip",
  });
}

async function readProfileRegion(host: Host, settings: Settings): Promise<string | undefined> {
  if (settings.provider === "sandbox") return undefined;
  const { profileRegion } = await import("./providers/lightsail/profile-region.ts");
  return profileRegion(settings.profile, host.env);
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
