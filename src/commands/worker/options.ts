import { argument, optionList } from "../definition/option.ts";

export const WORKER = argument({ name: "<worker>", help: "name or id of the worker" });

/** How the server of a worker is made and set up. */
export const MAKING = optionList([
  { flags: "--az <zone>", help: "availability zone", default: "the first of the region" },
  {
    flags: "--blueprint <id>",
    help: "image; see infra blueprints",
    default: "ubuntu_22_04",
    names: "blueprints",
  },
  { flags: "-k, --key-pair <name>", help: "SSH key pair", default: "the region's default key" },
  { flags: "--private-key <file>", help: "log in with this key", default: "those of ssh" },
  {
    flags: "--vault-password-file <file>",
    help: "file with the password of Ansible's vault",
    role: "how",
  },
  {
    flags: "--ansible-dir <dir>",
    help: "folder with playbooks/ and roles/",
    default: "./ansible, else the one that comes along",
    env: ["QUANTS_CTL_ANSIBLE_DIR"],
    role: "how",
  },
]);
