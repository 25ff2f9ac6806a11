import type { Wording } from "./text/advice.ts";
import type { AnsibleControl } from "./contracts/ansible-control.ts";
import type { AccountProbe } from "./contracts/account-probe.ts";
import type { AwsServices } from "./contracts/aws-services.ts";
import type { HealthProbe } from "./contracts/traffic-control.ts";
import type { Clock } from "./clock.ts";
import type { Journal } from "./journal/journal.ts";
import type { BaseInfraManager, WaitOptions } from "./infra-manager.ts";
import type { Instance } from "./model.ts";
import type { ProviderTraits } from "./contracts/provider-traits.ts";
import type { ProgramVersion } from "./contracts/program-version.ts";
import type { SandboxControl } from "./contracts/sandbox-control.ts";
import type { Settings } from "./settings.ts";
import type { SshControl } from "./contracts/ssh-control.ts";
import type { TerraformControl } from "./contracts/terraform-control.ts";

/** A stream that can be asked whether it is a terminal. */
export type OutputStream = NodeJS.WritableStream & {
  isTTY?: boolean;
  columns?: number;
  rows?: number;
};
type InputStream = NodeJS.ReadableStream & { isTTY?: boolean };

/** What the process offers; tests hand in their own. */
export interface Host {
  stdin: InputStream;
  stdout: OutputStream;
  stderr: OutputStream;
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
  clock: Clock;
  /** Aborted with a QuantsError (`interrupted`, `terminated`) when the user stops the command. */
  signal: AbortSignal;
}

/** What the user is told while a command works. Everything goes to stderr. */
export interface Narrator {
  /** One line, e.g. a state change: `dev-collector-1: running`. */
  step(text: Wording): void;
  /** One line of what a question is about: told even where progress is not wanted. */
  fact(text: Wording): void;
  /** Something that the user should know though nothing failed. */
  warn(text: Wording): void;
  /** A wait begins or goes on: a spinner on a terminal, nothing elsewhere. */
  waiting(text: string): void;
  /** The wait is over. */
  idle(): void;
}

/** What no flag can say: such a run is told it by the journal of the run that it goes on with. */
export interface CommonResuming {
  /** What is left of what was met then, as `REGION NAME`: nothing else is worked on. */
  met?: readonly string[];
}

/** Everything a command may touch, chosen in one place (src/context.ts). */
export interface Context {
  host: Host;
  settings: Settings;
  narrator: Narrator;
  clock: Clock;
  signal: AbortSignal;
  version: string;
  journal: Journal;
  /** What a run that finishes or undoes another one is told. */
  resuming: CommonResuming;
  /** What the chosen provider is like. */
  provider: ProviderTraits;
  /** The same of any other; undefined for a name that no provider has. */
  providerNamed(name: string): ProviderTraits | undefined;
  /** A manager for a region of the chosen provider; the same one when asked again. */
  manager(region: string): Promise<BaseInfraManager>;
  /** The one region to ask when none is named: of environment, config file or profile, else the default. */
  homeRegion(): Promise<string>;
  /**
   * What answers depend on besides the region: provider, account, endpoint. The same text
   * stands for the same; it holds no secret, is worked out without a request, and is meant
   * for nothing but to be compared.
   */
  identity(of?: Pick<Settings, "provider" | "profile" | "endpointUrl">): Promise<string>;
  /** The addresses that this machine's requests come from, for `--cidr my-ip`. */
  myAddresses(): Promise<string[]>;
  /** Services of AWS beside the instances of a manager. */
  aws(): AwsServices;
  probeHealth: HealthProbe;
  sandbox(): Promise<SandboxControl>;
  terraform(): Promise<TerraformControl>;
  ansible(): Promise<AnsibleControl>;
  /** How requests would be made, for `doctor`. */
  account(): Promise<AccountProbe>;
  /** The first of these programs that is there, asked for its version; null when none is. */
  programVersion(names: readonly string[], args: readonly string[]): Promise<ProgramVersion | null>;
  ssh(): Promise<SshControl>;
  /** Resolves when an SSH server answers at the instance's address; `wait_timeout` otherwise. */
  waitForSsh(instance: Instance, wait: WaitOptions): Promise<void>;
}
