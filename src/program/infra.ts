import { checkName } from "../core/instances/names.ts";
import { parseTag } from "../core/instances/tags.ts";
import {
  ANSWER_TIMEOUT,
  NAMES_ARGUMENT,
  DRY_RUN,
  LIST_OPTIONS,
  ONLY_STATUS,
  POLL_INTERVAL,
  REGION,
  REGIONS,
  STATUSES,
  TARGETS,
  TIMEOUT,
  WAIT,
  WATCH,
  YES,
} from "./globals.ts";
import { ip } from "./infra-ip.ts";
import { ports } from "./infra-ports.ts";
import { resize } from "./infra-resize.ts";
import { snapshot } from "./infra-snapshot.ts";
import { instanceDoctor } from "./infra-doctor.ts";
import { journal } from "./infra-journal.ts";
import { manage } from "./infra-manage.ts";
import { metrics } from "./infra-metrics.ts";
import { ssh } from "./infra-ssh.ts";
import { tag } from "./infra-tag.ts";
import { openByPlace, openNames } from "./only-open.ts";
import { acceptingOwn } from "./accepting-own.ts";
import type { GroupSpec, OptionSpec } from "./spec.ts";

const NAME: OptionSpec = {
  flags: "-n, --name <name>",
  help: "instance name",
  required: true,
  flagOnly: true,
  parse: (text) => checkName(text),
};

