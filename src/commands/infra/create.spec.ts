import { REGION, DRY_RUN, WAIT } from "../definition/options.ts";
import { parseTag } from "../../core/instances/tags.ts";
import { openNames } from "../definition/only-open.ts";
import { CREATION_NOTES, CREATION_RESUMING, goingOn } from "./create/notes.ts";
import { checkName } from "../../core/instances/names.ts";
import { option } from "../definition/option.ts";
import { defineCommand } from "../definition/command.ts";

const NAME = option({
  flags: "-n, --name <name>",
  role: "which",
  help: "instance name",
  required: true,
  flagOnly: true,
  parse: (text) => checkName(text),
});

export const spec = defineCommand({
  name: "create",
  summary: "create one or more instances",
  about:
    "Creates each named instance, waits until it can be reached, and with --static-ip gives it an " +
    "address that survives a stop. Safe to repeat after a lost answer: an instance is never made twice.",
  examples: [
    "quants-ctl infra create --name dev-collector-1 --bundle micro_3_0 --tag Environment=dev",
    "quants-ctl infra create --name dev-monitor --static-ip --port tcp/22@203.0.113.0/24",
  ],
  options: [
    {
      ...NAME,
      help: "instance name; repeat it for several",
      repeat: true,
      flagOnly: false,
    },
    {
      flags: "-b, --bundle <id>",
      help: "plan; see infra bundles",
      default: "small_3_0",
      names: "bundles",
    },
    {
      flags: "--blueprint <id>",
      help: "image; see infra blueprints",
      default: "ubuntu_22_04",
      names: "blueprints",
    },
    REGION,
    { flags: "--az <zone>", help: "availability zone", default: "the first of the region" },
    { flags: "--availability-zone <zone>", help: "", aliasOf: "az" },
    {
      flags: "-k, --key-pair <name>",
      help: "SSH key pair",
      default: "the region's default key",
    },
    { flags: "--ssh-key-name <name>", help: "", aliasOf: "key-pair" },
    { flags: "--static-ip", help: "allocate and attach a static IP, named <name>-static-ip" },
    { flags: "--use-static-ip", help: "", aliasOf: "static-ip" },
    {
      flags: "-t, --tag <key=value>",
      inFile: "map",
      help: "tag; repeat it for several",
      repeat: true,
      parse: parseTag,
    },
    { flags: "--tags <key=value>", help: "", aliasOf: "tag" },
    {
      flags: "-p, --port <rule>",
      help: "open this and nothing else, e.g. ssh@203.0.113.0/24, https@world or tcp/8000-8010@my-ip; repeat it for several",
      default: "the image's ports",
      repeat: true,
    },
    {
      flags: "--user-data <file>",
      role: "how",
      help: "script that the instance runs once as root; - reads stdin",
    },
    {
      flags: "--ip-address-type <type>",
      help: "dualstack, ipv4 or ipv6",
      default: "dualstack",
      choices: ["dualstack", "ipv4", "ipv6"],
    },
    {
      flags: "--if-not-exists",
      role: "how",
      help: "succeed when a matching instance of that name exists",
    },
    DRY_RUN,
    ...WAIT,
  ],
  notes: CREATION_NOTES,
  resuming: CREATION_RESUMING,
  resume: ({ options, noted, resuming, open }) => ({
    options: { ...options, name: openNames(options.name, open), ifNotExists: true },
    resuming: goingOn({ noted, resuming }, options.ifNotExists),
  }),
  undo: ({ options, noted }) => ({
    path: "infra destroy",
    options: { name: options.name },
    resuming: { made: noted.requests, kept: noted.static_ips_before },
  }),
  view: () => import("../../render/views/created.ts"),
  load: () => import("./create.ts"),
});
