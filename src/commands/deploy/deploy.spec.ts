import { LIST_FLAGS } from "../definition/options.ts";
import { ADDRESS, GROUP_BY, SOURCES } from "../inventory/options.ts";
import { defineCommand } from "../definition/command.ts";

export const spec = defineCommand({
  name: "deploy",
  summary: "run Ansible playbooks on the fleet",
  about:
    "Makes the inventory, runs the playbook of each service with ansible-playbook, and ends with " +
    "what was done on each host. Ansible's own output goes to stderr. SSH host keys are checked " +
    "against those that Lightsail recorded, and your own known_hosts.",
  examples: [
    "quants-ctl deploy --list",
    "quants-ctl deploy --service common,security --host all",
    "quants-ctl deploy --service data-collector --host dev-collector-1 --check --diff",
    "quants-ctl deploy --service monitoring --group-by region --limit region_eu_west_1 -- --forks 20",
  ],
  extra: { name: "[arguments...]", help: "after --: more arguments for ansible-playbook" },
  options: [
    { flags: "--list", help: "list the services and run nothing", flagOnly: true },
    {
      flags: "-s, --service <names>",
      names: "services",
      help: "services in their order, joined by commas or repeated",
      repeat: true,
      commas: true,
      flagOnly: true,
    },
    {
      flags: "--host <names>",
      names: "instances",
      help: "hosts by name, joined by commas or repeated, or all",
      repeat: true,
      commas: true,
      flagOnly: true,
    },
    {
      flags: "-l, --limit <pattern>",
      help: "only hosts that this pattern of Ansible's matches as well",
      flagOnly: true,
    },
    { flags: "--check", help: "change nothing, show what would change", flagOnly: true },
    { flags: "--diff", help: "show differences in files", flagOnly: true },
    {
      flags: "-v, --verbose",
      help: "Ansible tells more; -vv and -vvv still more",
      count: true,
      flagOnly: true,
    },
    { flags: "--user <name>", help: "log in as this user", default: "the instance's own" },
    {
      flags: "--private-key <file>",
      help: "log in with this key",
      default: "those of ssh",
    },
    { flags: "--vault-password-file <file>", help: "file with the password of Ansible's vault" },
    { flags: "--ask-vault-pass", help: "ask for the password of Ansible's vault", flagOnly: true },
    {
      flags: "--ansible-dir <dir>",
      help: "folder with playbooks/ and roles/",
      default: "./ansible, else the one that comes along",
      env: ["QUANTS_CTL_ANSIBLE_DIR"],
    },
    ...SOURCES,
    GROUP_BY,
    ADDRESS,
    ...LIST_FLAGS,
  ],
  load: () => import("./deploy.ts"),
});
