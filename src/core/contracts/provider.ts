import type { Host } from "../context.ts";
import type { BaseInfraManager } from "../infra-manager.ts";
import type { AccountOf } from "../journal/journal.ts";
import type { Settings } from "../settings.ts";
import type { AwsServices } from "./aws-services.ts";
import type { AccountProbe } from "./account-probe.ts";
import type { CallObserver } from "./call-observer.ts";
import type { LocalServer } from "./local-server.ts";
import type { ProviderTraits } from "./provider-traits.ts";
import type { ActionOf } from "./service-action.ts";

/** What tells one account from another: it, and where its requests go. */
export type AccountSettings = Pick<Settings, "provider" | "profile" | "endpointUrl">;

/** One run of a command, as a provider needs to know it. */
export interface ProviderRun {
  host: Host;
  settings: Settings;
  version: string;
  /** Told of each call before it is sent, and of its answer. */
  observer: CallObserver;
}

/** What serves one run: asked for when it is first needed. */
export interface ProviderSession {
  /** A manager for a region; what several regions share is the session's. */
  manager(region: string): Promise<BaseInfraManager>;
}

/**
 * Where instances live. All that a command needs to know about it is here or behind its manager:
 * nothing above the composition root asks for a provider's name.
 */
export interface Provider {
  traits: ProviderTraits;
  open(run: ProviderRun): Promise<ProviderSession>;
  /** Services of AWS beside its instances; throws `invalid_input` where there are none. */
  services(run: ProviderRun): AwsServices;
  /** How requests would be made, for `doctor` and `whoami`. */
  probe(run: ProviderRun): Promise<AccountProbe>;
  /**
   * What answers depend on besides the region. The same text stands for the same account; it
   * holds no secret, and is worked out without a request.
   */
  identity(account: AccountSettings, env: Host["env"]): Promise<string>;
  /** The same for the journal, as far as it may be written down. */
  account(account: AccountSettings, env: Host["env"]): Promise<AccountOf>;
  /** What its operations change, for journals that have only its names. */
  actions(): Promise<ActionOf>;
  /** The region that the user's profile says; undefined when it says none. */
  profileRegion(account: AccountSettings, env: Host["env"]): Promise<string | undefined>;
  /**
   * The addresses that this machine's requests come from. Throws `invalid_input` where nobody
   * can be asked.
   */
  ownAddresses(host: Host): Promise<string[]>;
  /** The server for programs that can't reach it otherwise; null where they can. */
  localServer(host: Host): LocalServer | null;
}
