import { string, stringOrNull } from "../../core/journal/shapes.ts";
import { asItWas } from "../definition/resumption.ts";
import { checkName } from "../../core/instances/names.ts";
import { REGION, YES, DRY_RUN, TIMEOUT, POLL_INTERVAL } from "../definition/options.ts";
import { parseDuration } from "../../core/time/duration.ts";
import { defineCommand } from "../definition/command.ts";

export const spec = defineCommand({
  name: "resize",
  summary: "move an instance to a larger plan",
  about:
    "Lightsail can't change an instance's plan, or rename it. So this takes a snapshot, creates a new instance from it " +
    "with the old one's tags, firewall and automatic snapshots, verifies that, moves the static IP, deletes the " +
    "old instance and then the snapshot. The new instance has a name of its own: web becomes web-medium, or " +
    "what --to says; inventories and Ansible find it by the same tags. Without a static IP its address " +
    "changes.\n\n" +
    "The snapshot is made while the old instance runs: it holds what was on the disk then, as after a power " +
    "cut, and both run side by side until the old one is deleted. Where two must never run at once, as " +
    "with a trading engine, or no data may be lost, use --stop: the old one is down from before the " +
    "snapshot. Block storage disks need it too: they are taken from the old one, and attached to the new one at " +
    "the same paths. Interrupted anywhere, the same command continues where it stopped; --undo goes back as long as " +
    "the old instance is there.",
  examples: [
    "quants-ctl infra resize prod-exec-1 --bundle large_3_0 --stop",
    "quants-ctl infra resize dev-monitor --bundle medium_3_0 --to dev-monitor-2 --dry-run",
    "quants-ctl infra resize prod-exec-1 --bundle large_3_0 --undo",
  ],
  argument: { name: "[name]", help: "instance to resize", names: "instances" },
  options: [
    {
      flags: "-n, --name <name>",
      role: "which",
      names: "instances",
      help: "instance to resize, instead of the argument",
      flagOnly: true,
      parse: (text) => checkName(text),
    },
    {
      flags: "-b, --bundle <id>",
      names: "bundles",
      help: "plan, larger than the present one; see infra bundles",
      required: true,
      flagOnly: true,
    },
    {
      flags: "--to <name>",
      help: "name of the new instance",
      default: "NAME followed by the size",
      flagOnly: true,
      parse: (text) => checkName(text),
    },
    REGION,
    { flags: "--stop", help: "stop the old instance before the snapshot", flagOnly: true },
    { flags: "--keep-old", help: "stop the old instance instead of deleting it", flagOnly: true },
    { flags: "--keep-snapshot", help: "keep the snapshot, and its cost", flagOnly: true },
    {
      flags: "--verify <what>",
      help: "ssh: the new instance must answer SSH as well",
      choices: ["ssh"],
      flagOnly: true,
    },
    {
      flags: "--max-age <duration>",
      help: "after an interruption: the oldest copy that may take over",
      default: "1h",
      flagOnly: true,
      parse: (text) => parseDuration(text, "age"),
    },
    {
      flags: "--undo",
      help: "go back to the old instance, and remove what was made",
      flagOnly: true,
    },
    YES,
    DRY_RUN,
    { ...TIMEOUT, help: "for each wait", default: "5m, and 30m for the snapshot" },
    POLL_INTERVAL,
  ],
  resume: asItWas,
  notes: { target: string, static_ip: stringOrNull },
  undo: ({ options }) => ({ path: "infra resize", options: { ...options, undo: true } }),
  // Done after all, or undone after all, to whatever plan: no instance has two at once, so the
  // later one counts.
  goal: ({ argument, name = argument }) => ({ name }),
  view: () => import("../../render/views/resized.ts"),
  load: () => import("./resize.ts"),
});
