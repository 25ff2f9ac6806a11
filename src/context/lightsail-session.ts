import type { ActionOf } from "../core/contracts/service-action.ts";
import type { AccountProbe } from "../core/contracts/account-probe.ts";
import type { ProviderRun, ProviderSession } from "../core/contracts/provider.ts";
import type { LightsailSession } from "../providers/lightsail/options.ts";

/** The manager on the AWS SDK, wherever its session leads. */
export async function lightsailManagers(
  session: LightsailSession,
  { host }: ProviderRun,
): Promise<ProviderSession> {
  const { LightsailManager } = await import("../providers/lightsail/manager.ts");
  return {
    manager: async (region) => new LightsailManager({ region, clock: host.clock, session }),
  };
}

/** Asks for the caller's identity, in a session of its own. */
export function tokenCaller(
  run: ProviderRun,
  open: (run: ProviderRun) => Promise<LightsailSession>,
): AccountProbe["caller"] {
  const { env, signal } = run.host;
  return async (region) => {
    const { callerIdentity } = await import("../providers/lightsail/caller-identity.ts");
    // Not the managers' session: after signing for another service once, it would keep doing so.
    const session = await open({ ...run, observer: () => () => {} });
    return callerIdentity(session, region, { ...run.settings, env, signal });
  };
}

export async function lightsailActions(): Promise<ActionOf> {
  return (await import("../providers/lightsail/actions.ts")).actionOf;
}

export async function lightsailRights(): ReturnType<AccountProbe["rights"]> {
  return (await import("../providers/lightsail/rights.ts")).RIGHTS;
}

export async function accountOfThing(arn: string | null): Promise<string | null> {
  return (await import("../providers/lightsail/arn.ts")).accountOfArn(arn);
}
