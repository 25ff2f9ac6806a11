import { strings } from "../../../core/journal/shapes.ts";
import { checkName } from "../../../core/instances/names.ts";
import { REGION, DRY_RUN, WAIT } from "../../definition/options.ts";
import { CREATION_NOTES, CREATION_RESUMING, goingOn } from "../create/notes.ts";
import { defineCommand } from "../../definition/command.ts";
import { TAG, parseDiskName, parseSnapshotName } from "./options.ts";

export const spec = defineCommand({
  name: "restore",
  summary: "make a new instance from a snapshot",
  about:
    "The new instance has the disk of the snapshot, and its tags; the plan that the instance had, or a " +
    "larger one. A snapshot holds no firewall: without --port or --like the new instance has its image's " +
    "own, open to the world. Names can't be given twice, so it needs one of its own. Of block storage disks in the " +
    "snapshot it gets new ones, at the same paths; those that the old instance has stay where they are.",
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
      role: "which",
      help: "name of the new instance",
      required: true,
      flagOnly: true,
      parse: (text) => checkName(text),
    },
    REGION,
    {
      flags: "-b, --bundle <id>",
      names: "bundles",
      help: "plan, no smaller",
      default: "the one it had",
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
      flags: "--disk <old=new>",
      help: "name of the new disk that is made of this one; repeat it for several",
      default: "OLD-NAME",
      repeat: true,
      flagOnly: true,
      parse: parseDiskName,
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
      role: "how",
      help: "succeed when a matching instance of that name exists",
      flagOnly: true,
    },
    DRY_RUN,
    ...WAIT,
  ],
  notes: {
    ...CREATION_NOTES,
    /** The disks that are made with it: whoever undoes it keeps them, and has to know of them. */
    disks: strings,
  },
  resuming: CREATION_RESUMING,
  resume: ({ options, noted, resuming }) => ({
    options: { ...options, ifNotExists: true },
    resuming: goingOn({ noted, resuming }, options.ifNotExists),
  }),
  undo: ({ options, noted }) => ({
    path: "infra destroy",
    options: { name: [options.name] },
    resuming: { made: noted.requests, kept: noted.static_ips_before },
  }),
  view: () => import("../../../render/views/created.ts"),
  load: () => import("./restore.ts"),
});
