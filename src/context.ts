import type { ActionOf } from "./core/contracts/service-action.ts";
import { setMaxListeners } from "node:events";
import { openSandbox } from "./context/embedded-sandbox.ts";
import { type Providers, providersWith } from "./context/registry.ts";
import type { CallObserver } from "./core/contracts/call-observer.ts";
import type { AccountSettings } from "./core/contracts/provider.ts";
import type { AwsServices } from "./core/contracts/aws-services.ts";
import type { Context, Host, Narrator } from "./core/context.ts";
import type { BaseInfraManager } from "./core/infra-manager.ts";
import type { AccountOf, Journal } from "./core/journal/journal.ts";
import { once } from "./core/plan/once.ts";
import { DEFAULT_REGION, type Settings } from "./core/settings.ts";
import { ownValue } from "./core/text/own-value.ts";

/** Makes the providers; a test may replace them. */
export type Registry = (...given: Parameters<typeof providersWith>) => Providers;

/**
 * The composition root, the only place that knows which provider serves a command. A provider is
 * loaded when first needed.
 */
export function createContext(
  host: Host,
  settings: Settings,
  narrator: Narrator,
  version: string,
  journal: Journal & { observe: CallObserver },
  registry: Registry = providersWith,
): Omit<Context, "resuming"> {
  // Calls to twenty regions share this signal: that many listeners are no leak.
  setMaxListeners(0, host.signal);
  const managers = new Map<string, Promise<BaseInfraManager>>();
  const embedded = once(() => openSandbox(host));
  const providers = registry(embedded);
  const provider = providers[settings.provider];
  const run = { host, settings, version, observer: journal.observe };
  const session = once(() => provider.open(run));
  let services: AwsServices | undefined;
  const build = async (region: string): Promise<BaseInfraManager> =>
    (await session()).manager(region);

  return {
    host,
    settings,
    narrator,
    version,
    journal,
    clock: host.clock,
    signal: host.signal,
    provider: provider.traits,
    providerNamed: (name) => ownValue(providers, name)?.traits,
    manager: (region) => {
      const known = managers.get(region) ?? build(region);
      managers.set(region, known);
      return known;
    },
    homeRegion: once(
      async () =>
        settings.homeRegion ?? (await provider.profileRegion(settings, host.env)) ?? DEFAULT_REGION,
    ),
    identity: (of = settings) => providers[of.provider].identity(of, host.env),
    myAddresses: once(() => provider.ownAddresses(host)),
    account: once(() => provider.probe(run)),
    programVersion: async (names, args) => {
      const programs = await import("./providers/programs/index.ts");
      return programs.programVersion(names, args, host);
    },
    aws: () => (services ??= provider.services(run)),
    probeHealth: async (request) => {
      const { probeHealth } = await import("./providers/http/health.ts");
      return probeHealth(request);
    },
    metrics: async (url) => {
      const { prometheus } = await import("./providers/http/prometheus.ts");
      return prometheus({ url, token: host.env["QUANTS_PROMETHEUS_TOKEN"] });
    },
    vetoOf: async (command, tenant, signal) => {
      const { vetoProbe } = await import("./providers/programs/veto.ts");
      return vetoProbe(host)(command, tenant, signal);
    },
    redis: once(async () => {
      const { createRedis } = await import("./providers/redis/index.ts");
      return createRedis(journal.observe);
    }),
    sandbox: async () => (await embedded()).control,
    terraform: once(async () => {
      const { createTerraform } = await import("./providers/terraform/index.ts");
      return createTerraform({
        host,
        settings,
        narrator,
        server: provider.localServer(host),
      });
    }),
    ansible: async () => {
      const { createAnsible } = await import("./providers/ansible/index.ts");
      return createAnsible(host, settings);
    },
    postgres: async () => {
      const { createPostgres } = await import("./providers/postgres/index.ts");
      return createPostgres(host, journal.observe);
    },
    ssh: once(async () => {
      const { createSsh } = await import("./providers/ssh/index.ts");
      return createSsh(host);
    }),
    tenantEngine: async (address) => {
      const { createDockerEngine } = await import("./providers/docker/index.ts");
      return createDockerEngine(host, journal.observe, address);
    },
    waitForSsh: async (instance, wait) => {
      const { waitForSsh } = await import("./core/ssh/ssh-ready.ts");
      await waitForSsh(instance, host.clock, wait);
    },
  };
}

/** What a run's journal needs from its provider. */
export interface JournalFacts {
  account: AccountOf;
  actionOf: ActionOf;
}

export async function journalFacts(
  account: AccountSettings,
  host: Host,
  registry: Registry = providersWith,
): Promise<JournalFacts> {
  const provider = registry(() => openSandbox(host))[account.provider];
  return { account: await provider.account(account, host.env), actionOf: await provider.actions() };
}