export const infra: GroupSpec = {
  name: "infra",
  summary: "create, list, inspect, manage and destroy instances",
  commands: [
    {
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
          help: "plan (default: small_3_0); see infra bundles",
          names: "bundles",
        },
        {
          flags: "--blueprint <id>",
          help: "image (default: ubuntu_22_04); see infra blueprints",
          names: "blueprints",
        },
        REGION,
        { flags: "--az <zone>", help: "availability zone (default: the first of the region)" },
        { flags: "--availability-zone <zone>", help: "", aliasOf: "az" },
        {
          flags: "-k, --key-pair <name>",
          help: "SSH key pair (default: the region's default key)",
        },
        { flags: "--ssh-key-name <name>", help: "", aliasOf: "key-pair" },
        { flags: "--static-ip", help: "allocate and attach a static IP, named <name>-static-ip" },
        { flags: "--use-static-ip", help: "", aliasOf: "static-ip" },
        {
          flags: "-t, --tag <key=value>",
          help: "tag; repeat it for several",
          repeat: true,
          parse: parseTag,
        },
        { flags: "--tags <key=value>", help: "", aliasOf: "tag" },
        {
          flags: "-p, --port <rule>",
          help: "open this and nothing else, e.g. ssh@203.0.113.0/24, https@world or tcp/8000-8010@my-ip; repeat it for several (default: the image's ports)",
          repeat: true,
        },
        {
          flags: "--user-data <file>",
          help: "script that the instance runs once as root; - reads stdin",
        },
        {
          flags: "--ip-address-type <type>",
          help: "dualstack, ipv4 or ipv6 (default: dualstack)",
          choices: ["dualstack", "ipv4", "ipv6"],
        },
        {
          flags: "--if-not-exists",
          help: "succeed when an instance of that name and kind is there already",
        },
        DRY_RUN,
        ...WAIT,
      ],
      resume: (options, noted, open) => ({
        ports: noted["ports"],
        ...options,
        name: openNames(options["name"], open),
        ...acceptingOwn(options),
      }),
      undo: ({ name, yes, dryRun }, noted) => ({
        path: "infra destroy",
        options: { name, yes, dryRun, made: noted["requests"], spare: noted["static_ips_before"] },
      }),
      load: () => import("../commands/infra/create.ts"),
    },
    {
      name: "list",
      aliases: ["ls"],
      summary: "list instances, whoever made them",
      about:
        "Lists instances, whoever made them. With --watch it looks again and again: on a terminal the table is " +
        "drawn anew in its place, elsewhere there is a line for each change (an object a line with --output " +
        "json). It outlives looks that fail, and ends with Ctrl-C and status 130, or at the next change when nobody reads any more.",
      examples: [
        "quants-ctl infra list --region all --status running",
        "quants-ctl infra list 'dev-*' --watch 10s",
        "quants-ctl infra list --output json | jq -r '.[].public_ip'",
      ],
      argument: NAMES_ARGUMENT,
      options: [...TARGETS, REGIONS, STATUSES, WATCH, ANSWER_TIMEOUT, ...LIST_OPTIONS],
      load: () => import("../commands/infra/list.ts"),
    },
    {
      name: "info",
      aliases: ["show"],
      summary: "show one instance: address, firewall, hardware, price, ssh command",
      examples: [
        "quants-ctl infra info --name dev-monitor",
        "quants-ctl infra info --name dev-monitor --field public_ip",
      ],
      argument: NAMES_ARGUMENT,
      options: [
        ...TARGETS,
        REGIONS,
        ONLY_STATUS,
        { flags: "--field <key>", help: "print only this value of the record", flagOnly: true },
        ANSWER_TIMEOUT,
      ],
      load: () => import("../commands/infra/info.ts"),
    },
    ...manage,
    {
      name: "destroy",
      aliases: ["rm"],
      summary: "delete an instance and release its static IP",
      about:
        "Shows what will be lost and asks for the instance's name. Without a terminal it needs --force or --yes. " +
        "The static IP that the instance held is released, because an unattached one is billed.",
      examples: [
        "quants-ctl infra destroy --name dev-monitor",
        "quants-ctl infra destroy --name dev-monitor --keep-static-ip --yes",
      ],
      argument: NAMES_ARGUMENT,
      options: [
        ...TARGETS,
        ONLY_STATUS,
        REGIONS,
        { flags: "-f, --force", help: "do not ask", flagOnly: true },
        YES,
        DRY_RUN,
        {
          flags: "--snapshot-first",
          help: "make a snapshot of it, and delete it only when that can be restored (waits for it up to 30m)",
          flagOnly: true,
        },
        { flags: "--if-exists", help: "succeed when it is gone already", flagOnly: true },
        { flags: "--keep-static-ip", help: "detach the static IP but keep it, and its cost" },
        {
          flags: "--release-ip <name>",
          names: "static_ips",
          help: "release this unattached static IP as well; repeat it for several",
          repeat: true,
          flagOnly: true,
          parse: (text) => checkName(text, "static IP name"),
        },
        TIMEOUT,
        POLL_INTERVAL,
      ],
      // What was agreed to is what it met; where that is not known, others may be met by now.
      resume: ({ yes, force, ...options }, { instances }, open) => {
        const { meant = instances } = options;
        if (meant === undefined) return options;
        return { yes, force, ...options, meant: openByPlace(meant, open) };
      },
      load: () => import("../commands/infra/destroy.ts"),
    },
    ip,
    ports,
    resize,
    snapshot,
    metrics,
    ssh,
    instanceDoctor,
    tag,
    ...journal,
    {
      name: "bundles",
      summary: "list the plans with their prices",
      examples: ["quants-ctl infra bundles --columns bundle_id,monthly_price_usd,ram_size_gb"],
      options: [
        REGION,
        { flags: "--all", help: "retired plans too", flagOnly: true },
        ANSWER_TIMEOUT,
        ...LIST_OPTIONS,
      ],
      load: () => import("../commands/infra/bundles.ts"),
    },
    {
      name: "blueprints",
      summary: "list the images",
      examples: ["quants-ctl infra blueprints", "quants-ctl infra blueprints --output name"],
      options: [
        REGION,
        { flags: "--all", help: "retired images too", flagOnly: true },
        ANSWER_TIMEOUT,
        ...LIST_OPTIONS,
      ],
      load: () => import("../commands/infra/blueprints.ts"),
    },
    {
      name: "regions",
      summary: "list the regions and their zones",
      examples: ["quants-ctl infra regions", "quants-ctl infra regions --output name"],
      options: [ANSWER_TIMEOUT, ...LIST_OPTIONS],
      load: () => import("../commands/infra/regions.ts"),
    },
  ],
};
