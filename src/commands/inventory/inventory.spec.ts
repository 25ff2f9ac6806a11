import { parseDuration } from "../../core/time/duration.ts";
import { defineCommand } from "../definition/command.ts";
import { ADDRESS, GROUP_BY, HOSTS } from "./options.ts";
import { spec as knownHosts } from "./known-hosts.spec.ts";
import { spec as diff } from "./diff.spec.ts";

export const spec = defineCommand({
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
      help: "json, yaml or ini",
      default: "by the ending of --output, else json",
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
    GROUP_BY,
    ADDRESS,
    {
      flags: "--strict",
      help: "fail when a host has no such address or can't be read; otherwise it is left out",
    },
    { flags: "--allow-empty", help: "succeed without any host" },
    {
      flags: "--cache-ttl <duration>",
      help: "take answers of Lightsail and Terraform that are no older than this",
      default: "ask",
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
  load: () => import("./inventory.ts"),
});
