import { existsSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { homeFolder } from "../../core/files/user-folders.ts";
import { settingIn } from "./configuration.ts";

type Env = Readonly<Record<string, string | undefined>>;

export interface Surroundings {
  /** The Ansible folder. */
  directory: string;
  callbacks: string;
  /** Where the summary goes. */
  summary: string;
  temporary: string;
  knownHosts: string;
  /** For the sockets of shared connections. */
  sockets: string;
  colour: boolean;
  /** The arguments after `--` say how to check host keys. */
  ownHostKeyChecking: boolean;
}

/** Variables that would skip tasks or hosts, wait for a terminal or bypass SSH. */
const REMOVED = [
  "ANSIBLE_ENABLE_TASK_DEBUGGER",
  "ANSIBLE_FORCE_COLOR",
  "ANSIBLE_INVENTORY",
  "ANSIBLE_INVENTORY_IGNORE",
  "ANSIBLE_INVENTORY_IGNORE_REGEX",
  "ANSIBLE_NOCOLOR",
  "ANSIBLE_RUN_TAGS",
  "ANSIBLE_SKIP_TAGS",
  "ANSIBLE_SSH_CONTROL_PATH",
  "ANSIBLE_TRANSPORT",
  "FORCE_COLOR",
  "NO_COLOR",
];

/** By default Ansible carries on without hosts, groups or values that it did not find. */
const LOUD = {
  ANSIBLE_ERROR_ON_MISSING_HANDLER: "True",
  ANSIBLE_ERROR_ON_UNDEFINED_VARS: "True",
  ANSIBLE_HOST_KEY_CHECKING: "True",
  ANSIBLE_HOST_PATTERN_MISMATCH: "error",
  ANSIBLE_INVALID_TASK_ATTRIBUTE_FAILED: "True",
  ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED: "True",
  ANSIBLE_INVENTORY_ENABLED: "yaml",
  ANSIBLE_INVENTORY_UNPARSED_FAILED: "True",
  ANSIBLE_PARAMIKO_HOST_KEY_AUTO_ADD: "False",
  ANSIBLE_RETRY_FILES_ENABLED: "False",
  ANSIBLE_SSH_HOST_KEY_CHECKING: "True",
};

/** Ansible's environment: the user's, without what makes a failure look like a success. */
export function ansibleEnvironment(env: Env, around: Surroundings): Record<string, string> {
  const child: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && !REMOVED.includes(name)) child[name] = value;
  }
  const { directory } = around;
  const config = join(directory, "ansible.cfg");
  const roles = join(directory, "roles");
  if (existsSync(config)) child["ANSIBLE_CONFIG"] = config;
  else if (existsSync(roles)) child["ANSIBLE_ROLES_PATH"] ??= roles;
  return {
    ...child,
    ...LOUD,
    [around.colour ? "ANSIBLE_FORCE_COLOR" : "ANSIBLE_NOCOLOR"]: "1",
    ANSIBLE_CALLBACK_PLUGINS: callbackFolders(env, around.callbacks, config),
    ANSIBLE_LOCAL_TEMP: around.temporary,
    ANSIBLE_SSH_ARGS: sshArguments(env, around, config),
    ANSIBLE_SSH_CONTROL_PATH_DIR: around.sockets,
    // The callback is part of the package, where its compiled form does not belong.
    PYTHONDONTWRITEBYTECODE: "1",
    QUANTS_CTL_SUMMARY: around.summary,
  };
}

/**
 * The variable replaces the configured list, or Ansible's default, so that list is repeated here.
 */
function callbackFolders(env: Env, ours: string, config: string): string {
  const usual = [
    join(homeOf(env), ".ansible/plugins/callback"),
    "/usr/share/ansible/plugins/callback",
  ];
  const others = env["ANSIBLE_CALLBACK_PLUGINS"] || configured(config) || usual.join(delimiter);
  return [ours, others].join(delimiter);
}

/** Paths in a file are relative to its folder; Ansible itself expands `~` and `$HOME`. */
function configured(config: string): string | undefined {
  return settingIn(config, "callback_plugins")
    ?.split(delimiter)
    .map((it) => (/^[~$]/.test(it) ? it : resolve(dirname(config), it)))
    .join(delimiter);
}

/**
 * These come first on ssh's command line, and ssh takes the first value given: not even an
 * inventory variable can relax the check.
 */
function sshArguments(env: Env, around: Surroundings, config: string): string {
  const files = [around.knownHosts, join(homeOf(env), ".ssh/known_hosts")];
  const strict = [
    "StrictHostKeyChecking=yes",
    `UserKnownHostsFile=${files.map(sshPath).join(" ")}`,
    "UpdateHostKeys=no",
  ];
  const own =
    env["ANSIBLE_SSH_ARGS"] ?? settingIn(config, "ssh_args") ?? `-C${sharing(around.sockets)}`;
  const ours = around.ownHostKeyChecking ? [] : strict.map((it) => `-o ${shellWord(it)}`);
  return [...ours, own].join(" ");
}

/** ssh appends 17 characters to a socket's path, which may have 104. */
function sharing(sockets: string): string {
  const fits = Buffer.byteLength(sockets) + "/0123456789".length + 17 < 104;
  return fits ? " -o ControlMaster=auto -o ControlPersist=60s" : "";
}

function homeOf(env: Env): string {
  return homeFolder(env);
}

/** In ssh's syntax, where a blank ends a path and a percent sign begins a token. */
function sshPath(path: string): string {
  return `"${path.replaceAll("%", "%%")}"`;
}

function shellWord(text: string): string {
  return `'${text.replaceAll("'", `'"'"'`)}'`;
}
