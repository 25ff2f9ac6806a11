import { REGIONS } from "./globals.ts";
import type { CommandSpec } from "./spec.ts";

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
    "quants-ctl inventory --write-wrapper hosts --group-by region,tag:Team",
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
    {
      flags: "--group-by <keys>",
      help: "further groups: region, availability_zone, status, environment, service, tag:KEY",
      repeat: true,
      commas: true,
    },
    {
      flags: "--address <kind>",
      help: "public, private, ipv6, or auto: public, else IPv6 (default: auto)",
      choices: ["public", "private", "ipv6", "auto"],
    },
    { flags: "--strict", help: "fail when a host has no such address; otherwise it is left out" },
    { flags: "--allow-empty", help: "succeed without any host" },
  ],
  load: () => import("../commands/inventory/inventory.ts"),
};
