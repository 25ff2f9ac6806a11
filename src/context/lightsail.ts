import type { Provider, ProviderRun } from "../core/contracts/provider.ts";
import type { AwsSessionOptions } from "../providers/aws/session-options.ts";
import type { LightsailSession } from "../providers/lightsail/options.ts";
import { awsServices } from "./aws-services.ts";
import {
  accountOfThing,
  lightsailActions,
  lightsailManagers,
  lightsailRights,
  tokenCaller,
} from "./lightsail-session.ts";

/** Amazon Lightsail, over HTTPS. */
export const lightsail: Provider = {
  traits: {
    called: "Lightsail",
    isEmbedded: false,
    hasProfiles: true,
    insteadOfSsh: () => null,
  },
  open: async (run) => lightsailManagers(await openSession(run), run),
  services: (run) => awsServices(run, async () => sessionOptions(run)),
  probe: async (run) => {
    const { createProbe } = await import("../providers/lightsail/probe.ts");
    const { env, clock, signal } = run.host;
    const { profile, endpointUrl: endpoint } = run.settings;
    const probe = createProbe({ env, clock, signal, profile, endpoint });
    return {
      ...probe,
      caller: tokenCaller(run, openSession),
      accountOf: accountOfThing,
      rights: lightsailRights,
    };
  },
  identity: async (account, env) => {
    const { accountIdentity } = await import("../providers/lightsail/account-identity.ts");
    return JSON.stringify(["lightsail", ...accountIdentity(account, env)]);
  },
  account: async (account, env) => {
    const { journalAccount } = await import("../providers/lightsail/journal-account.ts");
    return journalAccount(account, env);
  },
  actions: lightsailActions,
  profileRegion: async ({ profile }, env) => {
    const { profileRegion } = await import("../providers/lightsail/profile-region.ts");
    return profileRegion(profile, env);
  },
  ownAddresses: async ({ env, signal }) => {
    const { MY_IP_SERVICE, askMyIp, readMyIp } = await import("../core/firewall/my-ip.ts");
    const given = env["QUANTS_CTL_MY_IP"];
    return given ? readMyIp(given) : askMyIp(MY_IP_SERVICE, signal);
  },
  localServer: () => null,
};

async function openSession(run: ProviderRun): Promise<LightsailSession> {
  const { openSession: open } = await import("../providers/lightsail/session.ts");
  return open(sessionOptions(run));
}

function sessionOptions({ host, version, observer, settings }: ProviderRun): AwsSessionOptions {
  const { profile, endpointUrl: endpoint } = settings;
  return { env: host.env, version, observer, profile, endpoint };
}
