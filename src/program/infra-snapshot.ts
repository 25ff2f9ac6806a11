import { checkName } from "../core/instances/names.ts";
import { isPattern } from "../core/instances/selector.ts";
import { parseTag } from "../core/instances/tags.ts";
import { openByName } from "./only-open.ts";
import { acceptingOwn } from "./accepting-own.ts";
import {
  ANSWER_TIMEOUT,
  NAMES_ARGUMENT,
  DRY_RUN,
  LIST_OPTIONS,
  POLL_INTERVAL,
  REGION,
  REGIONS,
  STATUSES,
  TARGETS,
  TIMEOUT,
  WAIT,
  YES,
} from "./globals.ts";
import type { GroupSpec, OptionSpec } from "./spec.ts";

const TAG: OptionSpec = {
  flags: "-t, --tag <key=value>",
  help: "tag; repeat it for several",
  repeat: true,
  flagOnly: true,
  parse: parseTag,
};

const parseSnapshotName = (text: string): string => checkName(text, "snapshot name");

export const snapshot: GroupSpec = {
  name: "snapshot",
  summary: "make, list, delete and restore snapshots of instances",
  about:
    "A snapshot is a copy of an instance's disk at one time, and is billed for its size. It outlives the " +
    "instance, and holds neither its firewall nor its address. See also: quants-ctl backup.",
  commands: [
    {
      name: "create",
      summary: "make a snapshot of one or more instances",
      about:
        "Waits until it can be restored from. Made of a running instance it holds what was on the disk at " +
        "that moment, as after a power cut; stop the instance first for a clean one. The instance's tags " +
        "are copied to the snapshot; where there are too many, those that protect, schedule and group come first, and the others are named.",
      examples: [
        "quants-ctl infra snapshot create --name prod-exec-1 --snapshot-name prod-exec-1-before-upgrade",
        "quants-ctl infra snapshot create --selector Environment=prod --no-wait",
      ],
      argument: NAMES_ARGUMENT,
      options: [
        ...TARGETS,
        { ...STATUSES, flagOnly: true },
        REGIONS,
        {
          flags: "--snapshot-name <name>",
          help: "of one instance's snapshot (default: NAME-YYYYMMDD-HHMMSS, UTC)",
          flagOnly: true,
          parse: parseSnapshotName,
        },
        TAG,
        {
          flags: "--if-not-exists",
          help: "succeed when there is one of that name of the same instance",
          flagOnly: true,
        },
        { flags: "--no-wait", help: "return as soon as it is begun", flagOnly: true },
        DRY_RUN,
        { ...TIMEOUT, help: "give up waiting after this long (default: 30m)" },
        { ...POLL_INTERVAL, help: "pause between two looks (default: 5s)" },
      ],
      resume: (options, { stamp }) => ({ ...options, ifNotExists: true, stamp }),
      load: () => import("../commands/infra/snapshot/create.ts"),
    },
    {
      name: "list",
      aliases: ["ls"],
      summary: "list snapshots with their age and what they cost",
      about:
        "Whoever made them; Lightsail's own daily ones belong to their instance and are not listed. The cost " +
        "is that of the full size, at $0.05 for a GB a month: the most that it can be.",
      examples: [
        "quants-ctl infra snapshot list --region all --instance 'prod-*' --sort -age_days",
      ],
      options: [
        ANSWER_TIMEOUT,
        REGIONS,
        {
          flags: "--instance <name>",
          names: "instances",
          help: "only those of this instance, or of a pattern; repeat it for several",
          repeat: true,
          flagOnly: true,
          parse: (text) => (isPattern(text) ? text : checkName(text)),
        },
        ...LIST_OPTIONS,
      ],
      load: () => import("../commands/infra/snapshot/list.ts"),
    },
    {
      name: "delete",
      aliases: ["rm"],
      summary: "delete snapshots",
      about:
        "Shows what will be lost and asks; without a terminal it needs --yes. The last good snapshot of an " +
        "instance that does not exist any more is only deleted when it is named itself, never by a pattern.",
      examples: [
        "quants-ctl infra snapshot delete --name prod-exec-1-before-upgrade",
        "quants-ctl infra snapshot delete --name 'dev-*' --dry-run",
      ],
      argument: {
        name: "[names...]",
        help: "snapshot names or patterns, as with --name",
        as: "name",
        names: "snapshots",
      },
      options: [
        {
          flags: "-n, --name <name>",
          names: "snapshots",
          help: "snapshot name, or a pattern in quotes; repeat it for several",
          repeat: true,
          required: true,
          flagOnly: true,
          parse: (text) => (isPattern(text) ? text : parseSnapshotName(text)),
        },
        REGION,
        { flags: "--if-exists", help: "succeed when it is gone already", flagOnly: true },
        YES,
        DRY_RUN,
        TIMEOUT,
      ],
      resume: ({ meant, ...options }, { snapshots }, open) => ({
        ...options,
        meant: openByName(meant ?? snapshots, open),
        ifExists: true,
      }),
      load: () => import("../commands/infra/snapshot/delete.ts"),
    },
    {
      name: "restore",
      summary: "make a new instance from a snapshot",
      about:
        "The new instance has the disk of the snapshot, and its tags; the plan that the instance had, or a " +
        "larger one. A snapshot holds no firewall: without --port or --like the new instance has its image's " +
        "own, open to the world. Names can't be given twice, so it needs one of its own.",
      examples: [
        "quants-ctl infra snapshot restore --snapshot prod-exec-1-before-upgrade --name prod-exec-1b --like prod-exec-1",
        "quants-ctl infra snapshot restore --snapshot dev-db-20261121-112233 --name dev-db-2 --bundle medium_3_0 --port tcp/22@203.0.113.0/24",
      ],
      options: [
        {
          flags: "--snapshot <name>",
          names: "snapshots",
          help: "snapshot to restore",
          required: true,
          flagOnly: true,
          parse: parseSnapshotName,
        },
        {
          flags: "-n, --name <name>",
          help: "name of the new instance",
          required: true,
          flagOnly: true,
          parse: (text) => checkName(text),
        },
        REGION,
        {
          flags: "-b, --bundle <id>",
          names: "bundles",
          help: "plan, no smaller (default: the one it had)",
          flagOnly: true,
        },
        { flags: "--az <zone>", help: "availability zone", flagOnly: true },
        {
          flags: "-k, --key-pair <name>",
          help: "SSH key pair to add (the disk keeps those it had)",
          flagOnly: true,
        },
        { ...TAG, help: "tag, over those of the snapshot; repeat it for several" },
        {
          flags: "-p, --port <rule>",
          help: "open this and nothing else, e.g. ssh@203.0.113.0/24 or tcp/8000-8010@my-ip; repeat it for several",
          repeat: true,
          flagOnly: true,
        },
        {
          flags: "--like <instance>",
          names: "instances",
          help: "copy the firewall, tags and zone of this instance",
          flagOnly: true,
          parse: (text) => checkName(text),
        },
        {
          flags: "--static-ip",
          help: "allocate and attach a static IP, named <name>-static-ip",
          flagOnly: true,
        },
        {
          flags: "--ip-address-type <type>",
          help: "dualstack, ipv4 or ipv6",
          choices: ["dualstack", "ipv4", "ipv6"],
          flagOnly: true,
        },
        {
          flags: "--if-not-exists",
          help: "succeed when an instance of that name and kind is there already",
          flagOnly: true,
        },
        DRY_RUN,
        ...WAIT,
      ],
      resume: (options, noted) => ({ ports: noted["ports"], ...options, ...acceptingOwn(options) }),
      undo: ({ name, yes, dryRun }, noted) => ({
        path: "infra destroy",
        options: {
          name: [name],
          yes,
          dryRun,
          made: noted["requests"],
          spare: noted["static_ips_before"],
        },
      }),
      load: () => import("../commands/infra/snapshot/restore.ts"),
    },
  ],
};
