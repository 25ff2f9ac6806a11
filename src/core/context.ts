import type { Wording } from "./text/advice.ts";
import type { AnsibleControl } from "./contracts/ansible-control.ts";
import type { AccountProbe } from "./contracts/account-probe.ts";
import type { AwsServices } from "./contracts/aws-services.ts";
import type { MetricSource } from "./contracts/metric-source.ts";
import type { HealthProbe } from "./contracts/traffic-control.ts";
import type { PostgresControl } from "./contracts/postgres-control.ts";
import type { Clock } from "./clock.ts";
import type { Journal } from "./journal/journal.ts";
import type { BaseInfraManager, WaitOptions } from "./infra-manager.ts";
import type { Instance } from "./model.ts";
import type { ProviderTraits } from "./contracts/provider-traits.ts";
import type { RedisControl } from "./contracts/redis-control.ts";
import type { ProgramVersion } from "./contracts/program-version.ts";
import type { SandboxControl } from "./contracts/sandbox-control.ts";
import type { Settings } from "./settings.ts";
import type { SshControl } from "./contracts/ssh-control.ts";
import type { EngineAddress, TenantEngine } from "./contracts/tenant-engine.ts";
import type { VetoProbe } from "./contracts/veto-probe.ts";
import type { TerraformControl } from "./contracts/terraform-control.ts";

/** A stream that knows whether it is a terminal. */
export type OutputStream = NodeJS.WritableStream & {
  isTTY?: boolean;
  columns?: number;
  rows?: number;
};
type InputStream = NodeJS.ReadableStream & { isTTY?: boolean };

/** What the process provides; tests pass in their own. */
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

/** Progress reports while a command works, all on stderr. */
export interface Narrator {
  /** One line, e.g. a state change: `dev-collector-1: running`. */
  step(text: Wording): void;
  /** One line of facts for a question: shown even where progress is not. */
  fact(text: Wording): void;
  /** Something that the user should know although nothing failed. */
  warn(text: Wording): void;
  /** A wait begins or continues: a spinner on a terminal, nothing elsewhere. */
  waiting(text: string): void;
  /** The wait is over. */
  idle(): void;
}

/** Facts that no flag can express; they come from the journal of the run being resumed. */
export interface CommonResuming {
  /** What remains of that run's targets, as `REGION NAME`; nothing else is touched. */
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
  /** Facts for a run that finishes or undoes another one. */
  resuming: CommonResuming;
  /** What the chosen provider is like. */
  provider: ProviderTraits;
  /** The traits of another provider; undefined if no provider has that name. */
  providerNamed(name: string): ProviderTraits | undefined;
  /** The manager for a region of the chosen provider; always the same one for a region. */
  manager(region: string): Promise<BaseInfraManager>;
  /**
   * The region to use when none is named: from the environment, config file or profile, or else the
   * default.
   */
  homeRegion(): Promise<string>;
  /**
   * Identifies what answers depend on besides the region: provider, account, endpoint. Equal texts
   * mean the same; the text holds no secret, takes no request, and is only for comparing.
   */
  identity(of?: Pick<Settings, "provider" | "profile" | "endpointUrl">): Promise<string>;
  /** The addresses that this machine's requests come from, for `--cidr my-ip`. */
  myAddresses(): Promise<string[]>;
  /** Services of AWS beside the instances of a manager. */
  aws(): AwsServices;
  probeHealth: HealthProbe;
  /** The Prometheus at this address. */
  metrics(url: string): Promise<MetricSource>;
  /** Whether anything keeps a tenant awake. */
  vetoOf: VetoProbe;
  /** Connections to Redis servers. */
  redis(): Promise<RedisControl>;
  sandbox(): Promise<SandboxControl>;
  terraform(): Promise<TerraformControl>;
  ansible(): Promise<AnsibleControl>;
  /** How requests would be made, for `doctor`. */
  account(): Promise<AccountProbe>;
  /** The version of the first of these programs that is installed; null when none is. */
  programVersion(names: readonly string[], args: readonly string[]): Promise<ProgramVersion | null>;
  postgres(): Promise<PostgresControl>;
  ssh(): Promise<SshControl>;
  /** What runs the tenants' stacks. */
  tenantEngine(address: EngineAddress): Promise<TenantEngine>;
  /** Resolves when an SSH server answers at the instance's address; `wait_timeout` otherwise. */
  waitForSsh(instance: Instance, wait: WaitOptions): Promise<void>;
}
