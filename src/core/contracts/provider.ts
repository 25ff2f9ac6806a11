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

/** Identifies an account and where its requests go. */
export type AccountSettings = Pick<Settings, "provider" | "profile" | "endpointUrl">;

/** What a provider needs to know about one run of a command. */
export interface ProviderRun {
  host: Host;
  settings: Settings;
  version: string;
  /** Called for each request before it is sent, and with its answer. */
  observer: CallObserver;
}

/** Serves one run; opened when first needed. */
export interface ProviderSession {
  /** A manager for a region; what regions share belongs to the session. */
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
   * Identifies what answers depend on besides the region. Equal texts mean the same account; the
   * text holds no secret and takes no request.
   */
  identity(account: AccountSettings, env: Host["env"]): Promise<string>;
  /** The account for the journal: only what may be written down. */
  account(account: AccountSettings, env: Host["env"]): Promise<AccountOf>;
  /** Maps its operations to actions, for journals that only have operation names. */
  actions(): Promise<ActionOf>;
  /** The region of the user's profile; undefined without one. */
  profileRegion(account: AccountSettings, env: Host["env"]): Promise<string | undefined>;
  /**
   * The addresses that this machine's requests come from. Throws `invalid_input` if there is nobody
   * to ask.
   */
  ownAddresses(host: Host): Promise<string[]>;
  /** The server for programs that can't reach it otherwise; null where they can. */
  localServer(host: Host): LocalServer | null;
}
