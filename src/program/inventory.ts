import { parseDuration } from "../core/time/duration.ts";
import { ANSWER_TIMEOUT_FLAG, LIST_OPTIONS, REGIONS, STATUSES, TARGETS } from "./globals.ts";
import type { CommandSpec, OptionSpec } from "./spec.ts";

/** Where hosts come from and which ones are meant: the same for every command on inventories. */
const HOSTS: readonly OptionSpec[] = [
  ANSWER_TIMEOUT_FLAG,
  {
    flags: "--source <names>",
    help: "lightsail, terraform, config, joined by commas; the later one wins (default: lightsail)",
    repeat: true,
    commas: true,
    choices: ["lightsail", "terraform", "config"],
  },
  {
    flags: "--terraform-dir <dir>",
    help: "for --source terraform: the stack whose state is read",
  },
  {
    flags: "--state-file <file>",
    help: "for --source terraform: a state, raw or as show -json prints it",
  },
  { flags: "--workspace <name>", help: "Terraform workspace (default: the one selected)" },
  REGIONS,
  {
    flags: "--filter <key=value>",
    help: "only hosts with this tag, status, region or name; != excludes, * and ? match; repeat it",
    repeat: true,
  },
  ...TARGETS,
  { ...STATUSES, flagOnly: true },
];

const ADDRESS: OptionSpec = {
  flags: "--address <kind>",
  help: "public, private, ipv6, or auto: public, else IPv6 (default: auto)",
  choices: ["public", "private", "ipv6", "auto"],
};

const knownHosts: CommandSpec = {
  name: "known-hosts",
  summary: "print or write a known_hosts file of the hosts' own keys",
  about:
    "Prints the SSH host keys that Lightsail recorded of each instance as a known_hosts file, so " +
    "that ssh and Ansible can check whom they talk to from the first connection on. A line counts " +
    "for the host's address and, with HostKeyAlias, for its name. A host whose keys can't be had " +
    "is an error, and nothing is printed or written then.",
  examples: [
    "quants-ctl inventory known-hosts --output known_hosts",
    "ssh -o UserKnownHostsFile=known_hosts -o StrictHostKeyChecking=yes ubuntu@203.0.113.7",
  ],
  options: [
    {
      flags: "-o, --output <file>",
      help: "write to this file, whole or not at all, readable by you alone",
      property: "file",
      flagOnly: true,
    },
    ...HOSTS,
    ADDRESS,
    {
      flags: "--allow-missing",
      help: "leave out hosts that have no key yet, with a warning",
      flagOnly: true,
    },
  ],
  load: () => import("../commands/inventory/known-hosts.ts"),
};

const diff: CommandSpec = {
  name: "diff",
  summary: "show what the sources of an inventory disagree on",
  about:
    "Compares the hosts of two or more sources: who knows of them, and every fact and tag that " +
    "more than one source states. The status is 0 whatever was found, and 5 for differences with " +
    "--fail-on-drift.",
  examples: [
    "quants-ctl inventory diff --source terraform,lightsail --terraform-dir terraform/environments/prod",
    "quants-ctl inventory diff --source lightsail,config -c fleet.yml --fail-on-drift",
  ],
  options: [
    ...HOSTS,
    { flags: "--fail-on-drift", help: "exit with 5 when there are differences", flagOnly: true },
    ...LIST_OPTIONS.map((option) => ({ ...option, flagOnly: true })),
  ],
  load: () => import("../commands/inventory/diff.ts"),
};

export const inventory: CommandSpec = {
  name: "inventory",
  summary: "print or write an Ansible inventory",
  about:
    "Prints the instances as an inventory that Ansible can be handed: a file, a pipe into " +
    "`-i /dev/stdin`, or through --write-wrapper an executable one. Nothing is printed or written " +
    "before every region has answered. Tags can't run anything: they reach Ansible as plain text.",
  examples: [
    "quants-ctl inventory --output hosts.json --filter Environment=prod",
    "quants-ctl inventory --region all | ansible all -i /dev/stdin -m ping",
    "quants-ctl inventory --write-wrapper hosts --group-by region,tag:Team --cache-ttl 5m",
  ],
  options: [
    { flags: "--list", help: "print what Ansible expects of an inventory script", flagOnly: true },
    {
      flags: "--host <name>",
      help: "print the variables of one host, as an inventory script does",
      flagOnly: true,
    },
    {
      flags: "--format <form>",
      help: "json, yaml or ini (default: by the ending of --output, else json)",
      choices: ["json", "yaml", "ini"],
    },
    {
      flags: "-o, --output <file>",
      help: "write to this file, whole or not at all, readable by you alone",
      property: "file",
      flagOnly: true,
    },
    {
      flags: "--write-wrapper <file>",
      help: "write an executable inventory that asks with these options at every run",
      flagOnly: true,
    },
    ...HOSTS,
    {
      flags: "--group-by <keys>",
      help: "further groups: region, availability_zone, status, environment, service, tag:KEY",
      repeat: true,
      commas: true,
    },
    ADDRESS,
    {
      flags: "--strict",
      help: "fail when a host has no such address or can't be read; otherwise it is left out",
    },
    { flags: "--allow-empty", help: "succeed without any host" },
    {
      flags: "--cache-ttl <duration>",
      help: "take answers of Lightsail and Terraform that are no older than this (default: ask)",
      parse: (text) => parseDuration(text, "time to keep answers"),
    },
    {
      flags: "--refresh",
      help: "ask, and keep the answers for later runs with --cache-ttl",
      flagOnly: true,
    },
  ],
  takesFlags: true,
  commands: [knownHosts, diff],
  load: () => import("../commands/inventory/inventory.ts"),
};
