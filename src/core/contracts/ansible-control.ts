/** A playbook that can be deployed by its name. */
export interface Service {
  name: string;
  /** The name of its first play. */
  description: string | null;
  /** The distinct host patterns of its plays, including imported playbooks. */
  hosts: readonly string[];
  file: string;
}

/** The services of one folder, with warnings about what could not be read. */
export interface ServiceFolder {
  directory: string;
  services: readonly Service[];
  /** Playbooks that may reach hosts by other means than SSH to their address. */
  ownWay: ReadonlySet<string>;
  warnings: readonly string[];
}

export interface DeployRequest {
  /** The folder of the services, whose ansible.cfg applies. */
  directory: string;
  /** Run in this order. */
  services: readonly Service[];
  /** The complete static inventory in JSON: roles read hosts that are not deployed to. */
  inventory: string;
  /** Lines of a known_hosts file. */
  knownHosts: string;
  /** Names of hosts; null for all. */
  hosts: readonly string[] | null;
  /** An Ansible host pattern; both must match. */
  limit: string | undefined;
  check: boolean;
  diff: boolean;
  verbosity: number;
  privateKey: string | undefined;
  vaultPasswordFile: string | undefined;
  /** Kept in the run's private folder while it lasts. */
  vaultPassword: string | undefined;
  /** Further arguments for ansible-playbook. */
  extra: readonly string[];
  colour: boolean;
}

/** What a run did to one host, with Ansible's counts of tasks. */
export interface HostSummary {
  host: string;
  /**
   * `not_targeted`: no play of the services applies to it; `not_reached`: the run ended before it
   * was done.
   */
  status: "ok" | "changed" | "failed" | "unreachable" | "not_targeted" | "not_reached";
  ok: number;
  changed: number;
  failed: number;
  unreachable: number;
  skipped: number;
  rescued: number;
  ignored: number;
  /** The deployed services that have a play for it. */
  services: string[];
}

export interface DeployOutcome {
  /** Every host that the request names, in inventory order. */
  hosts: HostSummary[];
  /** What went wrong, by host. */
  reasons: ReadonlyMap<string, string>;
  /** Services without a host. */
  withoutHosts: readonly string[];
  /** Services that did not start because an earlier one failed. */
  notBegun: readonly string[];
  /** The status of ansible-playbook; null when a signal ended it. */
  status: number | null;
  /** False when it ended without counts, as after a syntax error. */
  counted: boolean;
  /** The end of its stderr, without colours. */
  lastWords: string;
  /** The user stopped the command. */
  stopped: boolean;
}

/** What `deploy` needs of Ansible; the Ansible provider implements it. */
export interface AnsibleControl {
  /**
   * The services of this folder; by default of ./ansible if it has playbooks, or else of the folder
   * that ships with the program. Runs nothing.
   */
  services(directory: string | undefined): Promise<ServiceFolder>;
  /** Refuses what can't run, before any request. */
  check(request: Pick<DeployRequest, "extra" | "privateKey" | "vaultPasswordFile">): void;
  /**
   * The user's files that Ansible executes besides tasks, even with --check; paths in the folder
   * are relative to it. Runs nothing.
   */
  executes(request: Pick<DeployRequest, "directory" | "services" | "vaultPasswordFile">): string[];
  /** Runs the playbooks with their output on stderr, and cleans up afterwards. */
  deploy(request: DeployRequest): Promise<DeployOutcome>;
}
