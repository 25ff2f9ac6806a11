/** A playbook that can be deployed by its name. */
export interface Service {
  name: string;
  /** The name of its first play. */
  description: string | null;
  /** The host patterns of its plays, those of imported playbooks too, each once. */
  hosts: readonly string[];
  file: string;
}

/** The services of one folder, and what could not be read there. */
export interface ServiceFolder {
  directory: string;
  services: readonly Service[];
  /** Files of those that may say that hosts are reached otherwise than by SSH at their address. */
  ownWay: ReadonlySet<string>;
  warnings: readonly string[];
}

export interface DeployRequest {
  /** The folder that the services are from; its ansible.cfg counts. */
  directory: string;
  /** Run in this order. */
  services: readonly Service[];
  /** A static inventory in JSON, complete: roles look at hosts that are not deployed to. */
  inventory: string;
  /** Lines of a known_hosts file. */
  knownHosts: string;
  /** Names of hosts; null for all. */
  hosts: readonly string[] | null;
  /** A host pattern of Ansible's; both must match. */
  limit: string | undefined;
  check: boolean;
  diff: boolean;
  verbosity: number;
  privateKey: string | undefined;
  vaultPasswordFile: string | undefined;
  /** Stands in the private folder of the run while that lasts. */
  vaultPassword: string | undefined;
  /** Further arguments of ansible-playbook's own. */
  extra: readonly string[];
  colour: boolean;
}

/** What a run did to one host. The counts are Ansible's, of tasks. */
export interface HostSummary {
  host: string;
  /** `not_targeted`: no play of the services is for it; `not_reached`: the run ended before it was done with it. */
  status: "ok" | "changed" | "failed" | "unreachable" | "not_targeted" | "not_reached";
  ok: number;
  changed: number;
  failed: number;
  unreachable: number;
  skipped: number;
  rescued: number;
  ignored: number;
  /** Of those deployed, the ones that have a play for it. */
  services: string[];
}

export interface DeployOutcome {
  /** Every host that the request names, in the order of the inventory. */
  hosts: HostSummary[];
  /** What went wrong, by host. */
  reasons: ReadonlyMap<string, string>;
  /** Services that no host was there for. */
  withoutHosts: readonly string[];
  /** Services that were not begun, as one before them failed. */
  notBegun: readonly string[];
  /** Of ansible-playbook; null when a signal ended it. */
  status: number | null;
  /** False when it ended without counting, as it does after a syntax error. */
  counted: boolean;
  /** The end of what it wrote to stderr, without colours. */
  lastWords: string;
  /** The user stopped the command. */
  stopped: boolean;
}

/** What `deploy` needs of Ansible; the Ansible provider implements it. */
export interface AnsibleControl {
  /**
   * The services of this folder; without one, of ./ansible where that has playbooks, else of
   * the folder that comes with the program. Runs nothing.
   */
  services(directory: string | undefined): Promise<ServiceFolder>;
  /** Refuses what can't be run, before anything is asked for. */
  check(request: Pick<DeployRequest, "extra" | "privateKey" | "vaultPasswordFile">): void;
  /**
   * Files of the user's that `deploy` has Ansible execute besides the tasks, in a check as well;
   * those in the folder as seen from there. Runs nothing.
   */
  executes(request: Pick<DeployRequest, "directory" | "services" | "vaultPasswordFile">): string[];
  /** Runs the playbooks with their output on stderr, and cleans up behind them. */
  deploy(request: DeployRequest): Promise<DeployOutcome>;
}
